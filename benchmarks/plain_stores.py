"""The limit: what a classic program would write and ask, with the driver alone.

Same file system, same driver, same durability as the store: WAL, synchronous=FULL, one
`BEGIN IMMEDIATE … COMMIT` per vote.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from moderator.domain.ids import IdeaId

_VOTES = (
    "CREATE TABLE votes (id INTEGER PRIMARY KEY, round TEXT, voter TEXT, idea TEXT, "
    "dots INTEGER, at TEXT)"
)
INDEXES = {
    "no index": (),
    "classic": (
        "CREATE UNIQUE INDEX votes_once ON votes (round, voter, idea)",
        "CREATE INDEX votes_by_idea ON votes (round, idea)",
    ),
    "usual index": ("CREATE INDEX votes_by_idea ON votes (round, idea)",),
    "covering index": ("CREATE INDEX votes_covered ON votes (round, idea, dots)",),
}
_INSERT = "INSERT INTO votes (round, voter, idea, dots, at) VALUES (?, ?, ?, ?, ?)"


def plain_votes(file: Path, index: str = "no index") -> sqlite3.Connection:
    """Create a database with one table of votes, durable as the store is.

    Args:
        file: where.
        index: one of `INDEXES`.
    """
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    for statement in (_VOTES, *INDEXES[index]):
        connection.execute(statement)
    return connection


Vote = tuple[str, str, str, int, str]
"""Round, voter, idea, dots, time."""


def rows_of(round_id: str, voter: str, dots: Mapping[IdeaId, int], at: str) -> list[Vote]:
    """Return the rows of one ballot, one for each idea."""
    return [(round_id, voter, idea, number, at) for idea, number in dots.items()]


def insert_vote(connection: sqlite3.Connection, rows: Sequence[Vote]) -> None:
    """Write the rows of one ballot and commit."""
    connection.execute("BEGIN IMMEDIATE")
    for row in rows:
        connection.execute(_INSERT, row)
    connection.execute("COMMIT")


def fill(connection: sqlite3.Connection, rows: Iterable[Vote]) -> None:
    """Write many rows in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(_INSERT, rows)
    connection.execute("COMMIT")


def sums(connection: sqlite3.Connection, round_id: str) -> list[tuple[str, int]]:
    """Return the dots of each idea by one GROUP BY."""
    return connection.execute(
        "SELECT idea, sum(dots) FROM votes WHERE round = ? GROUP BY idea", (round_id,)
    ).fetchall()
