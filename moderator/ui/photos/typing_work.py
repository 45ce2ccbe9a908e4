"""Handwriting from the store to the screen, and what was read of it onto the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from moderator.ui import operations_on_demand as operations
from moderator.ui.photos import photo_work

if TYPE_CHECKING:
    from moderator.domain.ideas import Idea
    from moderator.operations.transcription import HandwrittenCard
    from moderator.ui.photos_screen import PhotosScreen


class TypingWork(QObject):
    """Acts for the page on which cards are typed."""

    def __init__(self, screen: PhotosScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        screen.typing.crop_wanted.connect(self._read_crop)
        screen.typing.typed.connect(self._save)

    def begin(self) -> None:
        """Show the cards whose handwriting is on a photo; without any, wait for photos."""
        screen = self._screen
        if screen.workshop is None:
            return
        workshop_id = screen.workshop.id

        def read(cards: list[HandwrittenCard]) -> None:
            if not cards:
                screen.begin_anew()
                return
            screen.suggestions.offer()
            screen.typing.show_cards(cards)
            screen.show_typing()

        screen.background.ask(
            screen,
            lambda desk: operations.transcription.handwritten_cards(desk, workshop_id),
            read,
            screen.banner.fail,
        )

    def _read_crop(self, card: HandwrittenCard) -> None:
        screen = self._screen
        screen.background.ask(
            screen,
            lambda desk: photo_work.read_handwriting(desk, card),
            lambda image: screen.typing.take_crop(card, image),
            screen.banner.fail,
        )

    def _save(self, card: HandwrittenCard, title: str, body: str) -> None:
        screen = self._screen
        if screen.workshop is None:
            return
        workshop_id = screen.workshop.id

        def failed(error: Exception) -> None:
            screen.typing.take_failure(card)
            screen.banner.fail(error)

        def saved(idea: Idea) -> None:
            screen.banner.put_away()
            screen.typing.take_saved(card, idea)

        screen.background.ask(
            screen,
            lambda desk: operations.transcription.transcribe(desk, workshop_id, card, title, body),
            saved,
            failed,
            changes=True,
        )
