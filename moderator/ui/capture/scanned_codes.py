"""Telling a scanned card from a typed title."""

from __future__ import annotations

import re

from moderator.domain.codes import is_card_code, normal_form

_ADDRESS = re.compile(r"(?i)^https?://\S+/K/(?P<code>[0-9A-Z -]+)$")


def scanned_code(text: str) -> str:
    """Return the card code in what a scanner typed, or "" if it is something else.

    A scanner types the code or the card's address and presses Enter. Six letters of the code
    alphabet (it has no vowels) that also carry the right check character are no title.
    """
    typed = text.strip()
    address = _ADDRESS.match(typed)
    tail = address["code"] if address else typed
    return str(normal_form(tail)) if is_card_code(tail) else ""
