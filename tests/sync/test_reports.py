"""What a report says of what stands there: sent from here, found there, or gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.domain.platforms import ItemKind, OutboxState
from moderator.sync.comparing import Action
from tests.sync.chaotic_evenings import ChaoticEvening
from tests.sync.towns import AdhocracyTown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Evening(ChaoticEvening):
    """Two ideas with a comment each; nothing fails here."""

    def __init__(self, file: Path, town: AdhocracyTown) -> None:
        self.adhocracy = town
        super().__init__(3, file, town)
        self.wanted.ideas.clear()
        self.wanted.others.clear()
        for _ in range(2):
            self.wanted.add_idea()
        self.wanted.others.clear()
        for idea in self.wanted.ideas.values():
            self.wanted.count(idea, 1)


@pytest.fixture
def evening(tmp_path: Path, empty_store: Path) -> Iterator[Evening]:
    file = tmp_path / "store.sqlite"
    file.write_bytes(empty_store.read_bytes())
    made = Evening(file, AdhocracyTown())
    yield made
    made.close()


def test_what_was_found_there_counts_as_there(
    evening: Evening, tmp_path: Path, empty_store: Path
) -> None:
    assert evening.engine().apply().there == 4
    other = tmp_path / "other.sqlite"
    other.write_bytes(empty_store.read_bytes())
    laptop = Evening(other, evening.adhocracy)
    laptop.wanted.ideas, laptop.wanted.others = evening.wanted.ideas, evening.wanted.others
    report = laptop.engine().apply()
    laptop.close()
    assert report.proven
    assert (report.counts[OutboxState.DONE], report.adopted, report.there) == (0, 4, 4)


def test_what_is_gone_does_not_count_as_there(evening: Evening) -> None:
    evening.engine().apply()
    evening.adhocracy.fake.delete_idea(10)
    report = evening.engine().apply()
    assert report.plan.needing[Action.GONE] == 1
    assert report.there == 2
    again = evening.engine().apply()
    assert again.there == 2


def test_what_left_the_board_is_told_by_its_name(evening: Evening) -> None:
    evening.engine().apply()
    subject, idea = next(iter(evening.wanted.ideas.items()))
    del evening.wanted.ideas[subject]
    evening.wanted.others.clear()
    left = [line for line in evening.engine().plan().lines if line.kind is ItemKind.IDEA]
    assert sorted(line.title for line in left) == sorted(
        [idea.title, *(each.title for each in evening.wanted.ideas.values())]
    )
