"""What a person does to a review, handed to the desk: corrections, naming a card, accepting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moderator.errors import msg
from moderator.ui import dialogs_on_demand as dialogs
from moderator.ui import operations_on_demand as operations
from moderator.ui.photos import photo_work
from moderator.ui.photos.place_run import PlaceRun

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.domain.codes import CardCode
    from moderator.domain.ids import PhotoReviewId
    from moderator.domain.photo_reviews import ReviewedDot, UnreadCard
    from moderator.domain.rules import DotColour
    from moderator.i18n import Words
    from moderator.operations.desk import Desk
    from moderator.operations.photo_counting import SavedCount
    from moderator.operations.photo_places import PlaceToRead
    from moderator.ui.photos.photo_work import ReviewView
    from moderator.ui.photos_screen import PhotosScreen
    from moderator.vision.readings import CardReading


class ReviewWork(QObject):
    """Acts for the page on which a review is shown.

    Signals:
        counted: the dots are in the round.
    """

    counted = Signal()

    def __init__(self, screen: PhotosScreen) -> None:
        super().__init__(screen)
        self._screen, self._page = screen, screen.review
        self._run: PlaceRun | None = None
        page = self._page
        page.photo_wanted.connect(self._read_photo)
        page.dot_wanted.connect(self._add_dot)
        page.turn_wanted.connect(self._turn_dot)
        page.colour_wanted.connect(self._colour_dot)
        page.confirm_wanted.connect(self._confirm)
        page.name_wanted.connect(self._name)
        page.put_aside_wanted.connect(self._put_aside)
        page.accept_wanted.connect(self.ask_to_accept)

    # ---------------------------------------------------------------- correcting

    def _read_photo(self, number: int) -> None:
        if self._page.view is None:
            return
        picture_id = self._page.view.review.photos[number].picture_id
        self._screen.background.ask(
            self._screen,
            lambda desk: photo_work.read_photo(desk, picture_id),
            lambda image: self._page.take_photo(number, image),
            self._screen.fail,
        )

    def _add_dot(self, code: CardCode, x: float, y: float) -> None:
        colour = self._page.of_card.colour.colour
        self._correct(
            lambda desk, review_id: operations.photo_reviews.add_dot(
                desk, review_id, code, (x, y), colour
            )
        )

    def _turn_dot(self, code: CardCode, dot: ReviewedDot) -> None:
        self._correct(
            lambda desk, review_id: operations.photo_reviews.turn_dot(desk, review_id, code, dot)
        )

    def _colour_dot(self, code: CardCode, dot: ReviewedDot, colour: DotColour) -> None:
        self._correct(
            lambda desk, review_id: operations.photo_reviews.colour_dot(
                desk, review_id, code, dot, colour
            )
        )

    def _confirm(self, code: CardCode) -> None:
        self._correct(
            lambda desk, review_id: operations.photo_reviews.confirm_card(desk, review_id, code),
            self._page.cards.go_to_next_doubtful,
        )

    def _put_aside(self, place: UnreadCard) -> None:
        self._correct(
            lambda desk, review_id: operations.photo_places.drop_place(desk, review_id, place),
            self._page.take_focus,
        )

    def _correct(
        self,
        work: Callable[[Desk, PhotoReviewId], object],
        then: Callable[[], object] = lambda: None,
    ) -> None:
        screen, review_id = self._screen, self._screen.review_id
        if review_id is None:
            return

        def change(desk: Desk) -> ReviewView:
            work(desk, review_id)
            return photo_work.read_review(desk, review_id)

        def done(view: ReviewView) -> None:
            screen.take_review(view)
            then()

        screen.background.ask(screen, change, done, screen.fail, changes=True)

    # -------------------------------------------------------------------- naming

    @property
    def is_naming(self) -> bool:
        """Whether the dots of a card that was named are being counted."""
        return self._run is not None

    def _name(self, place: UnreadCard, code: CardCode) -> None:
        screen, review_id = self._screen, self._screen.review_id
        if review_id is None or self.is_naming:
            return
        self._page.place.set_busy(busy=True)
        screen.background.ask(
            screen,
            lambda desk: operations.photo_places.place_to_read(desk, review_id, place, code),
            self._count,
            self._not_named,
        )

    def _count(self, wanted: PlaceToRead) -> None:
        if wanted.review.id != self._screen.review_id or self.is_naming:
            return
        run = self._run = PlaceRun(self, wanted)
        run.done.connect(lambda reading: self._keep(wanted, reading))
        run.failed.connect(self._not_named)
        run.start()

    def _keep(self, wanted: PlaceToRead, reading: CardReading) -> None:
        self._end_run()
        if wanted.review.id != self._screen.review_id:
            return

        def named() -> None:
            self._page.forget_place()
            self._page.cards.choose(wanted.code)
            self._page.take_focus()

        self._correct(
            lambda desk, _id: operations.photo_places.name_place(desk, wanted, reading), named
        )

    def _not_named(self, error: Exception) -> None:
        self._end_run()
        self._page.place.set_busy(busy=False)
        self._screen.fail(error)

    def _end_run(self) -> None:
        run, self._run = self._run, None
        if run is not None:
            run.deleteLater()

    # ----------------------------------------------------------------- accepting

    def ask_to_accept(self) -> None:
        """Count the dots; ask first while there is something that nobody looked at."""
        view = self._page.view
        if self._screen.review_id is None or view is None or view.round is None:
            return
        doubtful, unread = len(view.review.doubtful), len(view.review.unread)
        if not doubtful and not unread:
            self.accept()
            return
        question = dialogs.Confirmation(
            self._screen.look,
            self._screen.window(),
            msg("Count doubtful cards, too?") if doubtful else msg("Count without these cards?"),
            msg("Count all") if doubtful else msg("Count the others"),
            lambda w: list(_open_questions(w, doubtful, unread)),
        )
        question.ask(self.accept)

    def accept(self) -> None:
        """Write the dots into the round."""
        screen, review_id = self._screen, self._screen.review_id
        if review_id is not None:
            screen.background.ask(
                screen,
                lambda desk: operations.photo_reviews.accept_review(desk, review_id),
                self._accepted,
                screen.fail,
                changes=True,
            )

    def _accepted(self, saved: SavedCount) -> None:
        w = self._screen.look.w
        note = w.plural("{n} dot from photos counted.", "{n} dots from photos counted.", saved.dots)
        if saved.left_out:
            left_out = len(saved.left_out)
            note += " " + w.plural(
                "{n} card is not part of this round.",
                "{n} cards are not part of this round.",
                left_out,
            )
        self._screen.noted.emit(note)
        self.counted.emit()


def _open_questions(w: Words, doubtful: int, unread: int) -> list[str]:
    lines = []
    if doubtful:
        lines += [
            w.plural(
                "Nobody has looked at {n} doubtful card yet.",
                "Nobody has looked at {n} doubtful cards yet.",
                doubtful,
            ),
            w("Their dots are counted as they are drawn. This can be taken back."),
        ]
    if unread:
        lines.append(
            w.plural(
                "{n} card could not be read. Its dots are not counted until it is named.",
                "{n} cards could not be read. Their dots are not counted until they are named.",
                unread,
            )
        )
    return lines
