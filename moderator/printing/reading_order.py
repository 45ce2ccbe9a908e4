"""Lines with Hebrew or Arabic in the order in which they are seen (Unicode Standard Annex 9)."""

from __future__ import annotations

import re
import unicodedata

import bidi  # type: ignore[import-untyped]
from bidi.mirror import MIRRORED  # type: ignore[import-untyped]

from moderator.printing.other_scripts import has_joined_letters

_MARK = "\ufe00"
"""A mark without a direction of its own; drawable text has none."""

_MIRRORED = "[{}]".format(
    "".join(re.escape(sign) for sign in MIRRORED if unicodedata.mirrored(sign))
)
_BEFORE_MARKING = re.compile(_MIRRORED)
_AFTER_MARKING = re.compile(f"{_MARK}({_MIRRORED})|({_MIRRORED}){_MARK}")


def reads_from_right(text: str) -> bool:
    """Tell whether the first letter that has a direction runs from right to left."""
    return has_joined_letters(text) and bool(bidi.get_base_level(text))


def seen_order(line: str, *, from_right: bool) -> str:
    """Return `line` from left to right as it is seen; brackets are mirrored where they must be.

    Args:
        line: in the order in which it is read, without line breaks.
        from_right: the direction of the paragraph.
    """
    if not (from_right or has_joined_letters(line)):
        return line
    # The library orders and leaves brackets as they are. A mark behind a bracket goes where it
    # goes: found before it, both stand in text from right to left.
    marked = _BEFORE_MARKING.sub(rf"\g<0>{_MARK}", line)
    seen = str(bidi.get_display(marked, base_dir="R" if from_right else "L"))
    return _AFTER_MARKING.sub(lambda found: MIRRORED.get(found[1], found[2]), seen)
