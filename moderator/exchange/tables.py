"""A table of rows, from a CSV file or a worksheet, becomes ideas."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from moderator.domain.plain_text import clean_line
from moderator.errors import BadInput, ModeratorError, msg
from moderator.exchange.column_names import Column, known_columns
from moderator.exchange.idea_rows import IdeaRow, IdeaRows
from moderator.exchange.incoming import MOST_IDEAS, Incoming, Note, no_ideas, too_many_ideas
from moderator.exchange.line_problems import LINE, LineProblems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderator.domain.ideas import IdeaDraft

HEADER_WITHIN = 10
"""The row of headings is looked for among the first ten rows that are not blank."""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one row; `place` is the line or row number that a person sees, from 1."""

    place: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings stand among the filled rows (-1: nowhere) and what they mean."""

    index: int
    headings: tuple[str, ...]
    columns: dict[int, Column]


def ideas_of_table(rows: Iterable[Row], kind: str = LINE) -> Incoming:
    """Return the ideas of a table with headings in any order, or of a single column of titles.

    Args:
        rows: the rows in order; blank ones are skipped.
        kind: LINE or ROW, for messages.

    Raises:
        BadInput: no title column, too many ideas, or rows that cannot be used (ten are named).
    """
    filled = (row for row in rows if any(cell.strip() for cell in row.cells))
    first = list(islice(filled, HEADER_WITHIN))
    if not first:
        raise no_ideas()
    header = find_header([row.cells for row in first])
    if header is None:
        raise _no_title_column(first[0])
    maker = IdeaRows()
    drafts = _drafts(chain(first[header.index + 1 :], filled), header, maker, kind)
    if not drafts:
        raise no_ideas()
    return Incoming(drafts=tuple(drafts), notes=_notes(header, maker))


def find_header(rows: list[tuple[str, ...]]) -> Header | None:
    """Return the headings of a table, None if no row names a column of titles.

    A single column needs no heading. Without a column of titles, one of descriptions is used.
    """
    single = all(not any(cell.strip() for cell in cells[1:]) for cells in rows)
    tried = rows[:1] if single else rows
    for wanted in (Column.TITLE, Column.BODY):
        for index, cells in enumerate(tried):
            columns = known_columns(cells)
            if wanted in columns.values():
                return Header(index, cells, _with_title(columns))
    return Header(-1, (), {0: Column.TITLE}) if single else None


def _with_title(columns: dict[int, Column]) -> dict[int, Column]:
    if Column.TITLE in columns.values():
        return columns
    return {
        place: Column.TITLE if column is Column.BODY else column
        for place, column in columns.items()
    }


def _drafts(rows: Iterator[Row], header: Header, maker: IdeaRows, kind: str) -> list[IdeaDraft]:
    drafts: list[IdeaDraft] = []
    problems = LineProblems(kind)
    for row in rows:
        if len(drafts) == MOST_IDEAS:
            raise too_many_ideas()
        try:
            drafts.append(maker.draft(_named(row, header)))
        except ModeratorError as error:
            problems.add(row.place, error)
            if problems.full:
                break
    problems.raise_any()
    return drafts


def _named(row: Row, header: Header) -> IdeaRow:
    width = max(len(header.headings), 1)
    if any(cell.strip() for cell in row.cells[width:]):
        raise BadInput(
            msg("There are {given} cells, but only {named} columns have a heading."),
            given=len(row.cells),
            named=width,
        )
    named = IdeaRow()
    for place, cell in enumerate(row.cells[:width]):
        _put(named, header, place, cell)
    return named


def _put(named: IdeaRow, header: Header, place: int, cell: str) -> None:
    match header.columns.get(place):
        case Column.TITLE | Column.BODY | Column.TABLE | Column.CLUSTER | Column.CODE as column:
            setattr(named, column.value, cell)
        case Column.ID:
            named.id = cell
            named.facts[header.headings[place]] = cell
        case None | Column.NUMBER:
            name = header.headings[place].strip() or f"#{place + 1}"
            named.facts[name if name not in named.facts else f"{name} ({place + 1})"] = cell
        case _:  # computed by our own export, or personal
            pass


def _notes(header: Header, maker: IdeaRows) -> tuple[str, ...]:
    notes = []
    persons = [
        clean_line(header.headings[place][:40])
        for place, column in header.columns.items()
        if column is Column.PERSON
    ]
    if persons:
        notes.append(
            Note(
                msg("Columns that look personal were not kept: {columns}."),
                columns=", ".join(persons),
            )
        )
    return (*notes, *fact_notes(maker))


def fact_notes(maker: IdeaRows) -> tuple[str, ...]:
    """Return what has to be told about further columns that were too long or too many."""
    notes = []
    if maker.shortened:
        notes.append(
            Note(msg("{n} long cells of other columns were shortened."), n=maker.shortened)
        )
    if maker.facts_left_out:
        notes.append(
            Note(
                msg("{n} ideas had too many other columns; the last were left out."),
                n=maker.facts_left_out,
            )
        )
    return tuple(notes)


def _no_title_column(first: Row) -> BadInput:
    shown = " | ".join(clean_line(cell[:30]) for cell in first.cells[:6])
    return BadInput(
        msg("No column is called “Title”; the first line reads: {shown}"),
        msg("Please name the columns there, for example Title, Description, Table."),
        shown=shown,
    )
