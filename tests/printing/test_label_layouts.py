"""Labels of any size: large enough to scan and read, nothing on top of anything else."""

from __future__ import annotations

from itertools import product

import pytest

from moderator.errors import BadInput
from moderator.printing.boxes import Box, points
from moderator.printing.card_drawing import SMALLEST_MODULE_MM
from moderator.printing.label_layouts import label_classes, label_layout
from moderator.printing.qr_codes import QUIET_MODULES
from moderator.printing.sheet_catalogue import read_sheet, sheets_for
from moderator.printing.sheets import Sheet, SheetUse, sheet_from

SHEETS = sheets_for(SheetUse.CARDS)
MODULES = (21, 25)
CASES = list(product(SHEETS, MODULES))
IDS = [f"{sheet.name}-{modules}" for sheet, modules in CASES]


@pytest.mark.parametrize(("sheet", "modules"), CASES, ids=IDS)
def test_code_and_words_have_room_of_their_own(sheet: Sheet, modules: int) -> None:
    layout = label_layout(sheet, modules)
    module = layout.symbol.w / modules
    assert module >= SMALLEST_MODULE_MM
    quiet = layout.symbol.grown(QUIET_MODULES * module)
    assert layout.label.contains(quiet, 0.001)
    assert not quiet.grown(-0.001).overlaps(layout.text)
    assert sheet.area().contains(layout.symbol, 0.001)
    assert sheet.area().contains(layout.text, 0.001)
    assert layout.code.size >= 6.5
    written = Box(layout.code.x, layout.code.baseline - 2, 4 * layout.code.size / points(1), 2)
    assert written.right <= quiet.x + 0.01


def test_larger_labels_are_of_larger_classes() -> None:
    names = ["avery-4732", "herma-4102", "herma-4625", "a7", "round-195"]
    found = [label_layout(read_sheet(name), 25).kind.name for name in names]
    assert found == ["smallest", "small", "medium", "large", "largest"]
    assert [each.name for each in label_classes()] == found[::-1]


@pytest.mark.parametrize("modules", [29, 33, 57])
def test_a_code_that_would_be_too_fine_is_refused(modules: int) -> None:
    with pytest.raises(BadInput, match="too long"):
        label_layout(read_sheet("avery-4732"), modules)


@pytest.mark.parametrize("size", [(8, 8), (200, 9), (9, 200), (30, 14)])
def test_labels_of_odd_sizes_are_laid_out_or_refused(size: tuple[float, float]) -> None:
    sheet = sheet_from(
        {
            "name": "odd",
            "page_mm": [210, 297],
            "label_mm": list(size),
            "columns": 1,
            "rows": 1,
            "origin_mm": [5, 10],
            "pitch_mm": [0, 0],
            "margin_mm": 1,
        }
    )
    try:
        layout = label_layout(sheet, 21)
    except BadInput:
        return
    assert sheet.area().contains(layout.text, 0.001)
