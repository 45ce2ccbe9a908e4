"""A thousand idea cards as PDF, against the way a programmer writes them first; size and memory."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.findings import Choice, Findings, run
from benchmarks.measuring import Spread, cpu_ratios, inverse, take_turns, wall_ratios
from benchmarks.plain_cards import ADDRESS, SHEET, ascii85, idea_faces, print_plainly
from moderator.i18n import words
from moderator.printing.cards import print_idea_cards

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from moderator.printing.card_drawing import CardFace

TITLE = "Idea cards: text, QR code and dot field on A6, four to a page, an address in each code"
LEAST_TIMES_FASTER = 15.0
MOST_TIMES_TEXT = 6.0
MOST_BYTES = 900.0
MOST_GROWTH = 1.1
MEMORY_RUNS = 3

_FONT_FILE = re.compile(rb"/Length (\d+) /Length1 ")


def measure(choice: Choice, findings: Findings) -> None:
    """Compare the time of the same cards drawn in three ways, then weigh file and memory."""
    faces = list(idea_faces(choice.size(1_000, 8)))
    _against_plain_ways(choice, findings, faces)
    _bytes_per_card(findings, choice.folder / "product.pdf", len(faces))
    _memory(choice, findings)


def _against_plain_ways(choice: Choice, findings: Findings, faces: Sequence[CardFace]) -> None:
    usual = "qrcode.make and drawImage"
    binary = "the same, streams not in ASCII85"
    text = "text alone, streams not in ASCII85"
    plain = partial(_plain, choice.folder, faces)
    samples = take_turns(
        {
            "product": _product(choice.folder / "product.pdf", faces),
            usual: plain(codes=True, as_text=True),
            binary: plain(codes=True, as_text=False),
            text: plain(codes=False, as_text=False),
        },
        choice.repetitions,
    )
    findings.table("µs per card", samples, scale=1e6)
    ours = samples["product"]
    # The claim is about the libraries as they come; without ASCII85 reportlab is faster.
    faster = inverse(wall_ratios(ours, samples[usual]))
    findings.at_least(f"times as fast as {usual}", faster, LEAST_TIMES_FASTER)
    findings.aside("  in CPU", inverse(cpu_ratios(ours, samples[usual])))
    findings.aside(f"times as fast as {binary}", inverse(wall_ratios(ours, samples[binary])))
    findings.aside("  in CPU", inverse(cpu_ratios(ours, samples[binary])))
    claim = f"times as long as {text}"
    findings.at_most(claim, wall_ratios(ours, samples[text]), MOST_TIMES_TEXT)
    findings.aside("  in CPU", cpu_ratios(ours, samples[text]))


def _product(file: Path, faces: Sequence[CardFace]) -> Callable[[], int]:
    def print_cards() -> int:
        with file.open("wb") as target:
            placed = print_idea_cards(target, faces, words("de"), sheet=SHEET, base_url=ADDRESS)
        return len(placed)

    return print_cards


def _plain(
    folder: Path, faces: Sequence[CardFace], *, codes: bool, as_text: bool
) -> Callable[[], int]:
    def print_cards() -> int:
        with ascii85(used=as_text), (folder / "plain.pdf").open("wb") as target:
            print_plainly(target, faces, words("de"), codes=codes)
        return len(faces)

    return print_cards


def _bytes_per_card(findings: Findings, file: Path, cards: int) -> None:
    data = file.read_bytes()
    fonts = sum(int(length) for length in _FONT_FILE.findall(data))
    findings.tell(f"\n{cards:,} cards: {len(data):,} bytes, {fonts:,} of them embedded fonts")
    if not fonts:
        raise AssertionError("no embedded font was found")
    each = Spread.of([(len(data) - fonts) / cards])
    findings.at_most("bytes for each card beside the fonts", each, MOST_BYTES)


def _memory(choice: Choice, findings: Findings) -> None:
    few, many = choice.size(500, 4), choice.size(5_000, 8)
    runs = 1 if choice.quick else MEMORY_RUNS
    peaks = [(_peak(choice.folder, few), _peak(choice.folder, many)) for _ in range(runs)]
    for cards, found in zip((few, many), zip(*peaks, strict=True), strict=True):
        shown = ", ".join(f"{peak:.1f}" for peak in sorted(found))
        findings.tell(f"\nPeak memory at {cards:,} cards: {shown} MiB")
    growth = Spread.of(most / least for least, most in peaks)
    findings.at_most(f"memory for {many:,} cards to that for {few:,}", growth, MOST_GROWTH)


def _peak(folder: Path, cards: int) -> float:
    """Return the peak memory in MiB of a process of its own that prints `cards` cards."""
    command = [sys.executable, "-m", "benchmarks.print_memory", str(cards), str(folder / "m.pdf")]
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    return float(done.stdout)


if __name__ == "__main__":
    sys.exit(run(TITLE, 9, measure))
