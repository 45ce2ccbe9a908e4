"""Creating, finding, changing and deleting workshops."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moderator.domain.ids import WorkshopId, new_id
from moderator.domain.moments import now
from moderator.domain.naming import things_named
from moderator.domain.plain_text import clean_line, clean_title
from moderator.domain.workshops import Language, Workshop
from moderator.errors import BadInput, NotFound, msg
from moderator.events import WorkshopChanged
from moderator.storage import rounds as stored_rounds
from moderator.storage import workshops as stored
from moderator.storage.journal import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from moderator.domain.rounds import VoteRound
    from moderator.domain.rules import VoteRule
    from moderator.operations.desk import Desk
    from moderator.storage.unit_of_work import Reader

MOST_PARTICIPANTS = 100_000


@dataclass(frozen=True, slots=True)
class WorkshopSummary:
    """A workshop with the number of ideas on its board and its rounds."""

    workshop: Workshop
    ideas: int
    rounds: tuple[VoteRound, ...]


@dataclass(frozen=True, slots=True)
class WorkshopChange:
    """New values for a workshop; None leaves a value as it is."""

    title: str | None = None
    place: str | None = None
    held_on: date | None = None
    language: Language | None = None
    rule: VoteRule | None = None
    participants: int | None = None


def create_workshop(
    desk: Desk,
    title: str,
    change: WorkshopChange | None = None,
    source: Mapping[str, str] | None = None,
) -> Workshop:
    """Create a workshop.

    It is where its history begins: undo goes back to here, `delete_workshop` takes it away.

    Args:
        desk: the desk.
        title: its title.
        change: what is known beside the title.
        source: facts to keep with it from the start.

    Raises:
        BadInput: a value cannot be used.
    """
    fresh = Workshop(id=WorkshopId(new_id()), title=clean_title(title), created_at=now())
    workshop = replace(_changed(fresh, change or WorkshopChange()), source=dict(source or {}))
    with desk.doing("create_workshop", workshop.id, kind=Kind.FINAL) as doing:
        stored.save(doing.work, workshop)
        doing.about["title"] = workshop.title
        doing.tell(WorkshopChanged(workshop.id))
    return workshop


def change_workshop(desk: Desk, workshop_id: WorkshopId, change: WorkshopChange) -> Workshop:
    """Change what `change` names.

    Raises:
        NotFound: there is no such workshop.
        BadInput: a value cannot be used.
    """
    with desk.doing("change_workshop", workshop_id) as doing:
        workshop = _changed(required(doing.work, workshop_id), change)
        stored.save(doing.work, workshop)
        doing.about["title"] = workshop.title
        doing.tell(WorkshopChanged(workshop_id))
    return workshop


def _changed(workshop: Workshop, change: WorkshopChange) -> Workshop:
    people = change.participants
    check_people(people)
    return replace(
        workshop,
        title=workshop.title if change.title is None else clean_title(change.title),
        place=workshop.place if change.place is None else clean_line(change.place, 200),
        held_on=change.held_on or workshop.held_on,
        language=change.language or workshop.language,
        rule=change.rule or workshop.rule,
        participants=workshop.participants if people is None else people or None,
    )


def check_people(people: int | None) -> None:
    """Refuse a number of people that no evening has; None and 0 are unknown.

    Raises:
        BadInput: it is negative or too large.
    """
    if people is not None and not 0 <= people <= MOST_PARTICIPANTS:
        raise BadInput(
            msg("The number of people must lie between 0 and {most}."), most=MOST_PARTICIPANTS
        )


def delete_workshop(desk: Desk, workshop_id: WorkshopId) -> None:
    """Delete a workshop with everything in it; this cannot be undone.

    Raises:
        NotFound: there is no such workshop.
    """
    with desk.doing("delete_workshop", workshop_id, kind=Kind.FINAL) as doing:
        required(doing.work, workshop_id)
        stored.delete_whole(doing.work, workshop_id)
        doing.tell(WorkshopChanged(workshop_id))


def read_workshop(desk: Desk, workshop_id: WorkshopId) -> Workshop:
    """Return a workshop.

    Raises:
        NotFound: there is no such workshop.
    """
    with desk.reading() as reader:
        return required(reader, workshop_id)


def required(reader: Reader, workshop_id: WorkshopId) -> Workshop:
    """Return a workshop within a transaction.

    Raises:
        NotFound: there is no such workshop.
    """
    workshop = stored.read(reader, workshop_id)
    if workshop is None:
        raise NotFound(msg("This workshop does not exist any more."), msg("Choose another one."))
    return workshop


def list_workshops(desk: Desk) -> list[WorkshopSummary]:
    """Return all workshops, the newest first."""
    with desk.reading() as reader:
        counts = stored.idea_counts(reader)
        rounds: dict[WorkshopId, list[VoteRound]] = {}
        for each in stored_rounds.list_all(reader):
            rounds.setdefault(each.workshop_id, []).append(each)
        return [
            WorkshopSummary(each, counts.get(each.id, 0), tuple(rounds.get(each.id, ())))
            for each in stored.list_all(reader)
        ]


def find_workshop(desk: Desk, text: str) -> Workshop:
    """Return the workshop named by its id, a unique beginning of it, or its exact title.

    Raises:
        NotFound: none or several fit.
    """
    with desk.reading() as reader:
        found = things_named(text, stored.list_all(reader))
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(
            msg("“{text}” fits {n} workshops."), msg("Use the id instead."), text=text, n=len(found)
        )
    raise NotFound(
        msg("There is no workshop “{text}”."),
        msg("See them all with: moderator workshop list."),
        text=text[:80],
    )
