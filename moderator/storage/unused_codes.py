"""Ballot codes that nobody has voted with: those that can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from moderator.storage import tables
from moderator.storage.round_keys import round_key
from moderator.storage.sealing import keyed_hash

if TYPE_CHECKING:
    from moderator.domain.ids import RoundId, WorkshopId
    from moderator.storage.unit_of_work import Reader, UnitOfWork

_codes = tables.ballot_codes


def list_codes(reader: Reader, workshop_id: WorkshopId, round_id: RoundId | None) -> list[str]:
    """Return the hashes of all codes made for a round, or for all rounds of a workshop (None)."""
    query = select(_codes.c.code_hash).where(_codes.c.workshop_id == workshop_id)
    only = _codes.c.round_id.is_(None) if round_id is None else _codes.c.round_id == round_id
    return list(reader.connection.execute(query.where(only)).scalars())


def remove_unused(work: UnitOfWork, workshop_id: WorkshopId, round_id: RoundId | None) -> int:
    """Take back the codes for a round (None: for all rounds) that nobody has voted with.

    Returns:
        How many were taken back.
    """
    codes = list_codes(work, workshop_id, round_id)
    used = _used(work, workshop_id, codes)
    unused = [code_hash for code_hash in codes if code_hash not in used]
    for code_hash in unused:
        work.drop(_codes, code_hash)
    return len(unused)


def _used(reader: Reader, workshop_id: WorkshopId, codes: list[str]) -> set[str]:
    """Return those of `codes` that cast a ballot in any round of the workshop."""
    rounds = tables.rounds
    ids = reader.connection.execute(
        select(rounds.c.id).where(rounds.c.workshop_id == workshop_id)
    ).scalars()
    used: set[str] = set()
    for round_id in ids.all():
        used |= _sealed(reader, round_id)
        if (key := round_key(reader, round_id)) is not None:
            tags = _tags(reader, round_id)
            used |= {code for code in codes if tags and keyed_hash(key, code) in tags}
    return used


def _sealed(reader: Reader, round_id: str) -> set[str]:
    """Return the codes whose ballots are in the box."""
    table = tables.participations
    query = select(table.c.code_hash).where(table.c.round_id == round_id)
    return set(reader.connection.execute(query).scalars())


def _tags(reader: Reader, round_id: str) -> set[str]:
    """Return what stands for the voters on the ballots of an open round."""
    table = tables.ballots
    query = select(table.c.voter_tag).where(table.c.round_id == round_id)
    return set(reader.connection.execute(query).scalars())
