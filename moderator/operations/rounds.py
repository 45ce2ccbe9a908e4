"""Vote rounds: prepared, opened, given another rule, closed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moderator.domain.ballots import check_ballot
from moderator.domain.dot_budgets import DotBudget, dot_budget
from moderator.domain.ids import RoundId, WorkshopId, new_id
from moderator.domain.moments import now
from moderator.domain.naming import things_named
from moderator.domain.plain_text import clean_title
from moderator.domain.rounds import RoundState, VoteOption, VoteRound
from moderator.domain.rules import VoteRule, check_rule_fits
from moderator.errors import BadInput, NeedsDecision, NotFound, msg
from moderator.events import RoundChanged
from moderator.operations.workshops import check_people
from moderator.operations.workshops import required as required_workshop
from moderator.storage import ballots as stored_ballots
from moderator.storage import ideas as stored_ideas
from moderator.storage import rounds as stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from moderator.domain.ideas import Idea
    from moderator.domain.ids import IdeaId
    from moderator.operations.desk import Desk
    from moderator.storage.unit_of_work import Reader, UnitOfWork


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A round under its new rule and how many ballots were set aside because of it."""

    round: VoteRound
    misfits: int


def create_round(desk: Desk, workshop_id: WorkshopId, title: str, rule: VoteRule) -> VoteRound:
    """Prepare a round; its options are fixed when it opens.

    Raises:
        BadInput: the title is empty.
        NotFound: there is no such workshop.
    """
    with desk.doing("create_round", workshop_id) as doing:
        required_workshop(doing.work, workshop_id)
        vote_round = VoteRound(
            id=RoundId(new_id()),
            workshop_id=workshop_id,
            number=stored.next_number(doing.work, workshop_id),
            title=clean_title(title),
            rule=rule,
            state=RoundState.PREPARED,
            created_at=now(),
        )
        stored.save(doing.work, vote_round)
        doing.about["title"] = vote_round.title
        doing.tell(RoundChanged(workshop_id, vote_round.id))
    return vote_round


def open_round(desk: Desk, round_id: RoundId, people: int | None = None) -> VoteRound:
    """Open a prepared round: the ideas on the board become its options, the dots are worked out.

    Args:
        desk: the desk.
        round_id: the round.
        people: number of voters for the formula; else the workshop's participants, else the
            number of ballot codes made.

    Raises:
        BadInput: it is not prepared, too few ideas, the rule cannot be kept by anyone, or
            `people` is out of range.
        NotFound: there is no such round.
    """
    workshop_id = read_round(desk, round_id).workshop_id
    with desk.doing("open_round", workshop_id) as doing:
        vote_round = required(doing.work, round_id)
        _refuse_unless(vote_round, RoundState.PREPARED, msg("“{title}” was opened before."))
        ideas = stored_ideas.list_board(doing.work, workshop_id)
        options = [VoteOption(each.id, each.cluster_id, each.author_mark) for each in ideas]
        voters = _voters(doing.work, workshop_id, people)
        budget = _budget(vote_round.rule, options, voters)
        stored.fix_options(doing.work, round_id, options)
        vote_round = replace(
            vote_round,
            state=RoundState.OPEN,
            people=voters,
            dots=budget.dots,
            working=budget.working,
            opened_at=now(),
        )
        stored.save(doing.work, vote_round)
        doing.about["title"] = vote_round.title
        doing.tell(RoundChanged(workshop_id, round_id))
    return vote_round


def close_round(desk: Desk, round_id: RoundId) -> VoteRound:
    """Close an open round: ballots lose their link to codes for good, totals stay.

    Raises:
        BadInput: it is not open.
        NotFound: there is no such round.
    """
    workshop_id = read_round(desk, round_id).workshop_id
    with desk.doing("close_round", workshop_id) as doing:
        vote_round = required(doing.work, round_id)
        _refuse_unless(vote_round, RoundState.OPEN, msg("“{title}” is not open."))
        vote_round = replace(vote_round, state=RoundState.CLOSED, closed_at=now())
        stored.save(doing.work, vote_round)
        doing.about["title"] = vote_round.title
        doing.tell(RoundChanged(workshop_id, round_id))
    return vote_round


def remove_round(desk: Desk, round_id: RoundId) -> None:
    """Remove a prepared or closed round with its ballots.

    Raises:
        BadInput: it is open.
        NotFound: there is no such round.
    """
    workshop_id = read_round(desk, round_id).workshop_id
    with desk.doing("remove_round", workshop_id) as doing:
        vote_round = required(doing.work, round_id)
        if vote_round.state is RoundState.OPEN:
            raise BadInput(
                msg("“{title}” is open."), msg("Close it first."), title=vote_round.title
            )
        stored.drop(doing.work, round_id)
        doing.about["title"] = vote_round.title
        doing.tell(RoundChanged(workshop_id, round_id))


