"""A camera that is looked through, on a thread of its own."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from moderator.errors import Unreachable, msg
from moderator.ui.side_work import SideWork

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.vision.camera import Frame, FrameSource
    from moderator.vision.held_cards import HeldLook
    from moderator.vision.issued_cards import IssuedCards

_EVERY = 0.1
"""Seconds between two pictures that are looked at; those between are let pass."""


class CameraGone(Unreachable):
    """The camera gives no pictures any more."""


class CameraRun(SideWork):
    """Looks for cards until `stop`, and lets the camera go then.

    Signals:
        opened: the `FrameSource` gives pictures.
        pictured: a `QImage` and the `HeldLook` at it; the next one comes after `ready`.
        found: code of a card that is held steadily.
        failed: why there are no pictures.
    """

    opened = Signal(object)
    pictured = Signal(object, object)
    found = Signal(str)

    def __init__(
        self,
        parent: QObject,
        issued: IssuedCards,
        open_source: Callable[[], FrameSource],
        every: float = _EVERY,
    ) -> None:
        super().__init__(parent, "camera")
        self._issued, self._open, self._every = issued, open_source, every
        self._shown, self._again = threading.Event(), threading.Event()
        self._shown.set()

    def ready(self) -> None:
        """The picture is shown; another one may come."""
        self._shown.set()

    def know(self, issued: IssuedCards) -> None:
        """Look for these cards from now on."""
        before = self._issued
        # What codes look like is worked out once for each set of them.
        if (issued.codes, issued.addresses) != (before.codes, before.addresses):
            self._issued = issued

    def tell_again(self) -> None:
        """Tell the card that is held once more."""
        self._again.set()

    # ---------------------------------------------------------- the camera's thread

    def work(self) -> None:
        """Open the camera and look through it."""
        source = self._open()
        try:
            self.tell(lambda: self.opened.emit(source))
            self._look_through(source)
        finally:
            source.close()

    def _look_through(self, source: FrameSource) -> None:
        # Loaded with the camera: most evenings need none.
        from moderator.vision.held_cards import HeldCards, HeldSteadily  # noqa: PLC0415

        steadily, looked = HeldSteadily(), 0.0
        with HeldCards(self._issued) as cards:
            while not self.stopped.is_set():
                frame = source.read()
                if frame is None:
                    raise CameraGone(
                        msg("The camera gives no pictures any more."),
                        msg("Please look whether it is plugged in, then try again."),
                    )
                if time.monotonic() - looked < self._every:
                    continue
                looked = time.monotonic()
                cards.issued = self._issued
                look = cards.look(frame)
                self._show(frame, look)
                if self._again.is_set():
                    self._again.clear()
                    steadily.again()
                if (code := steadily.take(look)) is not None:
                    self.tell(lambda code=code: self.found.emit(code))  # type: ignore[misc]

    def _show(self, frame: Frame, look: HeldLook) -> None:
        """Hand a picture over unless the one before is still waiting to be shown."""
        if self._shown.is_set():
            self._shown.clear()
            self.tell(lambda: self.pictured.emit(_image(frame), look))


def _image(frame: Frame) -> QImage:
    height, width = frame.shape[:2]
    borrowed = QImage(frame.data, width, height, frame.strides[0], QImage.Format.Format_BGR888)
    return borrowed.copy()
