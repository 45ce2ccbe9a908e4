"""Platforms: what goes to the town's platform and comes from there.

Light on purpose: it is built with the other screens, but its parts, which need the network
libraries, are loaded when somebody comes here first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from moderator.errors import msg
from moderator.events import DotsChanged
from moderator.ui.commands import Command, Group, KeyHint
from moderator.ui.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QShowEvent

    from moderator.events import Event
    from moderator.ui.background import Background
    from moderator.ui.look import Look
    from moderator.ui.platforms.platform_tasks import PlatformTasks


class PlatformsScreen(Screen):
    """Shows the parts of `moderator.ui.platforms`, once they are needed."""

    def __init__(self, look: Look, background: Background) -> None:
        super().__init__(look, background)
        self._tasks: PlatformTasks | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 16, 24, 16)

    @property
    def tasks(self) -> PlatformTasks:
        """The parts and what they do, loaded and built when this is first asked for."""
        if self._tasks is None:
            from moderator.ui.platforms.platform_tasks import (  # noqa: PLC0415 (see above)
                PlatformTasks,
            )

            self._tasks = PlatformTasks(self)
            self._column.addWidget(self._tasks.panel)
            self._tasks.noted.connect(self.noted)
        return self._tasks

    def showEvent(self, event: QShowEvent) -> None:
        """Build the parts when the screen is first shown."""
        _ = self.tasks
        super().showEvent(event)

    def commands(self) -> list[Command]:
        """Return what can be done here."""
        return [
            Command(Group.PLATFORM, text, run, keys, icon, within=self)
            for text, run, keys, icon in (
                (
                    msg("The next step: add, look or send"),
                    self._do(lambda tasks: tasks.go_on()),
                    ("Ctrl+Return",),
                    "cloud-upload",
                ),
                (
                    msg("See what would be sent"),
                    self._do(lambda tasks: tasks.look()),
                    ("F5",),
                    "refresh-cw",
                ),
                (
                    msg("Bring ideas from there"),
                    self._do(lambda tasks: tasks.pulling.pull()),
                    (),
                    "download",
                ),
                (
                    msg("Add platform"),
                    self._do(lambda tasks: tasks.accounts.ask_for_new()),
                    (),
                    "plus",
                ),
                (msg("Save file for a platform"), self._do(_ask_for_file), (), "save"),
            )
        ]

    def _do(self, run: Callable[[PlatformTasks], object]) -> Callable[[], object]:
        return lambda: run(self.tasks)

    def key_hints(self) -> list[KeyHint]:
        """Return keys of the plan."""
        return [
            KeyHint(Group.PLATFORM, msg("To the decision about a line"), "Enter"),
            KeyHint(Group.PLATFORM, msg("Change the words"), "F2"),
            KeyHint(Group.PLATFORM, msg("Do not send"), "Del"),
            KeyHint(Group.PLATFORM, msg("Stop"), "Esc"),
        ]

    def refresh(self) -> None:
        """Read the accounts."""
        self.tasks.refresh()

    def hear(self, event: Event, asker: QObject | None) -> None:
        """Note that a plan is no longer of today; what is changed here changes the plan itself."""
        if self._tasks is not None and not self.isVisible() and not isinstance(event, DotsChanged):
            self._tasks.note_change()
            super().hear(event, asker)

    def forget(self) -> None:
        """Drop what belongs to the workshop that was open."""
        if self._tasks is not None:
            self._tasks.forget()

    def take_focus(self) -> None:
        """Put the keyboard on what is to be done next."""
        self.tasks.panel.take_focus()

    @property
    def is_sending(self) -> bool:
        """Whether something is on its way to a platform."""
        return self._tasks is not None and self._tasks.is_sending

    def part(self) -> None:
        """End what is under way: the window closes. What was not sent waits for the next run."""
        if self._tasks is not None:
            self._tasks.part()


def _ask_for_file(tasks: PlatformTasks) -> None:
    tasks.files.ask_for_kind()
