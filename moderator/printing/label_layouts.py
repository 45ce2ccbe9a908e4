"""Where code and text stand on a label of any size; the classes of labels are a data file.

The symbol stands at the upper right, as large as its class allows; the quiet zone stays inside the
label. On wide labels text stands beside it, on others below it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from moderator.errors import BadInput, msg
from moderator.paths import resource
from moderator.printing.boxes import Box, points
from moderator.printing.card_drawing import SMALLEST_MODULE_MM
from moderator.printing.layouts import Label
from moderator.printing.qr_codes import QUIET_MODULES
from moderator.printing.sheets import pair
from moderator.printing.text_fit import LEADING
from moderator.printing.typefaces import CAP_HEIGHT

if TYPE_CHECKING:
    from moderator.printing.sheets import Pair, Sheet

_WIDE = 1.3
"""From this proportion on text stands beside the symbol."""

_ASCENDER = 0.74
"""Height of b, d and k in em: words may stand where the code stands, too."""

_SHOWN_CODE_EM = 4.6
"""The widest shown code, `WWWW-WWW` apart, in em of the semibold cut."""


@dataclass(frozen=True, slots=True)
class LabelClass:
    """How labels of about one size are filled; sizes in pt (0: not shown), lengths in mm."""

    name: str
    least: Pair
    largest_module: float
    symbol_share: float
    gap: float
    code: float
    heading: float
    title: Pair
    body: Pair
    footer: float
    writing_pitch: float


@dataclass(frozen=True, slots=True)
class LabelLayout:
    """Where everything stands on a label, mm from its upper left corner.

    Attributes:
        symbol: the symbol without its quiet zone.
        code: left end and baseline of the shown code.
        heading: right end and baseline of the small line beside it, None if there is none.
        text: the region for title and body, print or handwriting.
    """

    label: Box
    kind: LabelClass
    symbol: Box
    code: Label
    heading: Label | None
    text: Box


@cache
def label_classes() -> tuple[LabelClass, ...]:
    """Return the classes from large to smallest."""
    file = resource("layouts", "label-classes.json")
    return tuple(
        LabelClass(
            name=each["name"],
            least=pair(each["least_mm"]),
            largest_module=each["largest_module_mm"],
            symbol_share=each["symbol_share"],
            gap=each["gap_mm"],
            code=each["code_pt"],
            heading=each["heading_pt"],
            title=pair(each["title_pt"]),
            body=pair(each["body_pt"]),
            footer=each["footer_pt"],
            writing_pitch=each["writing_pitch_mm"],
        )
        for each in json.loads(file.read_text(encoding="utf-8"))["classes"]
    )


def label_layout(sheet: Sheet, modules: int) -> LabelLayout:
    """Return the layout for the labels of `sheet` and a symbol of `modules` on a side.

    Raises:
        BadInput: modules large enough to be scanned do not fit the label.
    """
    area, label = sheet.area(), Box(0, 0, *sheet.label_mm)
    for kind in label_classes():
        fits = area.w >= kind.least[0] and area.h >= kind.least[1]
        layout = _layout(label, area, kind, modules) if fits else None
        if layout is not None:
            return layout
    raise BadInput(
        msg("The address is too long for the labels of this sheet."),
        msg("Larger labels, a shorter address, or none, give a code that can be scanned."),
    )


def _layout(label: Box, area: Box, kind: LabelClass, modules: int) -> LabelLayout | None:
    """Return the layout in one class, None if its symbol or its words would be too small."""
    whole = modules + 2 * QUIET_MODULES
    module = min(
        kind.largest_module,
        area.h / modules,
        area.w * kind.symbol_share / (modules + QUIET_MODULES),
        label.h / whole,
    )
    if module < SMALLEST_MODULE_MM:
        return None
    symbol = _symbol(label, area, module, modules, centred=not kind.heading)
    quiet = module * QUIET_MODULES
    column = symbol.x - quiet - area.x
    size = min(kind.code, points(column) / _SHOWN_CODE_EM)
    if size < min(kind.code, 6.5):
        return None
    return _with_text(label, area, kind, symbol, size, quiet)


def _symbol(label: Box, area: Box, module: float, modules: int, *, centred: bool) -> Box:
    side, quiet = module * modules, module * QUIET_MODULES
    x = min(area.right, label.w - quiet) - side
    highest, lowest = max(area.y, quiet), min(area.bottom, label.h - quiet) - side
    return Box(x, (highest + lowest) / 2 if centred else min(highest, lowest), side, side)


def _with_text(
    label: Box, area: Box, kind: LabelClass, symbol: Box, size: float, quiet: float
) -> LabelLayout:
    column = symbol.x - quiet - area.x
    capitals = CAP_HEIGHT * size / points(1)
    if not kind.title[0]:
        # Code alone: its middle on the symbol's middle.
        baseline = symbol.y + (symbol.h + capitals) / 2
        text = Box(area.x, baseline - capitals, column, capitals)
        return LabelLayout(label, kind, symbol, Label(area.x, baseline, size), None, text)
    baseline = area.y + _ASCENDER * size / points(1)
    heading = Label(area.x + column, baseline, kind.heading) if kind.heading else None
    top = baseline + kind.gap + size * (LEADING - 1) / points(1)
    if kind.heading and area.w < area.h * _WIDE:
        # Below the symbol: the heading goes under the code, the words have the whole width.
        heading = Label(area.x, baseline + kind.gap + kind.heading / points(1), kind.heading)
        top, column = symbol.bottom + max(quiet, kind.gap), area.w
    text = Box(area.x, top, column, area.bottom - top)
    return LabelLayout(label, kind, symbol, Label(area.x, baseline, size), heading, text)
