"""Sheets: which paper, how many labels where, in millimetres.

A sheet names its paper, the size of one label (the card after cutting) and where the labels stand.
Sheets of other sizes are further data, not further code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite, sqrt
from typing import TYPE_CHECKING

from moderator.errors import BadInput, msg
from moderator.printing.boxes import Box

if TYPE_CHECKING:
    from collections.abc import Mapping

Pair = tuple[float, float]

PRINTER_MARGIN_MM = 5.0
"""Desk printers leave 4 to 5 mm at the paper's edge blank."""

_OVERSHOOT_MM = 0.2
"""Trade sheets overshoot their paper by up to this much through rounding."""

_OVERLAP_MM = 0.05
"""And their labels each other by up to this much."""

_LARGEST_PAGE_MM = 1500
_MOST_LABELS = 500
_MOST_SIGNS = 60


class SheetUse(StrEnum):
    """What a sheet is made for."""

    CARDS = "cards"
    COASTERS = "coasters"
    TABLES = "tables"
    PAGES = "pages"


class Shape(StrEnum):
    """The outline of a label; a round one may be wider than high."""

    RECTANGLE = "rectangle"
    ROUND = "round"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Labels on paper, mm.

    Attributes:
        places_mm: upper left corners of the labels in the order in which they are printed.
        margin_mm: nothing is printed nearer to a label's edge, bleed and cut marks aside.
        origin_mm: upper left corner of the first label.
        pitch_mm: from one label to the next, across and down; 0, 0 if they do not stand in a grid.
        bleed_mm: how far colour runs over the label's edge.
        cut_marks: small marks that show where to cut.
        layouts: name of the card layout for each kind of code, `code` and `address`; empty where
            the layout follows from the label's size.
        titles: what people call it, by language; `` is for all others.
        aliases: other names of the same geometry.
        own: added by the user.
    """

    name: str
    page_mm: Pair
    label_mm: Pair
    columns: int
    rows: int
    origin_mm: Pair
    pitch_mm: Pair
    places_mm: tuple[Pair, ...]
    use: SheetUse = SheetUse.CARDS
    shape: Shape = Shape.RECTANGLE
    margin_mm: float = 2.0
    bleed_mm: float = 0.0
    cut_marks: bool = False
    layouts: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    own: bool = False

    @property
    def labels(self) -> int:
        """How many labels one page holds."""
        return len(self.places_mm)

    def title(self, language: str) -> str:
        """Return what people call the sheet in `language`."""
        return self.titles.get(language) or self.titles.get("") or self.name

    def label(self, place: int) -> Box:
        """Return the label at `place`, counted from 0 line by line."""
        return Box(0, 0, *self.label_mm).moved(*self.places_mm[place])

    def area(self) -> Box:
        """Return where every label of the sheet may be printed, mm from the label's corner.

        Inside the label's margin, inside a round label's outline, and away from the paper's edge
        wherever one of the labels touches it: one layout serves all labels.
        """
        left, top = (max(self.margin_mm, PRINTER_MARGIN_MM - low) for low, _ in self._reach())
        right, bottom = (
            max(self.margin_mm, PRINTER_MARGIN_MM - (length - high))
            for length, (_, high) in zip(self.page_mm, self._reach(), strict=True)
        )
        width, height = self.label_mm
        inside = Box(left, top, width - left - right, height - top - bottom)
        return _overlap(inside, self._inscribed()) if self.shape is Shape.ROUND else inside

    def _reach(self) -> tuple[Pair, Pair]:
        """Return from where to where the labels reach, across and down."""
        across, down = zip(*self.places_mm, strict=True)
        return (
            (min(across), max(across) + self.label_mm[0]),
            (min(down), max(down) + self.label_mm[1]),
        )

    def _inscribed(self) -> Box:
        """Return the rectangle of the label's proportions inside its outline less the margin."""
        width, height = self.label_mm
        wide, high = ((length - 2 * self.margin_mm) / sqrt(2) for length in (width, height))
        return Box((width - wide) / 2, (height - high) / 2, wide, high)

    def cuts(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Return where cuts run, from the left and from the top, away from the paper's edge."""
        boxes = [self.label(place) for place in range(self.labels)]
        across = {edge for box in boxes for edge in (box.x, box.right)}
        down = {edge for box in boxes for edge in (box.y, box.bottom)}
        return _inside(across, self.page_mm[0]), _inside(down, self.page_mm[1])


def _overlap(one: Box, other: Box) -> Box:
    left, top = max(one.x, other.x), max(one.y, other.y)
    return Box(left, top, min(one.right, other.right) - left, min(one.bottom, other.bottom) - top)


def _inside(edges: set[float], length: float) -> tuple[float, ...]:
    return tuple(sorted(edge for edge in edges if 1 < edge < length - 1))


def sheet_from(data: Mapping[str, object], *, own: bool = False) -> Sheet:
    """Return a checked sheet from what a file says.

    Raises:
        BadInput: a value is missing, or the labels do not fit.
    """
    try:
        sheet = _read(data, own)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise BadInput(
            msg("The sheet “{name}” cannot be used: a measure is missing or is not a number."),
            _CHECK,
            name=_shown_name(data),
        ) from error
    _check(sheet)
    return sheet


def _read(data: Mapping[str, object], own: bool) -> Sheet:
    grid = "places_mm" not in data
    places = _grid(data) if grid else tuple(map(pair, _list(data["places_mm"])))
    return Sheet(
        name=_name(data["name"]),
        page_mm=pair(data["page_mm"]),
        label_mm=pair(data["label_mm"]),
        columns=_whole(data["columns"]) if grid else 1,
        rows=_whole(data["rows"]) if grid else len(places),
        origin_mm=pair(data["origin_mm"]) if grid else places[0],
        pitch_mm=pair(data["pitch_mm"]) if grid else (0.0, 0.0),
        places_mm=places,
        use=SheetUse(str(data.get("for", SheetUse.CARDS))),
        shape=Shape(str(data.get("shape", Shape.RECTANGLE))),
        margin_mm=_number(data.get("margin_mm", 2)),
        bleed_mm=_number(data.get("bleed_mm", 0)),
        cut_marks=data.get("cut_marks", False) is True,
        layouts=_layouts(data.get("layouts")),
        titles=_titles(data.get("title", "")),
        aliases=tuple(map(_name, _list(data.get("aliases", [])))),
        own=own,
    )


def pair(value: object) -> Pair:
    """Return `value` as two numbers.

    Raises:
        TypeError: it is not a list of numbers.
        ValueError: it is not two of them.
    """
    first, second = map(_number, _list(value))
    return first, second


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _number(value: object) -> float:
    number = float(value) if isinstance(value, int | float) else float(str(value))
    if isinstance(value, bool) or not isfinite(number):
        raise ValueError(value)
    return number


def _whole(value: object) -> int:
    number = int(str(value))
    if not 1 <= number <= _MOST_LABELS:
        raise ValueError(value)
    return number


def _name(value: object) -> str:
    name = "-".join(str(value).lower().split())
    if not isinstance(value, str) or not 1 <= len(name) <= _MOST_SIGNS or not name.isprintable():
        raise ValueError(value)
    return name


def _shown_name(data: Mapping[str, object]) -> str:
    return str(data.get("name", "")).lower()[:_MOST_SIGNS]


def _layouts(value: object) -> Mapping[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise TypeError(value)
    return {kind: str(value[kind]) for kind in ("code", "address")}


def _titles(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        return {"": str(value)[:_MOST_SIGNS]}
    return {str(language): str(title) for language, title in value.items()}


def _grid(data: Mapping[str, object]) -> tuple[Pair, ...]:
    columns, rows = _whole(data["columns"]), _whole(data["rows"])
    if columns * rows > _MOST_LABELS:
        raise ValueError(columns * rows)
    (left, top), (across, down) = pair(data["origin_mm"]), pair(data["pitch_mm"])
    return tuple(
        (round(left + column * across, 3), round(top + row * down, 3))
        for row in range(rows)
        for column in range(columns)
    )


_CHECK = msg("Please check page, label, origin and pitch in mm.")


def _check(sheet: Sheet) -> None:
    """Refuse labels that overlap, run backwards, leave the paper or have no room inside."""
    problem = _problem(sheet)
    if problem:
        raise BadInput(problem, _CHECK, name=sheet.name)


def _problem(sheet: Sheet) -> str:
    if min(*sheet.page_mm, *sheet.label_mm) <= 0 or max(sheet.page_mm) > _LARGEST_PAGE_MM:
        return msg("The sheet “{name}” cannot be used: paper and labels must have a size.")
    page, bleed = Box(0, 0, *sheet.page_mm), sheet.bleed_mm
    labels = [sheet.label(place) for place in range(sheet.labels)]
    if not all(page.contains(label.grown(bleed), _OVERSHOOT_MM) for label in labels):
        return msg("The sheet “{name}” cannot be used: its labels do not fit the paper.")
    if _collide(sheet, labels):
        return msg("The sheet “{name}” cannot be used: its labels overlap.")
    area = sheet.area()
    if sheet.margin_mm < 0 or bleed < 0 or min(area.w, area.h) <= 0:
        return msg("The sheet “{name}” cannot be used: its margins leave no room for print.")
    return ""


def _collide(sheet: Sheet, labels: list[Box]) -> bool:
    """Tell whether two labels share more than rounding explains, bleed included."""
    grow = sheet.bleed_mm - _OVERLAP_MM / 2
    grown = [label.grown(grow) for label in labels]
    if sheet.shape is Shape.ROUND and sheet.label_mm[0] == sheet.label_mm[1]:
        least = sheet.label_mm[0] + 2 * grow
        return any(
            (one.x - other.x) ** 2 + (one.y - other.y) ** 2 < least**2
            for place, one in enumerate(grown)
            for other in grown[:place]
        )
    return any(one.overlaps(other) for place, one in enumerate(grown) for other in grown[:place])
