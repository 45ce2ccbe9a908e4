"""Who wants to join in on an idea."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.domain.moments import now
from moderator.domain.offers import Interest
from moderator.domain.plain_text import clean_line
from moderator.errors import BadInput, msg
from moderator.events import CommentsChanged
from moderator.operations import ideas
from moderator.storage import interests as stored
from moderator.storage import receipts
from moderator.storage.round_keys import code_key, known_code_key
from moderator.storage.sealing import keyed_hash

if TYPE_CHECKING:
    from moderator.domain.ideas import Idea
    from moderator.domain.ids import IdeaId, WorkshopId
    from moderator.operations.desk import Desk, Doing

LONGEST_PERSON = 200


def join_in(
    desk: Desk, idea_id: IdeaId, person: str, *, name: str = "", key: str | None = None
) -> None:
    """Note that a person wants to join in on an idea; said twice, it is noted once.

    Args:
        desk: the desk.
        idea_id: the idea.
        person: what tells people apart, as a voting code or a secret of the phone; only its keyed
            hash is kept.
        name: as the person wants to be called, may be empty.
        key: the sender's own key; sent again under it, nothing more happens.

    Raises:
        BadInput: the name is too long, or nothing tells who it is.
        NeedsDecision: the key was used for something else.
        NotFound: there is no such idea.
    """
    with desk.doing("join_in", None) as doing:
        step = _Step.begin(doing, idea_id, person, name=name)
        if not step.was_done(key):
            interest = Interest(idea_id, step.mark, clean_line(name), now())
            stored.save(doing.work, step.workshop_id, interest)
            step.finish(key)


def stay_out(desk: Desk, idea_id: IdeaId, person: str, *, key: str | None = None) -> None:
    """Take back what `join_in` noted; nothing happens if it was not.

    Raises:
        BadInput: nothing tells who it is.
        NeedsDecision: the key was used for something else.
        NotFound: there is no such idea.
    """
    with desk.doing("stay_out", None) as doing:
        step = _Step.begin(doing, idea_id, person)
        if not step.was_done(key):
            stored.drop(doing.work, idea_id, step.mark)
            step.finish(key)


@dataclass(frozen=True, slots=True)
class _Step:
    """What joining in and staying out have in common.

    Attributes:
        mark: keyed hash of the person.
        digest: of all that is asked for, to know it again under the same key.
    """

    doing: Doing
    idea: Idea
    mark: str
    digest: str

    @classmethod
    def begin(cls, doing: Doing, idea_id: IdeaId, person: str, *, name: str = "") -> _Step:
        idea = ideas.required(doing.work, idea_id)
        doing.belongs_to(idea.workshop_id)
        code = code_key(doing.work, idea.workshop_id)
        mark = keyed_hash(code, _checked(person))
        return cls(doing, idea, mark, keyed_hash(code, repr((idea_id, mark, name))))

    @property
    def workshop_id(self) -> WorkshopId:
        return self.idea.workshop_id

    def was_done(self, key: str | None) -> bool:
        if key is None:
            return False
        operation = self.doing.task.operation
        return receipts.earlier_answer(self.doing.work, key, operation, self.digest) is not None

    def finish(self, key: str | None) -> None:
        if key is not None:
            operation = self.doing.task.operation
            receipts.keep_answer(self.doing.work, key, operation, self.digest, {})
        self.doing.about["title"] = self.idea.title
        self.doing.tell(CommentsChanged(self.workshop_id, self.idea.id))


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
