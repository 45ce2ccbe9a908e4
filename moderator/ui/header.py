"""The line at the top: which evening this is, undo and redo, language, colours, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.commands import shown_keys
from moderator.ui.look_menus import fill_language_menu, fill_theme_menu
from moderator.ui.widgets.buttons import sign_button
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.domain.workshops import Workshop
    from moderator.i18n import Words
    from moderator.ui.look import Look


class Header(QWidget):
    """Names the evening and offers what is needed on every screen."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self.bound = Bindings(look, self)
        self.title, self.facts = label("heading"), label("soft")
        self.undo = sign_button(self.bound, msg("Undo"), "undo-2", key=shown_keys("Ctrl+Z"))
        self.redo = sign_button(self.bound, msg("Redo"), "redo-2", key=shown_keys("Ctrl+Shift+Z"))
        self.language = sign_button(self.bound, msg("Language"), "languages")
        self.theme = sign_button(self.bound, msg("Colours"), "sun")
        self.help = sign_button(self.bound, msg("All keys"), "keyboard", key="F1")
        self._arrange()
        self._fill_menus()
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        self.help.clicked.connect(self.help_wanted)
        self.show_workshop(None)
        self.allow_history(undo=None, redo=None)

    def _arrange(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.title)
        texts.addWidget(self.facts)
        # A long title gives way to the buttons instead of pushing them out of the window.
        for each in (self.title, self.facts):
            each.setMinimumWidth(40)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 10, 24, 10)
        row.setSpacing(4)
        row.addLayout(texts, 1)
        for button in (self.undo, self.redo, self.language, self.theme, self.help):
            row.addWidget(button)
            if button is self.redo:
                row.addSpacing(12)

    def _fill_menus(self) -> None:
        language_menu, theme_menu = QMenu(self), QMenu(self)
        fill_language_menu(language_menu, self._look, self.bound)
        fill_theme_menu(theme_menu, self._look, self.bound)
        for button, menu in ((self.language, language_menu), (self.theme, theme_menu)):
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def show_workshop(self, workshop: Workshop | None) -> None:
        """Name `workshop`."""
        self.bound.words("workshop", lambda _w: self._name(workshop))

    def _name(self, workshop: Workshop | None) -> None:
        self.title.setText(workshop.title if workshop else "")
        self.title.setToolTip(workshop.title if workshop else "")
        day = self._look.day(workshop.held_on) if workshop and workshop.held_on else ""
        place = workshop.place if workshop else ""
        self.facts.setText(" · ".join(part for part in (place, day) if part))

    def allow_history(
        self, undo: Callable[[Words], str] | None, redo: Callable[[Words], str] | None
    ) -> None:
        """Let undo and redo be pressed, with what they would do as a tip; None rests them."""
        for button, step, text, keys in (
            (self.undo, undo, msg("Undo"), "Ctrl+Z"),
            (self.redo, redo, msg("Redo"), "Ctrl+Shift+Z"),
        ):
            button.setEnabled(step is not None)
            self.bound.words((button, "step"), _tip(button, step, text, keys))


def _tip(
    button: QToolButton, step: Callable[[Words], str] | None, text: str, keys: str
) -> Callable[[Words], None]:
    def show(w: Words) -> None:
        parts = [w(text), *([step(w)] if step else [])]
        button.setToolTip(f"{': '.join(parts)}  ({shown_keys(keys)})")

    return show
