from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.domain.codes import is_card_code, new_card_code, shown_card_code
from moderator.domain.ideas import IdeaDraft, Origin
from moderator.domain.ids import IdeaId, WorkshopId
from moderator.errors import BadInput, NotFound
from moderator.operations import clusters, history, rounds
from moderator.operations.ideas import (
    IdeaChange,
    add_idea,
    change_idea,
    find_idea,
    list_ideas,
    mark_duplicate,
    read_idea,
    remove_idea,
)
from tests.fakes.boards import board_with

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board

NOBODY = IdeaId("019e0000-0000-7000-8000-000000000000")


def titles(desk: Desk, workshop_id: WorkshopId) -> list[str]:
    return [idea.title for idea in list_ideas(desk, workshop_id)]


def test_an_idea_gets_a_number_and_a_card_of_its_own(desk: Desk, board: Board) -> None:
    draft = IdeaDraft(" Bänke  am\nMarkt ", "Mit Lehne.\r\nIm Schatten.", " 3 ", "Grün")
    idea = add_idea(desk, board.workshop_id, draft)
    assert read_idea(desk, idea.id) == idea
    assert (idea.number, idea.position) == (7, 7)
    assert (idea.title, idea.body, idea.table) == (
        "Bänke am Markt",
        "Mit Lehne.\nIm Schatten.",
        "3",
    )
    assert is_card_code(idea.code)
    assert (idea.origin, idea.source_key, idea.author_mark) == (Origin.TYPED, "", "")
    assert idea.removed_at is None
    assert idea.created_at == idea.changed_at
    codes = {each.code for each in list_ideas(desk, board.workshop_id)}
    assert len(codes) == 7


