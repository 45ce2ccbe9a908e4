"""How far the door for phones stands open, and which address leads to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moderator.domain.moments import now
from moderator.domain.plain_text import clean_line
from moderator.events import PhoneDoorChanged
from moderator.operations.desk import Actor
from moderator.operations.workshops import required as required_workshop
from moderator.storage import phone_doors as stored

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.domain.ids import WorkshopId
    from moderator.domain.phone_doors import PhoneAddresses, PhoneDoor
    from moderator.operations.desk import Desk

LONGEST_ADDRESS = 200


@dataclass(frozen=True, slots=True)
class DoorChange:
    """New values for the door; None leaves a value as it is."""

    ideas_wait: bool | None = None
    comments_wait: bool | None = None
    open_joining: bool | None = None


def read_door(desk: Desk, workshop_id: WorkshopId) -> PhoneDoor:
    """Return how far the door for phones stands open."""
    with desk.reading() as reader:
        return stored.read(reader, workshop_id)


def change_door(desk: Desk, workshop_id: WorkshopId, change: DoorChange) -> PhoneDoor:
    """Change what `change` names.

    Raises:
        NotFound: there is no such workshop.
    """
    with desk.doing("change_phone_door", workshop_id) as doing:
        required_workshop(doing.work, workshop_id)
        before = stored.read(doing.work, workshop_id)
        door = replace(
            before,
            ideas_wait=before.ideas_wait if change.ideas_wait is None else change.ideas_wait,
            comments_wait=before.comments_wait
            if change.comments_wait is None
            else change.comments_wait,
            open_joining=before.open_joining
            if change.open_joining is None
            else change.open_joining,
        )
        if door != before:
            stored.save(doing.work, workshop_id, door)
            doing.tell(PhoneDoorChanged(workshop_id))
    return door


def read_addresses(desk: Desk, workshop_id: WorkshopId) -> PhoneAddresses:
    """Return what is known of the addresses that lead phones to a workshop."""
    with desk.reading() as reader:
        return stored.read_addresses(reader, workshop_id)


def note_printed_address(desk: Desk, workshop_id: WorkshopId, address: str) -> PhoneAddresses:
    """Remember the address that stands on posters and cards, to warn when it changes.

    Addresses printed before stay known: their cards still hang on the wall.

    Raises:
        BadInput: the address is too long or not readable text.
        NotFound: there is no such workshop.
    """
    printed = "".join(clean_line(address, LONGEST_ADDRESS).split())
    return _note(
        desk, workshop_id, "note_printed_address", lambda known: known.after_printing(printed)
    )


def note_proof(desk: Desk, workshop_id: WorkshopId, address: str) -> PhoneAddresses:
    """Remember that a real phone has arrived at `address`, read the test page and answered.

    Raises:
        BadInput: the address is too long or not readable text.
        NotFound: there is no such workshop.
    """
    proven = clean_line(address, LONGEST_ADDRESS)
    return _note(
        desk,
        workshop_id,
        "note_phone_proof",
        lambda known: replace(known, proven=proven, proven_at=now()),
    )


def _note(
    desk: Desk,
    workshop_id: WorkshopId,
    operation: str,
    change: Callable[[PhoneAddresses], PhoneAddresses],
) -> PhoneAddresses:
    # Facts, not steps: taking back the last step must not mean to forget what hangs on the wall.
    program = replace(desk, actor=Actor.PROGRAM)
    with program.doing(operation, workshop_id) as doing:
        required_workshop(doing.work, workshop_id)
        before = stored.read_addresses(doing.work, workshop_id)
        addresses = change(before)
        if addresses != before:
            stored.save_addresses(doing.work, workshop_id, addresses)
            doing.tell(PhoneDoorChanged(workshop_id))
    return addresses
