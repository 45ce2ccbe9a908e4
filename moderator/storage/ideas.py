"""Ideas and the card codes they carry, as rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from moderator.domain.codes import CardCode, new_card_code, normal_form
from moderator.domain.ideas import Idea, Origin
from moderator.domain.ids import IdeaId, WorkshopId
from moderator.domain.moments import moment_text, read_moment
from moderator.storage import tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Select

    from moderator.storage.rows import Row
    from moderator.storage.unit_of_work import Reader, UnitOfWork

_table = tables.ideas
_cards = tables.cards
_ORIGINS = {origin.value: origin for origin in Origin}


def _row(idea: Idea) -> Row:
    return {
        "id": idea.id,
        "workshop_id": idea.workshop_id,
        "number": idea.number,
        "code": idea.code,
        "title": idea.title,
        "body": idea.body,
        "table": idea.table,
        "cluster_id": idea.cluster_id,
        "position": idea.position,
        "origin": idea.origin.value,
        "duplicate_of": idea.duplicate_of,
        "author_mark": idea.author_mark,
        "source_key": idea.source_key,
        "source": json.dumps(dict(idea.source), ensure_ascii=False) if idea.source else "",
        "created_at": moment_text(idea.created_at),
        "changed_at": moment_text(idea.changed_at),
        "removed_at": moment_text(idea.removed_at) if idea.removed_at else None,
    }


def _idea(row: Iterable[Any]) -> Idea:
    # By place, as the table has its columns: a board is read whole, names would double its time.
    (
        idea_id,
        workshop_id,
        number,
        code,
        title,
        body,
        table,
        cluster_id,
        position,
        origin,
        duplicate_of,
        author_mark,
        source_key,
        source,
        created_at,
        changed_at,
        removed_at,
    ) = row
    created = read_moment(created_at)
    return Idea(
        idea_id,
        workshop_id,
        number,
        code,
        title,
        created,
        created if changed_at == created_at else read_moment(changed_at),
        body,
        table,
        cluster_id,
        position,
        _ORIGINS[origin],
        duplicate_of,
        author_mark,
        source_key,
        json.loads(source) if source else {},
        read_moment(removed_at) if removed_at else None,
    )


def save(work: UnitOfWork, idea: Idea) -> None:
    """Insert or replace an idea."""
    work.put(_table, _row(idea))


def add(work: UnitOfWork, idea: Idea) -> None:
    """Insert a new idea and give it its card."""
    work.add(_table, _row(idea))
    card: Row = {
        "code": idea.code,
        "workshop_id": idea.workshop_id,
        "idea_id": idea.id,
        "issued_at": moment_text(idea.created_at),
    }
    work.put(_cards, card)


def _one(reader: Reader, query: Select[tuple[object, ...]]) -> Idea | None:
    row = reader.connection.execute(query).first()
    return _idea(row) if row else None


def read(reader: Reader, idea_id: IdeaId) -> Idea | None:
    """Return the idea with this id, None if there is none."""
    return _one(reader, select(_table).where(_table.c.id == idea_id))


def by_code(reader: Reader, code: CardCode) -> Idea | None:
    """Return the idea whose card carries `code`, None if there is none."""
    return _one(reader, select(_table).where(_table.c.code == code))


def by_number(reader: Reader, workshop_id: WorkshopId, number: int) -> Idea | None:
    """Return the idea with this number, None if there is none."""
    return _one(
        reader,
        select(_table).where(_table.c.workshop_id == workshop_id, _table.c.number == number),
    )


def list_board(reader: Reader, workshop_id: WorkshopId) -> list[Idea]:
    """Return the ideas on the board by number: neither removed nor merged into another."""
    query = (
        select(_table)
        .where(
            _table.c.workshop_id == workshop_id,
            _table.c.removed_at.is_(None),
            _table.c.duplicate_of.is_(None),
        )
        .order_by(_table.c.number)
    )
    return [_idea(row) for row in reader.connection.execute(query).all()]


def list_some(reader: Reader, idea_ids: Iterable[IdeaId]) -> dict[IdeaId, Idea]:
    """Return the ideas with these ids, removed ones too."""
    query = select(_table).where(_table.c.id.in_(list(idea_ids)))
    found = (_idea(row) for row in reader.connection.execute(query))
    return {idea.id: idea for idea in found}


def source_keys(reader: Reader, workshop_id: WorkshopId) -> dict[str, IdeaId]:
    """Return which imported ideas a workshop already has."""
    query = select(_table.c.source_key, _table.c.id).where(
        _table.c.workshop_id == workshop_id, _table.c.source_key != ""
    )
    return {row[0]: IdeaId(row[1]) for row in reader.connection.execute(query)}


def next_number(reader: Reader, workshop_id: WorkshopId) -> int:
    """Return the number after the highest one given in a workshop."""
    query = select(func.coalesce(func.max(_table.c.number), 0)).where(
        _table.c.workshop_id == workshop_id
    )
    return int(reader.connection.execute(query).scalar_one()) + 1


def free_code(reader: Reader) -> CardCode:
    """Return a card code that was never issued in this store."""
    while True:
        code = new_card_code()
        if reader.read(_cards, code) is None:
            return code


def card_of(reader: Reader, code: CardCode) -> tuple[WorkshopId, IdeaId | None] | None:
    """Return workshop and idea (None while blank) of an issued code, None if never issued."""
    row = reader.read(_cards, code)
    if row is None:
        return None
    idea_id = row["idea_id"]
    return WorkshopId(str(row["workshop_id"])), IdeaId(str(idea_id)) if idea_id else None


def card_named(reader: Reader, text: str) -> tuple[WorkshopId, IdeaId | None] | None:
    """Return workshop and idea of the code in `text`, None if it is none or was never issued."""
    return card_of(reader, CardCode(normal_form(text)))


def issued_codes(reader: Reader, workshop_id: WorkshopId) -> dict[CardCode, IdeaId | None]:
    """Return every code that was issued for a workshop, with its idea, None while it is blank."""
    query = select(_cards.c.code, _cards.c.idea_id).where(_cards.c.workshop_id == workshop_id)
    return {
        CardCode(code): IdeaId(idea_id) if idea_id else None
        for code, idea_id in reader.connection.execute(query)
    }


def issue_blank(work: UnitOfWork, workshop_id: WorkshopId, at: datetime) -> CardCode:
    """Issue a code for a blank card."""
    code = free_code(work)
    work.add(
        _cards,
        {
            "code": code,
            "workshop_id": workshop_id,
            "idea_id": None,
            "issued_at": moment_text(at),
        },
    )
    return code


def search(reader: Reader, workshop_id: WorkshopId, text: str) -> list[Idea]:
    """Return ideas on the board that contain all words of `text`, the best first."""
    ids = reader.database.search(reader.connection, workshop_id, text)
    found = list_some(reader, [IdeaId(each) for each in ids])
    ordered = (found[IdeaId(each)] for each in ids)
    return [idea for idea in ordered if idea.removed_at is None and idea.duplicate_of is None]
