"""Card layouts: where code, text and dots stand on one card, in millimetres; read from data files.

The layouts are made so that a photo of the wall can be read later: a frame round the dot field
carries the pose, circles keep dots apart, nothing is printed within the margin or in the quiet zone
of the code.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from moderator.errors import BadInput, msg
from moderator.paths import resource
from moderator.printing.boxes import Box
from moderator.printing.qr_codes import QUIET_MODULES
from moderator.printing.sheets import Pair, pair

if TYPE_CHECKING:
    from collections.abc import Mapping

_SMALLEST_SYMBOL = 21


@dataclass(frozen=True, slots=True)
class QrPlace:
    """Room for the symbol without its quiet zone; a module is never larger than stated, mm."""

    box: Box
    largest_module: float


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text: its anchor (left or right end) and baseline in mm, its size in pt."""

    x: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class Sizes:
    """Largest and smallest size in pt, and the greatest height in mm."""

    largest: float
    smallest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Writing:
    """Lines to write on: first line and pitch in mm, their number, size of the hint in pt."""

    first: float
    pitch: float
    lines: int
    hint_size: float


@dataclass(frozen=True, slots=True)
class DotField:
    """The frame for sticky dots with circles in it, mm; the size of its label in pt."""

    field: Box
    slot: float
    columns: int
    rows: int
    pitch: Pair
    label_size: float

    def slots(self) -> list[Box]:
        """Return the circles as boxes, centred in the frame, line by line."""
        wide = (self.columns - 1) * self.pitch[0] + self.slot
        high = (self.rows - 1) * self.pitch[1] + self.slot
        first = Box(
            self.field.x + (self.field.w - wide) / 2,
            self.field.y + (self.field.h - high) / 2,
            self.slot,
            self.slot,
        )
        return [
            first.moved(column * self.pitch[0], row * self.pitch[1])
            for row in range(self.rows)
            for column in range(self.columns)
        ]


@dataclass(frozen=True, slots=True)
class CardLayout:
    """Where everything stands on a card, mm from its upper left corner."""

    name: str
    card: Box
    margin: float
    qr: QrPlace
    code: Label
    number: Label
    pin: Pair
    text: Box
    title: Sizes
    body: Sizes
    footer_height: float
    footer_size: float
    writing: Writing
    dots: DotField


@cache
def read_layout(name: str) -> CardLayout:
    """Return a bundled layout.

    Raises:
        BadInput: there is none of that name, or it does not fit its card.
    """
    file = resource("layouts", f"{name}.json")
    if not file.is_file():
        raise _bad_layout(name)
    return layout_from(json.loads(file.read_text(encoding="utf-8")))


def layout_from(data: Mapping[str, object]) -> CardLayout:
    """Return a checked layout from what its file says.

    Raises:
        BadInput: a value is missing, or an element leaves the card or covers another.
    """
    try:
        layout = _read(data)
    except (KeyError, TypeError, ValueError) as error:
        raise _bad_layout(str(data.get("name", ""))) from error
    _check(layout)
    return layout


def _read(data: Mapping[str, object]) -> CardLayout:
    footer = _part(data, "footer")
    return CardLayout(
        name=str(data["name"]),
        card=Box(0, 0, *pair(data["card_mm"])),
        margin=_number(data, "margin_mm"),
        qr=_qr_place(_part(data, "qr")),
        code=_label(_part(data, "code"), "right_mm"),
        number=_label(_part(data, "number"), "left_mm"),
        pin=pair(data["pin_mm"]),
        text=_box(data, "text_mm"),
        title=_sizes(_part(data, "title")),
        body=_sizes(_part(data, "body")),
        footer_height=_number(footer, "height_mm"),
        footer_size=_number(footer, "size_pt"),
        writing=_writing(_part(data, "writing")),
        dots=_dot_field(_part(data, "dots")),
    )


def _part(data: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = data[name]
    if not isinstance(value, dict):
        raise TypeError(value)
    return value


def _number(data: Mapping[str, object], name: str) -> float:
    return float(str(data[name]))


def _box(data: Mapping[str, object], name: str) -> Box:
    value = data[name]
    if not isinstance(value, list):
        raise TypeError(value)
    return Box(*pair(value[:2]), *pair(value[2:]))


def _label(data: Mapping[str, object], anchor: str) -> Label:
    return Label(_number(data, anchor), _number(data, "baseline_mm"), _number(data, "size_pt"))


def _sizes(data: Mapping[str, object]) -> Sizes:
    return Sizes(
        _number(data, "largest_pt"), _number(data, "smallest_pt"), _number(data, "highest_mm")
    )


def _qr_place(data: Mapping[str, object]) -> QrPlace:
    return QrPlace(_box(data, "box_mm"), _number(data, "largest_module_mm"))


def _writing(data: Mapping[str, object]) -> Writing:
    return Writing(
        _number(data, "first_mm"),
        _number(data, "pitch_mm"),
        int(_number(data, "lines")),
        _number(data, "hint_pt"),
    )


def _dot_field(data: Mapping[str, object]) -> DotField:
    return DotField(
        field=_box(data, "field_mm"),
        slot=_number(data, "slot_mm"),
        columns=int(_number(data, "columns")),
        rows=int(_number(data, "rows")),
        pitch=pair(data["pitch_mm"]),
        label_size=_number(data, "label_pt"),
    )


def _check(layout: CardLayout) -> None:
    inner = layout.card.grown(-layout.margin)
    quiet_zone = layout.qr.box.grown(QUIET_MODULES * _module_mm(layout.qr))
    parts = (layout.qr.box, layout.text, layout.dots.field)
    inside = all(inner.contains(part) for part in parts)
    slots_inside = all(layout.dots.field.contains(slot) for slot in layout.dots.slots())
    free = not any(
        quiet_zone.overlaps(part) for part in (layout.text, layout.dots.field)
    ) and not layout.text.overlaps(layout.dots.field)
    if not (inside and slots_inside and free and layout.card.contains(quiet_zone)):
        raise _bad_layout(layout.name)


def _module_mm(place: QrPlace) -> float:
    """Return the side of a module of the smallest symbol, which has the widest quiet zone."""
    return min(place.largest_module, place.box.w / _SMALLEST_SYMBOL)


def _bad_layout(name: str) -> BadInput:
    return BadInput(
        msg("The card layout “{name}” cannot be used: something leaves the card or overlaps."),
        msg("Please check its measures in mm, or install Moderator again."),
        name=name,
    )
