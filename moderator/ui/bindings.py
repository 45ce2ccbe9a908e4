"""Words, icons and sizes on widgets that follow language, colours and text size while one works.

A widget's text is not set directly but bound: `self.bound.text(button.setText, msg("Add idea"))`.
Changing the language then sets words only; what people typed, chose and scrolled to stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QIcon

    from moderator.i18n import Words
    from moderator.ui.look import Look


class Bindings(QObject):
    """What follows the look in one screen or dialog; ends with its `owner`."""

    def __init__(self, look: Look, owner: QObject) -> None:
        super().__init__(owner)
        self._look = look
        self._spoken: dict[object, Callable[[Words], object]] = {}
        self._drawn: dict[object, Callable[[Look], object]] = {}
        look.language_changed.connect(self._speak)
        look.colours_changed.connect(self._draw)

    def text(self, setter: Callable[[str], object], text: str, **values: object) -> None:
        """Call `setter` with `text` in the present language, now and after each change."""
        self.words(setter, lambda w: setter(w(text, **values)))

    def words(self, key: object, show: Callable[[Words], object]) -> None:
        """Call `show` with the words, now and after each change; replaces what `key` showed."""
        self._spoken[key] = show
        show(self._look.w)

    def icon(
        self, setter: Callable[[QIcon], object], name: str, colour: str = "ink", size: int = 18
    ) -> None:
        """Call `setter` with the sign `name` in a colour of the palette, now and after changes."""
        self.look(setter, lambda look: setter(look.icon(name, getattr(look.colours, colour), size)))

    def look(self, key: object, show: Callable[[Look], object]) -> None:
        """Call `show` with the look, now and after each change of colours or text size."""
        self._drawn[key] = show
        show(self._look)

    def forget(self, key: object) -> None:
        """End what `key` showed."""
        self._spoken.pop(key, None)
        self._drawn.pop(key, None)

    def _speak(self) -> None:
        for show in tuple(self._spoken.values()):
            show(self._look.w)

    def _draw(self) -> None:
        for show in tuple(self._drawn.values()):
            show(self._look)
