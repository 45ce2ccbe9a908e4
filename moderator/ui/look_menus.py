"""Menus for language, colours and text size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup

from moderator.domain.languages import Language
from moderator.errors import msg
from moderator.settings import TEXT_SCALES, Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    from moderator.i18n import Words
    from moderator.ui.bindings import Bindings
    from moderator.ui.look import Look

LANGUAGES = ((Language.GERMAN, "Deutsch"), (Language.ENGLISH, "English"))
"""Each language in its own words."""
THEMES = (
    (Theme.SYSTEM, msg("Like the system")),
    (Theme.LIGHT, msg("Light")),
    (Theme.DARK, msg("Dark")),
)


def fill_language_menu(menu: QMenu, look: Look, bound: Bindings) -> None:
    """Offer the languages, with a tick at the present one."""
    group = QActionGroup(menu)
    for language, name in LANGUAGES:
        action = _choice(menu, group, _later(look.change_language, language))
        action.setText(name)
        bound.words(action, _tick_if(action, language))


def fill_theme_menu(menu: QMenu, look: Look, bound: Bindings) -> None:
    """Offer the colours, with a tick at the present choice."""
    group = QActionGroup(menu)
    for theme, text in THEMES:
        action = _choice(menu, group, _later(look.change_theme, theme))
        bound.text(action.setText, text)
        menu.aboutToShow.connect(
            lambda it=action, own=theme: it.setChecked(look.settings.theme is own)
        )


def fill_text_size_menu(menu: QMenu, look: Look) -> None:
    """Offer the text sizes, with a tick at the present one."""
    group = QActionGroup(menu)
    for percent in TEXT_SCALES:
        action = _choice(menu, group, _later(look.change_text_scale, percent))
        action.setText(f"{percent} %")
        menu.aboutToShow.connect(lambda it=action, own=percent: it.setChecked(look.percent == own))


def _choice(menu: QMenu, group: QActionGroup, run: Callable[[], object]) -> QAction:
    action = menu.addAction("")
    action.setCheckable(True)
    group.addAction(action)
    action.triggered.connect(run)
    return action


def _tick_if(action: QAction, language: Language) -> Callable[[Words], None]:
    return lambda w: action.setChecked(w.language is language)


def _later(run: Callable[..., object], value: object) -> Callable[[], object]:
    return lambda: run(value)
