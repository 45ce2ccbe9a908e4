"""Reads one photo of known truth and tells how much memory that took above the photo, in MB."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.photo_truth import true_photo
from benchmarks.print_memory import peak_memory
from moderator.vision.photos import open_photo
from moderator.vision.wall_reading import read_wall

_FORGET = Path("/proc/self/clear_refs")
_MIB = 1.048576


def forget_peak() -> None:
    """Let the peak begin anew with what is held now (Linux, proc(5): 5 resets VmHWM)."""
    if _FORGET.is_file():
        _FORGET.write_text("5", encoding="ascii")


if __name__ == "__main__":
    true = true_photo(Path(sys.argv[1]))
    issued, photo = true.issued(), open_photo(true.file)
    forget_peak()
    before = peak_memory()
    read_wall(photo, issued)
    print(f"{(peak_memory() - before) * _MIB:.1f}")
