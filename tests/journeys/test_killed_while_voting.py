"""`kill -9` at random moments: every acknowledged vote is there, none twice, the store is whole."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from moderator.domain.ideas import IdeaDraft
from moderator.domain.rules import VoteRule
from moderator.operations import ideas, rounds, voting, workshops
from moderator.operations.desk import open_desk
from moderator.paths import Paths
from moderator.storage import ballot_totals
from moderator.storage import ballots as stored_ballots
from moderator.storage.round_keys import code_key
from moderator.storage.sealing import keyed_hash
from moderator.storage.store import Task

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path

    from moderator.domain.ids import IdeaId, RoundId, WorkshopId
    from moderator.operations.desk import Desk

KILLS = 200
VOTES_PER_RUN = 25

pytestmark = [
    pytest.mark.journey,
    pytest.mark.timeout(900),
    pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of Unix"),
]


def _vote_until_killed(
    profile: Path,
    round_id: RoundId,
    ballots: Sequence[tuple[str, str, dict[IdeaId, int]]],
    told: Connection,
) -> None:
    """Cast the ballots one by one and tell the number of each that was acknowledged."""
    desk = open_desk(Paths(profile))
    for number, (code, key, dots) in enumerate(ballots):
        voting.cast_ballot(desk, round_id, dots, code=code, key=key)
        told.send(number)
    signal.pause()


class Trial:
    """One store that is voted on by a process that gets killed, again and again."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.workshop_id: WorkshopId = workshops.create_workshop(desk, "Werkstatt").id
        self.options = [
            ideas.add_idea(desk, self.workshop_id, IdeaDraft(f"Idee {n}")).id for n in range(12)
        ]
        prepared = rounds.create_round(desk, self.workshop_id, "Runde", VoteRule())
        self.round_id: RoundId = rounds.open_round(desk, prepared.id).id
        self.random = random.Random(os.urandom(8))
        self.expected: dict[str, dict[IdeaId, int]] = {}

    def run(self, context: multiprocessing.context.ForkServerContext, run: int) -> None:
        codes = voting.make_ballots(self.desk, self.workshop_id, VOTES_PER_RUN)
        ballots = [(str(code), f"key-{run}-{n}", self._dots()) for n, code in enumerate(codes)]
        acknowledged = self._kill_somewhere(context, ballots)
        there = self._ballots_by_code(codes)
        # At most the one vote under way may be there without having been acknowledged.
        assert acknowledged <= len(there) <= acknowledged + 1
        assert there == {code: dots for code, _, dots in ballots[: len(there)]}
        self.expected |= there
        self._send_the_last_one_again(ballots, acknowledged)

    def _kill_somewhere(
        self,
        context: multiprocessing.context.ForkServerContext,
        ballots: Sequence[tuple[str, str, dict[IdeaId, int]]],
    ) -> int:
        listening, telling = context.Pipe(duplex=False)
        process = context.Process(
            target=_vote_until_killed,
            args=(self.desk.paths.profile, self.round_id, ballots, telling),
            daemon=True,
        )
        process.start()
        telling.close()
        acknowledged = 0
        for _ in range(self.random.randrange(VOTES_PER_RUN)):
            acknowledged = listening.recv() + 1
        # Somewhere within the next vote: begun, half-written, committed, or told already.
        listening.poll(self.random.random() * 0.004)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        while True:
            try:
                acknowledged = listening.recv() + 1
            except EOFError:
                return acknowledged

    def _dots(self) -> dict[IdeaId, int]:
        one, other = self.random.sample(self.options, 2)
        return {one: self.random.randint(1, 3), other: self.random.randint(1, 2)}

    def _ballots_by_code(self, codes: Sequence[str]) -> dict[str, dict[IdeaId, int]]:
        with self.desk.store.writing(Task("look", "test")) as work:
            key = code_key(work, self.workshop_id)
            found = {
                code: stored_ballots.read_open(work, self.round_id, keyed_hash(key, code))
                for code in codes
            }
        return {code: ballot.dots for code, ballot in found.items() if ballot}

    def _send_the_last_one_again(
        self, ballots: Sequence[tuple[str, str, dict[IdeaId, int]]], acknowledged: int
    ) -> None:
        code, key, dots = ballots[min(acknowledged, VOTES_PER_RUN - 1)]
        voting.cast_ballot(self.desk, self.round_id, dots, code=code, key=key)
        self.expected[code] = dots


def test_no_acknowledged_vote_is_lost_or_doubled_by_200_kills(desk: Desk) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "moderator.operations.voting"])
    trial = Trial(desk)
    for run in range(KILLS):
        trial.run(context, run)
    assert desk.store.examine() == []
    with desk.reading() as reader:
        assert ballot_totals.wrong_rounds(reader) == []
    results = voting.results(desk, trial.round_id)
    assert results.ballots == len(trial.expected)
    totals = {line.idea_id: line.dots for line in results.ranking}
    assert totals == {
        option: sum(dots.get(option, 0) for dots in trial.expected.values())
        for option in trial.options
    }
