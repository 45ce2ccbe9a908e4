"""The measures of all cards that Moderator prints, as the reading of photos needs them."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from moderator.paths import resource
from moderator.printing.layouts import read_layout
from moderator.vision.card_geometry import CardGeometry, Rect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.printing.boxes import Box
    from moderator.printing.layouts import CardLayout

_MODULES = {"code": (21,), "address": (25, 29, 33, 37)}
"""Modules on a side of the symbols that layouts are printed with: versions 1, and 2 to 5."""


@cache
def card_geometries() -> tuple[CardGeometry, ...]:
    """Return every bundled card layout, once for each size its symbol may have."""
    return tuple(
        _geometry(layout, modules)
        for layout in _layouts()
        for modules in _MODULES[layout.name.rsplit("-", maxsplit=1)[-1]]
    )


def _layouts() -> Iterator[CardLayout]:
    """Yield the layouts of single cards; the folder also says how labels are filled."""
    for file in sorted(resource("layouts").glob("*.json")):
        if "card_mm" in json.loads(file.read_text(encoding="utf-8")):
            yield read_layout(file.stem)


def _geometry(layout: CardLayout, modules: int) -> CardGeometry:
    place = layout.qr
    side = min(place.largest_module * modules, place.box.w)
    slots = layout.dots.slots()
    return CardGeometry(
        name=layout.name,
        size=(layout.card.w, layout.card.h),
        qr=_rect(place.box.grown((side - place.box.w) / 2)),
        modules=modules,
        field=_rect(layout.dots.field),
        text=_rect(layout.text),
        slots=tuple((slot.x + slot.w / 2, slot.y + slot.h / 2) for slot in slots),
        slot_mm=layout.dots.slot,
    )


def _rect(box: Box) -> Rect:
    return Rect(*box)
