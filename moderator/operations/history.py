"""Undo, redo and what has happened."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from moderator.errors import CannotUndo, msg
from moderator.events import HistoryMoved
from moderator.storage import journal
from moderator.storage.journal import Entry, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from moderator.domain.ids import WorkshopId
    from moderator.operations.desk import Desk
    from moderator.storage.unit_of_work import Change, Reader, UnitOfWork


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One step: the operation's name and the words that tell it apart (for example `title`)."""

    operation: str
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class History:
    """What undo and redo would do next; None if there is nothing."""

    undo: HistoryStep | None
    redo: HistoryStep | None


def undo(desk: Desk, workshop_id: WorkshopId) -> HistoryStep:
    """Take back the newest step of this actor.

    Raises:
        CannotUndo: there is none, it belongs to a closed round, or others built on it since.
    """
    return _move(desk, workshop_id, Kind.UNDO, journal.next_undo, journal.take_back)


def redo(desk: Desk, workshop_id: WorkshopId) -> HistoryStep:
    """Repeat the step that was taken back last, unless something new was done since.

    Raises:
        CannotUndo: there is none, or it cannot be repeated.
    """
    return _move(desk, workshop_id, Kind.REDO, journal.next_redo, journal.repeat)


def _move(
    desk: Desk,
    workshop_id: WorkshopId,
    kind: Kind,
    find: Callable[[Reader, WorkshopId, str], Entry | None],
    apply: Callable[[UnitOfWork, Entry], list[Change]],
) -> HistoryStep:
    with desk.reading() as reader:
        seen = find(reader, workshop_id, desk.actor)
    if seen is None:
        raise CannotUndo(
            msg("There is nothing to take back.")
            if kind is Kind.UNDO
            else msg("There is nothing to repeat.")
        )
    with desk.doing(seen.operation, workshop_id, kind=kind, reverses=seen.seq) as doing:
        entry = find(doing.work, workshop_id, desk.actor)
        if entry is None or entry.seq != seen.seq:
            raise CannotUndo(msg("Somebody else was quicker."), msg("Please look and try again."))
        apply(doing.work, entry)
        doing.about.update(entry.about)
        doing.tell(HistoryMoved(workshop_id))
    return HistoryStep(entry.operation, entry.about)


def history(desk: Desk, workshop_id: WorkshopId) -> History:
    """Return what undo and redo would do next."""
    with desk.reading() as reader:
        back = journal.next_undo(reader, workshop_id, desk.actor)
        again = journal.next_redo(reader, workshop_id, desk.actor)
    return History(_step(back), _step(again))


def _step(entry: Entry | None) -> HistoryStep | None:
    return HistoryStep(entry.operation, entry.about) if entry else None


def list_entries(desk: Desk, workshop_id: WorkshopId, limit: int = 200) -> list[Entry]:
    """Return the newest journal entries of a workshop."""
    with desk.reading() as reader:
        return list(islice(journal.entries(reader, workshop_id), limit))
