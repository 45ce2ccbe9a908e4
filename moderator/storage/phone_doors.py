"""The door for phones and the addresses that lead to it, a row each per workshop that has any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.moments import moment_text, read_moment
from moderator.domain.phone_doors import PhoneAddresses, PhoneDoor
from moderator.storage import tables

if TYPE_CHECKING:
    from moderator.domain.ids import WorkshopId
    from moderator.storage.unit_of_work import Reader, UnitOfWork

_table = tables.phone_doors
_addresses = tables.phone_addresses


def read(reader: Reader, workshop_id: WorkshopId) -> PhoneDoor:
    """Return the door of a workshop; as it comes, if nobody changed it."""
    row = reader.read(_table, workshop_id)
    if row is None:
        return PhoneDoor()
    return PhoneDoor(
        ideas_wait=bool(row["ideas_wait"]),
        comments_wait=bool(row["comments_wait"]),
        open_joining=bool(row["open_joining"]),
    )


def save(work: UnitOfWork, workshop_id: WorkshopId, door: PhoneDoor) -> None:
    """Keep the door of a workshop."""
    work.put(
        _table,
        {
            "workshop_id": workshop_id,
            "ideas_wait": int(door.ideas_wait),
            "comments_wait": int(door.comments_wait),
            "open_joining": int(door.open_joining),
        },
    )


def read_addresses(reader: Reader, workshop_id: WorkshopId) -> PhoneAddresses:
    """Return what is known of the addresses that lead to a workshop."""
    row = reader.read(_addresses, workshop_id)
    if row is None:
        return PhoneAddresses()
    # One column for all of them: an address has no blanks.
    printed, *before = str(row["printed"]).split() or [""]
    return PhoneAddresses(
        printed=printed,
        printed_before=tuple(before),
        proven=str(row["proven"]),
        proven_at=read_moment(str(row["proven_at"])) if row["proven_at"] else None,
    )


def save_addresses(work: UnitOfWork, workshop_id: WorkshopId, addresses: PhoneAddresses) -> None:
    """Keep what is known of the addresses that lead to a workshop."""
    work.put(
        _addresses,
        {
            "workshop_id": workshop_id,
            "printed": " ".join(addresses.all_printed),
            "proven": addresses.proven,
            "proven_at": moment_text(addresses.proven_at) if addresses.proven_at else None,
        },
    )
