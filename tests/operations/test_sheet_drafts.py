"""Own sheets while they are typed: faults are found at their field, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderator.errors import BadInput
from moderator.operations.sheet_drafts import (
    ACROSS,
    DOWN,
    LABEL,
    NUMBER,
    ORIGIN,
    PAGE,
    PITCH,
    TITLE,
    SheetDraft,
    draft_of,
    fault_in,
)
from moderator.printing.sheet_catalogue import known_sheets, read_sheet
from moderator.printing.sheets import sheet_from

GOOD = SheetDraft(title="Vereinskarte")


@pytest.mark.parametrize(
    ("change", "row", "way", "words"),
    [
        ({"title": "  "}, TITLE, ACROSS, "needs a name"),
        ({"title": "x" * 61}, TITLE, ACROSS, "too long"),
        ({"title": "A6"}, TITLE, ACROSS, "already"),
        ({"title": "avery zweckform 3474"}, TITLE, ACROSS, "already"),
        ({"title": "Schon da"}, TITLE, ACROSS, "already"),
        ({"page_mm": (0, 297)}, PAGE, ACROSS, "more than 0"),
        ({"page_mm": (210, 2000)}, PAGE, DOWN, "at most"),
        ({"label_mm": (300, 37)}, LABEL, ACROSS, "wider than the paper"),
        ({"label_mm": (70, 300)}, LABEL, DOWN, "higher than the paper"),
        ({"label_mm": (-1, 37)}, LABEL, ACROSS, "more than 0"),
        ({"label_mm": (3, 3)}, LABEL, ACROSS, "no room"),
        ({"origin_mm": (-5, 0)}, ORIGIN, ACROSS, "begins outside"),
        ({"origin_mm": (0, 290)}, ORIGIN, DOWN, "ends {over} mm outside"),
        ({"number": (100, 100)}, NUMBER, ACROSS, "at most {most} labels"),
        ({"number": (4, 8)}, NUMBER, ACROSS, "last label ends"),
        ({"number": (3, 9)}, NUMBER, DOWN, "last label ends"),
        ({"pitch_mm": (-70, 37)}, PITCH, ACROSS, "overlap"),
        ({"pitch_mm": (70, 30)}, PITCH, DOWN, "overlap"),
    ],
)
def test_a_fault_is_told_at_its_field(
    change: dict[str, object], row: str, way: int, words: str
) -> None:
    there = sheet_from(replace(GOOD, title="Schon da").data, own=True)
    fault = fault_in(replace(GOOD, **change), [there])  # type: ignore[arg-type]
    assert fault is not None
    assert (fault.row, fault.way) == (row, way)
    assert words in fault.sentence
    assert fault.sentence.format(**fault.values)


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"number": (1, 8), "pitch_mm": (0, 37)},
        {"number": (1, 1), "pitch_mm": (0, 0)},
        {"label_mm": (60, 37), "origin_mm": (5, 0), "is_round": True},
    ],
)
def test_nothing_is_wrong_with_a_good_sheet(change: dict[str, object]) -> None:
    draft = replace(GOOD, **change)  # type: ignore[arg-type]
    assert fault_in(draft) is None
    assert sheet_from(draft.data).labels == draft.number[0] * draft.number[1]


MEASURE = st.integers(-40, 3200).map(lambda tenths: tenths / 10)
PAIR = st.tuples(MEASURE, MEASURE)


@given(PAIR, PAIR, PAIR, PAIR, st.tuples(st.integers(1, 12), st.integers(1, 12)), st.booleans())
@settings(max_examples=300, deadline=None)
def test_a_draft_has_a_fault_exactly_if_its_sheet_is_refused(
    page: tuple[float, float],
    label: tuple[float, float],
    origin: tuple[float, float],
    pitch: tuple[float, float],
    number: tuple[int, int],
    is_round: bool,
) -> None:
    draft = SheetDraft("Probe", page, label, number, origin, pitch, is_round)
    try:
        sheet_from(draft.data)
    except BadInput:
        refused = True
    else:
        refused = False
    assert (fault_in(draft) is not None) == refused


def test_a_sheet_comes_back_from_its_form() -> None:
    sheet = read_sheet("avery-3474")
    draft = draft_of(replace(sheet, own=True, aliases=()), "de")
    again = sheet_from(replace(draft, title="Neu").data)
    assert again.places_mm == sheet.places_mm
    assert (again.margin_mm, again.use, again.name) == (sheet.margin_mm, sheet.use, "neu")
    one = sheet_from({**draft.data, "columns": 1, "rows": 1})
    assert draft_of(one, "de").number == (1, 1)


def test_labels_that_stand_in_no_grid_are_left_to_their_file() -> None:
    staggered = next(
        each for each in known_sheets() if each.pitch_mm == (0.0, 0.0) and each.labels > 1
    )
    with pytest.raises(BadInput, match="rows and columns"):
        draft_of(staggered, "de")
