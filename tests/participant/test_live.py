"""The small answer that pages ask for again and again, and how fresh it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from moderator.domain.ideas import IdeaDraft
from moderator.domain.offers import CommentState
from moderator.errors import NotFound, StoreBusy
from moderator.operations import ideas, rounds, workshops
from moderator.operations.comments import add_comment, settle_comment
from moderator.operations.phone_doors import DoorChange, change_door
from moderator.participant import live
from moderator.participant.presence import HERE_FOR, Presence, count_phones
from moderator.participant.room import Room, read_room

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board
    from tests.fakes.phone_servers import Phone, RunningServer


def versions(server: RunningServer) -> tuple[str, str]:
    server.catch_up()
    told = server.phone().get("/live").json()
    return told["version"], told["dots"]


def test_a_phone_that_knows_the_state_is_told_so(phone: Phone) -> None:
    first = phone.get("/live")
    etag = first.headers["etag"]
    again = phone.get("/live", headers={"if-none-match": f'"other", W/{etag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == etag
    assert phone.get("/live", headers={"if-none-match": '"other"'}).content == first.content


def test_everything_phones_see_changes_the_version(server: RunningServer, board: Board) -> None:
    desk, workshop_id = board.desk, board.workshop_id
    seen = [versions(server)]

    def note() -> None:
        seen.append(versions(server))

    idea = ideas.add_idea(desk, workshop_id, IdeaDraft("Neu"))
    note()
    ideas.change_idea(desk, idea.id, ideas.IdeaChange(title="Neuer"))
    note()
    comment = add_comment(desk, idea.id, "Ja")
    settle_comment(desk, comment.id, CommentState.SHOWN)
    note()
    change_door(desk, workshop_id, DoorChange(open_joining=True))
    note()
    vote = board.opened("dots=5,hidden")
    note()
    rounds.close_round(desk, vote.id)
    note()
    workshops.change_workshop(desk, workshop_id, workshops.WorkshopChange(title="Anders"))
    note()
    only_versions = [version for version, _ in seen]
    assert len(set(only_versions)) == len(only_versions)


def test_votes_change_only_what_is_shown_of_them(server: RunningServer, board: Board) -> None:
    hidden = board.opened("dots=5,hidden", title="Geheim")
    before = versions(server)
    board.cast(hidden, {1: 1})
    assert versions(server) == before
    shown = board.opened("dots=5", title="Offen")
    before = versions(server)
    board.cast(shown, {1: 1})
    after = versions(server)
    assert after[0] == before[0]
    assert after[1] != before[1]


def test_the_version_is_the_same_after_a_restart(
    server: RunningServer, board: Board, desk: Desk
) -> None:
    assert read_room(desk, board.workshop_id).version == versions(server)[0]


def test_what_a_phone_has_sent_it_sees_at_once(phone: Phone, board: Board) -> None:
    change_door(board.desk, board.workshop_id, DoorChange(ideas_wait=False))
    for n in range(5):
        phone.post("/idea", data={"key": f"k{n}", "title": f"Sofort {n}"})
        assert f"Sofort {n}" in phone.get("/").text


def test_a_workshop_that_was_deleted_is_told_to_be_gone(
    server: RunningServer, board: Board
) -> None:
    workshops.delete_workshop(board.desk, board.workshop_id)
    with pytest.raises(NotFound):
        server.catch_up()
    phone = server.phone()
    assert phone.get("/").status_code == 404
    assert phone.get("/live").status_code == 404
    assert phone.say("/idea", title="x", key="k").status_code == 404


def test_phones_are_counted_for_half_a_minute() -> None:
    now = 0.0
    presence = Presence(clock=lambda: now)
    presence.note("10.0.0.1", "")
    presence.note("10.0.0.1", "ballot=AAA")
    presence.note("10.0.0.2", "")
    presence.note("10.0.0.3", "ballot=BBB")
    presence.note("10.0.0.3", "language=de; ballot=CCC; x=y")
    presence.note("10.0.0.3", "ballot=CCC" + "; x=y" * 10_000)
    assert count_phones(presence.seen()) == 4
    now = HERE_FOR
    presence.note("10.0.0.3", "ballot=BBB")
    assert count_phones(presence.seen()) == 1


def test_a_reading_that_fails_is_made_up_for(
    server: RunningServer, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = iter([RuntimeError("first"), StoreBusy("second")])

    def sometimes(*args: Any) -> Room:
        for failure in failures:
            raise failure
        return read_room(*args)

    monkeypatch.setattr(live, "read_room", sometimes)
    ideas.add_idea(board.desk, board.workshop_id, IdeaDraft("Trotzdem"))
    server.catch_up()
    assert "Trotzdem" in server.phone().get("/").text
