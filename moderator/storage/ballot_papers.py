"""What every ballot of a round is checked against, read once and kept until it may have changed.

A round's rule and options change a few times in an evening, ballots come by the hundred. The kept
papers are dropped when this program changes a round, and when the database tells that another
program has written anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.errors import NotFound, msg
from moderator.storage import rounds
from moderator.storage.round_keys import anyone_took_part, known_code_key, round_key
from moderator.storage.sealing import PreparedKey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderator.domain.ids import IdeaId, RoundId
    from moderator.domain.rounds import VoteOption, VoteRound
    from moderator.storage.unit_of_work import UnitOfWork

_TABLES = frozenset({"rounds", "round_options", "ballot_codes", "participations"})


@dataclass(frozen=True, slots=True)
class BallotPaper:
    """A round with its options and what its ballots are told apart by.

    Attributes:
        key: the round's key, None once destroyed.
        code_key: the workshop's key for ballot codes, None before the first code was made.
        was_closed: ballots are in the box since an earlier closing of the round.
    """

    round: VoteRound
    options: Mapping[IdeaId, VoteOption]
    key: PreparedKey | None
    code_key: PreparedKey | None
    was_closed: bool


class BallotPapers:
    """The kept papers of one store; used only by its one writer."""

    def __init__(self) -> None:
        self._papers: dict[RoundId, BallotPaper] = {}
        self._mark: int | None = None

    def drop_if_moved(self, mark: int) -> None:
        """Forget all papers if the store's change mark is not the one seen last."""
        if mark != self._mark:
            self._papers.clear()
            self._mark = mark

    def drop_all(self) -> None:
        """Forget all papers: a transaction failed that may have changed them."""
        self._papers.clear()

    def drop_if_changed(self, work: UnitOfWork) -> None:
        """Forget all papers if `work` changed what stands on them."""
        if work.forget_keys or not work.touched.isdisjoint(_TABLES):
            self._papers.clear()

    def paper(self, work: UnitOfWork, round_id: RoundId) -> BallotPaper:
        """Return the paper of a round.

        Raises:
            NotFound: there is no such round.
        """
        known = self._papers.get(round_id)
        if known is None:
            vote_round = rounds.read(work, round_id)
            if vote_round is None:
                raise NotFound(msg("This round does not exist any more."))
            known = BallotPaper(
                vote_round,
                rounds.read_options(work, round_id),
                _prepared(round_key(work, round_id)),
                _prepared(known_code_key(work, vote_round.workshop_id)),
                anyone_took_part(work, round_id),
            )
            self._papers[round_id] = known
        return known

    def key(self, work: UnitOfWork, round_id: RoundId) -> PreparedKey | None:
        """Return the key of a round as `work` leaves it, None if it is destroyed."""
        known = self._papers.get(round_id)
        if known is None or not work.touched.isdisjoint(_TABLES):
            return _prepared(round_key(work, round_id))
        return known.key


def _prepared(key: bytes | None) -> PreparedKey | None:
    return PreparedKey(key) if key is not None else None
