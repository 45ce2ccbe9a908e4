"""One named card being counted, on a thread of its own: the desk stays free meanwhile."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moderator.errors import ModeratorError
from moderator.ui import operations_on_demand as operations

if TYPE_CHECKING:
    from moderator.operations.photo_places import PlaceToRead

_log = logging.getLogger(__name__)


class PlaceRun(QObject):
    """Reads one place of a photo.

    Signals:
        done: a `CardReading`.
        failed: why it could not be read.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject, wanted: PlaceToRead) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._gone = threading.Event()
        # A window that closes takes its screens along; nobody may be told of anything then.
        self.destroyed.connect(self._gone.set)
        self._thread = threading.Thread(target=self._run, name="named card", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def _run(self) -> None:
        try:
            reading = operations.photo_places.read_place(self._wanted)
        except Exception as error:  # noqa: BLE001 (told to the person and logged)
            if not isinstance(error, ModeratorError):
                _log.exception("a place on a photo could not be read in a way not expected")
            if not self._gone.is_set():
                self.failed.emit(error)
        else:
            if not self._gone.is_set():
                self.done.emit(reading)
