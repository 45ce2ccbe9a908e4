"""Breaks a text into lines: at blanks and hyphens, long words at their syllables, else evenly.

Widths are in em.
"""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from moderator.printing.other_scripts import is_joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderator.printing.hyphens import Breaks
    from moderator.printing.typefaces import Typeface

SLACK_EM = 1e-6
"""What rounding may add to a line."""

_PIECE = re.compile(r"\n|[^\S\n]+|[^\s\-/–—]*[\-/–—]+|[^\s\-/–—]+")


class Piece(NamedTuple):
    """A stretch of text that is not broken if it fits in a line; `width` in em."""

    text: str
    start: int
    width: float


class Line(NamedTuple):
    """A line and where it ends in the text."""

    text: str
    end: int


def measured(text: str, face: Typeface) -> list[Piece]:
    """Return the pieces of `text`; line breaks and blanks are pieces of their own."""
    pieces, start = [], 0
    for piece in _PIECE.findall(text):
        pieces.append(Piece(piece, start, 0.0 if piece == "\n" else face.width(piece)))
        start += len(piece)
    return pieces


def widest_word(pieces: list[Piece], limit: float) -> float:
    """Return the widest word in em, leaving out those that are broken at every size."""
    return max((piece.width for piece in pieces if piece.width <= limit), default=0.0)


def first_lines(
    pieces: list[Piece], face: Typeface, limit: float, most: int, breaks: Breaks | None
) -> list[Line]:
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
    piece: Piece, face: Typeface, setter: _LineSetter, breaks: Breaks | None
) -> Iterator[Piece]:
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
    piece: Piece, face: Typeface, widths: tuple[float, float], places: Sequence[int]
) -> Iterator[Piece]:
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
            yield Piece(rest, piece.start + begin, face.width(rest))
            return
        ends = [place for place in places if place > begin]
        fitting = [end for end in ends if face.width(piece.text[begin:end] + "-") <= room]
        if fitting or room >= limit:
            if not fitting:
                # Not even a syllable fits a line.
                left = Piece(rest, piece.start + begin, face.width(rest))
                yield from _broken(left, face, limit)
                return
            part = piece.text[begin : fitting[-1]] + "-"
            yield Piece(part, piece.start + begin, face.width(part))
            begin = fitting[-1]
        room = limit


class _LineSetter:
    def __init__(self, limit: float) -> None:
        self.lines: list[Line] = []
        self.limit = limit
        self._limit = limit + SLACK_EM
        self._texts: list[str] = []
        self._width = 0.0

    @property
    def left(self) -> float:
        """What is left of the present line, in em."""
        return self._limit - self._width

    def add(self, piece: Piece) -> None:
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
        self.lines.append(Line("".join(self._texts).rstrip(), end))
        self._texts, self._width = [], 0.0


def _broken(piece: Piece, face: Typeface, limit: float) -> Iterator[Piece]:
    """Break a word that is wider than a line into even parts, with hyphens between letters."""
    hyphen = face.width("-")
    parts = ceil(piece.width / max(limit - hyphen, hyphen))
    begin, width = 0, 0.0
    for place, sign in enumerate(piece.text):
        wide = face.sign_width(sign)
        full = width + wide + hyphen > limit or width >= piece.width / parts
        if full and place > begin:
            mark = "-" if _takes_hyphen(piece.text[place - 1]) and _takes_hyphen(sign) else ""
            yield Piece(piece.text[begin:place] + mark, piece.start + begin, limit)
            begin, width = place, 0.0
        width += wide
    yield Piece(piece.text[begin:], piece.start + begin, width)


def _takes_hyphen(sign: str) -> bool:
    return sign.isalpha() and not is_joined(sign)


def beginning(text: str, face: Typeface, limit: float) -> str:
    """Return the longest beginning of `text` that is at most `limit` em wide."""
    for place, sign in enumerate(text):
        limit -= face.sign_width(sign)
        if limit < 0:
            return text[:place].rstrip()
    return text.rstrip()
