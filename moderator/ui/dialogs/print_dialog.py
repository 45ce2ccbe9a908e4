"""What to print, how it will look, and onto which paper: a file, a viewer, a printer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialogButtonBox, QFrame, QHBoxLayout, QScrollArea

from moderator.errors import BadInput, NeedsDecision, msg
from moderator.ui import file_dialogs
from moderator.ui import operations_on_demand as operations
from moderator.ui.dialogs.fitting import fit_size
from moderator.ui.dialogs.form_dialog import FormDialog
from moderator.ui.dialogs.ideas_dialog import IdeasDialog
from moderator.ui.failure_words import failure_words
from moderator.ui.printing import printer_output
from moderator.ui.printing.job_line import JobLine
from moderator.ui.printing.outlet import Outlet
from moderator.ui.printing.paper_form import PaperForm
from moderator.ui.printing.preview_panel import PreviewPanel
from moderator.ui.printing.print_wish import SHOWN_ONCE
from moderator.ui.printing.sheet_work import SheetWork
from moderator.ui.printing.stock_choice import stock_ink
from moderator.ui.widgets.buttons import push_button

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from moderator.domain.workshops import Workshop
    from moderator.operations.papers import PrintSummary
    from moderator.operations.print_choices import PrintOffer
    from moderator.ui.background import Background
    from moderator.ui.look import Look
    from moderator.ui.printing.print_wish import PrintWish

_SIZE = (1080, 720)
_FORM_WIDTH = 340


class PrintDialog(FormDialog):
    """Form on the left, preview on the right, the ways out below.

    Signals:
        printed: how much was printed, and the file it went to; None for a printer and for secret
            codes, which are not to be opened.
    """

    printed = Signal(object, object, str)

    def __init__(
        self, look: Look, background: Background, workshop: Workshop, parent: QWidget
    ) -> None:
        super().__init__(look, parent, msg("Print cards and posters"), msg("Save as PDF …"))
        self._background, self._workshop = background, workshop
        self.form = PaperForm(self.bound)
        self.preview = PreviewPanel(look, self.bound, background)
        self.line = JobLine(look, self.bound)
        self.outlet = Outlet(background, workshop.id, self)
        self.sheets = SheetWork(self, self.form, background, workshop)
        self.view_file = push_button(self.bound, msg("Open"), icon="folder-open")
        self.to_printer = push_button(self.bound, msg("Print …"), icon="printer")
        self._lay_out()
        self._bind_keys()
        self._rest(resting=True)
        self._listen()
        fit_size(self, look, *_SIZE)
        background.ask(
            self,
            lambda desk: operations.print_choices.print_offer(desk, workshop.id),
            self._offer,
            self.fail,
        )

    # ------------------------------------------------------------------ ways out

    def submit(self) -> None:
        """Ask where to save, and write the file."""
        w = self.look.w
        paper = self.form.paper.currentText()
        name = file_dialogs.file_name(f"{self._workshop.title} {paper}", ".pdf")
        kind = file_dialogs.file_kind("PDF", "pdf")
        target = file_dialogs.ask_for_target(self, w("Save as PDF …"), name, kind)
        if target is not None:
            self.outlet.save(self.form.wish, target)

    def open_file(self) -> None:
        """Write a file and show it with the program that the system has for it."""
        self.outlet.show_file(self.form.wish, file_dialogs.file_name(self._workshop.title, ".pdf"))

    def print_on_paper(self) -> None:
        """Ask which printer to use, and print in true size."""
        wish = self.form.wish
        try:
            printer = printer_output.choose_printer(self, wish)
        except BadInput as error:
            self.banner.fail(error)
            return
        if printer is not None:
            self.outlet.print_on(wish, printer_output.PrinterPages(printer))

    def pick_ideas(self) -> IdeasDialog:
        """Ask which ideas to print."""
        choice = self.form.ideas
        dialog = IdeasDialog(self.look, self, choice.ideas, choice.clusters, choice.preset)
        dialog.picked.connect(choice.take)
        dialog.open()
        return dialog

    def reject(self) -> None:
        """Stop what is under way, else close."""
        if self.outlet.is_busy:
            self.outlet.stop()
        else:
            self.preview.stop()
            super().reject()

    # ------------------------------------------------------------------ private

    def _listen(self) -> None:
        self.form.changed.connect(self._follow)
        self.form.ideas.picking_wanted.connect(self.pick_ideas)
        self.sheets.failed.connect(self.banner.fail)
        self.view_file.clicked.connect(self.open_file)
        self.to_printer.clicked.connect(self.print_on_paper)
        self.outlet.begun.connect(self._begin)
        self.outlet.page_begun.connect(self.line.show_page)
        self.outlet.ended.connect(self._end)
        self.outlet.finished.connect(self._finish)
        self.outlet.failed.connect(self._tell_failure)
        self.outlet.left_off.connect(self._tell_left_off)

    def _tell_failure(
        self, wish: PrintWish, error: Exception, again: Callable[[PrintWish], None] | None
    ) -> None:
        if isinstance(error, NeedsDecision) and again is not None:
            self._ask_about_former(wish, int(str(error.details.get("n", 0))), again)
        else:
            self.banner.fail(error)

    def _ask_about_former(
        self, wish: PrintWish, number: int, again: Callable[[PrintWish], None]
    ) -> None:
        self.banner.tell(
            lambda w: (
                w.plural(
                    "{n} voting code was made before; it cannot be printed again.",
                    "{n} voting codes were made before; they cannot be printed again.",
                    number,
                ),
                w("Replace them: cards that nobody has voted with become invalid. Or add more."),
            ),
            "danger",
        )
        self.banner.offer(msg("Replace"), lambda: again(replace(wish, again="replace")))
        more = self.banner.offer(msg("Add more"), lambda: again(replace(wish, again="more")))
        more.setFocus()

    def _begin(self, wish: PrintWish) -> None:
        self.look.remember(printing=self.form.choice)
        self.banner.put_away()
        self.preview.stop()
        self.line.begin(self.preview.pages if wish == self.preview.wish else 0)
        self._rest(resting=True)
        self.cancel.setFocus()

    def _end(self) -> None:
        self.line.end()
        self._rest(resting=False)
        self.preview.resume()

    def _finish(self, wish: PrintWish, summary: PrintSummary, target: Path | None) -> None:
        self.accept()
        name = target.name if target is not None else ""
        self.printed.emit(summary, target if wish.paper != SHOWN_ONCE else None, name)

    def _tell_left_off(self, wish: PrintWish, error: Exception) -> None:
        self.banner.fail(error)
        if wish.paper == SHOWN_ONCE:
            self.banner.tell(
                lambda w: (
                    failure_words(w, error)[0],
                    w("The codes were made all the same. Print again and replace them."),
                ),
                "danger",
            )

    def _offer(self, offer: PrintOffer) -> None:
        self.form.offer(offer, self.look.settings.printing)
        self._rest(resting=False)
        self.form.paper.setFocus()

    def _follow(self) -> None:
        wish = self.form.wish
        self.view_file.setVisible(wish.paper != SHOWN_ONCE)
        self.preview.view.lay_on(stock_ink(wish.paper_colour), self._outlines())
        self.preview.show_wish(self._workshop.id, wish)

    def _outlines(self) -> Sequence[Sequence[float]]:
        """Return the sheet's labels where print is moved away from them."""
        sheet = self.form.sheet.chosen
        if sheet is None or not any(self.form.sheet.offset_mm):
            return ()
        return [sheet.label(place) for place in range(sheet.labels)]

    def _rest(self, *, resting: bool) -> None:
        self.form.setEnabled(not resting)
        for button in (self.confirm, self.view_file, self.to_printer):
            button.setEnabled(not resting)

    def _lay_out(self) -> None:
        scroll = QScrollArea()
        scroll.setWidget(self.form)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bound.look(scroll, lambda look: scroll.setFixedWidth(min(look.px(_FORM_WIDTH), 480)))
        halves = QHBoxLayout()
        halves.setSpacing(16)
        halves.addWidget(scroll)
        halves.addWidget(self.preview, 1)
        self.column.addLayout(halves, 1)
        # Out of the part that scrolls: a warning below the edge warns nobody.
        self.column.addWidget(self.form.stock.warning)
        self.column.addWidget(self.form.address.warning)
        self.column.addWidget(self.line)
        for button in (self.view_file, self.to_printer):
            self.box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)

    def _bind_keys(self) -> None:
        for keys, run in (
            (("PgUp",), lambda: self.preview.turn(-1)),
            (("PgDown",), lambda: self.preview.turn(1)),
            (("+", "=", "Ctrl++", "Ctrl+="), lambda: self.preview.view.step_zoom(1)),
            (("-", "Ctrl+-"), lambda: self.preview.view.step_zoom(-1)),
            (("Ctrl+0",), self.preview.view.fit),
        ):
            for key in keys:
                QShortcut(QKeySequence(key), self).activated.connect(run)
