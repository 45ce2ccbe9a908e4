"""Prints cards, made one by one, to a file and tells the peak memory of this process in MiB."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.plain_cards import ADDRESS, SHEET, idea_faces
from moderator.i18n import words
from moderator.printing.cards import place_idea_cards
from moderator.printing.sheet_catalogue import read_sheet
from moderator.printing.sheet_pages import PageSetup

_STATUS = Path("/proc/self/status")


def peak_memory() -> float:
    """Return the most memory this process ever held, in MiB; not a number where nobody can tell.

    `getrusage` is of no use here: its peak includes that of the process which started this one.
    """
    if not _STATUS.is_file():
        return float("nan")
    lines = dict(line.split(":", 1) for line in _STATUS.read_text("ascii").splitlines())
    return int(lines["VmHWM"].split()[0]) / 1024


if __name__ == "__main__":
    count, file = int(sys.argv[1]), Path(sys.argv[2])
    with file.open("wb") as target:
        setup = PageSetup(read_sheet(SHEET), words("de"))
        printed = sum(1 for _ in place_idea_cards(target, idea_faces(count), setup, ADDRESS))
    if printed != count:
        raise AssertionError("a card is missing")
    print(f"{peak_memory():.1f}")
