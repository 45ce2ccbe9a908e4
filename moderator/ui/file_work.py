"""Files in and out of a workshop: import, cards as PDF, protocol and exports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from moderator.errors import msg
from moderator.settings import AddressKind
from moderator.ui import dialogs_on_demand as dialogs
from moderator.ui import operations_on_demand as operations
from moderator.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from moderator.domain.workshops import Workshop
    from moderator.i18n import Words
    from moderator.operations.desk import Desk
    from moderator.operations.importing import ImportSummary
    from moderator.operations.papers import PrintSummary
    from moderator.operations.posts import PostSummary
    from moderator.ui.background import Background
    from moderator.ui.dialogs.print_dialog import PrintDialog
    from moderator.ui.hashtag.hashtag_dialog import HashtagDialog
    from moderator.ui.look import Look

T = TypeVar("T")


class FileWork(QObject):
    """Asks for files and has them read or written in the background."""

    done = Signal(object, object)
    """What to say (a function of the words), and the file that was written or None."""
    failed = Signal(object)

    def __init__(self, look: Look, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._look, self._background, self._window = look, background, window
        self._workshop: Workshop | None = None
        self.progress = ProgressLine(look)

    def show_workshop(self, workshop: Workshop | None) -> None:
        """Work on `workshop` from now on."""
        self._workshop = workshop

    # ------------------------------------------------------------------- import

    def import_file(self) -> None:
        """Ask for a file and bring its ideas in."""
        w, choosing = self._look.w, dialogs.file_dialogs
        kinds = choosing.file_kind(w("Ideas and votes"), "csv", "xlsx", "txt", "json", "pb")
        path = choosing.ask_for_file(self._window, w("Import ideas"), kinds)
        if path is not None and self._workshop is not None:
            self.bring_in(self._workshop, path)

    def bring_in(self, workshop: Workshop, path: Path) -> None:
        """Bring the ideas of `path` into `workshop`."""

        def told(summary: ImportSummary) -> None:
            self._end(lambda w: _import_words(w, path.name, summary))

        self._begin(
            msg("Importing …"),
            lambda desk: operations.importing.import_file(desk, workshop.id, path),
            told,
            changes=True,
        )

    def ask_for_hashtag(self) -> HashtagDialog | None:
        """Ask for public posts under a hashtag; ticked ones become ideas."""
        if self._workshop is None:
            return None
        dialog = dialogs.HashtagDialog(self._look, self._background, self._workshop, self._window)
        dialog.imported.connect(
            lambda tag, summary: self._end(lambda w: _post_words(w, tag, summary))
        )
        dialog.open()
        return dialog

    # -------------------------------------------------------------------- paper

    def ask_what_to_print(self) -> PrintDialog | None:
        """Ask what to print and how; the dialog does it itself."""
        if self._workshop is None:
            return None
        dialog = dialogs.PrintDialog(self._look, self._background, self._workshop, self._window)
        dialog.printed.connect(self._tell_of_print)
        dialog.open()
        return dialog

    def ask_for_posters(self, address: str) -> PrintDialog | None:
        """Ask how to print the way to the page for phones, at `address`."""
        wanted = replace(
            self._look.settings.printing,
            paper="tables",
            sheet="",
            count=0,
            address=AddressKind.LOCAL,
            local_address=address,
        )
        self._look.remember(printing=wanted)
        dialog = self.ask_what_to_print()
        if dialog is not None:
            phones = self._look.settings.phones
            dialog.form.wifi_name.setText(phones.wifi_name)
            dialog.form.wifi_password.setText(phones.wifi_password)
        return dialog

    def _tell_of_print(self, summary: PrintSummary, target: Path | None, name: str) -> None:
        self._end(lambda w: _print_words(w, name, summary), target)

    # ------------------------------------------------------------------- report

    def ask_for_report(self) -> None:
        """Ask where to write the protocol or an export."""
        if self._workshop is None:
            return
        w, choosing = self._look.w, dialogs.file_dialogs
        kinds = [
            choosing.file_kind(w("Protocol as PDF"), "pdf"),
            choosing.file_kind(w("Workbook"), "xlsx"),
            choosing.file_kind(w("Table as text"), "csv"),
            choosing.file_kind(w("Text"), "md"),
            choosing.file_kind(w("Web page"), "html"),
            choosing.file_kind(w("All data"), "json"),
            choosing.file_kind(w("Ballots in the Pabulib format"), "pb"),
        ]
        protocol = w("Protocol")
        name = choosing.file_name(f"{self._workshop.title} {protocol}", ".pdf")
        target = choosing.ask_for_target(
            self._window, w("Save protocol or export"), name, ";;".join(kinds)
        )
        if target is not None:
            self.write_report(self._workshop, target)

    def write_report(self, workshop: Workshop, target: Path) -> None:
        """Write protocol or export to `target`, its kind by the suffix."""

        def told(_nothing: None) -> None:
            self._end(lambda w: (w("Saved: {file}", file=target.name), ""), target)

        self._begin(
            msg("Writing the protocol …"),
            lambda desk: operations.reporting.write_report(desk, workshop.id, target),
            told,
        )

    # ------------------------------------------------------------------ private

    def _begin(
        self,
        text: str,
        work: Callable[[Desk], T],
        told: Callable[[T], None],
        *,
        changes: bool = False,
    ) -> None:
        self.progress.begin(text)
        self._background.ask(self, work, told, self._fail, changes=changes)

    def _end(self, speak: Callable[[Words], tuple[str, str]], written: Path | None = None) -> None:
        self.progress.end()
        self.done.emit(speak, written)

    def _fail(self, error: Exception) -> None:
        self.progress.end()
        self.failed.emit(error)


def show_file(path: Path) -> None:
    """Open a file with the program that the system has for it."""
    # A start opens none.
    from PySide6.QtCore import QUrl  # noqa: PLC0415
    from PySide6.QtGui import QDesktopServices  # noqa: PLC0415

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _print_words(w: Words, name: str, summary: PrintSummary) -> tuple[str, str]:
    cards = w.plural("{n} card", "{n} cards", summary.cards)
    pages = w.plural("{n} page", "{n} pages", summary.pages)
    sentences = [w("{cards} on {pages}.", cards=cards, pages=pages)]
    if summary.invalidated:
        sentences.append(
            w.plural(
                "{n} former voting code is invalid now.",
                "{n} former voting codes are invalid now.",
                summary.invalidated,
            )
        )
    title = w("Saved: {file}", file=name) if name else w("Sent to the printer.")
    return title, " ".join(sentences)


def _post_words(w: Words, tag: str, summary: PostSummary) -> tuple[str, str]:
    parts = [w.plural("{n} idea added", "{n} ideas added", summary.added)]
    if summary.skipped:
        parts.append(w.plural("{n} was there already", "{n} were there already", summary.skipped))
    return w("Imported: {file}", file=f"#{tag}"), f"{', '.join(parts)}."


def _import_words(w: Words, name: str, summary: ImportSummary) -> tuple[str, str]:
    # Whoever has an import to tell of has loaded it; a start has not.
    from moderator.exchange.incoming import Note  # noqa: PLC0415

    parts = [w.plural("{n} idea added", "{n} ideas added", summary.added)]
    if summary.skipped:
        parts.append(w.plural("{n} was there already", "{n} were there already", summary.skipped))
    if summary.rounds:
        parts.append(w.plural("{n} round", "{n} rounds", summary.rounds))
    if summary.ballots:
        parts.append(w.plural("{n} ballot", "{n} ballots", summary.ballots))
    notes = [each.in_words(w) if isinstance(each, Note) else each for each in summary.notes]
    sentences = [f"{', '.join(parts)}.", *notes]
    return w("Imported: {file}", file=name), " ".join(sentences)
