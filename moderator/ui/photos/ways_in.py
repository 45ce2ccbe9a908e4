"""From where photos are reached: a round, the board, and what tables sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moderator.domain.rounds import RoundState
from moderator.ui.voting import round_work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from moderator.domain.pictures import Picture
    from moderator.domain.rounds import VoteRound
    from moderator.ui.photos_screen import PhotosScreen
    from moderator.ui.workshop_screens import WorkshopScreens


class WaysIn(QObject):
    """Connects the other screens with the screen of photos.

    Signals:
        photos_wanted: the screen of photos shall be shown.
        vote_wanted: the round shall be shown.
        capture_wanted: the board shall be shown.
    """

    photos_wanted = Signal()
    vote_wanted = Signal()
    capture_wanted = Signal()

    def __init__(self, screens: WorkshopScreens) -> None:
        super().__init__(screens.photos)
        self._photos: PhotosScreen = screens.photos
        screens.vote.photos_wanted.connect(self.count)
        screens.capture.handwriting_wanted.connect(self.type_cards)
        screens.phones.photo_wanted.connect(self.take_sent)
        screens.photos.left.connect(self._go_back)
        screens.photos.counted.connect(self.vote_wanted)

    def count(self, vote_round: VoteRound, files: Sequence[Path] = ()) -> None:
        """Count the dots of a round."""
        self._photos.count_for(vote_round)
        self._begin(files)

    def type_cards(self, files: Sequence[Path] = ()) -> None:
        """Type handwriting."""
        self._photos.transcribe()
        self._begin(files)

    def _begin(self, files: Sequence[Path]) -> None:
        self.photos_wanted.emit()
        if files:
            self._photos.read_files(files)

    def take_sent(self, picture: Picture) -> None:
        """Read a photo from a table: for the open round, else the last one, else to be typed."""
        photos = self._photos

        def begin(rounds: list[VoteRound]) -> None:
            opened = [each for each in rounds if each.state is not RoundState.PREPARED]
            opened.sort(key=lambda each: each.state is RoundState.OPEN)
            if opened:
                self.count(opened[-1])
            else:
                self.type_cards()
            photos.read_picture(picture)

        photos.background.ask(
            photos,
            lambda desk: round_work.read_rounds(desk, picture.workshop_id),
            begin,
            photos.banner.fail,
        )

    def _go_back(self) -> None:
        (self.capture_wanted if self._photos.round is None else self.vote_wanted).emit()
