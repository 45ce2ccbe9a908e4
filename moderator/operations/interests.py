"""Who wants to join in on an idea."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.moments import now
from moderator.domain.offers import Interest
from moderator.domain.plain_text import clean_line
from moderator.errors import BadInput, msg
from moderator.events import CommentsChanged
from moderator.operations import ideas
from moderator.storage import interests as stored
from moderator.storage.round_keys import code_key, known_code_key
from moderator.storage.sealing import keyed_hash

if TYPE_CHECKING:
    from moderator.domain.ids import IdeaId, WorkshopId
    from moderator.operations.desk import Desk

LONGEST_PERSON = 200


def join_in(desk: Desk, idea_id: IdeaId, person: str, *, name: str = "") -> None:
    """Note that a person wants to join in on an idea; said twice, it is noted once.

    Args:
        desk: the desk.
        idea_id: the idea.
        person: what tells people apart, as a voting code or a secret of the phone; only its keyed
            hash is kept.
        name: as the person wants to be called, may be empty.

    Raises:
        BadInput: the name is too long, or nothing tells who it is.
        NotFound: there is no such idea.
    """
    with desk.doing("join_in", None) as doing:
        idea = ideas.required(doing.work, idea_id)
        workshop_id = idea.workshop_id
        doing.belongs_to(workshop_id)
        mark = keyed_hash(code_key(doing.work, workshop_id), _checked(person))
        stored.save(doing.work, workshop_id, Interest(idea_id, mark, clean_line(name), now()))
        doing.about["title"] = idea.title
        doing.tell(CommentsChanged(workshop_id, idea_id))


def stay_out(desk: Desk, idea_id: IdeaId, person: str) -> None:
    """Take back what `join_in` noted; nothing happens if it was not.

    Raises:
        BadInput: nothing tells who it is.
        NotFound: there is no such idea.
    """
    with desk.doing("stay_out", None) as doing:
        idea = ideas.required(doing.work, idea_id)
        workshop_id = idea.workshop_id
        doing.belongs_to(workshop_id)
        mark = keyed_hash(code_key(doing.work, workshop_id), _checked(person))
        stored.drop(doing.work, idea_id, mark)
        doing.about["title"] = idea.title
        doing.tell(CommentsChanged(workshop_id, idea_id))


def _checked(person: str) -> str:
    if not 0 < len(person) <= LONGEST_PERSON:
        raise BadInput(msg("This phone could not be told apart from others."))
    return f"person {person}"


def has_joined(desk: Desk, idea_id: IdeaId, person: str) -> bool:
    """Tell whether a person wants to join in on an idea."""
    with desk.reading() as reader:
        idea = ideas.required(reader, idea_id)
        key = known_code_key(reader, idea.workshop_id)
        return key is not None and stored.is_there(
            reader, idea_id, keyed_hash(key, _checked(person))
        )


def list_interests(desk: Desk, workshop_id: WorkshopId) -> dict[IdeaId, tuple[Interest, ...]]:
    """Return who wants to join in, by idea, the first to say so first."""
    with desk.reading() as reader:
        found: dict[IdeaId, tuple[Interest, ...]] = {}
        for interest in stored.list_in(reader, workshop_id):
            found[interest.idea_id] = (*found.get(interest.idea_id, ()), interest)
        return found
