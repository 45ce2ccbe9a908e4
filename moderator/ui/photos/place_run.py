"""One named card being counted, on a thread of its own: the desk stays free meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.ui import operations_on_demand as operations
from moderator.ui.side_work import SideWork

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from moderator.operations.photo_places import PlaceToRead
    from moderator.vision.readings import CardReading


class PlaceRun(SideWork):
    """Reads one place of a photo.

    Signals:
        done: a `CardReading`.
        failed: why it could not be read.
    """

    def __init__(self, parent: QObject, wanted: PlaceToRead) -> None:
        super().__init__(parent, "named card")
        self._wanted = wanted

    def work(self) -> CardReading:
        """Read the place."""
        return operations.photo_places.read_place(self._wanted)
