"""Where the pixels of a JPEG lie in its file, looked at before anything is decoded."""

from __future__ import annotations

MOST_SCANS = 40
"""A progressive JPEG has about ten scans. Each takes time for the whole picture, however few bytes
it has, so a small file with thousands of them would keep a computer busy for minutes."""

_SCAN = 0xDA
_SCAN_MARK = b"\xff\xda"
_END = b"\xff\xd9"


def require_sound_scans(content: bytes) -> None:
    """Look whether a JPEG has pixels, not too many scans of them, and an end.

    Markers are those of ITU-T T.81, B.1.1: inside the pixels no other byte follows 0xFF than zero
    and restarts. Previews lie before the pixels, films of moving photos behind the end.

    Raises:
        ValueError: it has not.
    """
    start = _scan_start(content)
    end = content.find(_END, start)
    if end < 0 or content.count(_SCAN_MARK, start, end) > MOST_SCANS:
        raise ValueError


def _scan_start(content: bytes) -> int:
    """Return where the first scan begins.

    Raises:
        ValueError: there is none.
    """
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == _SCAN:
            return at
        at += 1 if marker == 0xFF else 2 + length
    raise ValueError
