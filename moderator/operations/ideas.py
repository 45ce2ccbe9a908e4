"""Capturing, changing, merging, removing and finding ideas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moderator.domain.codes import CardCode, is_card_code, read_ballot_code, read_card_code
from moderator.domain.ideas import Idea, IdeaDraft
from moderator.domain.ids import ClusterId, IdeaId, WorkshopId, new_id
from moderator.domain.moments import now
from moderator.domain.plain_text import TITLE_LIMIT, clean_body, clean_line, clean_title
from moderator.domain.rounds import RoundState
from moderator.errors import BadInput, NotFound, msg
from moderator.events import IdeaAdded, IdeaChanged
from moderator.operations.clusters import cluster_named
from moderator.operations.workshops import required as required_workshop
from moderator.storage import ballots as stored_ballots
from moderator.storage import ideas as stored
from moderator.storage import receipts
from moderator.storage import rounds as stored_rounds
from moderator.storage.round_keys import code_key
from moderator.storage.sealing import keyed_hash

if TYPE_CHECKING:
    from moderator.operations.desk import Desk, Doing
    from moderator.storage.unit_of_work import Reader, UnitOfWork


@dataclass(frozen=True, slots=True)
class IdeaChange:
    """New values for an idea; None leaves a value as it is, cluster "" takes it out."""

    title: str | None = None
    body: str | None = None
    table: str | None = None
    cluster: str | None = None


def add_idea(desk: Desk, workshop_id: WorkshopId, draft: IdeaDraft, key: str | None = None) -> Idea:
    """Put an idea on the board; its cluster is created if there is none with that heading.

    Args:
        desk: the desk.
        workshop_id: the workshop.
        draft: what is known of the idea; a code must be one of this workshop's blank cards, or
            one never issued here.
        key: the sender's own key; sent again under it, the idea is added only once.

    Raises:
        BadInput: the title is empty, a text too long, the code wrong or taken.
        NotFound: there is no such workshop.
    """
    with desk.doing("add_idea", workshop_id) as doing:
        required_workshop(doing.work, workshop_id)
        digest = keyed_hash(code_key(doing.work, workshop_id), repr(draft)) if key else ""
        if key and (answer := receipts.earlier_answer(doing.work, key, "add_idea", digest)):
            return required(doing.work, IdeaId(answer["idea_id"]))
        idea = put_on_board(doing, workshop_id, draft, stored.next_number(doing.work, workshop_id))
        if key:
            receipts.keep_answer(doing.work, key, "add_idea", digest, {"idea_id": idea.id})
        doing.about["title"] = idea.title
        doing.tell(IdeaAdded(workshop_id, idea.id))
    return idea


def put_on_board(
    doing: Doing, workshop_id: WorkshopId, draft: IdeaDraft, number: int, known_author: str = ""
) -> Idea:
    """Insert the idea that `draft` describes within a transaction; returns it.

    `known_author` is the author's mark where it is known already and not the code itself.
    """
    heading = clean_line(draft.cluster)
    moment = now()
    idea = Idea(
        id=IdeaId(new_id()),
        workshop_id=workshop_id,
        number=number,
        code=_code_for(doing.work, workshop_id, draft.code),
        title=clean_title(draft.title),
        body=clean_body(draft.body),
        table=clean_line(draft.table),
        cluster_id=cluster_named(doing.work, workshop_id, heading) if heading else None,
        position=number,
        origin=draft.origin,
        author_mark=known_author or author_mark(doing.work, workshop_id, draft.author_code),
        source_key=draft.source_key,
        source=draft.source,
        created_at=moment,
        changed_at=moment,
    )
    stored.add(doing.work, idea)
    return idea


def author_mark(work: UnitOfWork, workshop_id: WorkshopId, code: str) -> str:
    """Return the keyed hash of an author's ballot code, empty if none is given.

    Raises:
        BadInput: the code is not one of this workshop.
    """
    if not code.strip():
        return ""
    known = stored_ballots.find_code(work, workshop_id, read_ballot_code(code))
    if known is None:
        raise BadInput(
            msg("This ballot code is not one of this workshop."),
            msg("Please compare it with the voting card."),
        )
    return known.code_hash


def _code_for(work: UnitOfWork, workshop_id: WorkshopId, typed: str) -> CardCode:
    if not typed.strip():
        return stored.free_code(work)
    code = read_card_code(typed)
    card = stored.card_of(work, code)
    if card is not None and (card[1] is not None or card[0] != workshop_id):
        raise BadInput(
            msg("The card {code} already carries an idea."),
            msg("Nothing was changed. Take another card or change that idea."),
            code=code,
        )
    return code


def change_idea(desk: Desk, idea_id: IdeaId, change: IdeaChange) -> Idea:
    """Change what `change` names.

    Raises:
        NotFound: there is no such idea.
        BadInput: a value cannot be used.
    """
    workshop_id = _workshop_of(desk, idea_id)
    with desk.doing("change_idea", workshop_id) as doing:
        before = required(doing.work, idea_id)
        idea = replace(
            before,
            title=before.title if change.title is None else clean_title(change.title),
            body=before.body if change.body is None else clean_body(change.body),
            table=before.table if change.table is None else clean_line(change.table),
            cluster_id=_cluster(doing.work, before, change.cluster),
        )
        if idea != before:
            idea = replace(idea, changed_at=now())
            stored.save(doing.work, idea)
            doing.about["title"] = idea.title
            doing.tell(IdeaChanged(workshop_id, idea_id))
    return idea


def _cluster(work: UnitOfWork, idea: Idea, heading: str | None) -> ClusterId | None:
    if heading is None:
        return idea.cluster_id
    heading = clean_line(heading)
    return cluster_named(work, idea.workshop_id, heading) if heading else None


def remove_idea(desk: Desk, idea_id: IdeaId) -> None:
    """Take an idea from the board; it keeps number and code, and old results still show it.

    Raises:
        NotFound: there is no such idea.
        BadInput: people are just voting on it.
    """
    workshop_id = _workshop_of(desk, idea_id)
    with desk.doing("remove_idea", workshop_id) as doing:
        idea = required(doing.work, idea_id)
        _refuse_while_voting(doing.work, idea)
        moment = now()
        stored.save(doing.work, replace(idea, removed_at=moment, changed_at=moment))
        doing.about["title"] = idea.title
        doing.tell(IdeaChanged(workshop_id, idea_id))


def mark_duplicate(desk: Desk, idea_id: IdeaId, of: IdeaId | None) -> Idea:
    """Merge an idea into the one `of` (None: take it out again); the card is kept and linked.

    Raises:
        NotFound: there is no such idea, or `of` was taken from the board.
        BadInput: it would point to itself or in a circle, or people are just voting on it.
    """
    workshop_id = _workshop_of(desk, idea_id)
    with desk.doing("mark_duplicate", workshop_id) as doing:
        idea = required(doing.work, idea_id)
        _refuse_while_voting(doing.work, idea)
        if of is not None:
            _refuse_circle(doing.work, idea, of)
        idea = replace(idea, duplicate_of=of, changed_at=now())
        stored.save(doing.work, idea)
        doing.about["title"] = idea.title
        doing.tell(IdeaChanged(workshop_id, idea_id))
    return idea


def _refuse_circle(work: UnitOfWork, idea: Idea, of: IdeaId) -> None:
    target: Idea | None = required(work, of)
    # Merged into a card that is off the board, the idea would be nowhere to be seen.
    if target is not None and (target.workshop_id != idea.workshop_id or target.removed_at):
        raise NotFound(msg("This idea does not exist any more."))
    while target is not None:
        if target.id == idea.id:
            raise BadInput(msg("An idea cannot be merged into itself."))
        target = stored.read(work, target.duplicate_of) if target.duplicate_of else None


def _refuse_while_voting(work: UnitOfWork, idea: Idea) -> None:
    for vote_round in stored_rounds.list_all(work, idea.workshop_id):
        if vote_round.state is RoundState.OPEN and idea.id in stored_rounds.read_options(
            work, vote_round.id
        ):
            raise BadInput(
                msg("People are voting on this idea in “{round}”."),
                msg("Nothing was changed. Close the round first."),
                round=vote_round.title,
            )


def read_idea(desk: Desk, idea_id: IdeaId) -> Idea:
    """Return an idea.

    Raises:
        NotFound: there is no such idea.
    """
    with desk.reading() as reader:
        return required(reader, idea_id)


def required(reader: Reader, idea_id: IdeaId) -> Idea:
    """Return an idea within a transaction.

    Raises:
        NotFound: there is no such idea.
    """
    idea = stored.read(reader, idea_id)
    if idea is None:
        raise NotFound(msg("This idea does not exist any more."))
    return idea


def _workshop_of(desk: Desk, idea_id: IdeaId) -> WorkshopId:
    return read_idea(desk, idea_id).workshop_id


def list_ideas(desk: Desk, workshop_id: WorkshopId) -> list[Idea]:
    """Return the ideas on the board by number."""
    with desk.reading() as reader:
        return stored.list_board(reader, workshop_id)


def search_ideas(desk: Desk, workshop_id: WorkshopId, text: str) -> list[Idea]:
    """Return ideas on the board with words that begin as those of `text`, the best first.

    Raises:
        BadInput: `text` is too long or not readable text.
    """
    words = clean_line(text, TITLE_LIMIT)
    with desk.reading() as reader:
        return stored.search(reader, workshop_id, words)


def find_idea(desk: Desk, workshop_id: WorkshopId, text: str) -> Idea:
    """Return the idea with this number, card code or card address.

    Raises:
        NotFound: there is none in this workshop.
    """
    with desk.reading() as reader:
        return idea_named(reader, workshop_id, text)


def idea_named(reader: Reader, workshop_id: WorkshopId, text: str) -> Idea:
    """Return the idea with this number, card code or card address, within a transaction.

    Raises:
        NotFound: there is none in this workshop.
    """
    named = text.strip().removeprefix("#")
    found = None
    if named.isascii() and named.isdigit() and len(named) < CARD_DIGITS:
        found = stored.by_number(reader, workshop_id, int(named))
    if found is None and is_card_code(named.rsplit("/", maxsplit=1)[-1]):
        found = stored.by_code(reader, read_card_code(named))
    if found is None or found.workshop_id != workshop_id:
        raise NotFound(
            msg("There is no idea “{text}” in this workshop."),
            msg("Use its number or the code on its card."),
            text=text[:40],
        )
    return found


CARD_DIGITS = 10
"""Numbers are shorter than this; a card code of digits only is looked up as a code too."""


def card_is_blank(desk: Desk, workshop_id: WorkshopId, text: str) -> bool:
    """Tell whether `text` is the code of a blank card of this workshop."""
    tail = text.strip().rsplit("/", maxsplit=1)[-1]
    if not is_card_code(tail):
        return False
    with desk.reading() as reader:
        return stored.card_of(reader, read_card_code(tail)) == (workshop_id, None)
