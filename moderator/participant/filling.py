"""Fills the views of the pages from the room and what belongs to one voter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.ballots import dots_used
from moderator.domain.rounds import RoundState
from moderator.i18n import rule_sentences
from moderator.participant.room import card_line
from moderator.participant.views import (
    BallotLine,
    CardLine,
    CardView,
    JoinView,
    ResultLine,
    ResultsView,
    RoundBallot,
    RoundPhase,
    RoundResult,
    RuleLine,
    TableView,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderator.domain.ballots import Dots
    from moderator.domain.ideas import Idea
    from moderator.domain.ids import RoundId
    from moderator.domain.rounds import VoteRound
    from moderator.domain.tallies import RankedIdea
    from moderator.i18n import Words
    from moderator.operations.phone_voting import MyBallot
    from moderator.participant.room import Room

FEW_VOTERS = 5
"""Below this number of ballots a result is shown with a note and without its parts."""

Ballots = dict["RoundId", "MyBallot"]
"""A voter's ballot in each open round that the voter's code is good for."""


def join_view(room: Room) -> JoinView:
    """Return the first page."""
    return JoinView(room.door.open_joining, tuple(room.cards[each.id] for each in room.ideas))


def ballots(
    room: Room, w: Words, mine: Ballots, typed: Mapping[RoundId, Dots] | None = None
) -> tuple[RoundBallot, ...]:
    """Return the ballots of a voter in the open rounds.

    Args:
        room: the room.
        w: the words of the page.
        mine: what the voter has cast.
        typed: what was typed and refused, to be shown again.
    """
    return tuple(
        _ballot(room, w, each, mine[each.id], (typed or {}).get(each.id))
        for each in room.open_rounds
        if each.id in mine
    )


def _ballot(
    room: Room, w: Words, vote_round: VoteRound, mine: MyBallot, typed: Dots | None
) -> RoundBallot:
    dots = mine.dots if typed is None else typed
    no_own = not vote_round.rule.own_card_allowed
    lines = tuple(
        BallotLine(
            card=room.cards[idea.id],
            dots=dots.get(idea.id, 0),
            own=no_own and bool(mine.mark) and idea.author_mark == mine.mark,
        )
        for idea in room.options[vote_round.id]
    )
    return RoundBallot(
        round_id=vote_round.id,
        round_title=vote_round.title,
        phase=_phase(vote_round),
        rule=_rule(w, vote_round),
        lines=lines,
        cast=mine.cast,
        sealed=mine.sealed,
        left=max(0, (vote_round.dots or 0) - dots_used(dots)),
    )


def _phase(vote_round: VoteRound) -> RoundPhase:
    return RoundPhase.OPEN if vote_round.state is RoundState.OPEN else RoundPhase.CLOSED


def _rule(w: Words, vote_round: VoteRound) -> RuleLine:
    rule = vote_round.rule
    return RuleLine(
        sentences=tuple(rule_sentences(w, rule, vote_round.dots, vote_round.working)),
        budget=vote_round.dots or 0,
        most_per_card=rule.max_dots_per_option,
        against=rule.negative_dots,
        must_use_all=rule.must_use_all,
    )


def card_view(room: Room, w: Words, idea: Idea, mine: Ballots, *, joined: bool) -> CardView:
    """Return the page of one card."""
    picture = room.pictures.get(idea.id)
    return CardView(
        # It may have gone since it was found.
        card=room.cards.get(idea.id) or card_line(room, idea),
        picture=f"/pictures/{picture}" if picture else "",
        ballots=tuple(
            _only(each, idea)
            for each in ballots(room, w, mine)
            if any(line.card.code == idea.code for line in each.lines)
        ),
        joined=joined,
        joining=room.joining.get(idea.id, 0),
        comments=room.comments.get(idea.id, ()),
    )


def _only(ballot: RoundBallot, idea: Idea) -> RoundBallot:
    return RoundBallot(
        round_id=ballot.round_id,
        round_title=ballot.round_title,
        phase=ballot.phase,
        rule=ballot.rule,
        lines=tuple(line for line in ballot.lines if line.card.code == idea.code),
        cast=ballot.cast,
        sealed=ballot.sealed,
        left=ballot.left,
    )


def results_view(room: Room) -> ResultsView:
    """Return the results that may be seen now."""
    return ResultsView(
        rounds=tuple(_result(room, each) for each in room.shown_rounds),
        hidden=tuple(each.title for each in room.hidden_rounds),
    )


def _result(room: Room, vote_round: VoteRound) -> RoundResult:
    outcome = room.results[vote_round.id]
    few = 0 < outcome.ballots < FEW_VOTERS
    options = {idea.id: room.cards[idea.id] for idea in room.options[vote_round.id]}
    most = max((line.dots for line in outcome.ranking), default=0)
    return RoundResult(
        round_title=vote_round.title,
        phase=_phase(vote_round),
        ballots=outcome.ballots,
        lines=tuple(
            _result_line(options[line.idea_id], line, most, few=few) for line in outcome.ranking
        ),
        few_voters=few,
    )


def _result_line(card: CardLine, line: RankedIdea, most: int, *, few: bool) -> ResultLine:
    return ResultLine(
        card=card,
        rank=line.rank,
        dots=line.dots,
        paper=0 if few else line.paper,
        phone=0 if few else line.phone + line.platform,
        against=0 if few else line.against,
        share=max(0.0, line.dots / most) if most > 0 else 0.0,
    )


def table_view(room: Room, table: str, waiting: tuple[str, ...], others_wait: int) -> TableView:
    """Return the page of a table's host.

    Args:
        room: what all can see.
        table: its name.
        waiting: titles of what this phone sent and that waits for a glance.
        others_wait: how many ideas of other phones wait.
    """
    named = table.casefold()
    cards = tuple(room.cards[each.id] for each in room.ideas if each.table.casefold() == named)
    return TableView(table, cards, room.door.ideas_wait, waiting, others_wait)
