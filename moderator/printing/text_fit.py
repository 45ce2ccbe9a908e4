"""Text into a box: it shrinks to a readable floor, then ends with a count of what is missing.

Widths are proportional to the size, so words are measured once, in em, and every size is tried by
adding numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from moderator.printing.hyphens import Breaks
    from moderator.printing.typefaces import Typeface

LEADING = 1.2
"""Distance of baselines, in em."""

_STEP_PT = 0.5
_PIECE = re.compile(r"\n|[^\S\n]+|[^\s\-/–—]*[\-/–—]+|[^\s\-/–—]+")
_BLANKS = re.compile(r"[^\S\n]+")
_SLACK_EM = 1e-6
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


class _Piece(NamedTuple):
    """A stretch of text that is not broken if it fits in a line; `width` in em."""

    text: str
    start: int
    width: float


class _Line(NamedTuple):
    """A line and where it ends in the text."""

    text: str
    end: int


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
    shown = _BLANKS.sub(" ", face.printable(text)).strip()
    if not shown:
        return FittedText((), room.largest)
    pieces = _measured(shown, face)
    narrowest = _widest_word(pieces, room.width / room.smallest)
    whole = _fitted(pieces, face, room, breaks, narrowest)
    if breaks is not None and _suffers(pieces, room, whole):
        broken = _fitted(pieces, face, room, breaks, 0.0)
        if broken and (not whole or broken.size > whole.size * _CLEARLY_LARGER):
            return broken
    return whole or _cut(shown, face, room, _last_resort(pieces, face, room, breaks), more)


def _suffers(pieces: list[_Piece], room: Room, whole: FittedText | None) -> bool:
    """Tell whether a long word keeps the text far below its largest size."""
    size = whole.size if whole else room.smallest
    comfort = room.largest * _COMFORT
    return size < comfort and max(piece.width for piece in pieces) > room.width / comfort


def _fitted(
    pieces: list[_Piece], face: Typeface, room: Room, breaks: Breaks | None, narrowest: float
) -> FittedText | None:
    """Return the text at the largest size at which all of it fits, None if it does at none.

    Lines are at least `narrowest` em wide: the widest word that need not be broken.
    """
    for size in _sizes(room):
        limit, most = room.width / size, room.lines(size)
        if narrowest > limit:
            continue
        lines = _first_lines(pieces, face, limit, most + 1, breaks)
        if len(lines) <= most:
            return FittedText(tuple(line.text for line in lines), size)
    return None


def _last_resort(
    pieces: list[_Piece], face: Typeface, room: Room, breaks: Breaks | None
) -> list[_Line]:
    """Return as many lines as fit at the smallest size."""
    limit, most = room.width / room.smallest, room.lines(room.smallest)
    return _first_lines(pieces, face, limit, most + 1, breaks)[:most]


def one_line(text: str, face: Typeface, width: float, size: float) -> str:
    """Return `text` as one line of at most `width` pt at `size` pt, with an ellipsis if cut."""
    shown = " ".join(face.printable(text).split())
    limit = width / size + _SLACK_EM
    if face.width(shown) <= limit:
        return shown
    return _beginning(shown, face, limit - face.width("…")) + "…"


def _sizes(room: Room) -> Iterator[float]:
    size = room.largest
    while size > room.smallest:
        yield size
        size -= _STEP_PT
    yield room.smallest


def _measured(text: str, face: Typeface) -> list[_Piece]:
    pieces, start = [], 0
    for piece in _PIECE.findall(text):
        pieces.append(_Piece(piece, start, 0.0 if piece == "\n" else face.width(piece)))
        start += len(piece)
    return pieces


def _widest_word(pieces: list[_Piece], limit: float) -> float:
    """Return the widest word in em, leaving out those that are broken at every size."""
    return max((piece.width for piece in pieces if piece.width <= limit), default=0.0)


def _first_lines(
    pieces: list[_Piece], face: Typeface, limit: float, most: int, breaks: Breaks | None
) -> list[_Line]:
    """Break `pieces` into lines of at most `limit` em; stops after `most` lines."""
    setter = _LineSetter(limit)
    for piece in pieces:
        if len(setter.lines) >= most:
            return setter.lines
        if piece.text == "\n":
            setter.end_line(piece.start)
        elif piece.width > limit:
            for part in _parts(piece, face, setter, breaks):
                setter.add(part)
        else:
            setter.add(piece)
    setter.end_line(pieces[-1].start + len(pieces[-1].text))
    return setter.lines


def _parts(
    piece: _Piece, face: Typeface, setter: _LineSetter, breaks: Breaks | None
) -> Iterator[_Piece]:
    """Break a word that is wider than a line: at its syllables if it has some, else evenly."""
    places = breaks(piece.text) if breaks else ()
    if not places:
        yield from _broken(piece, face, setter.limit)
        return
    here = list(_syllables(piece, face, (setter.left, setter.limit), places))
    anew = list(_syllables(piece, face, (setter.limit, setter.limit), places))
    # Beginning on the present line is only worth it where it saves a line.
    yield from anew if len(anew) < len(here) else here


def _syllables(
    piece: _Piece, face: Typeface, widths: tuple[float, float], places: Sequence[int]
) -> Iterator[_Piece]:
    """Break a word at `places`, each line as full as it gets.

    Args:
        piece: the word.
        face: the typeface.
        widths: what is left of the first line, and the width of all others, in em.
        places: where it may be broken.
    """
    begin, (room, limit) = 0, widths
    while begin < len(piece.text):
        rest = piece.text[begin:]
        if face.width(rest) <= room:
            yield _Piece(rest, piece.start + begin, face.width(rest))
            return
        ends = [place for place in places if place > begin]
        fitting = [end for end in ends if face.width(piece.text[begin:end] + "-") <= room]
        if fitting or room >= limit:
            if not fitting:
                # Not even a syllable fits a line.
                left = _Piece(rest, piece.start + begin, face.width(rest))
                yield from _broken(left, face, limit)
                return
            part = piece.text[begin : fitting[-1]] + "-"
            yield _Piece(part, piece.start + begin, face.width(part))
            begin = fitting[-1]
        room = limit


class _LineSetter:
    def __init__(self, limit: float) -> None:
        self.lines: list[_Line] = []
        self.limit = limit
        self._limit = limit + _SLACK_EM
        self._texts: list[str] = []
        self._width = 0.0

    @property
    def left(self) -> float:
        """What is left of the present line, in em."""
        return self._limit - self._width

    def add(self, piece: _Piece) -> None:
        """Set `piece` on this line, or on the next one if it does not fit; blanks may hang over."""
        text, start, width = piece
        if self._texts:
            if self._width + width > self._limit and not text.isspace():
                self.end_line(start)
        elif self.lines and text.isspace():
            return
        self._texts.append(text)
        self._width += width

    def end_line(self, end: int) -> None:
        """Finish the line; `end` is where the next one begins in the text."""
        self.lines.append(_Line("".join(self._texts).rstrip(), end))
        self._texts, self._width = [], 0.0


def _broken(piece: _Piece, face: Typeface, limit: float) -> Iterator[_Piece]:
    """Break a word that is wider than a line into even parts, with hyphens between letters."""
    hyphen = face.width("-")
    parts = ceil(piece.width / max(limit - hyphen, hyphen))
    begin, width = 0, 0.0
    for place, sign in enumerate(piece.text):
        wide = face.width(sign)
        full = width + wide + hyphen > limit or width >= piece.width / parts
        if full and place > begin:
            mark = "-" if piece.text[place - 1].isalpha() and sign.isalpha() else ""
            yield _Piece(piece.text[begin:place] + mark, piece.start + begin, limit)
            begin, width = place, 0.0
        width += wide
    yield _Piece(piece.text[begin:], piece.start + begin, width)


def _cut(
    text: str, face: Typeface, room: Room, lines: list[_Line], more: Callable[[int], str]
) -> FittedText:
    """End the last of `lines` with an ellipsis and what `more` says."""
    begin = lines[-2].end if len(lines) > 1 else 0
    # The count is at most that of the whole text, so its width is a safe one to leave room for.
    tail = face.width("… " + more(len(text)))
    last = _beginning(text[begin:].partition("\n")[0], face, room.width / room.smallest - tail)
    missing = len(text) - begin - len(last)
    shown = (*(line.text for line in lines[:-1]), f"{last}… {more(missing)}")
    return FittedText(shown, room.smallest, missing)


def _beginning(text: str, face: Typeface, limit: float) -> str:
    """Return the longest beginning of `text` that is at most `limit` em wide."""
    for place, sign in enumerate(text):
        limit -= face.width(sign)
        if limit < 0:
            return text[:place].rstrip()
    return text.rstrip()
