"""Sums over ballots, kept with every ballot, so that a result costs the same for any number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from moderator.domain.ballots import VoteSource
from moderator.domain.ids import IdeaId
from moderator.domain.tallies import BallotTotal
from moderator.storage import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderator.domain.ids import RoundId
    from moderator.storage.rows import Row, Value
    from moderator.storage.unit_of_work import Reader, UnitOfWork

_Sums = dict[tuple[str, str], list[int]]
"""Dots for and against by idea and source."""

_totals = tables.ballot_totals
_turnouts = tables.turnouts
_read_json = msgspec.json.Decoder(dict[str, int]).decode


def follow(work: UnitOfWork, before: Row | None, after: Row | None) -> None:
    """Bring totals and turnout in step with one ballot's change from `before` to `after`."""
    row = after or before or {}
    sums: _Sums = {}
    turnout = [0, 0]
    for ballot, sign in ((before, -1), (after, 1)):
        if ballot is not None:
            _add(sums, turnout, ballot, sign)
    _apply(work, row["round_id"], sums, turnout)


def _add(sums: _Sums, turnout: list[int], ballot: Mapping[str, Value], sign: int) -> None:
    if not ballot["fits"]:
        turnout[1] += sign
        return
    turnout[0] += sign
    source = str(ballot["source"])
    for idea_id, number in dots_on(ballot["dots"]).items():
        entry = sums.setdefault((idea_id, source), [0, 0])
        entry[0 if number > 0 else 1] += sign * abs(number)


def _apply(work: UnitOfWork, round_id: Value, sums: _Sums, turnout: list[int]) -> None:
    lines = [
        (round_id, idea_id, source, dots_for, dots_against)
        for (idea_id, source), (dots_for, dots_against) in sums.items()
        if dots_for or dots_against
    ]
    if lines:
        work.add_up(_totals, lines)
    if any(turnout):
        work.add_up(_turnouts, [(round_id, *turnout)])


def dots_on(text: Value) -> dict[str, int]:
    """Return the dots per idea that a ballot's row holds as JSON text."""
    return _read_json(str(text))


def _number(value: Value) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value


def list_totals(reader: Reader, round_id: RoundId) -> list[BallotTotal]:
    """Return the sums of a round."""
    query = select(
        _totals.c.idea_id, _totals.c.source, _totals.c.dots_for, _totals.c.dots_against
    ).where(_totals.c.round_id == round_id, _totals.c.dots_for + _totals.c.dots_against > 0)
    return [
        BallotTotal(IdeaId(row[0]), VoteSource(row[1]), row[2], row[3])
        for row in reader.connection.execute(query)
    ]


def read_turnout(reader: Reader, round_id: RoundId) -> tuple[int, int]:
    """Return the number of ballots that count and of those set aside."""
    row = reader.read(_turnouts, round_id)
    return (_number(row["ballots"]), _number(row["set_aside"])) if row else (0, 0)


def wrong_rounds(reader: Reader) -> list[str]:
    """Return ids of rounds whose kept totals differ from the sum over their ballots."""
    wrong = []
    for (round_id,) in reader.connection.execute(select(tables.rounds.c.id)):
        sums: _Sums = {}
        turnout = [0, 0]
        for table in (tables.ballots, tables.ballot_box):
            query = select(table.c.fits, table.c.dots, table.c.source)
            for row in reader.connection.execute(query.where(table.c.round_id == round_id)):
                _add(sums, turnout, dict(row._mapping), 1)  # noqa: SLF001  (SQLAlchemy's public name)
        kept = {
            (t.idea_id, t.source.value): [t.dots_for, t.dots_against]
            for t in list_totals(reader, round_id)
        }
        given = {key: value for key, value in sums.items() if any(value)}
        if kept != given or read_turnout(reader, round_id) != tuple(turnout):
            wrong.append(str(round_id))
    return wrong
