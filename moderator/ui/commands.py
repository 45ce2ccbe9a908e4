"""Everything that can be done in the window, each with one name and its keys.

Menus, buttons, the command palette and the list of keys are all made from these, so that they
cannot disagree.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from moderator.errors import msg

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from moderator.ui.bindings import Bindings


class Group(Enum):
    """Where a command stands in menus and in the list of keys."""

    WORKSHOP = msg("Workshop")
    EDIT = msg("Edit")
    VIEW = msg("View")
    CAPTURE = msg("Capture")
    VOTE = msg("Vote")
    RESULTS = msg("Results")
    PHONES = msg("Phones")
    PLATFORM = msg("Platform")
    PHOTOS = msg("Photos")
    HELP = msg("Help")


class Command(NamedTuple):
    """One thing to do.

    Attributes:
        text: English message id.
        run: does it.
        keys: key sequences in Qt's spelling, the first one is shown; empty for none.
        icon: name of a bundled sign.
        palette: whether the command palette offers it.
        within: the widget that must have the focus for the keys; None is anywhere.
    """

    group: Group
    text: str
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    palette: bool = True
    within: QWidget | None = None


class KeyHint(NamedTuple):
    """Keys that work only where the focus is, told in the list of keys."""

    group: Group
    text: str
    keys: str


def shown_keys(keys: str) -> str:
    """Return a key sequence as this system writes it, for example ⌘Z or Ctrl+Z."""
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return native.replace("Return", "Enter")


def make_action(command: Command, owner: QWidget, bound: Bindings) -> QAction:
    """Return the action of `command`, with words that follow the look; its icon comes later."""
    action = QAction(owner)
    action.triggered.connect(lambda: command.run())  # noqa: PLW0108 (drops Qt's `checked`)
    action.setShortcuts([QKeySequence(keys) for keys in command.keys])
    if command.within is not None:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.setMenuRole(QAction.MenuRole.NoRole)
    bound.text(action.setText, command.text)
    (command.within or owner).addAction(action)
    return action
