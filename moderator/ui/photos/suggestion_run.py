"""Handwriting read by a package, on a thread of its own: nobody waits for it."""

from __future__ import annotations

from queue import SimpleQueue
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moderator.ui.side_work import SideWork

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.domain.codes import CardCode
    from moderator.vision.handwriting import HandwritingReader


class SuggestionRun(SideWork):
    """Reads crops in the order in which they were asked for, each once; ends with `stop`.

    Signals:
        suggested: code of a card, and what it seems to say; empty if nothing can be read.
        failed: the package does not work here; typing goes on without it.
    """

    suggested = Signal(str, str)

    def __init__(self, parent: QObject, open_reader: Callable[[], HandwritingReader]) -> None:
        super().__init__(parent, "handwriting")
        self._open_reader = open_reader
        self._crops: SimpleQueue[tuple[CardCode, bytes] | None] = SimpleQueue()
        self.start()

    def read(self, code: CardCode, content: bytes) -> None:
        """Read the crop of a card, a JPEG, after those that were asked for before."""
        self._crops.put((code, content))

    def stop(self) -> None:
        """Read nothing more, and tell nothing."""
        super().stop()
        self._crops.put(None)

    def work(self) -> None:
        """Read one crop after the other."""
        # Loaded with the first crop: most evenings need none.
        from moderator.vision.handwriting import handwriting_in  # noqa: PLC0415

        reader: HandwritingReader | None = None
        while (crop := self._crops.get()) is not None and not self.stopped.is_set():
            reader = reader or self._open_reader()
            code, content = crop
            text = handwriting_in(reader, content)
            self.tell(lambda code=code, text=text: self.suggested.emit(code, text))  # type: ignore[misc]
