"""What a review and its cards say, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.rules import DotColour
from moderator.ui.photos.doubt_words import doubt_sentence

if TYPE_CHECKING:
    from moderator.domain.photo_reviews import PhotoReview, ReviewedCard
    from moderator.i18n import Words


def sum_in_words(w: Words, review: PhotoReview) -> str:
    """Return how many cards and dots there are, and how many are doubtful or unreadable."""
    parts = [
        w.plural("{n} card", "{n} cards", len(review.cards)),
        w.plural("{n} dot", "{n} dots", review.dots),
    ]
    if review.doubtful:
        parts.append(w.plural("{n} doubtful", "{n} doubtful", len(review.doubtful)))
    if review.unread:
        parts.append(w.plural("{n} unreadable", "{n} unreadable", len(review.unread)))
    return " · ".join(parts)


def dots_in_words(w: Words, card: ReviewedCard) -> list[str]:
    """Return the dots by colour, why to look, and what was read here and elsewhere."""
    counts = card.counts
    by_colour = [
        f"{counts[colour]} {w(colour.value)}" for colour in DotColour if counts.get(colour)
    ]
    lines = [", ".join(by_colour) or w("No dots")]
    if card.needs_look:
        lines += [doubt_sentence(w, doubt) for doubt in card.doubts]
    if dict(card.counts) != card.as_read:
        lines.append(w("The photo said: {n}", n=sum(card.as_read.values())))
    lines += [w("Another photo says: {n}", n=sum(other.values())) for other in card.elsewhere]
    return lines