def change_rule(
    desk: Desk, round_id: RoundId, rule: VoteRule, *, set_aside: bool = False
) -> RuleChange:
    """Give a round another rule, also while it is open.

    Ballots that no longer fit are set aside: kept, visible as a number, not counted, and counted
    again once their voter replaces them or a later rule fits them.

    Args:
        desk: the desk.
        round_id: the round.
        rule: the new rule.
        set_aside: agree that misfitting ballots are set aside.

    Raises:
        NeedsDecision: ballots would no longer fit and `set_aside` was not given; nothing changed.
        BadInput: the round is closed, or nobody could keep the rule.
        NotFound: there is no such round.
    """
    workshop_id = read_round(desk, round_id).workshop_id
    with desk.doing("change_rule", workshop_id, ballots_of=round_id) as doing:
        vote_round = required(doing.work, round_id)
        if vote_round.state is RoundState.CLOSED:
            raise BadInput(
                msg("“{title}” is closed."),
                msg("Start another round with the new rule."),
                title=vote_round.title,
            )
        vote_round = replace(vote_round, rule=rule)
        misfits = 0
        if vote_round.state is RoundState.OPEN:
            options = stored.read_options(doing.work, round_id)
            budget = _budget(rule, options.values(), vote_round.people)
            vote_round = replace(vote_round, dots=budget.dots, working=budget.working)
            misfits = _recheck(doing.work, vote_round, options)
        if misfits and not set_aside:
            raise NeedsDecision(
                msg("Ballots that would no longer fit this rule: {n}."),
                msg(
                    "Nothing was changed. Set them aside until they are replaced, or keep the rule."
                ),
                n=misfits,
            )
        stored.save(doing.work, vote_round)
        doing.about["title"] = vote_round.title
        doing.tell(RoundChanged(workshop_id, round_id))
    return RuleChange(vote_round, misfits)


def _recheck(work: UnitOfWork, vote_round: VoteRound, options: Mapping[IdeaId, VoteOption]) -> int:
    voters = stored_ballots.voters_by_tag(work, vote_round.workshop_id, vote_round.id)
    misfits = 0
    for ballot in stored_ballots.list_open(work, vote_round.id):
        voter = voters.get(ballot.voter_tag, "")
        dots = vote_round.dots or 0
        fits = not check_ballot(ballot.dots, vote_round.rule, dots, options, voter)
        misfits += not fits
        if fits != ballot.fits:
            stored_ballots.save(work, vote_round.id, replace(ballot, fits=fits))
    return misfits


def preview_budget(
    desk: Desk, workshop_id: WorkshopId, rule: VoteRule, people: int | None = None
) -> DotBudget:
    """Return what the rule would give each person if a round opened now.

    Raises:
        BadInput: too few ideas, the formula needs people, `people` is out of range, or nobody
            could keep the rule.
    """
    with desk.reading() as reader:
        ideas = stored_ideas.list_board(reader, workshop_id)
        voters = _voters(reader, workshop_id, people)
    return _budget(rule, [VoteOption(each.id, each.cluster_id) for each in ideas], voters)


def _voters(reader: Reader, workshop_id: WorkshopId, given: int | None) -> int | None:
    check_people(given)
    workshop = required_workshop(reader, workshop_id)
    known = given or workshop.participants
    return known or stored_ballots.count_codes(reader, workshop_id) or None


def _budget(rule: VoteRule, options: Iterable[VoteOption], people: int | None) -> DotBudget:
    sizes = Counter(option.cluster_id for option in options)
    budget = dot_budget(rule.budget, sizes.total(), people, rule.dots)
    without = sizes.pop(None, 0)
    check_rule_fits(rule, budget.dots, [*sizes.values(), -without])
    return budget


def _refuse_unless(vote_round: VoteRound, state: RoundState, sentence: str) -> None:
    if vote_round.state is not state:
        raise BadInput(sentence, msg("Nothing was changed."), title=vote_round.title)


def list_rounds(desk: Desk, workshop_id: WorkshopId) -> list[VoteRound]:
    """Return the rounds of a workshop by number."""
    with desk.reading() as reader:
        return stored.list_all(reader, workshop_id)


def list_options(desk: Desk, round_id: RoundId) -> list[Idea]:
    """Return the ideas that are options of an opened round, by number."""
    with desk.reading() as reader:
        ids = list(stored.read_options(reader, round_id))
        found = stored_ideas.list_some(reader, ids)
    return [found[each] for each in ids]


def read_round(desk: Desk, round_id: RoundId) -> VoteRound:
    """Return a round.

    Raises:
        NotFound: there is no such round.
    """
    with desk.reading() as reader:
        return required(reader, round_id)


def find_round(desk: Desk, text: str, workshop_id: WorkshopId | None = None) -> VoteRound:
    """Return the round named by its id, a unique beginning of it, or its exact title.

    Args:
        desk: the desk.
        text: id, beginning or title.
        workshop_id: the workshop to look in; None for all.

    Raises:
        NotFound: none or several fit.
    """
    with desk.reading() as reader:
        found = things_named(text, stored.list_all(reader, workshop_id))
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(
            msg("“{text}” fits {n} rounds."), msg("Use the id instead."), text=text, n=len(found)
        )
    raise NotFound(
        msg("There is no round “{text}”."),
        msg("See the rounds of a workshop with: moderator workshop show."),
        text=text[:80],
    )


def required(reader: Reader, round_id: RoundId) -> VoteRound:
    """Return a round within a transaction.

    Raises:
        NotFound: there is no such round.
    """
    vote_round = stored.read(reader, round_id)
    if vote_round is None:
        raise NotFound(msg("This round does not exist any more."))
    return vote_round
