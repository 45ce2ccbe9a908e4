"""Vote rounds, their options and counted dots, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from moderator.domain.ballots import VoteSource
from moderator.domain.ids import ClusterId, IdeaId, RoundId, WorkshopId
from moderator.domain.moments import moment_text, read_moment
from moderator.domain.rounds import RoundState, VoteOption, VoteRound
from moderator.domain.rules import DotColour, read_rule, write_rule
from moderator.domain.tallies import Count
from moderator.storage import tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from moderator.domain.codes import CardCode
    from moderator.domain.tallies import Option
    from moderator.storage.rows import Row
    from moderator.storage.unit_of_work import Reader, UnitOfWork

_table = tables.rounds
_options = tables.round_options
_counts = tables.counts


def _row(vote_round: VoteRound) -> Row:
    opened, closed = vote_round.opened_at, vote_round.closed_at
    return {
        "id": vote_round.id,
        "workshop_id": vote_round.workshop_id,
        "number": vote_round.number,
        "title": vote_round.title,
        "rule": write_rule(vote_round.rule),
        "state": vote_round.state.value,
        "people": vote_round.people,
        "dots": vote_round.dots,
        "working": vote_round.working,
        "created_at": moment_text(vote_round.created_at),
        "opened_at": moment_text(opened) if opened else None,
        "closed_at": moment_text(closed) if closed else None,
        "source_key": vote_round.source_key,
    }


def _round(row: Mapping[Any, Any]) -> VoteRound:
    return VoteRound(
        id=RoundId(row["id"]),
        workshop_id=WorkshopId(row["workshop_id"]),
        number=row["number"],
        title=row["title"],
        rule=read_rule(row["rule"]),
        state=RoundState(row["state"]),
        created_at=read_moment(row["created_at"]),
        people=row["people"],
        dots=row["dots"],
        working=row["working"],
        opened_at=read_moment(row["opened_at"]) if row["opened_at"] else None,
        closed_at=read_moment(row["closed_at"]) if row["closed_at"] else None,
        source_key=row["source_key"],
    )


def save(work: UnitOfWork, vote_round: VoteRound) -> None:
    """Insert or replace a round; a change of state takes effect on its key and ballots."""
    work.put(_table, _row(vote_round))


def read(reader: Reader, round_id: RoundId) -> VoteRound | None:
    """Return the round with this id, None if there is none."""
    row = reader.read(_table, round_id)
    return _round(row) if row else None


def list_all(reader: Reader, workshop_id: WorkshopId | None = None) -> list[VoteRound]:
    """Return the rounds of a workshop (or of all) by number."""
    query = select(_table).order_by(_table.c.workshop_id, _table.c.number)
    if workshop_id is not None:
        query = query.where(_table.c.workshop_id == workshop_id)
    return [_round(row) for row in reader.connection.execute(query).mappings()]


def next_number(reader: Reader, workshop_id: WorkshopId) -> int:
    """Return the number after the highest one given in a workshop."""
    query = select(func.coalesce(func.max(_table.c.number), 0))
    found = reader.connection.execute(query.where(_table.c.workshop_id == workshop_id))
    return int(found.scalar_one()) + 1


def fix_options(work: UnitOfWork, round_id: RoundId, options: Sequence[VoteOption]) -> None:
    """Write down the options of a round, replacing earlier ones."""
    for idea_id in read_options(work, round_id):
        work.drop(_options, round_id, idea_id)
    for place, option in enumerate(options, start=1):
        work.put(
            _options,
            {
                "round_id": round_id,
                "idea_id": option.idea_id,
                "position": place,
                "cluster_id": option.cluster_id,
                "author_mark": option.author_mark,
            },
        )


def read_options(reader: Reader, round_id: RoundId) -> dict[IdeaId, VoteOption]:
    """Return the options of a round in their order."""
    query = select(_options).where(_options.c.round_id == round_id).order_by(_options.c.position)
    return {
        IdeaId(row["idea_id"]): VoteOption(
            IdeaId(row["idea_id"]),
            ClusterId(row["cluster_id"]) if row["cluster_id"] else None,
            row["author_mark"],
        )
        for row in reader.connection.execute(query).mappings()
    }


def option_lines(reader: Reader, round_id: RoundId) -> list[Option]:
    """Return id, number, code and title of a round's options by number, for a ranking."""
    ideas = tables.ideas
    query = (
        select(ideas.c.id, ideas.c.number, ideas.c.code, ideas.c.title)
        .join(_options, _options.c.idea_id == ideas.c.id)
        .where(_options.c.round_id == round_id)
        .order_by(ideas.c.number)
    )
    return [_option(*row) for row in reader.connection.execute(query)]


def _option(idea_id: str, number: int, code: CardCode, title: str) -> Option:
    return IdeaId(idea_id), number, code, title


def drop(work: UnitOfWork, round_id: RoundId) -> None:
    """Delete a round with its options, ballots and counts, each noted so that it can come back."""
    children = (
        _counts,
        tables.ballots,
        tables.ballot_box,
        tables.participations,
        _options,
        tables.ballot_codes,
    )
    for table in children:
        query = select(table).where(table.c.round_id == round_id)
        for row in work.connection.execute(query).mappings().all():
            work.replace(table, dict(row), None)
    work.drop(_table, round_id)


def save_counts(
    work: UnitOfWork, round_id: RoundId, counted_by: str, colour: DotColour, counts: list[Count]
) -> None:
    """Replace whole what `counted_by` said about dots of `colour`."""
    query = select(_counts).where(
        _counts.c.round_id == round_id,
        _counts.c.counted_by == counted_by,
        _counts.c.colour == colour.value,
    )
    for row in work.connection.execute(query).mappings().all():
        work.replace(_counts, dict(row), None)
    for count in counts:
        work.put(
            _counts,
            {
                "round_id": round_id,
                "counted_by": count.counted_by,
                "colour": count.colour.value,
                "idea_id": count.idea_id,
                "number": count.number,
                "source": count.source.value,
            },
        )


def list_counts(reader: Reader, round_id: RoundId) -> list[Count]:
    """Return all counted dots of a round."""
    query = select(_counts).where(_counts.c.round_id == round_id)
    ordered = query.order_by(_counts.c.counted_by, _counts.c.colour, _counts.c.idea_id)
    return [
        Count(
            idea_id=IdeaId(row["idea_id"]),
            colour=DotColour(row["colour"]),
            number=row["number"],
            counted_by=row["counted_by"],
            source=VoteSource(row["source"]),
        )
        for row in reader.connection.execute(ordered).mappings()
    ]
