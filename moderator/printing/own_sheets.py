"""The user's own sheets and their printer's offsets: one JSON file, read whole or not at all."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

from moderator.errors import BadInput, msg
from moderator.printing.sheets import Sheet, pair, sheet_from
from moderator.printing.whole_files import written_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from moderator.printing.sheets import Pair

VERSION = 1
_LARGEST_FILE = 1_000_000
_UNREADABLE = (
    BadInput,
    OSError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
)


@dataclass(frozen=True, slots=True)
class OwnSheets:
    """What the user added.

    Attributes:
        sheets: own sheets by name.
        offsets_mm: how far print on a sheet is moved to the right and down, by the sheet's name.
    """

    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    offsets_mm: Mapping[str, Pair] = field(default_factory=dict)


def read_own_sheets(path: Path) -> OwnSheets:
    """Read the file at `path`; nothing where there is none.

    Raises:
        BadInput: the file cannot be read, or one of its sheets cannot be used.
    """
    try:
        data = json.loads(read_small_text(path))
        sheets = [sheet_from(each, own=True) for each in data["sheets"]]
        offsets = {str(name): pair(offset) for name, offset in data["offsets_mm"].items()}
    except FileNotFoundError:
        return OwnSheets()
    except _UNREADABLE as error:
        raise BadInput(
            msg("The file of own sheets {file} cannot be read."),
            msg("Repair it or move it away; the sheets that come along work without it."),
            file=path,
        ) from error
    return OwnSheets({sheet.name: sheet for sheet in sheets}, offsets)


def read_small_text(path: Path) -> str:
    """Return the text of a file that a person may have written by hand.

    Raises:
        OSError: it cannot be read.
        ValueError: it is too large, or not UTF-8.
    """
    with path.open("rb") as file:
        data = file.read(_LARGEST_FILE + 1)
    if len(data) > _LARGEST_FILE:
        raise ValueError(path)
    return data.decode("utf-8-sig")


def write_own_sheets(path: Path, own: OwnSheets) -> None:
    """Write the file at `path`, whole or not at all.

    Raises:
        BadInput: it cannot be written.
    """
    document = {
        "version": VERSION,
        "sheets": [sheet_data(sheet) for sheet in own.sheets.values()],
        "offsets_mm": {name: list(offset) for name, offset in own.offsets_mm.items()},
    }
    with written_whole(path) as file:
        text = TextIOWrapper(file, encoding="utf-8", newline="\n")
        json.dump(document, text, ensure_ascii=False, indent=2)
        text.detach()


def sheet_data(sheet: Sheet) -> dict[str, Any]:
    """Return a sheet as it stands in a file, for `sheet_from` to read again."""
    data: dict[str, Any] = {
        "name": sheet.name,
        "title": dict(sheet.titles) if set(sheet.titles) - {""} else sheet.titles.get("", ""),
        "for": sheet.use.value,
        "shape": sheet.shape.value,
        "page_mm": list(sheet.page_mm),
        "label_mm": list(sheet.label_mm),
        "margin_mm": sheet.margin_mm,
        "bleed_mm": sheet.bleed_mm,
        "cut_marks": sheet.cut_marks,
        "aliases": list(sheet.aliases),
    }
    if sheet.pitch_mm == (0.0, 0.0):
        return data | {"places_mm": [list(place) for place in sheet.places_mm]}
    return data | {
        "columns": sheet.columns,
        "rows": sheet.rows,
        "origin_mm": list(sheet.origin_mm),
        "pitch_mm": list(sheet.pitch_mm),
    }
