"""A platform gives an id that was ours to somebody else's idea: it is not taken for ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.domain.platforms import ItemKind, marked
from moderator.sync.comparing import UNMARKED, Action
from moderator.sync.decisions import Decision, decide
from tests.sync.chaotic_evenings import ChaoticEvening
from tests.sync.towns import AdhocracyTown, DiscourseTown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from moderator.sync.planning import PlanLine
    from tests.fakes.adhocracy_state import Idea


class Evening(ChaoticEvening):
    """One idea that is there, without votes yet."""

    def __init__(self, file: Path) -> None:
        self.adhocracy = AdhocracyTown()
        super().__init__(4, file, self.adhocracy)
        self.wanted.ideas.clear()
        self.wanted.others.clear()
        self.wanted.add_idea()
        self.wanted.others.clear()
        (self.item,) = self.wanted.ideas.values()
        assert self.engine().apply().proven
        self.wanted.count(self.item, 1)

    @property
    def idea(self) -> Idea:
        """The idea under the id that was ours."""
        return self.adhocracy.fake.ideas[10]

    def give_away(self) -> None:
        """Let the platform use the id anew."""
        self.idea.name, self.idea.description = "Kunstrasen", "Von jemand ganz anderem."

    @property
    def comments(self) -> list[int]:
        """The ids of the ideas that have comments."""
        return [each.object_pk for each in self.adhocracy.fake.comments.values()]

    def line(self) -> PlanLine:
        (line,) = [each for each in self.engine().plan().lines if each.kind is ItemKind.IDEA]
        return line


@pytest.fixture
def evening(tmp_path: Path, empty_store: Path) -> Iterator[Evening]:
    file = tmp_path / "store.sqlite"
    file.write_bytes(empty_store.read_bytes())
    made = Evening(file)
    yield made
    made.close()


def test_nothing_is_hung_on_an_idea_that_may_not_be_ours_any_more(evening: Evening) -> None:
    evening.give_away()
    line = evening.line()
    assert (line.action, line.why) == (Action.CONFLICT, UNMARKED)
    assert line.theirs["title"] == "Kunstrasen"
    report = evening.engine().apply()
    assert report.needs_person
    assert evening.comments == []
    assert evening.idea.name == "Kunstrasen"


def test_sent_again_it_stands_beside_the_other_with_its_votes(evening: Evening) -> None:
    evening.give_away()
    evening.engine().apply()
    decide(evening.engine(), evening.item.key, Decision.AGAIN)
    assert evening.engine().apply().proven
    assert evening.idea.name == "Kunstrasen"
    assert evening.adhocracy.fake.ideas[11].name == evening.item.title
    assert evening.comments == [11]


def test_an_editor_may_take_the_reference_out_if_a_person_says_that_it_is_still_ours(
    evening: Evening,
) -> None:
    text = evening.idea.description.replace(marked(evening.item.reference), "")
    evening.idea.description = f"{text} Redaktionell gekürzt."
    assert evening.line().why == UNMARKED
    decide(evening.engine(), evening.item.key, Decision.THEIRS)
    assert evening.line().action is Action.LEAVE
    assert evening.engine().apply().proven
    assert evening.comments == [10]


def test_where_the_list_tells_no_references_the_platform_is_asked(
    tmp_path: Path, empty_store: Path
) -> None:
    file = tmp_path / "store.sqlite"
    file.write_bytes(empty_store.read_bytes())
    town = DiscourseTown()
    forum = ChaoticEvening(4, file, town)
    forum.engine().apply()
    (idea, *_others) = forum.wanted.ideas.values()
    topic = next(each for each in town.fake.topics.values() if each.title == idea.title)

    def line() -> PlanLine:
        return next(each for each in forum.engine().plan().lines if each.key == idea.key)

    topic.title = "Von der Redaktion umbenannt"
    assert line().action is Action.LEAVE
    topic.external_id = "somebody-elses"
    assert line().why == UNMARKED
    forum.close()
