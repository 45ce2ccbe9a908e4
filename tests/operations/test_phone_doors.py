from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.phone_doors import PhoneAddresses, PhoneDoor
from moderator.events import PhoneDoorChanged
from moderator.operations import history
from moderator.operations.phone_doors import (
    DoorChange,
    change_door,
    note_printed_address,
    note_proof,
    read_addresses,
    read_door,
)

if TYPE_CHECKING:
    from moderator.events import Event
    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board

HOTSPOT = "http://192.168.137.1"


def test_as_it_comes_everything_waits_for_a_glance_and_needs_a_card(
    desk: Desk, board: Board
) -> None:
    assert read_door(desk, board.workshop_id) == PhoneDoor(
        ideas_wait=True, comments_wait=True, open_joining=False
    )
    assert read_addresses(desk, board.workshop_id) == PhoneAddresses()


def test_a_change_is_kept_told_and_can_be_taken_back(desk: Desk, board: Board) -> None:
    told: list[Event] = []
    desk.bus.subscribe(told.append)
    changed = change_door(desk, board.workshop_id, DoorChange(open_joining=True))
    assert changed == PhoneDoor(open_joining=True)
    assert read_door(desk, board.workshop_id) == changed
    assert PhoneDoorChanged(board.workshop_id) in told
    history.undo(desk, board.workshop_id)
    assert read_door(desk, board.workshop_id) == PhoneDoor()


def test_what_was_printed_and_proven_is_a_fact_and_no_step(desk: Desk, board: Board) -> None:
    change_door(desk, board.workshop_id, DoorChange(ideas_wait=False))
    note_printed_address(desk, board.workshop_id, HOTSPOT)
    addresses = note_proof(desk, board.workshop_id, HOTSPOT)
    assert (addresses.printed, addresses.proven) == (HOTSPOT, HOTSPOT)
    assert addresses.proven_at is not None
    assert history.undo(desk, board.workshop_id).operation == "change_phone_door"
    assert read_addresses(desk, board.workshop_id) == addresses


def test_earlier_addresses_stay_known_because_their_cards_still_hang(
    desk: Desk, board: Board
) -> None:
    for address in ("http://10.0.0.1", HOTSPOT, "http://10.0.0.2", HOTSPOT):
        note_printed_address(desk, board.workshop_id, address)
    known = read_addresses(desk, board.workshop_id)
    assert known.printed == HOTSPOT
    assert known.all_printed == (HOTSPOT, "http://10.0.0.2", "http://10.0.0.1")
    for number in range(9):
        note_printed_address(desk, board.workshop_id, f"http://10.0.1.{number}")
    known = read_addresses(desk, board.workshop_id)
    assert known.all_printed == tuple(f"http://10.0.1.{number}" for number in (8, 7, 6, 5, 4))
