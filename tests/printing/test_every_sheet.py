"""Every kind of paper on every sheet: rendered, read back, and held to its manifest and margins."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from moderator.printing.boxes import Box, points
from moderator.printing.sheet_catalogue import known_sheets
from moderator.printing.sheets import PRINTER_MARGIN_MM, Shape, Sheet, SheetUse
from tests.fakes.printed_papers import combinations, printed
from tests.fakes.rendered_pages import Pages, Picture, ReadCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from moderator.printing.placed import PlacedCard

ALL = list(combinations())
NAMES = [f"{sheet.name}-{kind}-{'address' if url else 'code'}" for sheet, kind, url in ALL]
PLACES_MM = 0.3
EDGE_MM = 0.4
"""Cut marks and outlines run along the label's edge, within this."""


@pytest.mark.no_cover  # the same lines hundreds of times; other tests run them, too
@pytest.mark.parametrize(("sheet", "kind", "base_url"), ALL, ids=NAMES)
def test_what_is_printed_reads_as_the_manifest_says(sheet: Sheet, kind: str, base_url: str) -> None:
    data, placed = printed(sheet, kind, base_url)
    pages = Pages(data)
    assert len(pages) == max(card.page for card in placed)
    assert pages.size_mm(1) == pytest.approx(sheet.page_mm, abs=0.01)
    for dpi in (150, 300):
        picture = pages.picture(1, dpi)
        first = [card for card in placed if card.page == 1 and card.url]
        assert_codes_match(found(picture, len(first)), first)
        turned = found(picture, len(first), turned=7)
        assert sorted(code.text for code in turned) == sorted(card.url for card in first)
        if dpi == 150:
            assert_margins(picture, sheet)
        else:
            assert_ink_where_stated(picture, first)
    assert_boxes_inside(placed, sheet)


def found(picture: Picture, expected: int, turned: float = 0) -> list[ReadCode]:
    """Return the codes of a page, read slowly if a reader in a hurry does not find all."""
    codes = picture.easy_codes(turned)
    return codes if len(codes) == expected else picture.codes(turned)


def assert_codes_match(codes: Iterable[ReadCode], cards: list[PlacedCard]) -> None:
    """Hold every code to its place; a tent carries each of its codes twice."""
    read = sorted((code.text, round(code.y), code.x, code.y) for code in codes)
    stated = sorted((card.url, round(_middle(card).y), *_middle(card)[:2]) for card in cards)
    assert [code[0] for code in read] == [card[0] for card in stated]
    for (*_, x, y), (*_, stated_x, stated_y) in zip(read, stated, strict=True):
        assert x == pytest.approx(stated_x, abs=PLACES_MM)
        assert y == pytest.approx(stated_y, abs=PLACES_MM)


def assert_ink_where_stated(picture: Picture, cards: list[PlacedCard]) -> None:
    """Hold the edges of symbols and dot fields to the manifest, on the first and the last card."""
    for card in {id(card): card for card in (*cards[:1], *cards[-1:])}.values():
        for box, around in ((card.qr_mm, 1.4), (card.dots_mm, 0.9)):
            if box.w:
                seen = picture.dark_part(box.grown(around))
                assert list(seen) == pytest.approx(list(box), abs=PLACES_MM)


def _middle(card: PlacedCard) -> Box:
    box = card.qr_mm
    return Box(box.x + box.w / 2, box.y + box.h / 2, 0, 0)


def assert_boxes_inside(placed: list[PlacedCard], sheet: Sheet) -> None:
    page = Box(0, 0, *sheet.page_mm)
    for card in placed:
        # A round label's inscribed area; a poster's lines lie within the page's margin.
        inside = card.card_mm.grown(-sheet.margin_mm)
        if sheet.use is SheetUse.PAGES:
            inside = page.grown(-sheet.margin_mm)
        for box in (card.qr_mm, card.dots_mm, card.text_mm):
            assert inside.contains(box, 0.01), (box, inside)


def assert_margins(picture: Picture, sheet: Sheet) -> None:
    """Hold margins of labels and paper free; cut marks, bleed and outlines may stand there."""
    margin = sheet.margin_mm - 0.2
    for place in range(sheet.labels):
        label = sheet.label(place)
        if sheet.bleed_mm:
            continue
        if sheet.shape is Shape.ROUND:
            assert not picture.has_ink_between(label.grown(-EDGE_MM), label.grown(0.2 - margin))
        else:
            assert not any(picture.has_ink(edge) for edge in ring(label, EDGE_MM, margin))
    if sheet.use is SheetUse.CARDS and sheet.shape is Shape.RECTANGLE:
        page = Box(0, 0, *sheet.page_mm)
        assert not any(picture.has_ink(edge) for edge in ring(page, 0, PRINTER_MARGIN_MM - 0.2))


def ring(box: Box, begin: float, end: float) -> Iterator[Box]:
    """Yield the four strips of `box` from `begin` to `end` mm inside its edge."""
    outer, wide = box.grown(-begin), end - begin
    yield Box(outer.x, outer.y, outer.w, wide)
    yield Box(outer.x, outer.bottom - wide, outer.w, wide)
    yield Box(outer.x, outer.y, wide, outer.h)
    yield Box(outer.right - wide, outer.y, wide, outer.h)


@pytest.mark.parametrize("sheet", known_sheets(), ids=lambda sheet: sheet.name)
def test_other_programs_open_the_file_and_find_the_named_paper(
    sheet: Sheet, tmp_path: Path
) -> None:
    checker, reader = shutil.which("qpdf"), shutil.which("pdfinfo")
    if checker is None or reader is None:
        pytest.skip("qpdf and pdfinfo are not installed")
    for _, kind, base_url in (each for each in ALL if each[0] is sheet):
        file = tmp_path / "printed.pdf"
        file.write_bytes(printed(sheet, kind, base_url)[0])
        assert_silent(checker, "--check", file)
        told = assert_silent(reader, "-box", "-l", "99", file)
        boxes = re.findall(r"Page +\d+ (\w+): +([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+)", told)
        assert {name for name, *_ in boxes} == {f"{each}Box" for each in BOXES}
        for name, *corners in boxes:
            assert list(map(float, corners)) == pytest.approx(stated_box(sheet, name), abs=0.006)


BOXES = ("Media", "Crop", "Bleed", "Trim", "Art")


def assert_silent(program: str, *words: str | Path) -> str:
    """Return what a program says, and hold that it has nothing to complain about."""
    done = subprocess.run([program, *words], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode("latin-1")


def stated_box(sheet: Sheet, name: str) -> list[float]:
    """Return left, bottom, right and top of a box of a page in pt: where the labels have bleed,
    what is trimmed lies around all labels, and colour runs so far beyond; else all is the paper.
    """
    width, height = sheet.page_mm
    left, top, right, bottom = 0.0, 0.0, width, height
    if sheet.bleed_mm and name in {"TrimBox", "BleedBox"}:
        beyond = sheet.bleed_mm if name == "BleedBox" else 0.0
        labels = [sheet.label(place).grown(beyond) for place in range(sheet.labels)]
        left, top = min(each.x for each in labels), min(each.y for each in labels)
        right, bottom = max(each.right for each in labels), max(each.bottom for each in labels)
    return [points(mm) for mm in (left, height - bottom, right, height - top)]
