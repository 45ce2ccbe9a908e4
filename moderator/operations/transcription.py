"""Handwriting on photos of cards: looked at one after the other, typed, and put on the board."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.domain.ideas import IdeaDraft, Origin
from moderator.errors import NotFound, msg
from moderator.operations.ideas import IdeaChange, add_idea, change_idea
from moderator.storage import ideas as stored_ideas
from moderator.storage import photo_readings as stored

if TYPE_CHECKING:
    from moderator.domain.codes import CardCode
    from moderator.domain.ideas import Idea
    from moderator.domain.ids import PhotoReviewId, WorkshopId
    from moderator.operations.desk import Desk


@dataclass(frozen=True, slots=True)
class HandwrittenCard:
    """A card whose handwriting is on a photo.

    Attributes:
        review_id: the newest review that shows it.
        idea: what was typed of it so far, None while the card is blank.
    """

    code: CardCode
    review_id: PhotoReviewId
    idea: Idea | None


def handwritten_cards(desk: Desk, workshop_id: WorkshopId) -> list[HandwrittenCard]:
    """Return the cards whose handwriting was photographed: blank ones, and ideas typed from them.

    Cards that were printed with their words need no typing and are left out.
    """
    with desk.reading() as reader:
        crops = stored.crops_of(reader, workshop_id)
        issued = stored_ideas.issued_codes(reader, workshop_id)
        known = stored_ideas.list_some(reader, [each for each in issued.values() if each])
    cards = []
    for code, review_id in sorted(crops.items()):
        idea_id = issued.get(code)
        idea = known.get(idea_id) if idea_id else None
        if idea_id is None or (idea is not None and _from_photo(idea)):
            cards.append(HandwrittenCard(code, review_id, idea))
    return cards


def _from_photo(idea: Idea) -> bool:
    return idea.origin is Origin.PHOTO and idea.removed_at is None


def handwriting(desk: Desk, card: HandwrittenCard) -> bytes:
    """Return the crop of a card as JPEG.

    Raises:
        NotFound: it is gone.
    """
    with desk.reading() as reader:
        crop = stored.read_crop(reader, card.code, card.review_id)
    if crop is None:
        raise NotFound(msg("This picture does not exist any more."))
    return crop


def transcribe(
    desk: Desk, workshop_id: WorkshopId, card: HandwrittenCard, title: str, body: str = ""
) -> Idea:
    """Put what a person read on a card on the board, or change what was typed of it before.

    Raises:
        BadInput: the title is empty or too long, or the card carries an idea by now.
        NotFound: there is no such workshop, or the idea is gone.
    """
    if card.idea is not None:
        return change_idea(desk, card.idea.id, IdeaChange(title=title, body=body))
    draft = IdeaDraft(title, body=body, code=card.code, origin=Origin.PHOTO)
    return add_idea(desk, workshop_id, draft)
