"""Workshops as rows."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from moderator.domain.ids import WorkshopId
from moderator.domain.moments import moment_text, read_moment
from moderator.domain.rules import read_rule, write_rule
from moderator.domain.workshops import Language, Workshop
from moderator.storage import tables
from moderator.storage.journal import Kind

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

    from moderator.storage.rows import Row
    from moderator.storage.unit_of_work import Reader, UnitOfWork

_table = tables.workshops


def _row(workshop: Workshop) -> Row:
    return {
        "id": workshop.id,
        "title": workshop.title,
        "place": workshop.place,
        "held_on": workshop.held_on.isoformat() if workshop.held_on else None,
        "language": workshop.language.value,
        "rule": write_rule(workshop.rule),
        "participants": workshop.participants,
        "source": json.dumps(dict(workshop.source), ensure_ascii=False),
        "created_at": moment_text(workshop.created_at),
    }


def _workshop(row: RowMapping) -> Workshop:
    return Workshop(
        id=WorkshopId(row["id"]),
        title=row["title"],
        place=row["place"],
        held_on=date.fromisoformat(row["held_on"]) if row["held_on"] else None,
        language=Language(row["language"]),
        rule=read_rule(row["rule"]),
        participants=row["participants"],
        source=json.loads(row["source"]),
        created_at=read_moment(row["created_at"]),
    )


def save(work: UnitOfWork, workshop: Workshop) -> None:
    """Insert or replace a workshop."""
    work.put(_table, _row(workshop))


def read(reader: Reader, workshop_id: WorkshopId) -> Workshop | None:
    """Return the workshop with this id, None if there is none."""
    query = select(_table).where(_table.c.id == workshop_id)
    row = reader.connection.execute(query).mappings().first()
    return _workshop(row) if row else None


def list_all(reader: Reader) -> list[Workshop]:
    """Return all workshops, the newest first."""
    query = select(_table).order_by(_table.c.created_at.desc(), _table.c.id.desc())
    return [_workshop(row) for row in reader.connection.execute(query).mappings()]


def idea_counts(reader: Reader) -> dict[WorkshopId, int]:
    """Return the number of ideas on the board of each workshop that has any."""
    ideas = tables.ideas
    query = (
        select(ideas.c.workshop_id, func.count())
        .where(ideas.c.removed_at.is_(None), ideas.c.duplicate_of.is_(None))
        .group_by(ideas.c.workshop_id)
    )
    return {WorkshopId(row[0]): row[1] for row in reader.connection.execute(query)}


def delete_whole(work: UnitOfWork, workshop_id: WorkshopId) -> None:
    """Delete a workshop with everything in it; its journal keeps that things happened, not what."""
    connection = work.connection
    rounds = select(tables.rounds.c.id).where(tables.rounds.c.workshop_id == workshop_id)
    of_rounds = (
        tables.counts,
        tables.participations,
        tables.ballot_box,
        tables.ballots,
        tables.ballot_totals,
        tables.turnouts,
        tables.round_options,
        tables.round_keys,
    )
    for table in of_rounds:
        connection.execute(delete(table).where(table.c.round_id.in_(rounds)))
    pictures = select(tables.pictures.c.id).where(tables.pictures.c.workshop_id == workshop_id)
    contents = tables.picture_contents
    connection.execute(delete(contents).where(contents.c.picture_id.in_(pictures)))
    of_workshop = (
        tables.links,
        tables.outbox,
        tables.sync_history,
        tables.interests,
        tables.comments,
        tables.offers,
        tables.handwriting_crops,
        tables.accepted_reviews,
        tables.card_readings,
        tables.reviewed_photos,
        tables.photo_reviews,
        tables.pictures,
        tables.phone_addresses,
        tables.phone_doors,
        tables.ballot_codes,
        tables.rounds,
        tables.cards,
        tables.ideas,
        tables.clusters,
        tables.steps,
        tables.code_keys,
    )
    for table in of_workshop:
        connection.execute(delete(table).where(table.c.workshop_id == workshop_id))
    connection.execute(delete(_table).where(_table.c.id == workshop_id))
    work.database.forget_words(connection)
    journal = tables.journal
    connection.execute(
        update(journal)
        .where(journal.c.workshop_id == workshop_id)
        .values(about="{}", changes=None, kind=Kind.FINAL.value)
    )
    work.forget_keys = True
