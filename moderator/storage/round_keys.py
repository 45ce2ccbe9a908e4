"""The key of a round: made with the round, destroyed when it closes.

Closing moves the ballots into the box: shuffled, without tag or time. Only who voted is kept (as a
hash under the workshop's key), so that a round closed by mistake can be opened again without
anybody voting twice.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from moderator.domain.rounds import RoundState
from moderator.errors import CannotUndo, msg
from moderator.storage import tables
from moderator.storage.sealing import keyed_hash, new_key

if TYPE_CHECKING:
    from moderator.storage.rows import Row, Value
    from moderator.storage.unit_of_work import Reader, UnitOfWork


def round_key(reader: Reader, round_id: Value) -> bytes | None:
    """Return the key of a round, None once it is destroyed."""
    row = reader.read(tables.round_keys, round_id)
    return bytes(row["key"]) if row and isinstance(row["key"], bytes) else None


def known_code_key(reader: Reader, workshop_id: Value) -> bytes | None:
    """Return the workshop's key for ballot codes, None before the first code was made."""
    row = reader.read(tables.code_keys, workshop_id)
    return bytes(row["key"]) if row and isinstance(row["key"], bytes) else None


def code_key(work: UnitOfWork, workshop_id: Value) -> bytes:
    """Return the workshop's key for ballot codes, making it the first time."""
    key = known_code_key(work, workshop_id)
    if key is not None:
        return key
    key = new_key()
    work.rows(tables.code_keys).insert(work.raw, [{"workshop_id": workshop_id, "key": key}])
    return key


def follow(work: UnitOfWork, before: Row | None, after: Row | None) -> None:
    """Let a round's change of state take effect on its key and its ballots."""
    if after is None:
        return
    if after["state"] == RoundState.PREPARED and _holds_dots(work, after["id"]):
        raise CannotUndo(
            msg("“{title}” holds ballots already."),
            msg("Close the round instead; its result can be removed afterwards."),
            title=after["title"],
        )
    if after["state"] == RoundState.CLOSED:
        _seal(work, after["id"], after["workshop_id"])
    elif work.read(tables.round_keys, after["id"]) is None:
        row = {"round_id": after["id"], "key": new_key()}
        work.rows(tables.round_keys).insert(work.raw, [row])


def refuse_used_code(work: UnitOfWork, code: Row) -> None:
    """Let nobody unmake a ballot code that has voted: its ballot could not be replaced any more.

    Raises:
        CannotUndo: a ballot was cast with this code.
    """
    part = tables.participations
    took_part = select(part.c.round_id).where(part.c.code_hash == code["code_hash"]).limit(1)
    used = work.connection.execute(took_part).first() is not None
    if used or _has_open_ballot(work, code):
        raise CannotUndo(
            msg("Somebody has voted with one of these voting codes."),
            msg("Nothing was changed. Codes that are not needed do no harm."),
        )


def _has_open_ballot(work: UnitOfWork, code: Row) -> bool:
    rounds = tables.rounds
    query = select(rounds.c.id).where(
        rounds.c.workshop_id == code["workshop_id"], rounds.c.state == RoundState.OPEN.value
    )
    for round_id in work.connection.execute(query).scalars():
        key = round_key(work, round_id)
        tag = keyed_hash(key, str(code["code_hash"])) if key else ""
        if work.read(tables.ballots, round_id, tag) is not None:
            return True
    return False


def _holds_dots(work: UnitOfWork, round_id: Value) -> bool:
    held = (tables.ballots, tables.ballot_box, tables.counts)
    queries = (select(table.c.round_id).where(table.c.round_id == round_id) for table in held)
    return any(work.connection.execute(query.limit(1)).first() for query in queries)


def _seal(work: UnitOfWork, round_id: Value, workshop_id: Value) -> None:
    key = round_key(work, round_id)
    if key is None:
        return
    ballots = _open_ballots(work, round_id)
    if ballots:
        _note_participations(work, round_id, workshop_id, key, {b["voter_tag"] for b in ballots})
        _fill_box(work, round_id, ballots)
    work.connection.execute(delete(tables.ballots).where(tables.ballots.c.round_id == round_id))
    work.rows(tables.round_keys).delete(work.raw, (round_id,))
    work.forget_keys = True


def _open_ballots(work: UnitOfWork, round_id: Value) -> list[Row]:
    query = select(tables.ballots).where(tables.ballots.c.round_id == round_id)
    return [dict(row._mapping) for row in work.connection.execute(query)]  # noqa: SLF001


def _note_participations(
    work: UnitOfWork, round_id: Value, workshop_id: Value, key: bytes, tags: set[Value]
) -> None:
    codes = tables.ballot_codes
    hashes = work.connection.execute(
        select(codes.c.code_hash).where(codes.c.workshop_id == workshop_id)
    ).scalars()
    voted = [
        {"round_id": round_id, "code_hash": code_hash}
        for code_hash in hashes
        if keyed_hash(key, code_hash) in tags
    ]
    if voted:
        work.rows(tables.participations).insert(work.raw, voted)


def anyone_took_part(reader: Reader, round_id: Value) -> bool:
    """Tell whether ballots of this round are in the box since an earlier closing."""
    table = tables.participations
    query = select(table.c.round_id).where(table.c.round_id == round_id).limit(1)
    return reader.connection.execute(query).first() is not None


def _fill_box(work: UnitOfWork, round_id: Value, ballots: list[Row]) -> None:
    box = tables.ballot_box
    query = select(box).where(box.c.round_id == round_id)
    everything = [dict(row._mapping) for row in work.connection.execute(query)]  # noqa: SLF001
    everything += [
        {name: ballot[name] for name in ("round_id", "source", "dots", "fits")}
        for ballot in ballots
    ]
    secrets.SystemRandom().shuffle(everything)
    work.connection.execute(delete(box).where(box.c.round_id == round_id))
    rows = [row | {"position": place} for place, row in enumerate(everything, start=1)]
    work.rows(box).insert(work.raw, rows)
