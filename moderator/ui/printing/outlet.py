"""The ways out of the print dialogs: a file, a viewer, a printer; one job at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from moderator.errors import BadInput, msg
from moderator.ui.printing import print_work
from moderator.ui.printing.print_wish import FRESH_CODES
from moderator.ui.printing.printer_job import PrinterJob

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeVar

    from moderator.domain.ids import WorkshopId
    from moderator.operations.desk import Desk
    from moderator.operations.papers import PrintSummary
    from moderator.ui.background import Background
    from moderator.ui.printing.print_wish import PrintWish
    from moderator.ui.printing.printer_output import PrinterPages

    T = TypeVar("T")


class Outlet(QObject):
    """Writes what is wished for on the worker thread and says how it went.

    Signals:
        begun: a job has begun.
        page_begun: number of the page that is written or printed now.
        ended: the job is over, well or not; comes before the signals that say how.
        finished: wish, summary and file; None for a printer.
        opened: a file was shown by the system's viewer.
        failed: wish, error, and what to call with a wish to try the same again; None if that
            makes no sense.
        left_off: wish and error of a printer that did not take everything, though codes were made.
    """

    begun = Signal(object)
    page_begun = Signal(int)
    ended = Signal()
    finished = Signal(object, object, object)
    opened = Signal()
    failed = Signal(object, object, object)
    left_off = Signal(object, object)

    def __init__(self, background: Background, workshop_id: WorkshopId, parent: QObject) -> None:
        super().__init__(parent)
        self._background, self._workshop_id = background, workshop_id
        self._run: print_work.PrintRun | None = None
        self.paper_job: PrinterJob | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a job is under way."""
        return self._run is not None

    def save(self, wish: PrintWish, target: Path) -> None:
        """Write a file."""
        run, workshop_id = self._begin(wish), self._workshop_id

        def saved(summary: PrintSummary) -> None:
            self._end()
            self.finished.emit(wish, summary, target)

        self._ask(
            wish,
            lambda desk: print_work.write(desk, workshop_id, wish, target, run),
            saved,
            lambda decided: self.save(decided, target),
        )

    def show_file(self, wish: PrintWish, name: str) -> None:
        """Write a file named `name` into the profile, and have the system show it."""
        run, workshop_id = self._begin(wish), self._workshop_id

        def written(target: Path) -> None:
            self._end()
            if QDesktopServices.openUrl(QUrl.fromLocalFile(str(target))):
                self.opened.emit()
            else:
                self.failed.emit(wish, _no_viewer(), None)

        self._ask(
            wish,
            lambda desk: print_work.write_to_open(desk, workshop_id, wish, name, run),
            written,
            None,
        )

    def print_on(self, wish: PrintWish, pages: PrinterPages) -> None:
        """Put everything on paper in its true size."""
        run, workshop_id = self._begin(wish), self._workshop_id

        def drawn(made: print_work.Printed) -> None:
            job = self.paper_job = PrinterJob(self._background, pages, made.pdf, self)
            job.page_begun.connect(self.page_begun)
            job.finished.connect(lambda: self._printed(wish, made.summary))
            job.failed.connect(lambda error: self._fail_on_paper(wish, error))
            job.start()

        self._ask(
            wish,
            lambda desk: print_work.write_to_memory(desk, workshop_id, wish, run),
            drawn,
            lambda decided: self.print_on(decided, pages),
        )

    def stop(self) -> None:
        """End the job at the next page."""
        if self.paper_job is not None:
            self.paper_job.stop()
        elif self._run is not None:
            self._run.stop()

    # ------------------------------------------------------------------ private

    def _begin(self, wish: PrintWish) -> print_work.PrintRun:
        self._run = run = print_work.PrintRun()
        run.page_begun.connect(self.page_begun, Qt.ConnectionType.QueuedConnection)
        self.begun.emit(wish)
        return run

    def _end(self) -> None:
        self._run = self.paper_job = None
        self.ended.emit()

    def _ask(
        self,
        wish: PrintWish,
        work: Callable[[Desk], T],
        done: Callable[[T], None],
        again: Callable[[PrintWish], None] | None,
    ) -> None:
        def failed(error: Exception) -> None:
            self._end()
            self.failed.emit(wish, error, again)

        self._background.ask(self, work, done, failed, changes=wish.paper in FRESH_CODES)

    def _printed(self, wish: PrintWish, summary: PrintSummary) -> None:
        self._end()
        self.finished.emit(wish, summary, None)

    def _fail_on_paper(self, wish: PrintWish, error: Exception) -> None:
        self._end()
        self.left_off.emit(wish, error)


def _no_viewer() -> BadInput:
    return BadInput(
        msg("This computer has no program that shows a PDF."),
        msg("Save it as a file and open it elsewhere."),
    )
