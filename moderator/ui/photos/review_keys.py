"""The keys of a review, where its photo or its list has the keyboard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from moderator.ui.photos.dot_choice import COLOURS

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.ui.photos.review_page import ReviewPage

_PLAIN = Qt.KeyboardModifier.NoModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class ReviewKeys(QObject):
    """Takes keys before the photo and the list do."""

    def __init__(self, page: ReviewPage) -> None:
        super().__init__(page)
        self._keys = _keys_of(page)
        for each in (page.cards, page.photo):
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Do what a key stands for."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            run = self._keys.get((event.key(), event.modifiers() & ~_KEYPAD))
            if run is not None:
                run()
                return True
        return super().eventFilter(watched, event)


def _keys_of(page: ReviewPage) -> dict[tuple[int, Qt.KeyboardModifier], Callable[[], object]]:
    key, shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier
    control = Qt.KeyboardModifier.ControlModifier
    cards, photo, dots = page.cards, page.photo, page.dots
    plain: dict[int, Callable[[], object]] = {
        key.Key_Space: lambda: cards.step(1),
        key.Key_Down: lambda: cards.step(1),
        key.Key_Up: lambda: cards.step(-1),
        key.Key_Return: page.agree,
        key.Key_Enter: page.agree,
        key.Key_Plus: lambda: photo.zoom(1),
        key.Key_Minus: lambda: photo.zoom(-1),
        key.Key_0: photo.fit,
        key.Key_Insert: dots.add_in_field,
        key.Key_Delete: dots.take,
        key.Key_Right: lambda: dots.step(1),
        key.Key_Left: lambda: dots.step(-1),
    }
    numbers = key.Key_1, key.Key_2, key.Key_3, key.Key_4, key.Key_5
    plain |= {
        number: partial(dots.take_colour, colour)
        for number, colour in zip(numbers, COLOURS, strict=True)
    }
    return {(each, _PLAIN): run for each, run in plain.items()} | {
        (key.Key_Space, shift): lambda: cards.step(-1),
        (key.Key_Plus, shift): lambda: photo.zoom(1),
        (key.Key_Return, control): page.accept_wanted.emit,
        (key.Key_Enter, control): page.accept_wanted.emit,
    }
