"""Sheets: which paper, how many labels where, in millimetres; read from data files.

A sheet file names its paper, the size of one label (the card after cutting), the grid, and the card
layout for each kind of code. Sheets of other sizes are further files, not further code.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from moderator.errors import BadInput, NotFound, msg
from moderator.paths import resource
from moderator.printing.boxes import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Pair = tuple[float, float]

_SLACK_MM = 0.2
"""Trade sheets overshoot their paper by up to this much through rounding."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Labels on paper, mm.

    Attributes:
        origin_mm: upper left corner of the first label.
        pitch_mm: from one label to the next, across and down.
        cut_marks: small marks that show where to cut.
        layouts: name of the card layout for each kind of code, `code` and `address`.
    """

    name: str
    page_mm: Pair
    label_mm: Pair
    columns: int
    rows: int
    origin_mm: Pair
    pitch_mm: Pair
    cut_marks: bool
    layouts: Mapping[str, str]

    @property
    def labels(self) -> int:
        """How many labels one page holds."""
        return self.columns * self.rows

    def label(self, place: int) -> Box:
        """Return the label at `place`, counted from 0 line by line."""
        row, column = divmod(place, self.columns)
        return Box(*self.origin_mm, *self.label_mm).moved(
            column * self.pitch_mm[0], row * self.pitch_mm[1]
        )

    def cuts(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Return where cuts run, from the left and from the top, away from the paper's edge."""
        boxes = [self.label(place) for place in range(self.labels)]
        across = {edge for box in boxes for edge in (box.x, box.right)}
        down = {edge for box in boxes for edge in (box.y, box.bottom)}
        return _inside(across, self.page_mm[0]), _inside(down, self.page_mm[1])


def _inside(edges: set[float], length: float) -> tuple[float, ...]:
    return tuple(sorted(edge for edge in edges if 1 < edge < length - 1))


@cache
def read_sheet(name: str) -> Sheet:
    """Return the sheet of that name.

    Raises:
        NotFound: there is none.
        BadInput: its file does not describe labels on paper.
    """
    known = {sheet.name: sheet for sheet in known_sheets()}
    if name.lower() not in known:
        raise NotFound(
            msg("There is no sheet named “{name}”."),
            msg("Known sheets: {known}."),
            name=name,
            known=", ".join(sorted(known)),
        )
    return known[name.lower()]


@cache
def known_sheets() -> tuple[Sheet, ...]:
    """Return all bundled sheets, by name.

    Raises:
        BadInput: a file does not describe labels on paper.
    """
    files = sorted(resource("sheets").glob("*.json"))
    return tuple(sheet_from(json.loads(file.read_text(encoding="utf-8"))) for file in files)


def sheet_from(data: Mapping[str, object]) -> Sheet:
    """Return a checked sheet from what its file says.

    Raises:
        BadInput: a value is missing, or the labels do not fit.
    """
    try:
        sheet = Sheet(
            name=str(data["name"]).lower(),
            page_mm=pair(data["page_mm"]),
            label_mm=pair(data["label_mm"]),
            columns=int(str(data["columns"])),
            rows=int(str(data["rows"])),
            origin_mm=pair(data["origin_mm"]),
            pitch_mm=pair(data["pitch_mm"]),
            cut_marks=bool(data.get("cut_marks", False)),
            layouts=_names(data["layouts"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _bad_sheet(str(data.get("name", ""))) from error
    _check(sheet)
    return sheet


def pair(value: object) -> Pair:
    """Return `value` as two numbers.

    Raises:
        TypeError: it is not a list of numbers.
        ValueError: it is not two of them.
    """
    if not isinstance(value, list):
        raise TypeError(value)
    first, second = map(float, value)
    return first, second


def _names(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return {kind: str(value[kind]) for kind in ("code", "address")}


def _check(sheet: Sheet) -> None:
    """Refuse grids that overlap, run backwards or leave the paper."""
    positive = min(*sheet.page_mm, *sheet.label_mm, sheet.columns, sheet.rows) > 0
    steps = zip(sheet.pitch_mm, sheet.label_mm, (sheet.columns, sheet.rows), strict=True)
    apart = all(count == 1 or pitch >= label - _SLACK_MM for pitch, label, count in steps)
    if not positive or not apart:
        raise _bad_sheet(sheet.name)
    page = Box(0, 0, *sheet.page_mm)
    if not all(page.contains(sheet.label(place), _SLACK_MM) for place in _corners(sheet)):
        raise _bad_sheet(sheet.name)


def _corners(sheet: Sheet) -> Iterator[int]:
    for row, column in product((0, sheet.rows - 1), (0, sheet.columns - 1)):
        yield row * sheet.columns + column


def _bad_sheet(name: str) -> BadInput:
    return BadInput(
        msg("The sheet “{name}” cannot be printed: its labels do not fit the paper."),
        msg("Please check page, label, origin and pitch in mm."),
        name=name,
    )
