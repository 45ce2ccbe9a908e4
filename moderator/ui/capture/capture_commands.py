"""What can be done where ideas are collected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.errors import msg
from moderator.ui.commands import Command, Group

if TYPE_CHECKING:
    from moderator.ui.capture_screen import CaptureScreen


def capture_commands(screen: CaptureScreen) -> list[Command]:
    """Return the commands of the capture screen."""
    return [
        Command(Group.CAPTURE, msg("Next idea"), screen.take_focus, ("Ctrl+L",), "plus"),
        Command(
            Group.CAPTURE,
            msg("Change idea"),
            screen.edit_current,
            ("F2",),
            "pencil",
            within=screen,
        ),
        Command(
            Group.CAPTURE,
            msg("Delete idea"),
            screen.remove_current,
            ("Del",),
            "trash-2",
            within=screen.board,
        ),
        Command(
            Group.CAPTURE,
            msg("Find an idea"),
            screen.find_ideas,
            ("Ctrl+F",),
            "search",
            within=screen,
        ),
        Command(
            Group.CAPTURE,
            msg("Go to the similar idea"),
            screen.go_to_similar,
            ("Ctrl+G",),
            within=screen,
        ),
        Command(
            Group.CAPTURE,
            msg("Group by cluster"),
            screen.bar.grouped.toggle,
            ("Ctrl+U",),
            within=screen,
        ),
        Command(
            Group.CAPTURE,
            msg("Type cards from photos"),
            lambda: screen.handwriting_wanted.emit([]),
            ("Ctrl+Shift+F",),
            "scan-line",
            within=screen,
        ),
        Command(
            Group.CAPTURE,
            msg("Find cards with the camera"),
            screen.camera.toggle,
            ("Ctrl+Shift+K",),
            "camera",
            within=screen,
        ),
    ]
