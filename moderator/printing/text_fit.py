"""Text into a box: it shrinks to a readable floor, then ends with a count of what is missing.

Widths are proportional to the size, so words are measured once, in em, and every size is tried by
adding numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.printing.line_breaking import (
    SLACK_EM,
    Line,
    Piece,
    beginning,
    first_lines,
    measured,
    widest_word,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from moderator.printing.hyphens import Breaks
    from moderator.printing.typefaces import Typeface

LEADING = 1.2
"""Distance of baselines, in em."""

_STEP_PT = 0.5
_BLANKS = re.compile(r"[^\S\n]+")
_COMFORT = 0.75
"""Below this share of the largest size it is worth breaking a long word."""

_CLEARLY_LARGER = 1.15


@dataclass(frozen=True, slots=True)
class FittedText:
    """Lines at a size in pt; `missing` is the number of characters that found no room."""

    lines: tuple[str, ...]
    size: float
    missing: int = 0

    @property
    def height(self) -> float:
        """Height in pt from the top of the first line to the bottom of the last."""
        return len(self.lines) * self.size * LEADING


@dataclass(frozen=True, slots=True)
class Room:
    """A box in pt, and the largest and smallest size in pt that text may have in it."""

    width: float
    height: float
    largest: float
    smallest: float

    def lines(self, size: float) -> int:
        """Return how many lines of `size` fit; at least one."""
        return max(1, int((self.height + 1e-6) / (size * LEADING)))


def fit_text(
    text: str,
    face: Typeface,
    room: Room,
    more: Callable[[int], str],
    breaks: Breaks | None = None,
) -> FittedText:
    """Return `text` in the largest size at which it fits, cut at the smallest size if it must be.

    Words stay whole unless a long one forces the text far below the largest size; then it is
    hyphenated if that makes the text clearly larger.

    Args:
        text: what to show; made printable here.
        face: the typeface it will be drawn in.
        room: the box and the limits of the size.
        more: says how many characters are missing, for example `[+45]`.
        breaks: where words may be broken; None leaves hyphenation out.
    """
    shown = _BLANKS.sub(" ", face.drawable(text)).strip()
    if not shown:
        return FittedText((), room.largest)
    pieces = measured(shown, face)
    narrowest = widest_word(pieces, room.width / room.smallest)
    whole = _fitted(pieces, face, room, breaks, narrowest)
    if breaks is not None and _suffers(pieces, room, whole):
        broken = _fitted(pieces, face, room, breaks, 0.0)
        if broken and (not whole or broken.size > whole.size * _CLEARLY_LARGER):
            return broken
    return whole or _cut(shown, face, room, _last_resort(pieces, face, room, breaks), more)


def _suffers(pieces: list[Piece], room: Room, whole: FittedText | None) -> bool:
    """Tell whether a long word keeps the text far below its largest size."""
    size = whole.size if whole else room.smallest
    comfort = room.largest * _COMFORT
    return size < comfort and max(piece.width for piece in pieces) > room.width / comfort


def _fitted(
    pieces: list[Piece], face: Typeface, room: Room, breaks: Breaks | None, narrowest: float
) -> FittedText | None:
    """Return the text at the largest size at which all of it fits, None if it does at none.

    Lines are at least `narrowest` em wide: the widest word that need not be broken.
    """
    for size in _sizes(room):
        limit, most = room.width / size, room.lines(size)
        if narrowest > limit:
            continue
        lines = first_lines(pieces, face, limit, most + 1, breaks)
        if len(lines) <= most:
            return FittedText(tuple(line.text for line in lines), size)
    return None


def _last_resort(
    pieces: list[Piece], face: Typeface, room: Room, breaks: Breaks | None
) -> list[Line]:
    """Return as many lines as fit at the smallest size."""
    limit, most = room.width / room.smallest, room.lines(room.smallest)
    return first_lines(pieces, face, limit, most + 1, breaks)[:most]


def one_line(text: str, face: Typeface, width: float, size: float) -> str:
    """Return `text` as one line of at most `width` pt at `size` pt, with an ellipsis if cut."""
    shown = " ".join(face.drawable(text).split())
    limit = width / size + SLACK_EM
    if face.width(shown) <= limit:
        return shown
    return beginning(shown, face, limit - face.width("…")) + "…"


def _sizes(room: Room) -> Iterator[float]:
    size = room.largest
    while size > room.smallest:
        yield size
        size -= _STEP_PT
    yield room.smallest


def _cut(
    text: str, face: Typeface, room: Room, lines: list[Line], more: Callable[[int], str]
) -> FittedText:
    """End the last of `lines` with an ellipsis and what `more` says."""
    begin = lines[-2].end if len(lines) > 1 else 0
    # The count is at most that of the whole text, so its width is a safe one to leave room for.
    tail = face.width("… " + more(len(text)))
    last = beginning(text[begin:].partition("\n")[0], face, room.width / room.smallest - tail)
    missing = len(text) - begin - len(last)
    shown = (*(line.text for line in lines[:-1]), f"{last}… {more(missing)}")
    return FittedText(shown, room.smallest, missing)
