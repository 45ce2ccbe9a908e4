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
_SHORT_TITLE = 24
_NAMED_PAGES = {(297, 420): "A3", (210, 297): "A4", (148, 210): "A5", (105, 148): "A6"}


def sheet_name(w: Words, sheet: Sheet) -> str:
    """Return a sheet's title, and the size of its labels where that is a mere number."""
    title = sheet.title(w.language.value)
    short = len(title) <= _SHORT_TITLE and not _is_one_piece(sheet)
    return f"{title} – {_size(w, sheet.label_mm)}" if short else title


def sheet_words(w: Words, sheet: Sheet) -> str:
    """Return in words what paper a sheet is and what stands on it."""
    page = _page(w, sheet.page_mm)
    if _is_one_piece(sheet):
        return page
    size = _size(w, sheet.label_mm)
    return w("{n} pieces of {size} on {page}.", n=sheet.labels, size=size, page=page)


def offset_words(w: Words, offset_mm: tuple[float, float]) -> str:
    """Return in words how far print is moved; nothing where it is not."""
    right, down = offset_mm
    moved = []
    if right:
        text = w("{n} mm to the right") if right > 0 else w("{n} mm to the left")
        moved.append(text.format(n=length_words(w, abs(right))))
    if down:
        text = w("{n} mm down") if down > 0 else w("{n} mm up")
        moved.append(text.format(n=length_words(w, abs(down))))
    if len(moved) > 1:
        return w("Print is moved {one} and {other}.", one=moved[0], other=moved[1])
    return w("Print is moved {one}.", one=moved[0]) if moved else ""


def length_words(w: Words, length_mm: float) -> str:
    """Return a length as people write it, without needless zeros."""
    return w.formula(f"{round(length_mm, 2):g}")


def _is_one_piece(sheet: Sheet) -> bool:
    """Tell whether a page stays whole; the halves of a tent are folded, not cut."""
    return sheet.labels == 1 or sheet.use == "tables"


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
