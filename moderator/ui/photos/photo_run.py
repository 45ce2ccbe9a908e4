"""One reading of photos on its way, on a thread of its own: the desk stays free meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moderator.ui import operations_on_demand as operations
from moderator.ui.side_work import SideWork

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from moderator.operations.photo_reviews import PhotoFile, ReadPhotos
    from moderator.vision.issued_cards import IssuedCards


class PhotoRun(SideWork):
    """Reads photos; ends at the next stage after `stop`.

    Signals:
        looked: what a first look says: number of the photo from 0, and a `QuickLook`.
        went_on: how much is done, 0 to 1.
        done: a `ReadPhotos`.
        failed: why nothing was read.
    """

    looked = Signal(int, object)
    went_on = Signal(float)

    def __init__(
        self, parent: QObject, issued: IssuedCards, files: Sequence[Path | PhotoFile]
    ) -> None:
        super().__init__(parent, "photos")
        self._issued, self._files = issued, list(files)

    def work(self) -> ReadPhotos:
        """Read the files."""
        reviews, number = operations.photo_reviews, len(self._files)
        files = [
            file if isinstance(file, reviews.PhotoFile) else reviews.photo_file(file)
            for file in self._files
        ]
        watch = reviews.Watch(
            looked=lambda at, look: self.tell(lambda: self.looked.emit(at, look)),
            told=lambda at, _stage, part: self.tell(
                lambda: self.went_on.emit((at + part) / number)
            ),
            stopped=self.stopped.is_set,
        )
        return reviews.read_photos(self._issued, files, watch)
