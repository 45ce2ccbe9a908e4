"""Excel workbooks: ideas are read from the first sheet that has a column of titles."""

from __future__ import annotations

import warnings
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING

import openpyxl

from moderator.errors import BadInput, ModeratorError, msg
from moderator.exchange.line_problems import ROW
from moderator.exchange.tables import HEADER_WITHIN, Row, find_header, ideas_of_table
from moderator.exchange.xlsx_guard import check_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from openpyxl.workbook import Workbook

    from moderator.exchange.incoming import Incoming

MOST_COLUMNS = 100


def read_xlsx(file: BinaryIO) -> Incoming:
    """Return the ideas of the workbook in `file`; formulas count with their last result.

    Raises:
        BadInput: not a workbook, unsafe to open, or its rows cannot be used; says which.
    """
    last_row = check_workbook(file)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of pictures and styles that it leaves out; ideas have neither.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            try:
                return ideas_of_table(_titled_rows(book, last_row), ROW)
            finally:
                book.close()
    except ModeratorError:
        raise
    except Exception as error:  # a damaged file can make a foreign reader raise anything
        raise BadInput(
            msg("The workbook is damaged and cannot be read."),
            msg("Please open it in a spreadsheet program and save it again as .xlsx."),
        ) from error


def _titled_rows(book: Workbook, last_row: int) -> Iterator[Row]:
    """Return the rows of the first sheet with a column of titles, else of the first with rows."""
    with_rows: list[int] = []
    for place in range(len(book.worksheets)):
        first = list(islice(_rows(book, place, last_row), HEADER_WITHIN))
        header = find_header([row.cells for row in first]) if first else None
        if header is not None and header.index >= 0:
            return _rows(book, place, last_row)
        if first:
            with_rows.append(place)
    return _rows(book, with_rows[0], last_row) if with_rows else iter(())


def _rows(book: Workbook, place: int, last_row: int) -> Iterator[Row]:
    sheet = book.worksheets[place]
    sheet.reset_dimensions()  # the size that a file states may be wrong
    # Formatted blanks can go on for a million rows, so reading ends where the last entry stands.
    cells_by_row = sheet.iter_rows(max_row=last_row, max_col=MOST_COLUMNS, values_only=True)
    for number, cells in enumerate(cells_by_row, start=1):
        texts = tuple(map(_cell_text, _without_empty_end(cells)))
        if any(text.strip() for text in texts):
            yield Row(number, texts)


def _without_empty_end(cells: Sequence[object]) -> Sequence[object]:
    width = len(cells)
    while width and cells[width - 1] is None:
        width -= 1
    return cells[:width]


def _cell_text(value: object) -> str:
    match value:
        case None:
            return ""
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)
