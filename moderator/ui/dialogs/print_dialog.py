"""What to print, how it will look, and onto which paper: a file, a viewer, a printer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialogButtonBox, QFrame, QHBoxLayout, QScrollArea

from moderator.errors import BadInput, NeedsDecision, msg
from moderator.ui import file_dialogs
from moderator.ui import operations_on_demand as operations
from moderator.ui.dialogs.fitting import fit_size
from moderator.ui.dialogs.form_dialog import FormDialog
from moderator.ui.failure_words import failure_words
from moderator.ui.printing import print_work, printer_output
from moderator.ui.printing.job_line import JobLine
from moderator.ui.printing.paper_form import PaperForm
from moderator.ui.printing.preview_panel import PreviewPanel
from moderator.ui.printing.print_wish import FRESH_CODES, SHOWN_ONCE
from moderator.ui.printing.printer_job import PrinterJob
from moderator.ui.widgets.buttons import push_button

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeVar

    from PySide6.QtWidgets import QWidget

    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.operations.papers import PrintSummary
    from moderator.operations.print_choices import PaperChoice
    from moderator.ui.background import Background
    from moderator.ui.look import Look
    from moderator.ui.printing.print_wish import PrintWish

    T = TypeVar("T")

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
        self._run: print_work.PrintRun | None = None
        self._paper_job: PrinterJob | None = None
        self.form = PaperForm(self.bound)
        self.preview = PreviewPanel(look, self.bound, background)
        self.line = JobLine(look, self.bound)
        self.view_file = push_button(self.bound, msg("Open"), icon="folder-open")
        self.to_printer = push_button(self.bound, msg("Print …"), icon="printer")
        self._lay_out()
        self._bind_keys()
        self._rest(resting=True)
        self.form.changed.connect(self._follow)
        self.view_file.clicked.connect(self.open_file)
        self.to_printer.clicked.connect(self.print_on_paper)
        fit_size(self, look, *_SIZE)
        background.ask(
            self,
            lambda desk: operations.print_choices.paper_choices(desk, workshop.id),
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
            self._save(self.form.wish, target)

    def open_file(self) -> None:
        """Write a file and show it with the program that the system has for it."""
        wish, workshop_id = self.form.wish, self._workshop.id
        name = file_dialogs.file_name(self._workshop.title, ".pdf")

        def opened(target: Path) -> None:
            self._end()
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(target))):
                self.fail(_no_viewer())

        run = self._begin(wish)
        self._ask(
            wish,
            lambda desk: print_work.write_to_open(desk, workshop_id, wish, name, run),
            opened,
        )

    def print_on_paper(self) -> None:
        """Ask which printer to use, and print in true size."""
        try:
            printer = printer_output.choose_printer(self)
        except BadInput as error:
            self.banner.fail(error)
            return
        if printer is not None:
            self._print(self.form.wish, printer_output.PrinterPages(printer))

    def reject(self) -> None:
        """Stop what is under way, else close."""
        if self._paper_job is not None:
            self._paper_job.stop()
        elif self._run is not None:
            self._run.stop()
        else:
            self.preview.stop()
            super().reject()

    # ------------------------------------------------------------------ private

    def _save(self, wish: PrintWish, target: Path) -> None:
        run, workshop_id = self._begin(wish), self._workshop.id

        def saved(summary: PrintSummary) -> None:
            self._finish(wish, summary, target)

        def again(decided: PrintWish) -> None:
            self._save(decided, target)

        self._ask(
            wish,
            lambda desk: print_work.write(desk, workshop_id, wish, target, run),
            saved,
            again,
        )

    def _print(self, wish: PrintWish, pages: printer_output.PrinterPages) -> None:
        run, workshop_id = self._begin(wish), self._workshop.id

        def drawn(made: print_work.Printed) -> None:
            job = self._paper_job = PrinterJob(self._background, pages, made.pdf, self)
            job.page_begun.connect(self.line.show_page)
            job.finished.connect(lambda: self._finish(wish, made.summary, None))
            job.failed.connect(lambda error: self._fail_on_paper(wish, error))
            job.start()

        def again(decided: PrintWish) -> None:
            self._print(decided, pages)

        self._ask(
            wish,
            lambda desk: print_work.write_to_memory(desk, workshop_id, wish, run),
            drawn,
            again,
        )

    def _ask(
        self,
        wish: PrintWish,
        work: Callable[[Desk], T],
        done: Callable[[T], None],
        again: Callable[[PrintWish], None] | None = None,
    ) -> None:
        def failed(error: Exception) -> None:
            self._end()
            if isinstance(error, NeedsDecision) and again is not None:
                self._ask_about_former(wish, int(str(error.details.get("n", 0))), again)
            else:
                self.banner.fail(error)

        self._background.ask(self, work, done, failed, changes=wish.paper in FRESH_CODES)

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

    def _begin(self, wish: PrintWish) -> print_work.PrintRun:
        self.look.remember(printing=self.form.choice)
        self.banner.put_away()
        self.preview.stop()
        self._run = run = print_work.PrintRun()
        run.page_begun.connect(self.line.show_page, Qt.ConnectionType.QueuedConnection)
        self.line.begin(self.preview.pages if wish == self.preview.wish else 0)
        self._rest(resting=True)
        self.cancel.setFocus()
        return run

    def _end(self) -> None:
        self._run = self._paper_job = None
        self.line.end()
        self._rest(resting=False)
        self.preview.resume()

    def _finish(self, wish: PrintWish, summary: PrintSummary, target: Path | None) -> None:
        self._end()
        self.accept()
        name = target.name if target is not None else ""
        self.printed.emit(summary, target if wish.paper != SHOWN_ONCE else None, name)

    def _fail_on_paper(self, wish: PrintWish, error: Exception) -> None:
        self._end()
        self.banner.fail(error)
        if wish.paper == SHOWN_ONCE:
            self.banner.tell(
                lambda w: (
                    failure_words(w, error)[0],
                    w("The codes were made all the same. Print again and replace them."),
                ),
                "danger",
            )

    def _offer(self, choices: tuple[PaperChoice, ...]) -> None:
        self.form.offer(choices, self.look.settings.printing)
        self._rest(resting=False)
        self.form.paper.setFocus()

    def _follow(self) -> None:
        wish = self.form.wish
        self.view_file.setVisible(wish.paper != SHOWN_ONCE)
        self.preview.show_wish(self._workshop.id, wish)

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


def _no_viewer() -> BadInput:
    return BadInput(
        msg("This computer has no program that shows a PDF."),
        msg("Save it as a file and open it elsewhere."),
    )
