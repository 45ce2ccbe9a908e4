"""From events of the worker thread to a Qt signal on the main thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from moderator.events import Event


class EventRelay(QObject):
    """Keeps the events of one piece of work until its answer is on the way, then tells them.

    A screen so hears the answer to its own question first and can tell an event that it caused
    from one that others caused: `happened` names the object that asked for the work.
    """

    happened = Signal(object, object)
    """The event, and who asked for the work behind it (None: nobody in this window)."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[Event] = []

    def __call__(self, event: Event) -> None:
        """Take an event from the bus; runs on the thread that wrote."""
        self._waiting.append(event)

    def tell(self, asker: QObject | None) -> None:
        """Tell what has happened since the last call; runs on the thread that wrote."""
        waiting, self._waiting = self._waiting, []
        for event in waiting:
            self.happened.emit(event, asker)
