"""Handwriting read by a package, on a thread of its own: nobody waits for it."""

from __future__ import annotations

import logging
import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.domain.codes import CardCode
    from moderator.vision.handwriting import HandwritingReader

_log = logging.getLogger(__name__)


class SuggestionRun(QObject):
    """Reads crops in the order in which they were asked for, each once; ends with `stop`.

    Signals:
        suggested: code of a card, and what it seems to say; empty if nothing can be read.
        failed: the package does not work here.
    """

    suggested = Signal(str, str)
    failed = Signal()

    def __init__(self, parent: QObject, open_reader: Callable[[], HandwritingReader]) -> None:
        super().__init__(parent)
        self._open_reader = open_reader
        self._crops: SimpleQueue[tuple[CardCode, bytes] | None] = SimpleQueue()
        self._stopped = threading.Event()
        # A window that closes takes its screens along; nobody may be told of anything then.
        self.destroyed.connect(self._stopped.set)
        self._thread = threading.Thread(target=self._run, name="handwriting", daemon=True)
        self._thread.start()

    def read(self, code: CardCode, content: bytes) -> None:
        """Read the crop of a card, a JPEG, after those that were asked for before."""
        self._crops.put((code, content))

    def stop(self) -> None:
        """Read nothing more, and tell nothing."""
        self._stopped.set()
        self._crops.put(None)

    def wait(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    def _run(self) -> None:
        try:
            self._read_all()
        except Exception:  # noqa: BLE001 (a package of others; typing goes on without it)
            _log.exception("handwriting could not be read")
            if not self._stopped.is_set():
                self.failed.emit()

    def _read_all(self) -> None:
        # Loaded with the first crop: most evenings need none.
        from moderator.vision.handwriting import handwriting_in  # noqa: PLC0415

        reader: HandwritingReader | None = None
        while (crop := self._crops.get()) is not None and not self._stopped.is_set():
            reader = reader or self._open_reader()
            code, content = crop
            text = handwriting_in(reader, content)
            if not self._stopped.is_set():
                self.suggested.emit(code, text)
