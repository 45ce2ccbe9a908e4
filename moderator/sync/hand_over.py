"""Hand-over files: what a person uploads, or gives to those who run the platform.

They work where no connector does, and where nobody may sign in by program. Every row carries its
reference, so what was uploaded is recognised by a later sync or by an eye.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from moderator.domain.platforms import AccountId, ItemKind, marked
from moderator.errors import BadInput, msg
from moderator.exchange.spreadsheet_formulas import neutral_cell
from moderator.printing.whole_files import written_whole
from moderator.sync.connectors import Capabilities
from moderator.sync.desired import Desired

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from moderator.domain.evenings import Evening

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class HandedIdea:
    """An idea as files carry it.

    Attributes:
        counts: one sentence per round in which it got dots.
        reference: with its frame, as it stands in texts.
    """

    number: int
    title: str
    body: str
    topic: str
    counts: tuple[str, ...]
    reference: str

    def text(self) -> str:
        """Return everything there is to read, a paragraph per line, the reference last."""
        parts = [self.body or self.title, *self.counts, self.reference]
        return "\n".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class HandOver:
    """What a file is made from.

    Attributes:
        options: choices of that kind of platform, for example `locale` or `template`.
    """

    evening: Evening
    ideas: tuple[HandedIdea, ...]
    options: Mapping[str, str] = field(default_factory=dict)


def hand_over_of(evening: Evening, options: Mapping[str, str] | None = None) -> HandOver:
    """Return what `evening` hands over."""
    takes = Capabilities(creates=frozenset({ItemKind.IDEA, ItemKind.VOTES}))
    desired = Desired(evening, AccountId(""), takes)
    counts: dict[str, list[str]] = {}
    contents = {}
    for item in desired.items():
        if item.kind is ItemKind.VOTES:
            counts.setdefault(item.parent, []).append(str(item.content["text"]))
        else:
            contents[item.subject] = item
    ideas = tuple(
        HandedIdea(
            number=idea.number,
            title=idea.title,
            body=idea.body,
            topic=str(contents[idea.id].content["topic"]),
            counts=tuple(counts.get(idea.id, ())),
            reference=marked(contents[idea.id].reference),
        )
        for idea in evening.ideas
    )
    return HandOver(evening, ideas, options or {})


Table = tuple["Sequence[str]", "Sequence[Sequence[Cell]]"]
"""Headings and rows."""


def write_table(target: Path, table: Table, *, separator: str = ";") -> None:
    """Write a table as .csv (UTF-8 with mark), .xlsx or .json, by the ending of `target`.

    Raises:
        BadInput: the ending is none of these, or the file cannot be written.
    """
    ending = target.suffix.lower()
    writers = {".csv": _csv, ".xlsx": _xlsx, ".json": _json}
    if ending not in writers:
        raise BadInput(
            msg("A file for a platform cannot end in “{ending}”."),
            msg("Choose one of these: {endings}."),
            ending=ending or target.name,
            endings=", ".join(writers),
        )
    content = _csv(table, separator) if ending == ".csv" else writers[ending](table)
    with written_whole(target) as file:
        file.write(content)


def _csv(table: Table, separator: str = ";") -> bytes:
    headings, rows = table
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow(headings)
    for row in rows:
        writer.writerow([neutral_cell(e) if isinstance(e, str) else e for e in row])
    return text.getvalue().encode("utf-8-sig")


def _json(table: Table) -> bytes:
    """Return a list of objects that all have the same keys in the same order."""
    headings, rows = table
    objects = [
        {name: "" if each is None else each for name, each in zip(headings, row, strict=True)}
        for row in rows
    ]
    return json.dumps(objects, ensure_ascii=False, indent=1).encode()


def _xlsx(table: Table) -> bytes:
    headings, rows = table
    book = Workbook(write_only=True)
    sheet = cast("Worksheet", book.create_sheet("Import"))
    for row in (headings, *rows):
        sheet.append([_text_cell(sheet, each) for each in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _text_cell(sheet: Worksheet, value: Cell) -> object:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
    # Whatever it begins with, it is text and never a formula.
    cell.data_type = "s"
    cell.quotePrefix = neutral_cell(value) != value
    return cell


def write_file(evening: Evening, kind: str, target: Path, options: Mapping[str, str]) -> None:
    """Write what the platform of this kind imports, or what people there type from.

    Raises:
        BadInput: this kind takes no file, or not with this ending; or something does not fit.
    """
    # The headings of all platforms are loaded with the first file.
    from moderator.sync.platforms.files import WRITERS  # noqa: PLC0415

    known = WRITERS.get(kind.strip().lower())
    if known is None:
        raise BadInput(
            msg("There is no file for “{kind}”."),
            msg("Known are: {kinds}."),
            kind=kind[:40],
            kinds=", ".join(WRITERS),
        )
    write, endings = known
    if target.suffix.lower() not in endings:
        raise BadInput(
            msg("A file for a platform cannot end in “{ending}”."),
            msg("Choose one of these: {endings}."),
            ending=target.suffix or target.name,
            endings=", ".join(endings),
        )
    write(hand_over_of(evening, options), target)
