"""All sheets that are known: those that come with the program, and the user's own.

A file in `resources/sheets` holds one sheet, or values that all its `sheets` share. Names are found
in any case and spelling, also by the number alone: “HERMA 4625”, “4625”, “Avery L7160”.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from moderator.errors import NotFound, msg
from moderator.paths import resource
from moderator.printing.sheets import Sheet, SheetUse, sheet_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_SHOWN = 12
_BRANDS = ("avery", "herma")


@cache
def known_sheets() -> tuple[Sheet, ...]:
    """Return all bundled sheets, by name.

    Raises:
        BadInput: a file does not describe labels on paper.
    """
    files = resource("sheets").glob("*.json")
    return tuple(sorted(_bundled(files), key=lambda sheet: sheet.name))


def _bundled(files: Iterable[Path]) -> Iterator[Sheet]:
    for file in files:
        data = json.loads(file.read_text(encoding="utf-8"))
        for each in data.pop("sheets", [{}]):
            yield sheet_from({**data, **each})


def read_sheet(name: str, own: Iterable[Sheet] = ()) -> Sheet:
    """Return the sheet of that name; the user's `own` ones come first.

    Raises:
        NotFound: there is none.
        BadInput: a bundled file does not describe labels on paper.
    """
    own = tuple(own)
    wanted = _key(name)
    found = _by_key(own).get(wanted) or _bundled_by_key().get(wanted)
    if found is None:
        usual = [sheet.name for sheet in (*own, *known_sheets())][:_SHOWN]
        raise NotFound(
            msg("There is no sheet named “{name}”."),
            msg("Known sheets: {known} …; the command “sheets” lists them all."),
            name=name[:60],
            known=", ".join(usual),
        )
    return found


@cache
def _bundled_by_key() -> Mapping[str, Sheet]:
    return _by_key(known_sheets())


def _by_key(sheets: Iterable[Sheet]) -> Mapping[str, Sheet]:
    """Return sheets by every name they have; a name comes before another sheet's alias."""
    found: dict[str, Sheet] = {}
    sheets = tuple(sheets)
    for sheet in sheets:
        for name in _names(sheet.name):
            found.setdefault(name, sheet)
    for sheet in sheets:
        for alias in sheet.aliases:
            for name in _names(alias):
                found.setdefault(name, sheet)
    return found


def _names(name: str) -> Iterator[str]:
    key = _key(name)
    yield key
    for brand in _BRANDS:
        if key.startswith(brand):
            yield key.removeprefix(brand)


def _key(name: str) -> str:
    key = "".join(sign for sign in name.casefold() if sign.isalnum())
    return key.replace("zweckform", "")


def sheets_for(use: SheetUse, own: Iterable[Sheet] = ()) -> tuple[Sheet, ...]:
    """Return the sheets made for `use`, the user's own first."""
    return tuple(sheet for sheet in (*own, *known_sheets()) if sheet.use is use)
