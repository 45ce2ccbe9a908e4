"""Text that a spreadsheet would run as a formula, made harmless in CSV and read back.

A cell that starts with one of the signs below is taken for a formula or a command when the file is
opened (OWASP, “CSV Injection”). An apostrophe in front turns it into text. Text that already starts
with apostrophes before such a sign gets one more, so that reading always takes exactly one away.
"""

from __future__ import annotations

import re

_STARTS = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"  # the last four: full-width = + - @
_DANGEROUS = re.compile(f"'*[{_STARTS}]")
_HARMLESS = re.compile(f"'+[{_STARTS}]")


def neutral_cell(text: str) -> str:
    """Return `text` so that no spreadsheet runs it."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def read_neutral_cell(text: str) -> str:
    """Return what `neutral_cell` was given."""
    return text[1:] if _HARMLESS.match(text) else text
