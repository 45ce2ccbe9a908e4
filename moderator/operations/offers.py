"""Ideas that phones send: straight to the board, or waiting for the moderator's glance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moderator.domain.codes import CardCode
from moderator.domain.ideas import IdeaDraft, Origin
from moderator.domain.ids import OfferId, new_id
from moderator.domain.moments import now
from moderator.domain.offers import Offer, OfferState, SentIdea
from moderator.domain.plain_text import clean_body, clean_line, clean_title
from moderator.errors import BadInput, NotFound, msg
from moderator.events import IdeaAdded, OffersChanged
from moderator.operations import ideas
from moderator.operations.pictures import give_to_idea, put_in_inbox
from moderator.operations.workshops import required as required_workshop
from moderator.storage import ideas as stored_ideas
from moderator.storage import offers as stored
from moderator.storage import phone_doors, receipts
from moderator.storage.round_keys import code_key
from moderator.storage.sealing import keyed_hash

if TYPE_CHECKING:
    from moderator.domain.ideas import Idea
    from moderator.domain.ids import WorkshopId
    from moderator.domain.offers import OfferDraft
    from moderator.operations.desk import Desk, Doing
    from moderator.operations.ideas import IdeaChange
    from moderator.storage.unit_of_work import Reader

MOST_WAITING = 2000
"""Offers that wait at most: beyond this nobody is looking, and a flood stays outside."""


def send_idea(
    desk: Desk, workshop_id: WorkshopId, draft: OfferDraft, key: str | None = None
) -> SentIdea:
    """Take in an idea from a phone: to the board, or to wait, as the moderator chose.

    Args:
        desk: the desk.
        workshop_id: the workshop.
        draft: what was typed.
        key: the sender's own key; sent again under it, the idea is there only once.

    Raises:
        BadInput: the title is empty, a text too long, or too many are waiting.
        NeedsDecision: the key was used for something else.
        NotFound: there is no such workshop.
    """
    with desk.doing("send_idea", workshop_id) as doing:
        required_workshop(doing.work, workshop_id)
        digest = _digest(doing, workshop_id, draft) if key else ""
        if key and (given := receipts.earlier_answer(doing.work, key, "send_idea", digest)):
            return _told(given)
        offer = _put_before_moderator(doing, workshop_id, draft)
        sent = SentIdea(offer.id, waiting=True)
        if not phone_doors.read(doing.work, workshop_id).ideas_wait:
            idea = _put_on_board(doing, offer)
            sent = SentIdea(offer.id, waiting=False, code=idea.code)
        if key:
            answer = {"offer_id": sent.offer_id, "waiting": sent.waiting, "code": sent.code}
            receipts.keep_answer(doing.work, key, "send_idea", digest, answer)
        doing.about["title"] = offer.title
    return sent


def _digest(doing: Doing, workshop_id: WorkshopId, draft: OfferDraft) -> str:
    came = draft.picture.came_as if draft.picture else ""
    content = repr((draft.title, draft.body, draft.table, draft.author_code, came))
    return keyed_hash(code_key(doing.work, workshop_id), content)


def _told(given: dict[str, object]) -> SentIdea:
    code = given["code"]
    return SentIdea(
        OfferId(str(given["offer_id"])),
        waiting=bool(given["waiting"]),
        code=CardCode(str(code)) if code else None,
    )


def _put_before_moderator(doing: Doing, workshop_id: WorkshopId, draft: OfferDraft) -> Offer:
    if len(stored.list_in(doing.work, workshop_id, OfferState.WAITING)) >= MOST_WAITING:
        raise BadInput(
            msg("Too many ideas are waiting to be looked at."),
            msg("Please tell the moderator and send it again later."),
        )
    picture = put_in_inbox(doing, workshop_id, draft.picture) if draft.picture else None
    offer = Offer(
        id=OfferId(new_id()),
        workshop_id=workshop_id,
        title=clean_title(draft.title),
        body=clean_body(draft.body),
        table=clean_line(draft.table),
        state=OfferState.WAITING,
        sent_at=now(),
        picture_id=picture.id if picture else None,
        author_mark=ideas.author_mark(doing.work, workshop_id, draft.author_code),
    )
    stored.save(doing.work, offer)
    doing.tell(OffersChanged(workshop_id))
    return offer


def _put_on_board(doing: Doing, offer: Offer, change: IdeaChange | None = None) -> Idea:
    number = stored_ideas.next_number(doing.work, offer.workshop_id)
    draft = IdeaDraft(
        title=offer.title if change is None or change.title is None else change.title,
        body=offer.body if change is None or change.body is None else change.body,
        table=offer.table if change is None or change.table is None else change.table,
        cluster=(change.cluster or "") if change else "",
        origin=Origin.PHONE,
    )
    idea = ideas.put_on_board(doing, offer.workshop_id, draft, number, offer.author_mark)
    if offer.picture_id:
        give_to_idea(doing, offer.picture_id, idea.id)
    stored.save(doing.work, replace(offer, state=OfferState.TAKEN, idea_id=idea.id))
    doing.tell(IdeaAdded(offer.workshop_id, idea.id))
    doing.tell(OffersChanged(offer.workshop_id))
    return idea


def take_offer(desk: Desk, offer_id: OfferId, change: IdeaChange | None = None) -> Idea:
    """Put a waiting idea on the board, with the changes of `change` if there are any.

    Raises:
        NotFound: there is no such offer.
        BadInput: it is on the board already, or a value cannot be used.
    """
    workshop_id = read_offer(desk, offer_id).workshop_id
    with desk.doing("take_offer", workshop_id) as doing:
        offer = required(doing.work, offer_id)
        if offer.state is OfferState.TAKEN:
            raise BadInput(msg("This idea is on the board already."))
        idea = _put_on_board(doing, offer, change)
        doing.about["title"] = idea.title
    return idea


def decline_offer(desk: Desk, offer_id: OfferId) -> Offer:
    """Put a waiting idea aside; it can be taken later.

    Raises:
        NotFound: there is no such offer.
        BadInput: it is on the board already.
    """
    workshop_id = read_offer(desk, offer_id).workshop_id
    with desk.doing("decline_offer", workshop_id) as doing:
        offer = required(doing.work, offer_id)
        if offer.state is OfferState.TAKEN:
            raise BadInput(msg("This idea is on the board already."))
        offer = replace(offer, state=OfferState.DECLINED)
        stored.save(doing.work, offer)
        doing.about["title"] = offer.title
        doing.tell(OffersChanged(workshop_id))
    return offer


def read_offer(desk: Desk, offer_id: OfferId) -> Offer:
    """Return an offer.

    Raises:
        NotFound: there is no such offer.
    """
    with desk.reading() as reader:
        return required(reader, offer_id)


def required(reader: Reader, offer_id: OfferId) -> Offer:
    """Return an offer within a transaction.

    Raises:
        NotFound: there is no such offer.
    """
    offer = stored.read(reader, offer_id)
    if offer is None:
        raise NotFound(msg("This idea does not exist any more."))
    return offer


def list_offers(
    desk: Desk, workshop_id: WorkshopId, state: OfferState = OfferState.WAITING
) -> list[Offer]:
    """Return the ideas that phones sent, the oldest first; without more words those waiting."""
    with desk.reading() as reader:
        return stored.list_in(reader, workshop_id, state)
