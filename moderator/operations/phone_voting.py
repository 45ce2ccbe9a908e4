"""A voter's own ballot, as the phone shows it, and joining without a voting card."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moderator.domain.codes import is_ballot_code, read_ballot_code
from moderator.domain.moments import now
from moderator.domain.rounds import RoundState
from moderator.errors import BadInput, msg
from moderator.operations import rounds
from moderator.operations.workshops import required as required_workshop
from moderator.storage import ballots as stored
from moderator.storage import phone_doors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderator.domain.ballots import Dots
    from moderator.domain.codes import BallotCode
    from moderator.domain.ids import RoundId, WorkshopId
    from moderator.domain.rounds import VoteRound
    from moderator.operations.desk import Desk
    from moderator.storage.ballots import KnownCode
    from moderator.storage.unit_of_work import Reader

MOST_OPEN_BALLOTS = 2000
"""Ballots given to phones without a card at most, so that nobody fills the store with codes."""


@dataclass(frozen=True, slots=True)
class MyBallot:
    """What a voter has on the ballot of one round.

    Attributes:
        cast: a ballot of this voter counts in the round.
        sealed: it is in the box and cannot be changed or shown any more.
        mark: the voter's keyed hash, to know own ideas by; empty for an unknown code.
    """

    dots: Dots = field(default_factory=dict)
    cast: bool = False
    sealed: bool = False
    mark: str = ""


def knows_voter(
    desk: Desk, workshop_id: WorkshopId, code: str, round_id: RoundId | None = None
) -> bool:
    """Tell whether `code` is a ballot code of this workshop (and good for the round, if given)."""
    with desk.reading() as reader:
        known = _known(reader, workshop_id, code)
        return known is not None and (round_id is None or known.round_id in {None, round_id})


def _known(reader: Reader, workshop_id: WorkshopId, code: str) -> KnownCode | None:
    if not is_ballot_code(code):
        return None
    return stored.find_code(reader, workshop_id, read_ballot_code(code))


def my_ballot(desk: Desk, round_id: RoundId, code: str) -> MyBallot:
    """Return what the voter with this code has on the ballot of a round.

    Once the round is closed, nobody can tell any more what it was: only that it was cast.

    Raises:
        NotFound: there is no such round.
    """
    with desk.reading() as reader:
        vote_round = rounds.required(reader, round_id)
        known = _known(reader, vote_round.workshop_id, code)
        return _mine(reader, vote_round, known) if known else MyBallot()


def my_ballots(
    desk: Desk, workshop_id: WorkshopId, round_ids: Iterable[RoundId], code: str
) -> dict[RoundId, MyBallot]:
    """Return what `my_ballot` returns, for those of several rounds that the code is good for.

    Raises:
        NotFound: one of the rounds does not exist.
    """
    with desk.reading() as reader:
        known = _known(reader, workshop_id, code)
        return {
            round_id: _mine(reader, rounds.required(reader, round_id), known)
            for round_id in round_ids
            if known is not None and known.round_id in {None, round_id}
        }


def _mine(reader: Reader, vote_round: VoteRound, known: KnownCode) -> MyBallot:
    if stored.in_the_box(reader, vote_round.id, known.code_hash):
        return MyBallot(cast=True, sealed=True, mark=known.code_hash)
    if vote_round.state is not RoundState.OPEN:
        return MyBallot(mark=known.code_hash)
    held = stored.read_open(reader, vote_round.id, known.code_hash)
    if held is None:
        return MyBallot(mark=known.code_hash)
    return MyBallot(dots=held.dots, cast=True, mark=known.code_hash)


def join_openly(desk: Desk, workshop_id: WorkshopId) -> BallotCode:
    """Make one ballot code for a phone without a voting card; it is told this once.

    Raises:
        BadInput: the moderator does not allow it, or too many were given.
        NotFound: there is no such workshop.
    """
    with desk.doing("join_openly", workshop_id) as doing:
        required_workshop(doing.work, workshop_id)
        if not phone_doors.read(doing.work, workshop_id).open_joining:
            raise BadInput(
                msg("Voting needs a voting card here."),
                msg("Please ask the moderator for one."),
            )
        if stored.count_codes(doing.work, workshop_id) >= MOST_OPEN_BALLOTS:
            raise BadInput(
                msg("All ballots for phones are given out."), msg("Please ask the moderator.")
            )
        (code,) = stored.make_codes(doing.work, workshop_id, 1, None, now())
    return code