def test_numbers_start_at_one_in_every_workshop_and_are_never_given_twice(desk: Desk) -> None:
    first, second = board_with(desk, "", ""), board_with(desk, "", title="Andere")
    remove_idea(desk, first.ids[1])
    assert add_idea(desk, first.workshop_id, IdeaDraft("C")).number == 3
    assert add_idea(desk, second.workshop_id, IdeaDraft("B")).number == 2


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        (IdeaDraft(""), "The title is empty"),
        (IdeaDraft("\u202e \x00"), "The title is empty"),
        (IdeaDraft("A" * 301), "too long: 301 signs, 300 fit"),
        (IdeaDraft("A", "B" * 20_001), "too long: 20001 signs, 20000 fit"),
        (IdeaDraft("A", table="T" * 81), "too long: 81 signs, 80 fit"),
        (IdeaDraft("A", cluster="C" * 81), "too long: 81 signs, 80 fit"),
        (IdeaDraft("A\ud800"), "signs that cannot be read"),
        (IdeaDraft("A", code="7F3"), "“7F3” is not a card code"),
    ],
)
def test_what_cannot_be_kept_is_refused_whole(
    desk: Desk, board: Board, draft: IdeaDraft, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        add_idea(desk, board.workshop_id, draft)
    assert len(list_ideas(desk, board.workshop_id)) == 6
    assert [each.heading for each in clusters.list_clusters(desk, board.workshop_id)] == [
        "Grün",
        "Wege",
    ]


def test_without_a_workshop_there_is_no_idea(desk: Desk) -> None:
    with pytest.raises(NotFound, match="This workshop does not exist any more"):
        add_idea(desk, WorkshopId(NOBODY), IdeaDraft("A"))


def test_a_card_from_elsewhere_keeps_its_code(desk: Desk, board: Board) -> None:
    code = new_card_code()
    draft = IdeaDraft("A", code=f"https://ideen.example/K/{shown_card_code(code).lower()}")
    assert add_idea(desk, board.workshop_id, draft).code == code


def test_a_card_carries_one_idea(desk: Desk, board: Board) -> None:
    code = read_idea(desk, board.ids[0]).code
    other = board_with(desk, title="Andere")
    for workshop_id in (board.workshop_id, other.workshop_id):
        with pytest.raises(BadInput, match=f"The card {code} already carries an idea"):
            add_idea(desk, workshop_id, IdeaDraft("A", code=code))


def test_a_removed_idea_keeps_its_card(desk: Desk, board: Board) -> None:
    code = read_idea(desk, board.ids[0]).code
    remove_idea(desk, board.ids[0])
    with pytest.raises(BadInput, match="already carries an idea"):
        add_idea(desk, board.workshop_id, IdeaDraft("A", code=code))


def test_a_change_leaves_alone_what_it_does_not_name(desk: Desk, board: Board) -> None:
    before = read_idea(desk, board.ids[0])
    changed = change_idea(desk, before.id, IdeaChange(title=" Neu ", table="9"))
    assert (changed.title, changed.table) == ("Neu", "9")
    assert (changed.cluster_id, changed.code, changed.number) == (
        before.cluster_id,
        before.code,
        before.number,
    )
    assert changed.changed_at > before.changed_at
    assert changed.created_at == before.created_at
    assert read_idea(desk, before.id) == changed


def test_a_change_to_the_same_is_none(desk: Desk, board: Board) -> None:
    before = read_idea(desk, board.ids[0])
    entries = len(history.list_entries(desk, board.workshop_id))
    assert change_idea(desk, before.id, IdeaChange(title=before.title, cluster="GRÜN")) == before
    assert len(history.list_entries(desk, board.workshop_id)) == entries


def test_an_idea_moves_between_clusters_and_out_of_them(desk: Desk, board: Board) -> None:
    def headings() -> set[str]:
        return {each.heading for each in clusters.list_clusters(desk, board.workshop_id)}

    idea_id = board.ids[0]
    change_idea(desk, idea_id, IdeaChange(cluster="Wege"))
    assert read_idea(desk, idea_id).cluster_id == read_idea(desk, board.ids[2]).cluster_id
    change_idea(desk, idea_id, IdeaChange(cluster=" Neues "))
    assert headings() == {"Grün", "Wege", "Neues"}
    change_idea(desk, idea_id, IdeaChange(cluster=" "))
    assert read_idea(desk, idea_id).cluster_id is None


@pytest.mark.parametrize("change", [IdeaChange(title=" "), IdeaChange(cluster="C" * 81)])
def test_a_change_that_cannot_be_kept_changes_nothing(
    desk: Desk, board: Board, change: IdeaChange
) -> None:
    before = read_idea(desk, board.ids[0])
    with pytest.raises(BadInput):
        change_idea(desk, before.id, change)
    assert read_idea(desk, before.id) == before


def test_a_removed_idea_is_off_the_board_but_not_forgotten(desk: Desk, board: Board) -> None:
    remove_idea(desk, board.ids[1])
    assert titles(desk, board.workshop_id) == ["Idee 1", "Idee 3", "Idee 4", "Idee 5", "Idee 6"]
    removed = read_idea(desk, board.ids[1])
    assert removed.removed_at == removed.changed_at
    assert (removed.number, removed.title) == (2, "Idee 2")
    history.undo(desk, board.workshop_id)
    assert len(titles(desk, board.workshop_id)) == 6


@pytest.mark.parametrize("act", [remove_idea, lambda desk, each: mark_duplicate(desk, each, None)])
def test_an_idea_stays_while_people_vote_on_it(desk: Desk, board: Board, act: object) -> None:
    assert callable(act)
    vote_round = board.opened(title="Erste Runde")
    late = add_idea(desk, board.workshop_id, IdeaDraft("Zu spät"))
    with pytest.raises(BadInput, match=r"voting on this idea in “Erste Runde”.*Close the round"):
        act(desk, board.ids[0])
    act(desk, late.id)
    rounds.close_round(desk, vote_round.id)
    act(desk, board.ids[0])


def test_old_results_still_show_a_removed_idea(desk: Desk, board: Board) -> None:
    vote_round = board.opened()
    board.cast(vote_round, {2: 3})
    rounds.close_round(desk, vote_round.id)
    remove_idea(desk, board.ids[1])
    assert board.result(vote_round) == {2: 3}


def test_a_merged_idea_leaves_the_board_and_stays_linked(desk: Desk, board: Board) -> None:
    merged = mark_duplicate(desk, board.ids[1], board.ids[0])
    assert merged.duplicate_of == board.ids[0]
    assert "Idee 2" not in titles(desk, board.workshop_id)
    assert mark_duplicate(desk, board.ids[1], None).duplicate_of is None
    assert "Idee 2" in titles(desk, board.workshop_id)


def test_ideas_are_never_merged_in_a_circle(desk: Desk, board: Board) -> None:
    first, second, third = board.ids[:3]
    with pytest.raises(BadInput, match="cannot be merged into itself"):
        mark_duplicate(desk, first, first)
    mark_duplicate(desk, first, second)
    mark_duplicate(desk, second, third)
    for idea_id in (first, second, third):
        with pytest.raises(BadInput, match="cannot be merged into itself"):
            mark_duplicate(desk, third, idea_id)


def test_ideas_are_merged_within_their_workshop_only(desk: Desk, board: Board) -> None:
    other = board_with(desk, "", title="Andere")
    with pytest.raises(NotFound, match="This idea does not exist any more"):
        mark_duplicate(desk, board.ids[0], other.ids[0])


def test_an_idea_is_not_merged_into_one_that_is_off_the_board(desk: Desk, board: Board) -> None:
    remove_idea(desk, board.ids[0])
    with pytest.raises(NotFound, match="This idea does not exist any more"):
        mark_duplicate(desk, board.ids[1], board.ids[0])
    assert "Idee 2" in titles(desk, board.workshop_id)


def test_what_does_not_exist_is_told(desk: Desk, board: Board) -> None:
    for act in (
        lambda: read_idea(desk, NOBODY),
        lambda: change_idea(desk, NOBODY, IdeaChange(title="x")),
        lambda: remove_idea(desk, NOBODY),
        lambda: mark_duplicate(desk, NOBODY, None),
        lambda: mark_duplicate(desk, board.ids[0], NOBODY),
    ):
        with pytest.raises(NotFound, match="This idea does not exist any more"):
            act()


def test_found_by_number_code_or_address(desk: Desk, board: Board) -> None:
    idea = read_idea(desk, board.ids[2])
    grouped = shown_card_code(idea.code).lower()
    for text in ("3", " 3 ", "#3", "003", idea.code, grouped, f"http://10.0.0.7/K/{idea.code}"):
        assert find_idea(desk, board.workshop_id, text) == idea


@pytest.mark.parametrize("text", ["", "0", "7", "-1", "1.0", "³", "Idee 3", "9" * 5000, "{}"])
def test_what_is_no_idea_is_told(desk: Desk, board: Board, text: str) -> None:
    with pytest.raises(NotFound, match=r"There is no idea “.*” in this workshop.*number or the"):
        find_idea(desk, board.workshop_id, text)


def test_a_code_made_of_digits_is_a_code(desk: Desk, board: Board) -> None:
    digits = next(code for code in iter(new_card_code, "") if code.isdigit())
    made = add_idea(desk, board.workshop_id, IdeaDraft("Nur Ziffern", code=digits))
    assert find_idea(desk, board.workshop_id, digits) == made


def test_a_card_of_another_workshop_is_not_found_here(desk: Desk, board: Board) -> None:
    other = board_with(desk, "", title="Andere")
    code = read_idea(desk, other.ids[0]).code
    with pytest.raises(NotFound, match="in this workshop"):
        find_idea(desk, board.workshop_id, code)
