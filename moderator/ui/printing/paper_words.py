"""Names of papers and sheets, as people say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.errors import msg

if TYPE_CHECKING:
    from moderator.i18n import Words
    from moderator.printing.sheets import Sheet

PAPERS = {
    "ideas": msg("Idea cards of the board"),
    "blank": msg("Blank cards to write on"),
    "ballots": msg("Personal voting cards"),
    "coasters": msg("Beer mats"),
    "tables": msg("Table tents"),
    "join": msg("Poster: how to take part"),
    "results": msg("Poster of the result"),
    "projects": msg("Project sheets to fill in"),
    "calibration": msg("Calibration page of a sheet"),
}
_NAMED_PAGES = {(297, 420): "A3", (210, 297): "A4", (148, 210): "A5", (105, 148): "A6"}


def sheet_name(w: Words, sheet: Sheet) -> str:
    """Return a sheet's title and the size of its labels."""
    title = sheet.title(w.language.value)
    return title if sheet.labels == 1 else f"{title} – {_size(w, sheet.label_mm)}"


def sheet_words(w: Words, sheet: Sheet) -> str:
    """Return in words what paper a sheet is and what stands on it."""
    page = _page(w, sheet.page_mm)
    if sheet.labels == 1:
        return page
    size = _size(w, sheet.label_mm)
    return w("{n} pieces of {size} on {page}.", n=sheet.labels, size=size, page=page)


def _page(w: Words, page_mm: tuple[float, float]) -> str:
    across, down = page_mm
    name = _NAMED_PAGES.get((round(min(page_mm)), round(max(page_mm))))
    size = _size(w, page_mm)
    if name is None:
        return size
    return (
        w("{name} landscape ({size})", name=name, size=size)
        if across > down
        else (f"{name} ({size})")
    )


def _size(w: Words, size_mm: tuple[float, float]) -> str:
    across, down = (w.formula(f"{length:.4g}") for length in size_mm)
    return f"{across} × {down} mm"
