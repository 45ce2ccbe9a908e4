"""Photos that dots were counted from, ready for the protocol."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from moderator.domain.ballots import VoteSource
from moderator.domain.photo_reviews import PhotoEvidence
from moderator.storage import ideas as stored_ideas
from moderator.storage import photo_readings as stored
from moderator.storage import pictures

if TYPE_CHECKING:
    from moderator.domain.evenings import Evening
    from moderator.domain.ids import RoundId
    from moderator.domain.photo_reviews import PhotoReview
    from moderator.operations.desk import Desk
    from moderator.storage.unit_of_work import Reader

_LONGEST_SIDE = 1800
"""px; at the width of a page that is more than 200 dots an inch."""
_QUALITY = 80


def photo_evidence(desk: Desk, evening: Evening) -> tuple[PhotoEvidence, ...]:
    """Return the photos behind the results of an evening, the oldest first.

    Only rounds whose result may be shown and that hold dots from photos have any.
    """
    counted = {
        round_id
        for round_id, results in evening.results.items()
        if any(count.source is VoteSource.PHOTO for count in results.counts)
    }
    if not counted:
        return ()
    with desk.reading() as reader:
        return tuple(
            _evidence(reader, review, review.round_id)
            for review in _reviews(reader, evening)
            if review.round_id in counted
        )


def _reviews(reader: Reader, evening: Evening) -> list[PhotoReview]:
    newest_first = stored.list_all(reader, evening.workshop.id)
    found = (stored.read(reader, each) for each in reversed(newest_first))
    return [review for review in found if review is not None]


def _evidence(reader: Reader, review: PhotoReview, round_id: RoundId) -> PhotoEvidence:
    issued = stored_ideas.issued_codes(reader, review.workshop_id)
    codes = [*(card.code for card in review.cards), *review.unseen]
    wanted = {code: idea for code in codes if (idea := issued.get(code)) is not None}
    ideas = stored_ideas.list_some(reader, wanted.values())
    return PhotoEvidence(
        review=review,
        round_id=round_id,
        names={
            code: f"{ideas[idea].number}  {ideas[idea].title}"
            for code, idea in wanted.items()
            if idea in ideas
        },
        pictures=tuple(
            _small(pictures.read_content(reader, photo.picture_id)) for photo in review.photos
        ),
    )


def _small(content: bytes | None) -> bytes:
    # Loaded with the first photo: most protocols have none.
    import PIL.Image  # noqa: PLC0415

    if content is None:
        return b""
    made = io.BytesIO()
    with PIL.Image.open(io.BytesIO(content)) as photo:
        photo.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
        photo.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        photo.convert("RGB").save(made, "JPEG", quality=_QUALITY)
    return made.getvalue()
