"""Bringing in files of other programs: all or nothing, and nothing twice."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moderator.domain.ballots import VoteSource
from moderator.domain.ideas import Origin
from moderator.domain.ids import IdeaId, RoundId, new_id
from moderator.domain.moments import now
from moderator.domain.rounds import RoundState, VoteOption, VoteRound
from moderator.errors import BadInput, msg
from moderator.events import BoardChanged
from moderator.exchange.reading import read_incoming
from moderator.operations.ideas import put_on_board
from moderator.operations.workshops import required as required_workshop
from moderator.storage import ballots as stored_ballots
from moderator.storage import ideas as stored_ideas
from moderator.storage import rounds as stored_rounds
from moderator.storage import workshops as stored_workshops

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from moderator.domain.ideas import IdeaDraft
    from moderator.domain.ids import WorkshopId
    from moderator.exchange.incoming import Incoming, IncomingRound
    from moderator.operations.desk import Desk, Doing
    from moderator.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import brought.

    Attributes:
        added: new ideas.
        skipped: ideas that were there already.
        rounds: new rounds.
        ballots: ballots in them.
        notes: what a person should know, for example what was left out.
    """

    added: int
    skipped: int
    rounds: int
    ballots: int
    notes: tuple[str, ...] = ()


def import_file(desk: Desk, workshop_id: WorkshopId, path: Path) -> ImportSummary:
    """Bring the ideas (and closed rounds) of a csv, xlsx, json or pb file into a workshop.

    What came in before under the same identity is skipped.

    Raises:
        BadInput: the file cannot be used; the sentence names the lines. Nothing was changed.
        NotFound: there is no such file or workshop.
    """
    incoming = read_incoming(path)
    with desk.doing("import_file", workshop_id) as doing:
        workshop = required_workshop(doing.work, workshop_id)
        known = stored_ideas.source_keys(doing.work, workshop_id)
        before = len(known)
        known = known | _add_ideas(doing, workshop_id, incoming, known)
        fresh = _fresh_rounds(doing.work, workshop_id, incoming)
        for each in fresh:
            _add_round(doing.work, workshop_id, each, known)
        if fresh:
            facts = {**workshop.source, **incoming.facts}
            stored_workshops.save(doing.work, replace(workshop, source=facts))
        added = len(known) - before
        # On Linux a name may hold bytes that are no text; the history keeps text only.
        doing.about["title"] = os.fsencode(path.name).decode(errors="replace")
        if added or fresh:
            doing.tell(BoardChanged(workshop_id))
    return ImportSummary(
        added=added,
        skipped=len(incoming.drafts) - added,
        rounds=len(fresh),
        ballots=sum(len(each.ballots) for each in fresh),
        notes=incoming.notes,
    )


def _add_ideas(
    doing: Doing, workshop_id: WorkshopId, incoming: Incoming, known: Mapping[str, IdeaId]
) -> dict[str, IdeaId]:
    number = stored_ideas.next_number(doing.work, workshop_id)
    added: dict[str, IdeaId] = {}
    for draft in incoming.drafts:
        if draft.source_key in known or draft.source_key in added:
            continue
        usable = _with_usable_code(doing.work, workshop_id, draft)
        idea = put_on_board(doing, workshop_id, usable, number)
        added[draft.source_key] = idea.id
        number += 1
    return added


def _with_usable_code(work: UnitOfWork, workshop_id: WorkshopId, draft: IdeaDraft) -> IdeaDraft:
    """Keep the code of the file only if this store has not given it to another idea."""
    imported = replace(draft, origin=Origin.IMPORT)
    if not imported.code:
        return imported
    card = stored_ideas.card_named(work, imported.code)
    taken = card is not None and (card[1] is not None or card[0] != workshop_id)
    return replace(imported, code="") if taken else imported


def _fresh_rounds(
    work: UnitOfWork, workshop_id: WorkshopId, incoming: Incoming
) -> list[IncomingRound]:
    there = {each.source_key for each in stored_rounds.list_all(work, workshop_id)}
    return [each for each in incoming.rounds if each.source_key not in there]


def _add_round(
    work: UnitOfWork,
    workshop_id: WorkshopId,
    incoming: IncomingRound,
    ideas: Mapping[str, IdeaId],
) -> None:
    moment = now()
    vote_round = VoteRound(
        id=RoundId(new_id()),
        workshop_id=workshop_id,
        number=stored_rounds.next_number(work, workshop_id),
        title=incoming.title,
        rule=incoming.rule,
        state=RoundState.CLOSED,
        created_at=moment,
        people=len(incoming.ballots) or None,
        dots=incoming.dots,
        working=str(incoming.dots),
        opened_at=moment,
        closed_at=moment,
        source_key=incoming.source_key,
    )
    options = _options_of(incoming, ideas)
    stored_rounds.save(work, vote_round)
    stored_rounds.fix_options(work, vote_round.id, [VoteOption(each, None) for each in options])
    ballots = (
        {ideas[key]: number for key, number in ballot.dots.items()} for ballot in incoming.ballots
    )
    stored_ballots.fill_box(work, vote_round.id, ballots, VoteSource.PLATFORM)


def _options_of(incoming: IncomingRound, ideas: Mapping[str, IdeaId]) -> list[IdeaId]:
    named = {key for ballot in incoming.ballots for key in ballot.dots} | set(incoming.expected)
    missing = named - ideas.keys()
    if missing:
        raise BadInput(
            msg("The ballots name {n} ideas that the file does not hold."),
            msg("Nothing was changed. Check whether the file is complete."),
            n=len(missing),
        )
    return [ideas[key] for key in ideas if key in named] or list(ideas.values())
