"""An evening as an Excel workbook: the ideas, and one sheet for the ranking of each round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from moderator.domain.workshops import Language
from moderator.exchange.column_names import HEADINGS, Column
from moderator.exchange.ideas_table import Cell, ideas_table
from moderator.exchange.spreadsheet_formulas import neutral_cell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

    from moderator.domain.evenings import Evening
    from moderator.domain.tallies import Results

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_SHEET_NAME_LIMIT = 31
_NARROW, _WIDE, _WIDER = 10, 42, 60
"""Column widths in signs."""

_IDEAS = {Language.GERMAN: "Ideen", Language.ENGLISH: "Ideas"}
_PARTS = {
    Language.GERMAN: ("Papier", "Telefon", "Plattform", "dagegen"),
    Language.ENGLISH: ("Paper", "Phone", "Platform", "Against"),
}


def write_ideas_xlsx(evening: Evening, target: BinaryIO) -> None:
    """Write the ideas and each visible ranking; every text is a text, never a formula."""
    book = Workbook(write_only=True)
    names: set[str] = set()
    table = ideas_table(evening)
    sheet = _sheet(book, _IDEAS[evening.workshop.language], names)
    _fill(sheet, table.headings, table.rows, (10, 6, _WIDE, _WIDER, 24, 10, 8, 8))
    for each in evening.rounds:
        if results := evening.results.get(each.id):
            sheet = _sheet(book, f"{each.number} {each.title}", names)
            _fill_ranking(sheet, results, evening.workshop.language)
    book.save(target)


def _fill_ranking(sheet: Worksheet, results: Results, language: Language) -> None:
    headings = HEADINGS[language]
    order = (Column.RANK, Column.NUMBER, Column.CODE, Column.TITLE, Column.DOTS)
    rows = [
        (
            line.rank, line.number, line.code, line.title, line.dots,
            line.paper, line.phone, line.platform, line.against,
        )
        for line in results.ranking
    ]  # fmt: skip
    widths = (8, 6, 10, _WIDER, _NARROW, _NARROW, _NARROW, _NARROW, _NARROW)
    _fill(sheet, (*(headings[column] for column in order), *_PARTS[language]), rows, widths)


def _sheet(book: Workbook, wanted: str, taken: set[str]) -> Worksheet:
    """Add a sheet with a name that Excel accepts and that no other sheet has."""
    stem = _NOT_IN_SHEET_NAMES.sub(" ", wanted).strip(" '")[:_SHEET_NAME_LIMIT].strip(" '") or "-"
    name, times = stem, 1
    while name.casefold() in taken:
        times += 1
        ending = f" ({times})"
        name = f"{stem[: _SHEET_NAME_LIMIT - len(ending)]}{ending}"
    taken.add(name.casefold())
    # A write-only sheet takes rows one by one; the type is the closest one that the stubs know.
    return cast("Worksheet", book.create_sheet(name))


def _fill(
    sheet: Worksheet,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[int],
) -> None:
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, heading, bold=True) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Worksheet, value: Cell, *, bold: bool = False) -> SheetCell | None:
    if value is None or value == "":
        return None
    if isinstance(value, int):
        return WriteOnlyCell(sheet, value=value)
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell = WriteOnlyCell(sheet, value=text)
    # openpyxl takes “=…” for a formula and “#N/A” for an error; here everything is text.
    cell.data_type = "s"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.quotePrefix = neutral_cell(text) != text
    if bold:
        cell.font = Font(bold=True)
    return cell
