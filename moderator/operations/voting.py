"""Ballot codes, ballots, counted dots and results."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from moderator.domain.ballots import Misfit, VoteSource, check_ballot, dots_used
from moderator.domain.codes import read_ballot_code
from moderator.domain.moments import now
from moderator.domain.plain_text import clean_line
from moderator.domain.rounds import RoundState, VoteRound
from moderator.domain.rules import DotColour
from moderator.domain.tallies import Count, Results, is_close_call, rank_ideas
from moderator.errors import BadInput, NotFound, msg
from moderator.events import DotsChanged
from moderator.operations import rounds
from moderator.operations.workshops import required as required_workshop
from moderator.storage import ballot_totals, receipts
from moderator.storage import ballots as stored
from moderator.storage import rounds as stored_rounds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderator.domain.codes import BallotCode
    from moderator.domain.ids import IdeaId, RoundId, WorkshopId
    from moderator.operations.desk import Desk, Doing
    from moderator.storage.ballot_papers import BallotPaper
    from moderator.storage.unit_of_work import Reader, UnitOfWork

_write_json = msgspec.json.Encoder().encode

MOST_CODES = 5000
MOST_COUNTED = 100_000


class BallotRefused(BadInput):
    """The ballot does not fit the rule; `misfits` says where."""

    def __init__(self, misfits: tuple[Misfit, ...]) -> None:
        self.misfits = misfits
        super().__init__(*_MISFIT_SENTENCES[misfits[0].breach.value], **_numbers(misfits[0]))


_KEPT = msg("Nothing was changed. Please correct the ballot.")
_MISFIT_SENTENCES = {
    "unknown-option": (msg("One of the ideas cannot be voted on in this round."), _KEPT),
    "too-many-dots": (msg("Too many dots: {given} given, {allowed} allowed."), _KEPT),
    "too-many-on-option": (
        msg("Too many dots on one idea: {given} given, at most {allowed} allowed."),
        _KEPT,
    ),
    "too-many-in-cluster": (
        msg("Too many dots in one cluster: {given} given, at most {allowed} allowed."),
        _KEPT,
    ),
    "too-many-against": (msg("Too many dots against: {given} given, {allowed} allowed."), _KEPT),
    "dots-left": (msg("{given} dots given, all {allowed} must be used."), _KEPT),
    "own-card": (msg("Dots on the own idea are not allowed in this round."), _KEPT),
}


def _numbers(misfit: Misfit) -> dict[str, int]:
    return {"given": misfit.given, "allowed": misfit.allowed}


@dataclass(frozen=True, slots=True)
class BallotReceipt:
    """What is told after the ballot is durable.

    Attributes:
        left: dots not used.
        replaced: whether it replaced an earlier ballot of the same voter.
    """

    accepted: bool
    left: int
    replaced: bool


def make_ballots(
    desk: Desk, workshop_id: WorkshopId, number: int, round_id: RoundId | None = None
) -> list[BallotCode]:
    """Make `number` personal ballot codes, for one round or for the whole workshop.

    They are returned this once; the store keeps only keyed hashes.

    Raises:
        BadInput: the number is out of range.
        NotFound: there is no such workshop, or no such round in it.
    """
    if not 1 <= number <= MOST_CODES:
        raise BadInput(msg("Between 1 and {most} codes can be made at once."), most=MOST_CODES)
    with desk.doing("make_ballots", workshop_id) as doing:
        required_workshop(doing.work, workshop_id)
        if round_id and rounds.required(doing.work, round_id).workshop_id != workshop_id:
            raise NotFound(msg("This round does not exist any more."))
        codes = stored.make_codes(doing.work, workshop_id, number, round_id, now())
        doing.about["number"] = str(number)
    return codes


def cast_ballot(
    desk: Desk,
    round_id: RoundId,
    dots: Mapping[IdeaId, int],
    *,
    code: str | None = None,
    source: VoteSource = VoteSource.TYPED,
    key: str | None = None,
) -> BallotReceipt:
    """Cast a ballot, or replace the earlier one of the same code whole.

    Args:
        desk: the desk.
        round_id: an open round.
        dots: dots per idea, negative against; zeros are left out.
        code: the voter's ballot code; None for a paper ballot without one.
        source: how it came in.
        key: the sender's own key; sent again under it, the ballot is cast only once and the
            answer is the same.

    Raises:
        BallotRefused: it does not fit the rule.
        BadInput: the round is not open, the code is unknown, or its ballot is already in the box.
        NotFound: there is no such round.
    """
    spent = {idea_id: number for idea_id, number in dots.items() if number}
    with desk.doing("cast_ballot", None, ballots_of=round_id) as doing:
        paper = doing.work.papers.paper(doing.work, round_id)
        digest = _digest(paper, spent, code) if key else None
        if key and (given := receipts.earlier_answer(doing.work, key, "cast_ballot", digest)):
            return BallotReceipt(**given)
        receipt = _cast(doing.work, paper, spent, code, source)
        if key:
            answer: dict[str, Any] = {
                "accepted": receipt.accepted,
                "left": receipt.left,
                "replaced": receipt.replaced,
            }
            receipts.keep_answer(doing.work, key, "cast_ballot", digest or "", answer)
        doing.belongs_to(paper.round.workshop_id)
        doing.tell(DotsChanged(paper.round.workshop_id, round_id))
    return receipt


def put_dots(
    desk: Desk,
    round_id: RoundId,
    idea_id: IdeaId,
    number: int,
    *,
    code: str,
    key: str | None = None,
) -> BallotReceipt:
    """Put `number` dots on one idea of a phone's ballot; what stands on the rest of it stays.

    Args:
        desk: the desk.
        round_id: an open round.
        idea_id: one of its options.
        number: dots on it from now on, negative against, 0 for none.
        code: the voter's ballot code.
        key: the sender's own key; sent again under it, nothing more happens.

    Raises:
        BallotRefused: the ballot as a whole would not fit the rule.
        BadInput: the round is not open, the code is unknown, or its ballot is already in the box.
        NotFound: there is no such round.
    """
    with desk.doing("cast_ballot", None, ballots_of=round_id) as doing:
        paper = doing.work.papers.paper(doing.work, round_id)
        digest = _digest(paper, {idea_id: number}, code) if key else None
        if key and (given := receipts.earlier_answer(doing.work, key, "put_dots", digest)):
            return BallotReceipt(**given)
        spent = {**_held(doing.work, paper, code), idea_id: number}
        spent = {each: dots for each, dots in spent.items() if dots}
        receipt = _cast(doing.work, paper, spent, code, VoteSource.PHONE)
        if key:
            receipts.keep_answer(doing.work, key, "put_dots", digest or "", asdict(receipt))
        doing.belongs_to(paper.round.workshop_id)
        doing.tell(DotsChanged(paper.round.workshop_id, round_id))
    return receipt


def _held(work: UnitOfWork, paper: BallotPaper, code: str) -> Mapping[IdeaId, int]:
    if paper.round.state is not RoundState.OPEN or paper.key is None:
        raise _not_open(paper.round)
    held = stored.read_open(work, paper.round.id, _voter(work, paper, code))
    return held.dots if held else {}


def _digest(paper: BallotPaper, dots: Mapping[IdeaId, int], code: str | None) -> str | None:
    if paper.key is None:
        return None
    return paper.key.hash(_write_json([sorted(dots.items()), code]).decode())


def _cast(
    work: UnitOfWork,
    paper: BallotPaper,
    dots: dict[IdeaId, int],
    code: str | None,
    source: VoteSource,
) -> BallotReceipt:
    vote_round = paper.round
    if vote_round.state is not RoundState.OPEN or paper.key is None:
        raise _not_open(vote_round)
    voter = _voter(work, paper, code) if code is not None else ""
    budget = vote_round.dots or 0
    misfits = check_ballot(dots, vote_round.rule, budget, paper.options, voter)
    if misfits:
        raise BallotRefused(misfits)
    ballot = stored.OpenBallot(
        voter_tag=paper.key.hash(voter or secrets.token_hex(16)),
        source=source,
        dots=dots,
        fits=True,
        cast_at=work.moment,
    )
    replaced = stored.save(work, vote_round.id, ballot)
    return BallotReceipt(accepted=True, left=budget - dots_used(dots), replaced=replaced)


def _not_open(vote_round: VoteRound) -> BadInput:
    return BadInput(
        msg("“{title}” is not open for votes."),
        msg("Nothing was changed. Open the round first, or choose another one."),
        title=vote_round.title,
    )


def _voter(work: UnitOfWork, paper: BallotPaper, code: str) -> str:
    held = paper.round
    known = stored.find_code_by(paper.code_key, work, held.workshop_id, read_ballot_code(code))
    if known is None or known.round_id not in {None, held.id}:
        raise BadInput(
            msg("This ballot code is not one of this round."),
            msg("Please compare it with the voting card."),
        )
    if paper.was_closed and stored.in_the_box(work, held.id, known.code_hash):
        raise BadInput(
            msg("The ballot of this code is already in the box."),
            msg("The round was closed once; ballots from before cannot be changed any more."),
        )
    return known.code_hash


def enter_count(
    desk: Desk,
    round_id: RoundId,
    numbers: Mapping[IdeaId, int],
    *,
    colour: DotColour = DotColour.RED,
    counted_by: str = "",
    source: VoteSource = VoteSource.TYPED,
) -> int:
    """Enter dots counted on paper; replaces whole what `counted_by` said of this colour before.

    Args:
        desk: the desk.
        round_id: an opened round; counts may be corrected after closing.
        numbers: dots per idea; zeros are left out.
        colour: colour of the dots.
        counted_by: who or what counted, for example a board; sources are added up.
        source: typed or photo.

    Returns:
        The number of dots entered.

    Raises:
        BadInput: the round was never opened, a number is out of range, or an idea is no option.
        NotFound: there is no such round.
    """
    workshop_id = rounds.read_round(desk, round_id).workshop_id
    with desk.doing("enter_count", workshop_id) as doing:
        return note_counts(doing, round_id, {colour: numbers}, clean_line(counted_by), source)


def note_counts(
    doing: Doing,
    round_id: RoundId,
    numbers: Mapping[DotColour, Mapping[IdeaId, int]],
    counted_by: str,
    source: VoteSource,
) -> int:
    """Enter counted dots of several colours as part of a step; colours that are not named stay.

    Returns:
        The number of dots entered.

    Raises:
        BadInput: the round was never opened, a number is out of range, or an idea is no option.
        NotFound: there is no such round.
    """
    vote_round = rounds.required(doing.work, round_id)
    entered = 0
    for colour, dots in numbers.items():
        _check_count(doing.work, vote_round, dots)
        counts = [
            Count(idea_id, colour, number, counted_by, source)
            for idea_id, number in dots.items()
            if number
        ]
        stored_rounds.save_counts(doing.work, round_id, counted_by, colour, counts)
        entered += sum(count.number for count in counts)
    doing.about["title"] = vote_round.title
    doing.tell(DotsChanged(vote_round.workshop_id, round_id))
    return entered


def _check_count(work: UnitOfWork, vote_round: VoteRound, numbers: Mapping[IdeaId, int]) -> None:
    if vote_round.state is RoundState.PREPARED:
        raise _not_open(vote_round)
    options = stored_rounds.read_options(work, vote_round.id)
    if any(idea_id not in options for idea_id in numbers):
        raise BadInput(msg("One of the ideas cannot be voted on in this round."), _KEPT)
    if any(not 0 <= number <= MOST_COUNTED for number in numbers.values()):
        raise BadInput(msg("A count lies between 0 and {most}."), most=MOST_COUNTED)


def list_counts(desk: Desk, round_id: RoundId) -> list[Count]:
    """Return the counted dots of a round."""
    with desk.reading() as reader:
        return stored_rounds.list_counts(reader, round_id)


def ballot_count(desk: Desk, round_id: RoundId) -> int:
    """Return how many ballots a round holds, those set aside included."""
    with desk.reading() as reader:
        return sum(stored.turnout(reader, round_id))


def results(desk: Desk, round_id: RoundId) -> Results:
    """Return the ranking of a round.

    Raises:
        BadInput: the round was not opened yet, or its result is hidden until it closes.
        NotFound: there is no such round.
    """
    with desk.reading() as reader:
        vote_round = rounds.required(reader, round_id)
        if vote_round.state is RoundState.PREPARED:
            raise BadInput(
                msg("“{title}” was not opened yet."),
                msg("Open the round first, or choose another one."),
                title=vote_round.title,
            )
        if not may_show(vote_round):
            raise BadInput(
                msg("The result of “{title}” stays hidden until the round is closed."),
                msg("Close the round to see it."),
                title=vote_round.title,
            )
        return results_of(reader, vote_round)


def may_show(vote_round: VoteRound) -> bool:
    """Tell whether the result of a round may be seen now."""
    return vote_round.state is RoundState.CLOSED or (
        vote_round.state is RoundState.OPEN and not vote_round.rule.hidden
    )


def results_of(reader: Reader, vote_round: VoteRound) -> Results:
    """Return the ranking of a round within a transaction, hidden or not."""
    counts = stored_rounds.list_counts(reader, vote_round.id)
    ranking = rank_ideas(
        stored_rounds.option_lines(reader, vote_round.id),
        ballot_totals.list_totals(reader, vote_round.id),
        counts,
        vote_round.rule,
    )
    ballots, set_aside = stored.turnout(reader, vote_round.id)
    return Results(
        round=vote_round,
        ranking=ranking,
        ballots=ballots,
        set_aside=set_aside,
        counts=tuple(counts),
        close_call=is_close_call(ranking),
    )
