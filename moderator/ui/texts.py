"""Words on widgets that change with the language while people work on.

A widget's text is never set directly but bound: `texts.bind(button.setText, msg("Add idea"))`.
Changing the language then sets words only; what people typed, chose and scrolled to stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.i18n import Words
    from moderator.ui.look import Look


class Texts(QObject):
    """The bound texts of one screen or dialog; they end with their `owner`."""

    def __init__(self, look: Look, owner: QObject) -> None:
        super().__init__(owner)
        self._look = look
        self._setters: dict[object, Callable[[Words], object]] = {}
        look.language_changed.connect(self.speak)

    def bind(self, setter: Callable[[str], object], text: str, **values: object) -> None:
        """Call `setter` with `text` in the present language, now and after each change."""
        self.follow(setter, lambda w: setter(w(text, **values)))

    def follow(self, key: object, show: Callable[[Words], object]) -> None:
        """Call `show` with the words, now and after each change; replaces what `key` showed."""
        self._setters[key] = show
        show(self._look.w)

    def speak(self) -> None:
        """Set all texts again."""
        for show in tuple(self._setters.values()):
            show(self._look.w)
