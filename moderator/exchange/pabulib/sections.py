"""The three sections of a .pb file as plain tables, with the line each row stands in."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moderator.domain.plain_text import clean_line
from moderator.errors import BadInput, ModeratorError, msg
from moderator.exchange.incoming import FACT_NAME_LIMIT
from moderator.exchange.line_problems import at_line, problem_at
from moderator.exchange.pabulib.layout import RENAMED, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE_END = re.compile(r"\r\n|\r|\n")
_MOST_LINES_IN_CELL = 50
_MOST_OPEN_QUOTES = 20
_MOST_META = 200
META_LIMIT = 10_000
_MOST_COLUMNS = 100


@dataclass(slots=True)
class Table:
    """Column names in lower case and, per row, its line and its cells by column name."""

    line: int = 0
    columns: tuple[str, ...] = ()
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)


@dataclass(slots=True)
class Sections:
    """A whole file; `meta` keeps the order of the file and holds no empty values."""

    meta: dict[str, str]
    projects: Table
    votes: Table


def split_sections(text: str) -> Sections:
    """Return the sections of `text`.

    Raises:
        BadInput: a section is missing or twice, a row does not fit its columns; says which line.
    """
    found: dict[Section, list[tuple[int, list[str]]]] = {}
    current: list[tuple[int, list[str]]] | None = None
    for line, cells in _records(text):
        if (section := _section(cells)) is not None:
            if section in found:
                raise at_line(line, msg("{section} stands there twice."), section=section)
            current = found[section] = []
        elif current is None:
            raise at_line(line, msg("The file does not begin with META."))
        else:
            current.append((line, cells))
    for section in Section:
        if section not in found:
            raise BadInput(
                msg("The section {section} is missing."),
                msg("The file may be incomplete. Please get it again."),
                section=section,
            )
    return Sections(
        _meta(found[Section.META]),
        _table(found[Section.PROJECTS], "project_id"),
        _table(found[Section.VOTES], "voter_id"),
    )


def _section(cells: list[str]) -> Section | None:
    """Return the section that a row announces; some files carry empty cells behind the name."""
    name = cells[0].strip().upper()
    alone = not any(cell.strip() for cell in cells[1:])
    return Section(name) if alone and name in set(Section) else None


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row that is not blank, with the line that it begins in."""
    lines = _LINE_END.split(text)
    place, open_quotes = 0, 0
    while place < len(lines):
        cells, taken = lines[place].split(";"), 1
        if '"' in lines[place]:
            ahead = _MOST_LINES_IN_CELL if open_quotes < _MOST_OPEN_QUOTES else 1
            cells, taken = _quoted_cells(lines[place : place + ahead])
            open_quotes += taken == 0
            taken = taken or 1
        if any(cell.strip() for cell in cells):
            yield place + 1, cells
        place += taken


def _quoted_cells(lines: list[str]) -> tuple[list[str], int]:
    """Return the cells of a row with quotation marks and the number of lines it takes.

    Published files hold names such as `"Odkupmy" i my`, whose marks are part of the name. So a row
    that is not strictly CSV is taken as it stands. 0 lines: a mark was opened and never closed.
    """
    for taken in range(1, len(lines) + 1):
        if '"' not in lines[taken - 1]:
            continue
        try:
            rows = list(csv.reader(["\n".join(lines[:taken])], delimiter=";", strict=True))
        except csv.Error as error:
            if "end of data" not in str(error):
                return lines[0].split(";"), 1
        else:
            return rows[0], taken
    return lines[0].split(";"), 0


def _meta(rows: list[tuple[int, list[str]]]) -> dict[str, str]:
    if not rows or [cell.strip().lower() for cell in rows[0][1][:2]] != ["key", "value"]:
        raise at_line(rows[0][0] if rows else 1, msg("META has to begin with “key;value”."))
    meta: dict[str, str] = {}
    for line, cells in rows[1:]:
        key = _cell(line, cells[0], FACT_NAME_LIMIT)
        # A value may hold a separator of its own; spreadsheets add empty cells at the end.
        value = _cell(line, ";".join(_without_empty_end(cells[1:])), META_LIMIT)
        if key in meta:
            raise at_line(line, msg("“{key}” stands in META twice."), key=key)
        if len(meta) == _MOST_META:
            raise at_line(line, msg("META has more than {most} lines."), most=_MOST_META)
        if key and value:
            meta[key] = value
    return meta


def _table(rows: list[tuple[int, list[str]]], first: str) -> Table:
    if not rows:
        raise at_line(1, msg("The columns after {first} are missing."), first=first)
    line, names = rows[0]
    columns = tuple(_column(line, name) for name in _without_empty_end(names))
    if columns[:1] != (first,):
        raise at_line(line, msg("The first column has to be {first}."), first=first)
    if len(set(columns)) < len(columns) or len(columns) > _MOST_COLUMNS or "" in columns:
        raise at_line(line, msg("A column has no name or stands there twice."))
    table = Table(line, columns)
    for place, cells in rows[1:]:
        if len(_without_empty_end(cells)) > len(columns):
            raise at_line(
                place,
                msg("There are {given} cells, but only {named} columns have a heading."),
                given=len(cells),
                named=len(columns),
            )
        padded = cells[: len(columns)] + [""] * (len(columns) - len(cells))
        table.rows.append((place, dict(zip(columns, padded, strict=True))))
    return table


def _column(line: int, name: str) -> str:
    column = _cell(line, name, FACT_NAME_LIMIT).lower()
    return RENAMED.get(column, column)


def _without_empty_end(cells: list[str]) -> list[str]:
    filled = [place for place, cell in enumerate(cells) if cell.strip()]
    return cells[: filled[-1] + 1] if filled else []


def _cell(line: int, text: str, limit: int) -> str:
    try:
        return clean_line(text, limit)
    except ModeratorError as error:
        raise problem_at(line, error) from error
