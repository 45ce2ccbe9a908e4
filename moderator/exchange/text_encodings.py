"""From the bytes of a text file to text: Excel's encodings, or an honest refusal."""

from __future__ import annotations

import codecs

from moderator.errors import BadInput, msg
from moderator.exchange.line_problems import at_line

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SNIFFED = 4096


def decode_spreadsheet(data: bytes) -> str:
    """Return the text of a CSV file: UTF-8, UTF-16 or, as older Excel writes it, cp1252.

    Raises:
        BadInput: it is none of these.
    """
    encoding = _marked(data) or _looks_like_utf16(data)
    for candidate in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            return data.decode(candidate)
        except UnicodeDecodeError:
            continue
    raise BadInput(
        msg("The signs of the file cannot be read."),
        msg("Please save it again as “CSV UTF-8”."),
    )


def decode_unicode(data: bytes) -> str:
    """Return the text of a file whose format demands Unicode: UTF-8, or UTF-16 if marked so.

    Raises:
        BadInput: it is not; says in which line.
    """
    try:
        return data.decode(_marked(data) or "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise at_line(line, msg("The text is not UTF-8.")) from error


def _marked(data: bytes) -> str | None:
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def _looks_like_utf16(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: every other byte of Western text is zero."""
    head = data[:_SNIFFED]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        places = head[start::2]
        if places and places.count(0) > len(places) * 0.6 and head[1 - start :: 2].count(0) == 0:
            return encoding
    return None
