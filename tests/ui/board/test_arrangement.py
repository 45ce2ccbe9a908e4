from __future__ import annotations

from dataclasses import replace

from moderator.domain.ideas import CardColour, Cluster
from moderator.domain.ids import ClusterId, IdeaId, WorkshopId
from moderator.ui.board.arrangement import (
    CardLine,
    CardState,
    Heading,
    IdeaFields,
    Line,
    Waiting,
    arrange,
)
from tests.ui.samples import ideas

WORKSHOP = WorkshopId("w")
CLUSTERS = (
    Cluster(ClusterId("c"), WORKSHOP, "Kultur", 1, CardColour.YELLOW),
    Cluster(ClusterId("e"), WORKSHOP, "Leer", 2),
)


def shown(lines: list[Line]) -> list[str]:
    return [line.text if isinstance(line, Heading) else line.fields.title for line in lines]


def test_cards_without_a_cluster_come_first_and_the_newest_leads() -> None:
    one, two, three = ideas(3)
    lines = arrange([one, replace(two, cluster_id=None), three], CLUSTERS)
    assert shown(lines) == ["", "Idee 2", "Kultur", "Idee 3", "Idee 1"]
    card = lines[-1]
    assert isinstance(card, CardLine)
    assert (card.colour, card.heading) == ("yellow", "Kultur")


def test_a_cluster_that_is_not_known_yet_hides_no_card() -> None:
    one = replace(ideas(1)[0], cluster_id=ClusterId("new"))
    assert shown(arrange([one], CLUSTERS)) == ["", "Idee 1"]


def test_without_groups_there_are_no_headings() -> None:
    assert shown(arrange(ideas(3), CLUSTERS, grouped=False)) == ["Idee 3", "Idee 2", "Idee 1"]
    assert shown(arrange(ideas(2), ())) == ["Idee 2", "Idee 1"]


def test_cards_on_their_way_stand_before_all_in_the_colour_they_will_have() -> None:
    waiting = [
        Waiting("a", IdeaFields("Erste", cluster="kultur")),
        Waiting("b", IdeaFields("Zweite"), failed=True),
    ]
    lines = arrange(ideas(1), CLUSTERS, waiting)
    assert shown(lines) == ["Zweite", "Erste", "Kultur", "Idee 1"]
    second, first = lines[:2]
    assert isinstance(first, CardLine)
    assert isinstance(second, CardLine)
    assert (first.colour, first.state) == ("yellow", CardState.SAVING)
    assert (second.colour, second.state) == ("white", CardState.FAILED)


def test_a_search_shows_what_it_found_and_counts_it() -> None:
    lines = arrange(ideas(3), CLUSTERS, wanted={IdeaId("i2")}, fresh=IdeaId("i2"))
    heading, card = lines
    assert isinstance(heading, Heading)
    assert isinstance(card, CardLine)
    assert heading.count == 1
    assert card.state is CardState.FRESH
