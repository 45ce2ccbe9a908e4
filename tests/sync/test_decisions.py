"""What people decide, on a fake Go Vocal, where colleagues type numbers, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.errors import BadInput
from moderator.sync.comparing import Action
from moderator.sync.decisions import Decision, decide
from tests.sync.chaotic_evenings import ChaoticEvening
from tests.sync.towns import GoVocalTown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from moderator.sync.planning import PlanLine
    from tests.fakes.go_vocal import Idea


class Evening(ChaoticEvening):
    """One idea that is on the platform already; nothing fails here."""

    def __init__(self, file: Path) -> None:
        self.go_vocal = GoVocalTown()
        super().__init__(1, file, self.go_vocal)
        self.wanted.ideas.clear()
        self.wanted.others.clear()
        self.wanted.add_idea()
        (self.item,) = self.wanted.ideas.values()
        self.votes = self.wanted.others[f"votes:{self.item.subject}"]
        self.engine().apply()

    @property
    def idea(self) -> Idea:
        return list(self.go_vocal.fake.ideas.values())[-1]

    def lines(self) -> dict[str, PlanLine]:
        return {line.key: line for line in self.engine().plan().lines}

    def retitle(self, title: str) -> None:
        self.item.content["title"] = title

    def number(self) -> int:
        return int(self.votes.content["number"])


@pytest.fixture
def evening(tmp_path: Path, empty_store: Path) -> Iterator[Evening]:
    file = tmp_path / "store.sqlite"
    file.write_bytes(empty_store.read_bytes())
    made = Evening(file)
    yield made
    made.close()


def test_a_number_that_a_colleague_typed_is_shown_and_added_to(evening: Evening) -> None:
    evening.idea.votes = evening.number() + 5
    evening.votes.content["number"] = evening.number() + 2
    line = evening.lines()[evening.votes.key]
    assert line.action is Action.CONFLICT
    assert line.theirs == {"number": evening.idea.votes}
    before = evening.idea.votes
    assert evening.engine().apply().plan.decisions == 1
    assert evening.idea.votes == before
    decide(evening.engine(), evening.votes.key, Decision.ADD)
    assert evening.engine().apply().proven
    assert evening.idea.votes == evening.number() + 5
    evening.votes.content["number"] = 1
    evening.engine().apply()
    assert evening.idea.votes == 6


def test_theirs_stays_until_ours_changes_again(evening: Evening) -> None:
    evening.idea.title = {"de-DE": "Redaktion"}
    evening.retitle("Unser Titel")
    decide(evening.engine(), evening.item.key, Decision.THEIRS)
    assert evening.engine().apply().proven
    assert evening.idea.title == {"de-DE": "Redaktion"}
    evening.retitle("Noch einer")
    evening.engine().apply()
    assert evening.idea.title == {"de-DE": "Noch einer"}


def test_ours_replaces_theirs_once(evening: Evening) -> None:
    evening.idea.title = {"de-DE": "Redaktion"}
    evening.retitle("Unser Titel")
    decide(evening.engine(), evening.item.key, Decision.OURS)
    assert evening.engine().apply().proven
    assert evening.idea.title == {"de-DE": "Unser Titel"}


def test_what_was_deleted_there_comes_again_only_if_a_person_says_so(evening: Evening) -> None:
    fake = evening.go_vocal.fake
    del fake.ideas[evening.idea.id]
    assert evening.lines()[evening.item.key].action is Action.GONE
    evening.engine().apply()
    assert len(fake.ideas) == 1
    decide(evening.engine(), evening.item.key, Decision.AGAIN)
    assert evening.engine().apply().proven
    assert len(fake.ideas) == 2
    assert evening.idea.votes == evening.number()


def test_what_is_dropped_is_not_sent_any_more(evening: Evening) -> None:
    del evening.go_vocal.fake.ideas[evening.idea.id]
    decide(evening.engine(), evening.item.key, Decision.DROP)
    report = evening.engine().apply()
    assert (report.proven, report.needs_person) == (True, False)
    assert len(evening.go_vocal.fake.ideas) == 1


def test_a_refused_item_blocks_nothing_and_is_tried_again_on_request(evening: Evening) -> None:
    evening.wanted.add_idea()
    long = list(evening.wanted.ideas.values())[-1]
    long.content["title"] = "x" * 101
    report = evening.engine().apply()
    assert [row.key for row in report.refused] == [long.key]
    assert len(evening.go_vocal.fake.ideas) == 2
    decide(evening.engine(), long.key, Decision.RETRY)
    assert [row.key for row in evening.engine().apply().refused] == [long.key]
    long.content["title"] = "Kurz"
    assert evening.engine().apply().proven
    assert len(evening.go_vocal.fake.ideas) == 3


@pytest.mark.parametrize("decision", [Decision.RETRY, Decision.ADD])
def test_decisions_that_do_not_fit_are_refused(evening: Evening, decision: Decision) -> None:
    with pytest.raises(BadInput):
        decide(evening.engine(), evening.item.key, decision)
    with pytest.raises(BadInput, match="nothing to decide"):
        decide(evening.engine(), "idea:unknown", decision)


def test_a_restored_backup_finds_everything_again(
    evening: Evening, tmp_path: Path, empty_store: Path
) -> None:
    """The store is new and knows of no link; the platform has it all."""
    file = tmp_path / "other.sqlite"
    file.write_bytes(empty_store.read_bytes())
    again = ChaoticEvening(2, file, evening.go_vocal)
    again.wanted = evening.wanted
    before = evening.idea.id
    report = again.engine().apply()
    assert report.proven
    assert evening.idea.id == before
    assert len(evening.go_vocal.fake.ideas) == 2
    again.close()
