"""Reads the bundled font files."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reportlab.pdfbase.ttfonts import TTFError, TTFont

from moderator.errors import NotFound, msg

if TYPE_CHECKING:
    from pathlib import Path


# One object for one file: a document that met two of the same font could not name them apart.
@cache
def read_font(name: str, file: Path) -> TTFont:
    """Return the font in `file`, called `name` inside a PDF.

    Raises:
        NotFound: the file is missing or damaged.
    """
    try:
        return TTFont(name, str(file))
    except (TTFError, OSError) as error:
        raise NotFound(
            msg("The typeface file {file} is missing or damaged."),
            msg("Nothing was printed. Please install Moderator again."),
            file=file.name,
        ) from error
