from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from moderator.domain.ideas import IdeaDraft
from moderator.domain.rules import read_rule
from moderator.errors import StoreFull
from moderator.operations import ideas, rounds, voting, workshops
from moderator.operations.voting import BallotRefused
from moderator.storage import ballot_totals
from moderator.storage.sqlite import Sqlite, _Writing
from moderator.storage.store import Task

if TYPE_CHECKING:
    from moderator.domain.codes import BallotCode
    from moderator.domain.ids import IdeaId
    from moderator.domain.rounds import VoteRound
    from moderator.operations.desk import Desk
    from moderator.storage.unit_of_work import UnitOfWork

VOTERS = 160
AT_ONCE = 16


class CountedCommits:
    """Counts the transactions that SQLite really commits."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.number = 0
        leave = _Writing.__exit__

        def counted(writing: _Writing, kind: object, error: object, trace: object) -> None:
            self.number += kind is None
            leave(writing, kind, error, trace)

        monkeypatch.setattr(_Writing, "__exit__", counted)


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> CountedCommits:
    return CountedCommits(monkeypatch)


def _open_round(desk: Desk) -> tuple[VoteRound, list[IdeaId], list[BallotCode]]:
    workshop = workshops.create_workshop(desk, "Werkstatt")
    options = [ideas.add_idea(desk, workshop.id, IdeaDraft(f"Idee {n}")).id for n in range(6)]
    prepared = rounds.create_round(desk, workshop.id, "Runde", read_rule("dots=3,per-idea=2"))
    codes = voting.make_ballots(desk, workshop.id, VOTERS)
    return rounds.open_round(desk, prepared.id), options, codes


def test_voters_at_the_same_moment_share_commits_and_every_ballot_counts_once(
    desk: Desk, commits: CountedCommits
) -> None:
    vote_round, options, codes = _open_round(desk)
    before = commits.number

    def vote(number: int) -> str:
        # Every fifth gives too many dots to one idea: its refusal must not touch the others.
        dots = {options[number % 6]: 3 if number % 5 == 0 else 2}
        try:
            voting.cast_ballot(desk, vote_round.id, dots, code=codes[number])
        except BallotRefused:
            return "refused"
        # Whoever is told is in a commit: another connection sees the ballot.
        assert voting.ballot_count(desk, vote_round.id) > 0
        return "counted"

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        told = list(crowd.map(vote, range(VOTERS)))
    assert told.count("refused") == VOTERS // 5
    results = voting.results(desk, vote_round.id)
    assert results.ballots == told.count("counted")
    assert sum(line.dots for line in results.ranking) == 2 * results.ballots
    assert commits.number - before < results.ballots
    with desk.reading() as reader:
        assert ballot_totals.wrong_rounds(reader) == []
    assert desk.store.examine() == []


def _fail_if(wanted: bool, name: str) -> None:
    if wanted:
        raise ValueError(name)


class Meeting:
    """Writers that are let into the same transaction one after the other, and how each ended."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.inside, self.go_on = threading.Event(), threading.Event()
        self.told: dict[str, str] = {}

    def write(self, name: str, *, first: bool = False, fails: bool = False) -> None:
        try:
            with self.desk.store.writing(Task("test", "test")) as work:
                self._note(work, name)
                if first:
                    self.inside.set()
                    # The others queue up meanwhile.
                    assert self.go_on.wait(timeout=20)
                _fail_if(fails, name)
            self.told[name] = "saved"
        except (ValueError, StoreFull) as error:
            self.told[name] = type(error).__name__

    def _note(self, work: UnitOfWork, name: str) -> None:
        work.connection.exec_driver_sql(
            "INSERT INTO receipts (key, at) VALUES (?, '')", (name,)
        ).close()

    def hold(self, *others: tuple[str, bool]) -> None:
        crowd = [threading.Thread(target=self.write, args=("first",), kwargs={"first": True})]
        crowd[0].start()
        assert self.inside.wait(timeout=20)
        for name, fails in others:
            crowd.append(threading.Thread(target=self.write, args=(name,), kwargs={"fails": fails}))
            crowd[-1].start()
        waiting = self.desk.store._commits
        while waiting._waiting < len(others):
            crowd[-1].join(timeout=0.001)
        self.go_on.set()
        for each in crowd:
            each.join(timeout=20)

    def there(self) -> set[str]:
        with self.desk.reading() as reader:
            rows = reader.connection.exec_driver_sql("SELECT key FROM receipts").scalars()
            return set(rows)


def test_one_writers_failure_in_a_shared_commit_takes_back_only_its_own_work(
    desk: Desk, commits: CountedCommits
) -> None:
    meeting = Meeting(desk)
    meeting.hold(("good", False), ("bad", True), ("late", False))
    assert meeting.told == {"first": "saved", "good": "saved", "bad": "ValueError", "late": "saved"}
    assert meeting.there() == {"first", "good", "late"}
    assert commits.number == 1


def test_a_commit_that_fails_is_told_to_everybody_in_it_and_work_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = Meeting(desk)

    def full(_writing: _Writing, _kind: object, _error: object, _trace: object) -> None:
        _writing._raw.execute("ROLLBACK")
        raise StoreFull("The disk is full.")

    monkeypatch.setattr(_Writing, "__exit__", full)
    meeting.hold(("good", False), ("late", False))
    monkeypatch.undo()
    assert set(meeting.told.values()) == {"StoreFull"}
    assert meeting.there() == set()
    meeting.write("afterwards")
    assert meeting.there() == {"afterwards"}


def test_looking_for_changes_of_others_waits_for_the_open_transaction(desk: Desk) -> None:
    desk.changed_elsewhere()
    meeting = Meeting(desk)
    meeting.hold(("good", False))
    assert not desk.changed_elsewhere()
    assert isinstance(desk.store._database, Sqlite)


def test_a_transaction_that_the_database_gave_up_is_told_to_everybody_in_it(desk: Desk) -> None:
    meeting = Meeting(desk)

    class Losing(Meeting):
        def _note(self, work: UnitOfWork, name: str) -> None:
            super()._note(work, name)
            if name == "unlucky":
                # As SQLite does by itself where a single row finds no room.
                work.raw.execute("ROLLBACK")
                raise StoreFull("The disk is full.")

    losing = Losing(desk)
    losing.hold(("unlucky", False), ("late", False))
    assert losing.told["first"] == losing.told["unlucky"] == "StoreFull"
    # Whoever came before the loss fails, whoever comes after begins anew.
    told_saved = {name for name, told in losing.told.items() if told == "saved"}
    assert losing.there() == told_saved
    meeting.write("afterwards")
    assert "afterwards" in meeting.there()
