"""Commands about rounds, ballots, counts and results."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from moderator.domain.codes import shown_ballot_code
from moderator.domain.rules import DotColour, read_rule, write_rule
from moderator.errors import BadInput, msg
from moderator.i18n import rule_sentences, state_word
from moderator.operations import rounds as operations
from moderator.operations import voting
from moderator.operations.ideas import find_idea
from moderator.operations.workshops import find_workshop

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from moderator.cli.session import Session
    from moderator.domain.ids import IdeaId, WorkshopId
    from moderator.domain.rounds import VoteRound
    from moderator.domain.rules import VoteRule
    from moderator.domain.tallies import RankedIdea

_DOTS = re.compile(r"(?P<idea>[^=]+)=(?P<number>-?\d{1,6})")


def new(session: Session, args: Namespace) -> None:
    """Prepare a round."""
    workshop = find_workshop(session.desk, args.workshop)
    rule = read_rule(args.rule) if args.rule else workshop.rule
    _answer(session, operations.create_round(session.desk, workshop.id, args.title, rule))


def open_(session: Session, args: Namespace) -> None:
    """Open a round."""
    found = operations.find_round(session.desk, args.round)
    _answer(session, operations.open_round(session.desk, found.id, args.people))


def close(session: Session, args: Namespace) -> None:
    """Close a round."""
    found = operations.find_round(session.desk, args.round)
    _answer(session, operations.close_round(session.desk, found.id))


def change_rule(session: Session, args: Namespace) -> None:
    """Give a round another rule."""
    found = operations.find_round(session.desk, args.round)
    rule = read_rule(args.rule)
    changed = operations.change_rule(session.desk, found.id, rule, set_aside=args.set_aside)
    if changed.misfits:
        session.remark(
            session.w.plural(
                "{n} ballot is set aside until it is replaced.",
                "{n} ballots are set aside until they are replaced.",
                changed.misfits,
            )
        )
    _answer(session, changed.round)


def _answer(session: Session, vote_round: VoteRound) -> None:
    document = {
        "id": vote_round.id,
        "title": vote_round.title,
        "rule": _rule(vote_round),
        "state": vote_round.state.value,
    }
    sentences = rule_sentences(session.w, vote_round.rule, vote_round.dots, vote_round.working)
    state = state_word(session.w, vote_round.state)
    line = f"{vote_round.number}. {vote_round.title}  {state}  {vote_round.id}"
    session.answer(document, [line, *(f"  {each}" for each in sentences)])


def _rule(vote_round: VoteRound) -> dict[str, Any]:
    rule: VoteRule = vote_round.rule
    return {
        "text": write_rule(rule),
        "budget": rule.budget.value,
        "dots": vote_round.dots if vote_round.dots is not None else _fixed(rule),
        "per_idea": rule.max_dots_per_option,
        "per_cluster": rule.max_dots_per_cluster,
        "negative": rule.negative_dots,
        "must_use_all": rule.must_use_all,
        "own": rule.own_card_allowed,
        "hidden": rule.hidden,
        "weights": {colour.value: weight for colour, weight in rule.weights},
    }


def _fixed(rule: VoteRule) -> int | None:
    return rule.dots if rule.budget.value == "fixed" else None


def make_ballots(session: Session, args: Namespace) -> None:
    """Make voting codes."""
    workshop = find_workshop(session.desk, args.workshop)
    only = operations.find_round(session.desk, args.round, workshop.id) if args.round else None
    codes = voting.make_ballots(session.desk, workshop.id, args.number, only.id if only else None)
    shown = [shown_ballot_code(each) for each in codes]
    session.answer(shown, shown)


def vote(session: Session, args: Namespace) -> None:
    """Cast or replace a ballot."""
    found = operations.find_round(session.desk, args.round)
    dots = _read_dots(session, found.workshop_id, args.dots)
    receipt = voting.cast_ballot(session.desk, found.id, dots, code=args.ballot, key=args.key)
    session.answer(
        {"accepted": receipt.accepted, "left": receipt.left, "replaced": receipt.replaced},
        [session.w.plural("Saved. {n} dot left.", "Saved. {n} dots left.", receipt.left)],
    )


def tally(session: Session, args: Namespace) -> None:
    """Enter dots counted on paper."""
    found = operations.find_round(session.desk, args.round)
    dots = _read_dots(session, found.workshop_id, args.dots)
    counted = voting.enter_count(
        session.desk, found.id, dots, colour=DotColour(args.colour), counted_by=args.source
    )
    session.answer(
        {"counted": counted}, [session.w.plural("{n} dot saved.", "{n} dots saved.", counted)]
    )


def _read_dots(
    session: Session, workshop_id: WorkshopId, parts: Sequence[str]
) -> dict[IdeaId, int]:
    dots: dict[IdeaId, int] = {}
    for part in parts:
        read = _DOTS.fullmatch(part)
        if read is None:
            raise BadInput(
                msg("“{part}” does not say how many dots an idea gets."),
                msg("Write the idea's number or code, =, and the dots: 7=3."),
                part=part[:40],
            )
        idea = find_idea(session.desk, workshop_id, read["idea"])
        if idea.id in dots:
            raise BadInput(
                msg("The idea {number} is named twice."),
                msg("Nothing was changed."),
                number=idea.number,
            )
        dots[idea.id] = int(read["number"])
    return dots


def results(session: Session, args: Namespace) -> None:
    """Show the ranking of a round."""
    found = operations.find_round(session.desk, args.round)
    outcome = voting.results(session.desk, found.id)
    session.answer([_ranked(each) for each in outcome.ranking], map(_line, outcome.ranking))
    if outcome.set_aside:
        session.remark(
            session.w.plural(
                "{n} ballot is set aside until it is replaced.",
                "{n} ballots are set aside until they are replaced.",
                outcome.set_aside,
            )
        )
    if outcome.close_call:
        session.remark(session.w("A difference of a few dots is not a decision."))


def _ranked(line: RankedIdea) -> dict[str, Any]:
    return {
        "idea": line.idea_id,
        "code": line.code,
        "number": line.number,
        "title": line.title,
        "dots": line.dots,
        "rank": line.rank,
        "paper": line.paper,
        "phone": line.phone,
        "platform": line.platform,
        "against": line.against,
    }


def _line(line: RankedIdea) -> str:
    return f"{line.rank:4}.  {line.dots:5}  {line.number:4}  {line.title}"
