"""Doubts and hints of the photo reading in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.errors import msg

if TYPE_CHECKING:
    from moderator.i18n import Words

_DOUBTS = {
    "code-uncertain": msg("The code could not be read cleanly. Is it this card?"),
    "field-uncertain": msg("The frame of the dot field is hard to see."),
    "field-covered": msg("Part of the dot field is covered or outside the photo."),
    "heaped-dots": msg("Dots lie on top of each other."),
    "colour-left-over": msg("There is colour in the field that fits no dot."),
    "colour-uncertain": msg("The colour of a dot is not clear."),
    "odd-size": msg("Something is larger or smaller than the other dots. A pin?"),
    "near-frame": msg("A dot lies on the edge of the field. Does it count?"),
    "no-field": msg("No dot field was found here. Dots can be put by hand."),
    "code-twice": msg("This card hangs here twice; only one is counted."),
    "code-by-hand": msg("A person has named this card. Are the dots right?"),
    "photos-disagree": msg("Two photos of this card say different numbers."),
}
_OTHER_DOUBT = msg("Please look whether the dots are right.")
_HINTS = {
    "closer": msg("Go closer: the codes are small on this photo."),
    "one-board-per-photo": msg("Take one photo of each board: the codes are small on this one."),
    "steadier": msg("Hold the camera steadier: this photo is blurred."),
    "more-light": msg("Switch on more light: this photo is dark."),
    "no-cards": msg("No card can be read at first sight. Are these the cards of this workshop?"),
}


def doubt_sentence(w: Words, doubt: str) -> str:
    """Return why a person should look at a card; `doubt` as the reading names it."""
    return w(_DOUBTS.get(doubt, _OTHER_DOUBT))


def hint_sentence(w: Words, hint: str) -> str:
    """Return what would make a better photo; empty for a hint that nobody knows."""
    return w(_HINTS[hint]) if hint in _HINTS else ""
