"""One reading of photos on its way, on a thread of its own: the desk stays free meanwhile."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moderator.errors import ModeratorError
from moderator.ui import operations_on_demand as operations

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from moderator.operations.photo_reviews import PhotoFile, ReadPhotos
    from moderator.vision.issued_cards import IssuedCards

_log = logging.getLogger(__name__)


class PhotoRun(QObject):
    """Reads photos; ends at the next stage after `stop`, and tells nothing any more then.

    Signals:
        looked: what a first look says: number of the photo from 0, and a `QuickLook`.
        went_on: how much is done, 0 to 1.
        done: a `ReadPhotos`.
        failed: why nothing was read.
    """

    looked = Signal(int, object)
    went_on = Signal(float)
    done = Signal(object)
    failed = Signal(object)

    def __init__(
        self, parent: QObject, issued: IssuedCards, files: Sequence[Path | PhotoFile]
    ) -> None:
        super().__init__(parent)
        self._issued, self._files = issued, list(files)
        self._stopped = threading.Event()
        # A window that closes takes its screens along; nobody may be told of anything then.
        self.destroyed.connect(self._stopped.set)
        self._thread = threading.Thread(target=self._run, name="photos", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the reading to end."""
        self._stopped.set()

    def wait(self) -> None:
        """Wait until the thread has ended."""
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        try:
            read = self._read()
        except Exception as error:  # noqa: BLE001 (told to the person and logged)
            if self._stopped.is_set():
                return
            if not isinstance(error, ModeratorError):
                _log.exception("photos could not be read in a way that was not expected")
            self.failed.emit(error)
        else:
            if not self._stopped.is_set():
                self.done.emit(read)

    def _read(self) -> ReadPhotos:
        work, number = operations.photo_reviews, len(self._files)
        files = [
            file if isinstance(file, work.PhotoFile) else work.photo_file(file)
            for file in self._files
        ]
        watch = work.Watch(
            looked=lambda at, look: self._tell(lambda: self.looked.emit(at, look)),
            told=lambda at, _stage, part: self._tell(
                lambda: self.went_on.emit((at + part) / number)
            ),
            stopped=self._stopped.is_set,
        )
        return work.read_photos(self._issued, files, watch)

    def _tell(self, tell: Callable[[], object]) -> None:
        if not self._stopped.is_set():
            tell()
