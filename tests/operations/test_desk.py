"""The desk: what happened is told after the commit, and only then."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from moderator.domain.ideas import IdeaDraft
from moderator.domain.ids import WorkshopId
from moderator.domain.rules import VoteRule, read_rule
from moderator.errors import BadInput, CannotUndo, NotFound, StoreError
from moderator.events import (
    BoardChanged,
    DotsChanged,
    HistoryMoved,
    IdeaAdded,
    IdeaChanged,
    News,
    RoundChanged,
    WorkshopChanged,
)
from moderator.operations import (
    agenda,
    clusters,
    evenings,
    history,
    ideas,
    rounds,
    voting,
    workshops,
)
from moderator.operations.desk import open_desk
from moderator.operations.glance import workshops_at_a_glance
from moderator.operations.workshops import WorkshopChange
from moderator.paths import Paths

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.events import Event
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board


def test_every_operation_on_the_board_tells_what_it_did(
    desk: Desk, board: Board, heard: list[Event]
) -> None:
    ws = board.workshop_id
    workshops.change_workshop(desk, ws, WorkshopChange(place="Krone"))
    step = agenda.add_step(desk, ws, agenda.StepDraft("Ankommen"))
    agenda.remove_step(desk, step.id)
    idea = ideas.add_idea(desk, ws, IdeaDraft("Bänke"))
    ideas.change_idea(desk, idea.id, ideas.IdeaChange(title="Sitze"))
    ideas.mark_duplicate(desk, idea.id, board.ids[0])
    ideas.remove_idea(desk, idea.id)
    cluster = clusters.add_cluster(desk, ws, "Jugend")
    clusters.rename_cluster(desk, cluster.id, "Alter")
    clusters.remove_cluster(desk, cluster.id)
    history.undo(desk, ws)
    history.redo(desk, ws)
    workshops.delete_workshop(desk, ws)
    assert heard == [
        *[WorkshopChanged(ws)] * 3,
        IdeaAdded(ws, idea.id),
        *[IdeaChanged(ws, idea.id)] * 3,
        *[BoardChanged(ws)] * 3,
        *[HistoryMoved(ws)] * 2,
        WorkshopChanged(ws),
    ]


def test_every_operation_on_a_round_tells_what_it_did(
    desk: Desk, board: Board, heard: list[Event]
) -> None:
    ws = board.workshop_id
    prepared = rounds.create_round(desk, ws, "Runde", VoteRule())
    rounds.open_round(desk, prepared.id)
    rounds.change_rule(desk, prepared.id, read_rule("dots=4"))
    voting.cast_ballot(desk, prepared.id, board.dots({1: 1}))
    voting.enter_count(desk, prepared.id, board.dots({1: 1}))
    rounds.close_round(desk, prepared.id)
    rounds.remove_round(desk, prepared.id)
    assert heard == [
        *[RoundChanged(ws, prepared.id)] * 3,
        *[DotsChanged(ws, prepared.id)] * 2,
        *[RoundChanged(ws, prepared.id)] * 2,
    ]


def test_what_is_told_can_already_be_read_by_everybody(desk: Desk, board: Board) -> None:
    other = open_desk(desk.paths)
    seen: list[list[str]] = []

    def look(_event: Event) -> None:
        seen.append([idea.title for idea in ideas.list_ideas(other, board.workshop_id)])

    desk.bus.subscribe(look)
    ideas.add_idea(desk, board.workshop_id, IdeaDraft("Bänke"))
    other.close()
    assert seen[0][-1] == "Bänke"


def test_what_failed_is_not_told(desk: Desk, board: Board, heard: list[Event]) -> None:
    opened = board.opened()
    heard.clear()
    for act, error in (
        (lambda: ideas.add_idea(desk, board.workshop_id, IdeaDraft(" ")), BadInput),
        (lambda: ideas.remove_idea(desk, board.ids[0]), BadInput),
        (lambda: board.cast(opened, {1: 99}), BadInput),
        (lambda: rounds.open_round(desk, opened.id), BadInput),
        (lambda: workshops.delete_workshop(desk, WorkshopId("nowhere")), NotFound),
        (lambda: history.redo(desk, board.workshop_id), CannotUndo),
    ):
        with pytest.raises(error):
            act()
    assert heard == []


def test_a_transaction_that_breaks_off_changes_and_tells_nothing(
    desk: Desk, board: Board, heard: list[Event]
) -> None:
    before = ideas.list_ideas(desk, board.workshop_id)

    def break_off() -> None:
        with desk.doing("test", board.workshop_id) as doing:
            ideas.put_on_board(doing, board.workshop_id, IdeaDraft("Bänke"), 99)
            doing.tell(BoardChanged(board.workshop_id))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert heard == []
    assert ideas.list_ideas(desk, board.workshop_id) == before
    assert ideas.add_idea(desk, board.workshop_id, IdeaDraft("Danach")).number == 7


def test_a_listener_that_fails_does_not_undo_what_was_done(desk: Desk, board: Board) -> None:
    def fail(_event: Event) -> None:
        raise RuntimeError

    desk.bus.subscribe(fail)
    ideas.add_idea(desk, board.workshop_id, IdeaDraft("Bänke"))
    assert len(ideas.list_ideas(desk, board.workshop_id)) == 7


def test_several_threads_write_without_losing_anything(desk: Desk, board: Board) -> None:
    def add(name: str) -> None:
        for number in range(10):
            ideas.add_idea(desk, board.workshop_id, IdeaDraft(f"{name} {number}"))

    threads = [threading.Thread(target=add, args=(name,)) for name in "ABC"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made = ideas.list_ideas(desk, board.workshop_id)
    assert [idea.number for idea in made] == list(range(1, 37))
    assert len({idea.title for idea in made}) == 36


def test_changes_of_another_program_are_noticed_once(desk: Desk, board: Board) -> None:
    desk.changed_elsewhere()
    ideas.add_idea(desk, board.workshop_id, IdeaDraft("Meine"))
    assert not desk.changed_elsewhere()
    other = open_desk(desk.paths)
    ideas.add_idea(other, board.workshop_id, IdeaDraft("Fremde"))
    other.close()
    assert desk.changed_elsewhere()
    assert not desk.changed_elsewhere()


def test_ballots_of_another_program_are_told_by_their_round(desk: Desk, board: Board) -> None:
    vote_round = board.opened()
    dots = frozenset({DotsChanged(board.workshop_id, vote_round.id)})
    desk.changed_elsewhere()
    with closing(open_desk(desk.paths)) as other:
        for number in (1, 2):
            voting.cast_ballot(other, vote_round.id, board.dots({number: 1}))
        assert desk.changed_elsewhere() == News(dots)
        voting.cast_ballot(other, vote_round.id, board.dots({1: 1}))
        ideas.add_idea(other, board.workshop_id, IdeaDraft("Fremde"))
        assert desk.changed_elsewhere() == News()
        voting.cast_ballot(other, vote_round.id, board.dots({1: 1}))
        history.undo(other, board.workshop_id)
        assert desk.changed_elsewhere() == News()
        voting.cast_ballot(other, vote_round.id, board.dots({1: 1}))
        assert desk.changed_elsewhere() == News(dots)


def test_a_desk_makes_its_profile_and_store(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "new" / "profile")
    assert workshops_at_a_glance(paths) == []
    fresh = open_desk(paths)
    assert workshops.list_workshops(fresh) == []
    fresh.close()
    assert paths.store_file.is_file()


def test_a_store_elsewhere_is_used_instead(profile: Paths, tmp_path: Path) -> None:
    elsewhere = open_desk(profile, f"sqlite:///{tmp_path / 'shared.sqlite'}")
    workshops.create_workshop(elsewhere, "Gemeinsam")
    elsewhere.close()
    own = open_desk(profile)
    assert workshops.list_workshops(own) == []
    own.close()


@pytest.mark.parametrize("url", ["shared", "mysql://x/y", "sqlite", "http://[", "://"])
def test_an_address_of_no_store_is_told(profile: Paths, url: str) -> None:
    with pytest.raises((BadInput, StoreError), match="address"):
        open_desk(profile, url)


def test_the_start_screen_sees_the_workshops_at_a_glance(desk: Desk, board: Board) -> None:
    workshops.create_workshop(desk, "Zweite", WorkshopChange(place="Krone"))
    ideas.remove_idea(desk, board.ids[0])
    desk.close()
    newest, oldest = workshops_at_a_glance(desk.paths)
    assert (newest.title, newest.place, newest.held_on, newest.ideas) == (
        "Zweite",
        "Krone",
        None,
        0,
    )
    assert (oldest.id, oldest.ideas) == (board.workshop_id, 5)


def test_a_glance_at_what_is_no_store_shows_nothing(profile: Paths) -> None:
    profile.store_file.write_bytes(b"no store")
    assert workshops_at_a_glance(profile) == []


def test_an_evening_is_read_whole(desk: Desk, board: Board) -> None:
    agenda.add_step(desk, board.workshop_id, agenda.StepDraft("Ankommen"))
    opened = board.opened()
    evening = evenings.read_evening(desk, board.workshop_id)
    assert evening.workshop == workshops.read_workshop(desk, board.workshop_id)
    assert list(evening.ideas) == ideas.list_ideas(desk, board.workshop_id)
    assert list(evening.clusters) == clusters.list_clusters(desk, board.workshop_id)
    assert [each.title for each in evening.steps] == ["Ankommen"]
    assert evening.rounds == (opened,)
    with pytest.raises(NotFound, match="This workshop does not exist"):
        evenings.read_evening(desk, WorkshopId("nowhere"))
