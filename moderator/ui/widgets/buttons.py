"""Buttons with their word, sign and key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

    from moderator.ui.bindings import Bindings

_ICON_COLOURS = {"primary": "on_accent", "danger": "danger", "place": "ink_soft"}


def push_button(
    bound: Bindings, text: str, *, role: str = "", icon: str = "", key: str = ""
) -> QPushButton:
    """Return a button.

    Args:
        bound: the bindings of the screen it stands on.
        text: English message id.
        role: `primary`, `quiet`, `danger`, `link`, `place` or plain.
        icon: name of a bundled sign.
        key: the key that does the same, shown in the tip.
    """
    button = QPushButton()
    button.setAutoDefault(False)
    if role:
        button.setProperty("role", role)
    if role in {"link", "quiet"}:
        button.setCursor(Qt.CursorShape.PointingHandCursor)
    # Qt puts four px between sign and word, whatever the text size; a thin blank widens that.
    bound.words(button, lambda w: button.setText(f"\u2002{w(text)}" if icon else w(text)))
    bound.text(button.setAccessibleName, text)
    if icon:
        _bind_icon(bound, button, icon, _ICON_COLOURS.get(role, "ink"))
    if key:
        bound.words((button, "tip"), lambda w: button.setToolTip(f"{w(text)}  ({key})"))
    return button


def sign_button(bound: Bindings, text: str, icon: str, *, key: str = "") -> QToolButton:
    """Return a button that shows only a sign; its word is tip and accessible name."""
    button = QToolButton()
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    _bind_icon(bound, button, icon, "ink")

    def speak(word: str) -> None:
        button.setToolTip(f"{word}  ({key})" if key else word)
        button.setAccessibleName(word)

    bound.text(speak, text)
    return button


def _bind_icon(bound: Bindings, button: QPushButton | QToolButton, icon: str, colour: str) -> None:
    def show(sign: QIcon) -> None:
        button.setIcon(sign)
        size = sign.availableSizes()[0] if sign.availableSizes() else QSize(18, 18)
        button.setIconSize(size)

    bound.icon(show, icon, colour)
