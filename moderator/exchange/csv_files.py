"""CSV files: read from any spreadsheet program, written so that Excel opens them at once."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice
from typing import TYPE_CHECKING

from moderator.domain.workshops import Language
from moderator.errors import BadInput, msg
from moderator.exchange.ideas_table import ideas_table
from moderator.exchange.line_problems import at_line
from moderator.exchange.spreadsheet_formulas import neutral_cell, read_neutral_cell
from moderator.exchange.tables import HEADER_WITHIN, Row, find_header, ideas_of_table
from moderator.exchange.text_encodings import decode_spreadsheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from moderator.domain.evenings import Evening
    from moderator.exchange.incoming import Incoming

_SEPARATORS = (";", ",", "\t", "|")
_NO_SEPARATOR = "\x1f"
_SEP_LINE = re.compile(r'"?sep=([;,\t|])"?\r?(?:\n|$)', re.IGNORECASE)
_OUT_SEPARATOR = {Language.GERMAN: ";", Language.ENGLISH: ","}


def read_csv(data: bytes) -> Incoming:
    """Return the ideas in `data`; encoding and separator are found out.

    Raises:
        BadInput: the text, its columns or its rows cannot be used; says in which lines.
    """
    text = decode_spreadsheet(data)
    start, lines_before = 0, 0
    separator = None
    if said := _SEP_LINE.match(text):
        separator, start, lines_before = said[1], said.end(), 1
    if separator is None:
        separator = _find_separator(text)
    return ideas_of_table(_rows(text[start:], separator, lines_before))


def _find_separator(text: str) -> str:
    """Return the separator under which the headings make most sense.

    Raises:
        BadInput: it is a table with several columns, but no heading is known.
    """
    found: list[tuple[int, str]] = []
    looks_like_table = False
    for separator in _SEPARATORS:
        try:
            cells = [row.cells for row in islice(_filled(text, separator), HEADER_WITHIN)]
        except BadInput:
            continue
        widths = {len(each) for each in cells}
        looks_like_table = looks_like_table or (len(cells) > 1 and len(widths) == 1 < max(widths))
        header = find_header(cells) if cells and widths != {1} else None
        if header is not None and len(header.headings) > 1:
            found.append((len(header.columns), separator))
    if not found and looks_like_table:
        raise BadInput(
            msg("No column is called “Title” in the first line."),
            msg("Please name the columns there, for example Title, Description, Table."),
        )
    return max(found, key=lambda each: each[0])[1] if found else _NO_SEPARATOR


def _filled(text: str, separator: str) -> Iterator[Row]:
    return (row for row in _rows(text, separator) if any(cell.strip() for cell in row.cells))


def _rows(text: str, separator: str, lines_before: int = 0) -> Iterator[Row]:
    # StringIO without newline translation keeps line breaks inside quoted cells as they are.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1 + lines_before
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise at_line(line, _csv_problem(error)) from error
        yield Row(line, tuple(map(read_neutral_cell, cells)))


def _csv_problem(error: csv.Error) -> str:
    told = str(error)
    if "field limit" in told:
        return msg("A cell is longer than 131,072 signs.")
    if "end of data" in told:
        return msg("A quotation mark is opened here and never closed.")
    return msg("A quotation mark stands inside a cell; it has to be doubled.")


def write_ideas_csv(evening: Evening, target: BinaryIO) -> None:
    """Write the ideas: UTF-8 with BOM, `;` in German and `,` in English, formulas made harmless."""
    table = ideas_table(evening)
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=_OUT_SEPARATOR[evening.workshop.language])
    writer.writerow(table.headings)
    for row in table.rows:
        writer.writerow([neutral_cell(cell) if isinstance(cell, str) else cell for cell in row])
    text.detach()  # flushes, and leaves the target open for its owner
