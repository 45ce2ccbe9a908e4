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
        before = stored_ideas.next_number(doing.work, workshop_id)
        known = {**known, **_add_ideas(doing, workshop_id, incoming, known)}
        ideas = {draft.source_key: known[draft.source_key] for draft in incoming.drafts}
        fresh = _fresh_rounds(doing.work, workshop_id, incoming)
        for each in fresh:
            _add_round(doing.work, workshop_id, each, ideas)
        if fresh:
            facts = {**workshop.source, **incoming.facts}
            stored_workshops.save(doing.work, replace(workshop, source=facts))
        added = stored_ideas.next_number(doing.work, workshop_id) - before
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
    """Put new ideas on the board; returns the ideas behind all keys that were not known yet."""
    number = stored_ideas.next_number(doing.work, workshop_id)
    found: dict[str, IdeaId] = {}
    for draft in incoming.drafts:
        if draft.source_key in known or draft.source_key in found:
            continue
        card = stored_ideas.card_named(doing.work, draft.code) if draft.code else None
        if card is not None and card[0] == workshop_id and card[1] is not None:
            # The file was written from this very board: the same card is the same idea.
            found[draft.source_key] = card[1]
            continue
        code = draft.code if card is None or card[0] == workshop_id else ""
        imported = replace(draft, origin=Origin.IMPORT, code=code)
        found[draft.source_key] = put_on_board(doing, workshop_id, imported, number).id
        number += 1
    return found


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
    if any(key not in ideas for ballot in incoming.ballots for key in ballot.dots):
        raise BadInput(
            msg("The ballots name ideas that the file does not hold."),
            msg("Nothing was changed. Check whether the file is complete."),
        )
    options = [VoteOption(each, None) for each in ideas.values()]
    stored_rounds.save(work, vote_round)
    stored_rounds.fix_options(work, vote_round.id, options)
    ballots = (
        {ideas[key]: number for key, number in ballot.dots.items()} for ballot in incoming.ballots
    )
    stored_ballots.fill_box(work, vote_round.id, ballots, VoteSource.PLATFORM)
