"""How to take part, drawn into a box of any size: Wi-Fi code, page code and four steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from moderator.printing.boxes import Box, points
from moderator.printing.inks import INK, SOFT
from moderator.printing.page_drawing import PageDrawing, Side
from moderator.printing.qr_codes import QrEncoder, page_address
from moderator.printing.text_fit import LEADING
from moderator.printing.typefaces import Weight, typeface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.i18n import Words
    from moderator.printing.qr_codes import QrSymbol
    from moderator.printing.wifi import Wifi

_GAP_SHARE = 0.04
_INDENT = 1.3
"""From the left of a number's disc to its words, in heights of the disc."""

_WHITE = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class JoinHelp:
    """What people need to take part; without Wi-Fi and address it explains paper cards."""

    title: str
    base_url: str = ""
    wifi: Wifi | None = None


class Station(NamedTuple):
    """A code with what to do before and after scanning it."""

    symbol: QrSymbol
    heading: str
    plain: str
    hint: str


class DrawnCode(NamedTuple):
    """A code that was drawn: its text and its symbol in mm."""

    text: str
    symbol: Box


class _Type(NamedTuple):
    """How a step is written: sizes in pt, cut, and from its number to its words in mm."""

    sizes: tuple[float, float]
    weight: Weight
    indent: float


class JoinArtist:
    """Draws the help."""

    def __init__(self, pen: PageDrawing, stations: Sequence[Station], w: Words) -> None:
        self._pen = pen
        self._w = w
        self._stations = stations

    def draw(self, box: Box) -> list[DrawnCode]:
        """Draw everything into `box`; codes side by side where it is wide, else one below another.

        Returns:
            The codes as drawn.
        """
        if not self._stations:
            self._paper_steps(box)
            return []
        parts = _split(box, len(self._stations))
        return [
            self._station(number, part, beside=box.w < box.h or len(parts) == 1)
            for number, part in enumerate(parts)
        ]

    def _station(self, number: int, box: Box, *, beside: bool) -> DrawnCode:
        station = self._stations[number]
        gap = min(box.w, box.h) * _GAP_SHARE
        if beside:
            side = min(box.h, box.w * 0.5)
            room = Box(box.x, box.y + (box.h - side) / 2, side, side)
            words = Box(room.right + gap, room.y, box.right - room.right - gap, side)
        else:
            side = min(box.w, box.h * 0.58)
            room = Box(box.x, box.y, side, side)
            words = Box(box.x, room.bottom + gap / 2, box.w, box.bottom - room.bottom - gap / 2)
        drawn = self._pen.symbol(station.symbol, room)
        unit = min(words.w / (14 if beside else 20), words.h / (12 if beside else 9))
        self._steps(words, station, 2 * number + 1, unit)
        return DrawnCode(station.symbol.text, drawn)

    def _steps(self, box: Box, station: Station, first: int, unit: float) -> None:
        """Write both steps of a station below each other; `unit` scales the type."""
        large = (unit * 4.8, unit * 2.2)
        small = (unit * 3.4, unit * 1.8)
        indent = _indent(large[0])
        upper = Box(box.x, box.y, box.w, box.h * 0.34)
        end = self._step(upper, first, station.heading, _Type(large, Weight.BOLD, indent))
        plain = Box(box.x + indent, end, box.w - indent, box.h * 0.3)
        end = self._plain(plain, station.plain, small)
        top = max(end + unit / 2, box.y + box.h * 0.66)
        lower = Box(box.x, top, box.w, box.bottom - top)
        self._step(lower, first + 1, station.hint, _Type(small, Weight.REGULAR, indent))

    def _plain(self, box: Box, text: str, sizes: tuple[float, float]) -> float:
        """Write names, passwords and addresses, unbroken where they can be read; return the end."""
        face, lines = typeface(Weight.SEMIBOLD), text.split("\n")
        widest = max(face.width(face.drawable(line)) for line in lines)
        size = min(sizes[0], points(box.w) / (widest + 0.01))
        if size < sizes[1] / 2:
            return self._pen.words(box, text, sizes, weight=Weight.SEMIBOLD)
        high = size * LEADING / points(1)
        for place, line in enumerate(lines):
            room = Box(box.x, box.y + high * place, box.w, high)
            self._pen.words(room, line, (size, size), weight=Weight.SEMIBOLD)
        return box.y + high * len(lines)

    def _step(self, box: Box, number: int, text: str, type_: _Type) -> float:
        """Write a numbered step; return where it ends, in mm."""
        size = type_.sizes[0]
        height = size * LEADING / points(1)
        # Numbers of all sizes stand below each other on one line through their middles.
        left = box.x + (type_.indent / _INDENT - height) / 2
        disc = Box(left, box.y, height, height)
        self._pen.disc(disc, INK)
        self._pen.words(
            disc,
            str(number),
            (size * 0.8, size * 0.8),
            weight=Weight.BOLD,
            ink=_WHITE,
            side=Side.MIDDLE,
            middle=True,
        )
        words = Box(box.x + type_.indent, box.y, box.w - type_.indent, box.h)
        return max(self._pen.words(words, text, type_.sizes, weight=type_.weight), disc.bottom)

    def _paper_steps(self, box: Box) -> None:
        """Write the four steps of an evening on paper."""
        w = self._w
        steps = (
            w("Take a card. One idea, a few words."),
            w("Read it out and pin it up."),
            w("Look which ideas belong together."),
            w("Give your dots to what matters to you."),
        )
        unit = min(box.w / 32, box.h / 16)
        type_ = _Type((unit * 6, unit * 3), Weight.SEMIBOLD, _indent(unit * 6))
        for number, (step, part) in enumerate(zip(steps, _rows(box, 4), strict=True), start=1):
            self._step(part, number, step, type_)


