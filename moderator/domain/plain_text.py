"""What people type, made safe to keep, show and print.

Text is kept in Unicode normal form C. Line and page breaks of every kind (Word's is a vertical tab)
become line breaks. Other control characters and the signs that turn the reading direction of what
follows (U+202A–U+202E, U+2066–U+2069) are taken out; letters of every script and emoji stay.
"""

from __future__ import annotations

import re
import unicodedata

from moderator.errors import BadInput, msg

TITLE_LIMIT = 300
BODY_LIMIT = 20_000
LABEL_LIMIT = 80

_BREAKS = re.compile("[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNWANTED = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb{_DIRECTION}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")


def clean_title(text: str) -> str:
    """Return `text` as one line of at most 300 signs.

    Raises:
        BadInput: it is empty, too long or not readable text.
    """
    title = clean_line(text, TITLE_LIMIT)
    # Joiners and zero-width blanks alone would make a card that nobody can see or point at.
    if all(unicodedata.category(sign) in {"Cf", "Zs"} for sign in title):
        raise BadInput(msg("The title is empty."), msg("A few words are enough."))
    return title


def clean_line(text: str, limit: int = LABEL_LIMIT) -> str:
    """Return `text` as one line of at most `limit` signs; may be empty.

    Raises:
        BadInput: it is too long or not readable text.
    """
    return _BLANKS.sub(" ", _clean(text, limit)).strip()


def clean_body(text: str) -> str:
    r"""Return `text` with its line breaks (as \n), at most 20,000 signs; may be empty.

    Raises:
        BadInput: it is too long or not readable text.
    """
    return _clean(text.replace("\r\n", "\n"), BODY_LIMIT).strip()


def _clean(text: str, limit: int) -> str:
    # Length first: normalising ten megabytes only to refuse them would make others wait.
    if len(text) > 4 * limit:
        raise _too_long(len(text), limit)
    if _SURROGATE.search(text):
        raise BadInput(
            msg("The text contains signs that cannot be read."),
            msg("Please type it again or save the file as UTF-8."),
        )
    cleaned = unicodedata.normalize("NFC", _UNWANTED.sub("", _BREAKS.sub("\n", text)))
    if len(cleaned) > limit:
        raise _too_long(len(cleaned), limit)
    return cleaned


def _too_long(length: int, limit: int) -> BadInput:
    return BadInput(
        msg("The text is too long: {length} signs, {limit} fit."),
        msg("Nothing was changed. Please shorten it or move the rest into the description."),
        length=length,
        limit=limit,
    )
