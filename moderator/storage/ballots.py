"""Ballot codes and ballots: who may vote, and what stands on an open round's ballots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import func, select

from moderator.domain.ballots import Dots, VoteSource
from moderator.domain.codes import BallotCode, new_ballot_code
from moderator.domain.evenings import AnonymousBallot
from moderator.domain.ids import IdeaId, RoundId, WorkshopId
from moderator.domain.moments import moment_text
from moderator.storage import ballot_totals, tables
from moderator.storage.round_keys import code_key, known_code_key, round_key
from moderator.storage.sealing import PreparedKey, keyed_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from moderator.storage.rows import Row, Value
    from moderator.storage.unit_of_work import Reader, UnitOfWork

_codes = tables.ballot_codes
_ballots = tables.ballots
_box = tables.ballot_box
_write_json = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class KnownCode:
    """A ballot code that was issued: its hash, and the round it is for (None: all rounds)."""

    code_hash: str
    workshop_id: WorkshopId
    round_id: RoundId | None


@dataclass(frozen=True, slots=True)
class OpenBallot:
    """A ballot of an open round."""

    voter_tag: str
    source: VoteSource
    dots: Dots
    fits: bool
    cast_at: str


def make_codes(
    work: UnitOfWork,
    workshop_id: WorkshopId,
    number: int,
    round_id: RoundId | None,
    at: datetime,
) -> list[BallotCode]:
    """Make new ballot codes; only their keyed hashes are kept."""
    key = code_key(work, workshop_id)
    codes: list[BallotCode] = []
    while len(codes) < number:
        code = new_ballot_code()
        code_hash = keyed_hash(key, code)
        if work.read(_codes, code_hash) is not None:
            continue
        row: Row = {
            "code_hash": code_hash,
            "workshop_id": workshop_id,
            "round_id": round_id,
            "made_at": moment_text(at),
        }
        work.add(_codes, row)
        codes.append(code)
    return codes


def find_code(reader: Reader, workshop_id: WorkshopId, code: BallotCode) -> KnownCode | None:
    """Return what is known of an issued code, None if it was never issued for this workshop."""
    key = known_code_key(reader, workshop_id)
    return find_code_by(PreparedKey(key) if key else None, reader, workshop_id, code)


def find_code_by(
    key: PreparedKey | None, reader: Reader, workshop_id: WorkshopId, code: BallotCode
) -> KnownCode | None:
    """Return what `find_code` returns, with the workshop's key for codes already at hand."""
    if key is None:
        return None
    code_hash = key.hash(code)
    row = reader.read(_codes, code_hash)
    if row is None or row["workshop_id"] != workshop_id:
        return None
    round_id = row["round_id"]
    return KnownCode(code_hash, workshop_id, RoundId(str(round_id)) if round_id else None)


def count_codes(reader: Reader, workshop_id: WorkshopId) -> int:
    """Return how many ballot codes were made for a workshop."""
    query = select(func.count()).select_from(_codes).where(_codes.c.workshop_id == workshop_id)
    return int(reader.connection.execute(query).scalar_one())


def in_the_box(reader: Reader, round_id: RoundId, code_hash: str) -> bool:
    """Tell whether the ballot of this code is sealed since an earlier closing of the round."""
    return reader.read(tables.participations, round_id, code_hash) is not None


def voter_tag(reader: Reader, round_id: RoundId, voter: str) -> str:
    """Return what stands for a voter (hash of a code, or any unique text) on an open ballot."""
    key = round_key(reader, round_id)
    if key is None:
        raise LookupError(round_id)
    return keyed_hash(key, voter)


def _dots_text(dots: Mapping[IdeaId, int]) -> str:
    given = {idea_id: number for idea_id, number in sorted(dots.items()) if number}
    return _write_json(given).decode()


def _dots(text: Value) -> Dots:
    return {IdeaId(idea_id): n for idea_id, n in ballot_totals.dots_on(text).items()}


def save(work: UnitOfWork, round_id: RoundId, ballot: OpenBallot) -> bool:
    """Insert a ballot or replace it whole; returns whether there was one before."""
    row: Row = {
        "round_id": round_id,
        "voter_tag": ballot.voter_tag,
        "source": ballot.source.value,
        "dots": _dots_text(ballot.dots),
        "fits": int(ballot.fits),
        "cast_at": ballot.cast_at,
    }
    # Most ballots are the voter's first: to look beforehand would be one question too many.
    if work.add_unless_there(_ballots, row):
        return False
    work.put(_ballots, row)
    return True


def read_open(reader: Reader, round_id: RoundId, voter: str) -> OpenBallot | None:
    """Return the ballot of a voter (hash of a code) in an open round, None if none was cast."""
    row = reader.read(_ballots, round_id, voter_tag(reader, round_id, voter))
    return _open_ballot(row) if row else None


def list_open(reader: Reader, round_id: RoundId) -> list[OpenBallot]:
    """Return the ballots of an open round."""
    query = select(_ballots).where(_ballots.c.round_id == round_id)
    return [_open_ballot(row) for row in reader.connection.execute(query).mappings()]


def _open_ballot(row: Mapping[Any, Any]) -> OpenBallot:
    return OpenBallot(
        voter_tag=row["voter_tag"],
        source=VoteSource(row["source"]),
        dots=_dots(row["dots"]),
        fits=bool(row["fits"]),
        cast_at=row["cast_at"],
    )


def voters_by_tag(reader: Reader, workshop_id: WorkshopId, round_id: RoundId) -> dict[str, str]:
    """Return the hash of the code behind each tag, for an open round."""
    hashes = reader.connection.execute(
        select(_codes.c.code_hash).where(_codes.c.workshop_id == workshop_id)
    ).scalars()
    return {voter_tag(reader, round_id, code_hash): code_hash for code_hash in hashes}


def fill_box(
    work: UnitOfWork, round_id: RoundId, ballots: Iterable[Mapping[IdeaId, int]], source: VoteSource
) -> None:
    """Put imported ballots into the box of a closed round, in their order."""
    for place, dots in enumerate(ballots, start=1):
        row: Row = {
            "round_id": round_id,
            "position": place,
            "source": source.value,
            "dots": _dots_text(dots),
            "fits": 1,
        }
        work.add(_box, row)


def list_box(reader: Reader, round_id: RoundId) -> tuple[AnonymousBallot, ...]:
    """Return the anonymous ballots of a closed round."""
    query = select(_box).where(_box.c.round_id == round_id).order_by(_box.c.position)
    return tuple(
        AnonymousBallot(_dots(row["dots"]), VoteSource(row["source"]), bool(row["fits"]))
        for row in reader.connection.execute(query).mappings()
    )


def turnout(reader: Reader, round_id: RoundId) -> tuple[int, int]:
    """Return the number of ballots that count and of those set aside."""
    return ballot_totals.read_turnout(reader, round_id)