def _indent(size: float) -> float:
    """Return how far words stand behind the number of a step of `size` pt, in mm."""
    return size * LEADING / points(1) * _INDENT


def join_stations(help_: JoinHelp, w: Words) -> list[Station]:
    """Return the codes of `help_` with their words, in the order in which they are scanned.

    Raises:
        BadInput: the address or the network cannot be used.
    """
    encoder = QrEncoder("M")
    stations = []
    if help_.wifi is not None:
        plain = w("Network: {name}", name=help_.wifi.name)
        if help_.wifi.password:
            plain += "\n" + w("Password: {password}", password=help_.wifi.password)
        stations.append(
            Station(
                encoder.encode(help_.wifi.qr_text()),
                w("Join the Wi-Fi: scan this code."),
                plain,
                w("“No internet”? Tap “Stay connected”."),
            )
        )
    if help_.base_url:
        stations.append(
            Station(
                encoder.encode(page_address(help_.base_url)),
                w("Open the page: scan this code."),
                help_.base_url.strip().rstrip("/"),
                w("The page does not load? Switch mobile data off for a moment."),
            )
        )
    return stations


def _split(box: Box, count: int) -> list[Box]:
    """Return `count` equal parts, side by side where the box is wide, else below each other."""
    if box.w < box.h:
        return _rows(box, count)
    gap = box.w * _GAP_SHARE
    width = (box.w - gap * (count - 1)) / count
    return [Box(box.x + (width + gap) * place, box.y, width, box.h) for place in range(count)]


def _rows(box: Box, count: int) -> list[Box]:
    gap = box.h * _GAP_SHARE
    height = (box.h - gap * (count - 1)) / count
    return [Box(box.x, box.y + (height + gap) * place, box.w, height) for place in range(count)]


def draw_title(pen: PageDrawing, box: Box, title: str, beside: str = "") -> None:
    """Write the title of a tent or poster, with a few words at the right end."""
    size = box.h * 1.9
    width = box.w * 0.72 if beside else box.w
    pen.words(
        Box(box.x, box.y, width, box.h), title, (size, size * 0.35), weight=Weight.BOLD, middle=True
    )
    if beside:
        right = Box(box.x + width, box.y, box.w - width, box.h)
        sizes = (size * 0.8, size * 0.35)
        pen.words(right, beside, sizes, ink=SOFT, side=Side.RIGHT, middle=True)
