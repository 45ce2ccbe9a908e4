"""Opening, changing, counting, closing: the dialogs of the vote screen and what follows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from moderator.domain.rounds import RoundState
from moderator.errors import NeedsDecision, msg
from moderator.ui import operations_on_demand as operations
from moderator.ui.dialogs.confirmation import Confirmation
from moderator.ui.voting import round_work
from moderator.ui.voting.codes_dialog import CodesDialog
from moderator.ui.voting.count_dialog import CountDialog, CountFields
from moderator.ui.voting.round_dialog import RoundDialog, RoundFields

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.domain.ids import RoundId
    from moderator.domain.rounds import VoteRound
    from moderator.domain.tallies import Count
    from moderator.operations.desk import Desk
    from moderator.operations.rounds import RuleChange
    from moderator.ui.vote_screen import VoteScreen
    from moderator.ui.voting.round_work import RoundView

T = TypeVar("T")


class RoundActions(QObject):
    """Acts on the round that the screen shows."""

    def __init__(self, screen: VoteScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._people: dict[RoundId, int | None] = {}

    def people_for(self, vote_round: VoteRound) -> int | None:
        """Return how many people were named for a round, else for the workshop."""
        named = self._people.get(vote_round.id)
        workshop = self._screen.workshop
        return named or vote_round.people or (workshop.participants if workshop else None)

    # ----------------------------------------------------------------- new, rule

    def ask_for_round(self) -> None:
        """Ask for a new round."""
        screen = self._screen
        if screen.workshop is None:
            return
        workshop_id = screen.workshop.id
        dialog = RoundDialog(screen.look, screen.background, screen.window(), screen.workshop)

        def create(fields: RoundFields) -> None:
            def done(vote_round: VoteRound) -> None:
                self._people[vote_round.id] = fields.people
                screen.go_to(vote_round.id)
                dialog.accept()

            self._change(
                dialog,
                lambda desk: operations.rounds.create_round(
                    desk, workshop_id, fields.title, fields.rule
                ),
                done,
                dialog.fail,
            )

        dialog.filled.connect(create)
        dialog.open()

    def ask_for_rule(self) -> None:
        """Ask for another rule of a round that is not closed."""
        screen, vote_round = self._screen, self._screen.current
        if screen.workshop is None or vote_round is None or vote_round.state is RoundState.CLOSED:
            return
        dialog = RoundDialog(
            screen.look, screen.background, screen.window(), screen.workshop, vote_round
        )
        dialog.filled.connect(lambda fields: self._store_rule(dialog, vote_round.id, fields))
        dialog.open()

    def _store_rule(
        self,
        dialog: RoundDialog,
        round_id: RoundId,
        fields: RoundFields,
        *,
        set_aside: bool = False,
    ) -> None:
        def done(change: RuleChange) -> None:
            self._people[round_id] = fields.people
            dialog.accept()
            if change.misfits:
                w = self._screen.look.w
                self._screen.noted.emit(
                    w.plural(
                        "{n} ballot was set aside.", "{n} ballots were set aside.", change.misfits
                    )
                )

        def failed(error: Exception) -> None:
            if isinstance(error, NeedsDecision):
                dialog.wait(waiting=False)
                self._ask_to_set_aside(dialog, round_id, fields, error)
            else:
                dialog.fail(error)

        self._change(
            dialog,
            lambda desk: operations.rounds.change_rule(
                desk, round_id, fields.rule, set_aside=set_aside
            ),
            done,
            failed,
        )

    def _ask_to_set_aside(
        self, dialog: RoundDialog, round_id: RoundId, fields: RoundFields, error: NeedsDecision
    ) -> None:
        question = Confirmation(
            self._screen.look,
            dialog,
            msg("Set ballots aside?"),
            msg("Set aside"),
            lambda w: [
                w.error(error)[0],
                w("They are kept and counted again once they are replaced or fit a later rule."),
            ],
        )
        question.ask(lambda: self._store_rule(dialog, round_id, fields, set_aside=True))

    # --------------------------------------------------------------- open, close

    def open(self) -> None:
        """Open the prepared round."""
        vote_round = self._screen.current
        if vote_round is None or vote_round.state is not RoundState.PREPARED:
            return
        people = self._screen.prepared.people_or_none()
        self._change(
            self._screen,
            lambda desk: operations.rounds.open_round(desk, vote_round.id, people),
            None,
            self._screen.banner.fail,
        )

    def ask_to_close(self) -> None:
        """Ask whether to close the open round."""
        vote_round = self._screen.current
        if vote_round is None or vote_round.state is not RoundState.OPEN:
            return
        question = Confirmation(
            self._screen.look,
            self._screen.window(),
            msg("Close the round?"),
            msg("Close the round"),
            lambda w: [
                w("No more ballots can be entered in “{title}”.", title=vote_round.title),
                w(
                    "The link between each voting code and its ballot is destroyed for good: "
                    "from then on nobody can find out who voted how. The totals stay."
                ),
            ],
        )
        question.ask(lambda: self._close(vote_round))

    def _close(self, vote_round: VoteRound) -> None:
        self._change(
            self._screen,
            lambda desk: operations.rounds.close_round(desk, vote_round.id),
            None,
            self._screen.banner.fail,
        )

    def ask_to_remove(self) -> None:
        """Ask whether to delete the round."""
        vote_round = self._screen.current
        if vote_round is None or vote_round.state is RoundState.OPEN:
            return
        question = Confirmation(
            self._screen.look,
            self._screen.window(),
            msg("Delete this round?"),
            msg("Delete round"),
            lambda w: [w("“{title}” with its ballots is removed.", title=vote_round.title)],
        )
        question.ask(
            lambda: self._change(
                self._screen,
                lambda desk: operations.rounds.remove_round(desk, vote_round.id),
                None,
                self._screen.banner.fail,
            )
        )

    # -------------------------------------------------------------- counts, codes

    def ask_for_count(self) -> None:
        """Ask for dots that were counted on the wall."""
        screen, vote_round = self._screen, self._screen.current
        if vote_round is None or vote_round.state is RoundState.PREPARED:
            return

        def read(found: tuple[RoundView, list[Count]]) -> None:
            self._open_count_dialog(*found)

        screen.background.ask(
            screen,
            lambda desk: (
                round_work.read_view(desk, vote_round.id),
                round_work.read_counts(desk, vote_round.id),
            ),
            read,
            screen.banner.fail,
        )

    def _open_count_dialog(self, view: RoundView, counts: list[Count]) -> None:
        dialog = CountDialog(self._screen.look, self._screen.window())
        dialog.show_round(view.ideas, view.headings, counts)
        round_id = view.round.id

        def save(fields: CountFields) -> None:
            self._change(
                dialog,
                lambda desk: round_work.enter_count(desk, round_id, fields),
                lambda _number: dialog.accept(),
                dialog.fail,
            )

        dialog.filled.connect(save)
        dialog.open()

    def ask_for_codes(self) -> None:
        """Ask how many voting codes to make."""
        screen, vote_round = self._screen, self._screen.current
        if screen.workshop is None or vote_round is None or vote_round.state is RoundState.CLOSED:
            return
        workshop_id = screen.workshop.id
        dialog = CodesDialog(screen.look, screen.window(), self.people_for(vote_round))

        def make(number: int, only_round: bool) -> None:
            round_id = vote_round.id if only_round else None
            self._change(
                dialog,
                lambda desk: operations.voting.make_ballots(desk, workshop_id, number, round_id),
                dialog.show_codes,
                dialog.fail,
            )

        dialog.wanted.connect(make)
        dialog.open()

    # ------------------------------------------------------------------ private

    def _change(
        self,
        asker: QObject,
        work: Callable[[Desk], T],
        done: Callable[[T], None] | None,
        failed: Callable[[Exception], None],
    ) -> None:
        self._screen.background.ask(asker, work, done, failed, changes=True)
