"""Printing on the worker thread: previews, files, pages as pictures; with a way to stop."""

from __future__ import annotations

import shutil
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moderator.domain.ids import IdeaId, RoundId
from moderator.ui import operations_on_demand as operations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.domain.ids import WorkshopId
    from moderator.operations.desk import Desk
    from moderator.operations.papers import PrintJob, PrintSummary
    from moderator.ui.printing.print_wish import PrintWish

_OPENED = "opened"
"""Folder in the profile for files that are only looked at; emptied by the next one."""


class PrintRun(QObject):
    """One job on its way; it ends at the next page after `stop`.

    Signals:
        page_begun: number of the page that is written now.
    """

    page_begun = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Ask the job to end."""
        self._stopped.set()

    @property
    def is_stopped(self) -> bool:
        """Whether the job was asked to end."""
        return self._stopped.is_set()

    def told(self, page: int) -> None:
        """Take the number of a page; called on the worker thread.

        Raises:
            PrintStopped: the job was asked to end.
        """
        if self.is_stopped:
            raise operations.papers.PrintStopped
        self.page_begun.emit(page)


@dataclass(frozen=True, slots=True)
class Printed:
    """A document in memory."""

    pdf: bytes
    summary: PrintSummary


def preview(desk: Desk, workshop_id: WorkshopId, wish: PrintWish, run: PrintRun) -> Printed:
    """Return what a wish would print; nothing is issued, and paper too dark is no obstacle.

    Raises:
        ModeratorError: it cannot be printed, or was stopped.
    """
    with _folder(desk) as folder:
        job = _job(replace(wish, paper_colour=""), folder / "preview.pdf", run)
        summary = operations.papers.preview_paper(desk, workshop_id, job)
        return Printed(job.target.read_bytes(), summary)


def write(
    desk: Desk, workshop_id: WorkshopId, wish: PrintWish, target: Path, run: PrintRun
) -> PrintSummary:
    """Write the file of a wish, whole or not at all; codes are issued with it.

    Raises:
        ModeratorError: it cannot be printed, or was stopped.
    """
    return operations.papers.print_paper(desk, workshop_id, _job(wish, target, run))


def write_to_open(
    desk: Desk, workshop_id: WorkshopId, wish: PrintWish, name: str, run: PrintRun
) -> Path:
    """Write the file of a wish to a place of the profile, and return where it is.

    Raises:
        ModeratorError: it cannot be printed, or was stopped.
    """
    folder = desk.paths.profile / _OPENED
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / name
    write(desk, workshop_id, wish, target, run)
    return target


def write_to_memory(desk: Desk, workshop_id: WorkshopId, wish: PrintWish, run: PrintRun) -> Printed:
    """Return the document of a wish for a printer; no file stays behind.

    Raises:
        ModeratorError: it cannot be printed, or was stopped.
    """
    with _folder(desk) as folder:
        target = folder / "printed.pdf"
        summary = write(desk, workshop_id, wish, target, run)
        return Printed(target.read_bytes(), summary)


@contextmanager
def _folder(desk: Desk) -> Iterator[Path]:
    """Give a folder in the profile, which only its owner can read; it is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="printing-", dir=desk.paths.profile) as folder:
        yield Path(folder)


def _job(wish: PrintWish, target: Path, run: PrintRun) -> PrintJob:
    from moderator.printing.wifi import Wifi  # noqa: PLC0415 (nothing of printing at a start)

    jobs = operations.print_jobs
    return jobs.PrintJob(
        what=jobs.Paper(wish.paper),
        target=target,
        count=wish.count,
        sheet=wish.sheet,
        base_url=wish.base_url,
        start=wish.start,
        wifi=Wifi(wish.wifi_name, wish.wifi_password) if wish.wifi_name else None,
        backs=wish.backs,
        again=jobs.Again(wish.again),
        round_id=RoundId(wish.round_id) if wish.round_id else None,
        ideas=tuple(map(IdeaId, wish.ideas)),
        paper_colour=wish.paper_colour,
        offset_mm=wish.offset_mm,
        told=run.told,
    )
