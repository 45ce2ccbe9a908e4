"""Stores filled quickly to the size that a measurement needs, as the program would have left them.

Workshop, ideas, round and ballot codes come from the operations themselves. Ballots by the ten
thousand are written through the storage layer in one transaction: each ballot's row, code and
journal entry, and the totals. The storage layer recounts them before anything is measured.
"""

from __future__ import annotations

import json
import random
import secrets
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.domain.ballots import VoteSource
from moderator.domain.ideas import IdeaDraft
from moderator.domain.moments import moment_text, now
from moderator.domain.rules import VoteRule
from moderator.operations.desk import Desk, open_desk
from moderator.operations.ideas import list_ideas, put_on_board
from moderator.operations.rounds import create_round, open_round
from moderator.operations.workshops import create_workshop
from moderator.paths import Paths
from moderator.storage import ballot_totals, tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from moderator.domain.ids import IdeaId, RoundId, WorkshopId
    from moderator.storage.rows import Row
    from moderator.storage.unit_of_work import UnitOfWork

DOTS = 5
IDEAS_PER_BALLOT = 3
_SPLITS = ((3, 1, 1), (2, 2, 1), (1, 2, 2), (1, 3, 1))
_SEALED_BYTES = 300
"""Size of a vote's sealed journal entry, here random bytes."""
_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Evening:
    """An open desk with one workshop, its ideas and one open round."""

    desk: Desk
    workshop_id: WorkshopId
    ideas: tuple[IdeaId, ...]
    round_id: RoundId


def make_workshop(folder: Path, ideas: int) -> tuple[Desk, WorkshopId]:
    """Create a store in `folder` with a workshop of `ideas` ideas; returns its desk and the id."""
    desk = open_desk(Paths(folder))
    workshop_id = create_workshop(desk, "Projektwerkstatt im Gasthaus zur Linde").id
    with desk.doing("fill", workshop_id) as doing:
        for number in range(1, ideas + 1):
            put_on_board(doing, workshop_id, draft(number), number)
    return desk, workshop_id


def draft(number: int) -> IdeaDraft:
    """Return an idea of believable length, each with another title."""
    return IdeaDraft(
        title=f"Bank Nr. {number} mit Lehne am Weg zum Markt",
        body="Im Schatten, damit auch Ältere ausruhen können.",
        table=str(number % 6 + 1),
        cluster=f"Thema {number % 6 + 1}",
    )


def make_evening(folder: Path, *, ideas: int, ballots: int) -> Evening:
    """Create a store in `folder` with an open round of `ideas` options and `ballots` ballots."""
    desk, workshop_id = make_workshop(folder, ideas)
    vote_round = create_round(desk, workshop_id, "Was ist uns wichtig?", VoteRule(dots=DOTS))
    open_round(desk, vote_round.id, people=max(ballots, 24))
    board = tuple(idea.id for idea in list_ideas(desk, workshop_id))
    evening = Evening(desk, workshop_id, board, vote_round.id)
    with desk.doing("fill", workshop_id) as doing:
        _fill(doing.work, evening, ballots)
        wrong = ballot_totals.wrong_rounds(doing.work)
    if wrong:
        raise AssertionError("the ballots filled in do not add up to their totals")
    return evening


def choices(evening: Evening, number: int, seed: int) -> Iterator[dict[IdeaId, int]]:
    """Yield `number` ballots: five dots on three ideas, the same ones for the same seed."""
    chance = random.Random(seed)
    for _ in range(number):
        yield dict(
            zip(chance.sample(evening.ideas, IDEAS_PER_BALLOT), chance.choice(_SPLITS), strict=True)
        )


def _fill(work: UnitOfWork, evening: Evening, ballots: int) -> None:
    moment = moment_text(now())
    sums: Counter[IdeaId] = Counter()
    rows: dict[str, list[Row]] = {}
    for number, dots in enumerate(choices(evening, ballots, seed=ballots), start=1):
        sums.update(dots)
        for name, row in _rows_of_vote(evening, dots, moment).items():
            rows.setdefault(name, []).append(row)
        if number % _AT_ONCE == 0 or number == ballots:
            for name, some in rows.items():
                work.rows(tables.metadata.tables[name]).insert(work.raw, some)
            rows = {}
    source = VoteSource.TYPED.value
    totals = [(evening.round_id, idea_id, source, dots, 0) for idea_id, dots in sums.items()]
    work.rows(tables.ballot_totals).add_up(work.raw, totals)
    work.rows(tables.turnouts).add_up(work.raw, [(evening.round_id, ballots, 0)])


def _rows_of_vote(evening: Evening, dots: dict[IdeaId, int], moment: str) -> dict[str, Row]:
    return {
        "ballot_codes": {
            "code_hash": secrets.token_hex(32),
            "workshop_id": evening.workshop_id,
            "round_id": None,
            "made_at": moment,
        },
        "ballots": {
            "round_id": evening.round_id,
            "voter_tag": secrets.token_hex(32),
            "source": VoteSource.TYPED.value,
            "dots": json.dumps(dict(sorted(dots.items())), separators=(",", ":")),
            "fits": 1,
            "cast_at": moment,
        },
        "journal": {
            "at": moment,
            "actor": "moderator",
            "operation": "cast_ballot",
            "kind": "do",
            "workshop_id": evening.workshop_id,
            "round_id": evening.round_id,
            "reverses": None,
            "about": "{}",
            "changes": secrets.token_bytes(_SEALED_BYTES),
            "sealed": 1,
        },
    }
