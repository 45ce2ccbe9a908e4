"""Sheets to print on: those that come along, the user's own, and the offset of the printer."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from moderator.errors import BadInput, NotFound, msg
from moderator.operations.sheet_drafts import name_is_taken
from moderator.printing.own_sheets import (
    OwnSheets,
    read_own_sheets,
    read_small_text,
    write_own_sheets,
)
from moderator.printing.sheet_catalogue import known_sheets, read_sheet, sheets_for
from moderator.printing.sheet_pages import require_offset
from moderator.printing.sheets import Sheet, SheetUse, sheet_from

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from moderator.operations.desk import Desk
    from moderator.printing.sheets import Pair


def list_sheets(desk: Desk, use: SheetUse | None = None) -> tuple[Sheet, ...]:
    """Return the sheets that can be printed on, the user's own first.

    Args:
        desk: the desk.
        use: only those made for this; None for all.

    Raises:
        BadInput: the file of own sheets cannot be read.
    """
    own = tuple(_own(desk).sheets.values())
    return sheets_for(use, own) if use else (*own, *known_sheets())


def find_sheet(desk: Desk, name: str, use: SheetUse | None = None) -> Sheet:
    """Return the sheet of that name in any spelling.

    Raises:
        NotFound: there is none.
        BadInput: it is made for something else than `use`.
    """
    own = tuple(_own(desk).sheets.values())
    sheet = read_sheet(name, own)
    if use is not None and sheet.use is not use:
        fitting = sheets_for(use, own)[:8]
        raise BadInput(
            msg("The sheet “{name}” is not made for this."),
            msg("Choose one of these: {known}."),
            name=sheet.name,
            known=", ".join(each.name for each in fitting),
        )
    return sheet


def add_sheet(desk: Desk, data: Mapping[str, Any]) -> Sheet:
    """Add an own sheet, or replace the own one of that name.

    Args:
        desk: the desk.
        data: `name`, `page_mm`, `label_mm`, `columns`, `rows`, `origin_mm`, `pitch_mm`, all in mm,
            and if wanted `title`, `margin_mm`, `cut_marks`, `shape`, `for`, `aliases`.

    Raises:
        BadInput: it does not describe labels on paper, or a sheet that comes along has that name;
            nothing was changed.
    """
    sheet = _sheet(data)
    if any(sheet.name == known.name for known in known_sheets()):
        raise _comes_along(sheet.name)
    own = _own(desk)
    _write(desk, replace(own, sheets={**own.sheets, sheet.name: sheet}))
    return sheet


def save_sheet(desk: Desk, data: Mapping[str, Any], former: str = "") -> Sheet:
    """Save a new own sheet, or a changed one, which keeps its offset under a new name, too.

    Args:
        desk: the desk.
        data: as for `add_sheet`.
        former: name of the own sheet that is changed; empty for a new one, which replaces nothing.

    Raises:
        BadInput: it does not describe labels on paper, or another sheet has that name; nothing
            was changed.
        NotFound: there is no own sheet named `former`.
    """
    sheet, own = _sheet(data), _own(desk)
    if former and former not in own.sheets:
        raise _no_own_sheet(former)
    others = {name: each for name, each in own.sheets.items() if name != former}
    if name_is_taken(sheet.name, others.values()):
        raise _comes_along(sheet.name)
    offsets = {sheet.name if name == former else name: mm for name, mm in own.offsets_mm.items()}
    _write(desk, OwnSheets({**others, sheet.name: sheet}, offsets))
    return sheet


def _sheet(data: Mapping[str, Any]) -> Sheet:
    return sheet_from({"page_mm": [210, 297], **data, "layouts": None}, own=True)


def _comes_along(name: str) -> BadInput:
    return BadInput(
        msg("A sheet named “{name}” comes along already."),
        msg("Please choose another name."),
        name=name,
    )


def _no_own_sheet(name: str) -> NotFound:
    return NotFound(msg("There is no own sheet named “{name}”."), name=name[:60])


def add_sheet_file(desk: Desk, file: Path) -> Sheet:
    """Add the sheet that a JSON file describes.

    Raises:
        BadInput: the file cannot be read, or its sheet cannot be used; nothing was changed.
    """
    try:
        data = json.loads(read_small_text(file))
    except (OSError, ValueError, RecursionError) as error:
        raise _no_sheet(file) from error
    if not isinstance(data, dict):
        raise _no_sheet(file)
    return add_sheet(desk, data)


def _no_sheet(file: Path) -> BadInput:
    return BadInput(
        msg("The file {file} does not describe a sheet."),
        msg("It holds one sheet as JSON, as “sheets --json” writes them."),
        file=file,
    )


def remove_sheet(desk: Desk, name: str) -> None:
    """Remove an own sheet and its offset.

    Raises:
        NotFound: there is no own sheet of that name.
    """
    own = _own(desk)
    key = "-".join(name.lower().split())
    if key not in own.sheets:
        raise _no_own_sheet(name)
    sheets = {each: sheet for each, sheet in own.sheets.items() if each != key}
    offsets = {each: offset for each, offset in own.offsets_mm.items() if each != key}
    _write(desk, OwnSheets(sheets, offsets))


def set_offset(desk: Desk, name: str, offset_mm: Pair) -> None:
    """Remember how far print on a sheet is moved, mm to the right and down; 0, 0 forgets it.

    Raises:
        NotFound: there is no such sheet.
        BadInput: the offset is too large.
    """
    require_offset(offset_mm)
    sheet = find_sheet(desk, name)
    own = _own(desk)
    offsets = {each: offset for each, offset in own.offsets_mm.items() if each != sheet.name}
    if offset_mm != (0, 0):
        offsets[sheet.name] = offset_mm
    _write(desk, replace(own, offsets_mm=offsets))


def offset_of(desk: Desk, sheet: Sheet) -> Pair:
    """Return how far print on a sheet is moved, mm to the right and down."""
    return _own(desk).offsets_mm.get(sheet.name, (0.0, 0.0))


def offsets_mm(desk: Desk) -> Mapping[str, Pair]:
    """Return how far print is moved to the right and down, by the names of the sheets.

    Raises:
        BadInput: the file of own sheets cannot be read.
    """
    return _own(desk).offsets_mm


def _own(desk: Desk) -> OwnSheets:
    return read_own_sheets(desk.paths.sheets_file)


def _write(desk: Desk, own: OwnSheets) -> None:
    desk.paths.create_profile()
    write_own_sheets(desk.paths.sheets_file, own)
