"""What all screens of the window have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from moderator.ui.bindings import Bindings

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QShowEvent

    from moderator.domain.workshops import Workshop
    from moderator.events import Event
    from moderator.ui.background import Background
    from moderator.ui.commands import Command, KeyHint
    from moderator.ui.look import Look


class Screen(QWidget):
    """A screen shows a snapshot and reads it anew when it was told that something changed.

    Reading is put off while the screen is hidden, and several changes in a row are read once.
    """

    noted = Signal(str)
    """One short sentence for the status line."""

    def __init__(self, look: Look, background: Background) -> None:
        super().__init__()
        self.setObjectName("screen")
        self.look, self.background = look, background
        self.bound = Bindings(look, self)
        self.workshop: Workshop | None = None
        self._stale = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._read_again)

    # ------------------------------------------------- what each screen fills in

    def refresh(self) -> None:
        """Read the snapshot anew."""

    def leave(self) -> None:
        """Keep what is typed: another workshop is about to be shown."""

    def forget(self) -> None:
        """Drop what belongs to the workshop that was open; `workshop` is the new one."""

    def hear(self, _event: Event, _asker: QObject | None) -> None:
        """Take note of an event; by default everything is read anew."""
        self.mark_stale()

    def take_focus(self) -> None:
        """Put the keyboard where work on this screen begins."""
        self.setFocus()

    def has_unsaved_text(self) -> bool:
        """Tell whether something typed would be lost if the window closed now."""
        return False

    def commands(self) -> list[Command]:
        """Return what can be done on this screen only."""
        return []

    def key_hints(self) -> list[KeyHint]:
        """Return keys that work where the focus is on this screen."""
        return []

    # --------------------------------------------------------------- for the window

    def show_workshop(self, workshop: Workshop | None) -> None:
        """Show `workshop` from now on (None: no workshop is open)."""
        before = self.workshop.id if self.workshop else None
        other = before != (workshop.id if workshop else None)
        if other:
            self.leave()
        self.workshop = workshop
        if other:
            self.forget()
        self.mark_stale()

    def mark_stale(self) -> None:
        """Read anew soon, or as soon as the screen is shown."""
        self._stale = True
        if self.isVisible():
            self._soon.start()

    @property
    def is_stale(self) -> bool:
        """Whether the screen is still to be read anew."""
        return self._stale

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew if something changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._soon.start()

    def _read_again(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.refresh()
