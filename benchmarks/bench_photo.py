"""Photos of walls with known truth: what is found, counted and marked, and what it costs.

The photos are made before, see `photo_truth`; the variable MODERATOR_PHOTOS names their folder. The
groups of photos that claims are made about are `easy`, `medium` and `hard` (24 cards on one board),
`heaps_medium` and `heaps_hard`, `two_easy` and `two_medium` (40 cards on two boards).
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import cv2
import numpy as np

from benchmarks.findings import Choice, Findings, run
from benchmarks.foreign_scenes import random_codes
from benchmarks.measuring import Sample, Spread, cpu_ratios, take_turns, timed, wall_ratios
from benchmarks.photo_truth import PHOTOS, issued_of, true_photos
from benchmarks.printed_walls import plain_photo
from benchmarks.shares import Share
from moderator.vision.photos import open_grey, open_photo
from moderator.vision.quick_look import quick_look
from moderator.vision.symbol_search import read_symbols
from moderator.vision.wall_reading import read_wall

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from benchmarks.photo_truth import TruePhoto
    from moderator.vision.issued_cards import IssuedCards
    from moderator.vision.photos import Photo
    from moderator.vision.readings import QuickLook, WallReading

TITLE = "Photos of walls: cards found, dots counted, cards marked; against a bare reader of codes"
_ROOT = Path(__file__).resolve().parents[1]
MOST_TIMES_BARE = 15.0
MOST_MB = 400.0
_OTHER_CODES = 200
"""Codes that were issued, too, and hang on no photo."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What has to hold for one group of photos; shares from 0 to 1, seconds, None claims nothing.

    Attributes:
        identified: of the cards whose code is in sight, at least.
        exact: of the cards identified, those whose dots in the field are all counted rightly.
        unmarked: wrong counts that no mark warns of, at most.
        marked: right counts that are marked, at most.
        first: seconds until the first answer.
        whole: seconds until everything is read.
    """

    identified: float | None = None
    exact: float | None = None
    unmarked: float | None = None
    marked: float | None = None
    first: float | None = None
    whole: float | None = None


CLAIMS: Mapping[str, Claim] = {
    "easy": Claim(1.0, 0.995, 0.0, 0.03, 0.3, 2.5),
    "medium": Claim(0.995, 0.99, 0.005, 0.08, 0.5, 3.0),
    "hard": Claim(0.9, 0.97, 0.01, None, 3.0, 6.0),
    "heaps_medium": Claim(exact=0.95),
    "heaps_hard": Claim(exact=0.85),
    "two_easy": Claim(identified=1.0, exact=1.0),
    "two_medium": Claim(identified=0.99, exact=0.98),
}


@dataclass(slots=True)
class _Group:
    """What was seen on the photos of one group."""

    photos: int = 0
    sums: Counter[str] = field(default_factory=Counter)
    first: list[Sample] = field(default_factory=list)
    whole: list[Sample] = field(default_factory=list)
    stages: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))


def measure(choice: Choice, findings: Findings) -> None:
    """Read every photo, judge every claim of its group, then compare costs."""
    photos = true_photos()
    if not photos:
        findings.tell(
            f"{PHOTOS} names no folder with photos: costs only, on a plain wall of cards."
        )
        photo, codes = plain_photo()
        _compare_costs(choice, findings, photo, issued_of(codes))
        return
    photos = photos[: choice.size(len(photos), 1)]
    others = random_codes(np.random.default_rng(5), _OTHER_CODES)
    groups: defaultdict[str, _Group] = defaultdict(_Group)
    for each in photos:
        _read(each, each.issued(others), groups[each.group], findings)
    for name, group in groups.items():
        _judge(findings, name, group)
    for name in ("easy", "medium", "hard"):
        some = next((each for each in photos if each.group == name), None)
        if some is not None:
            findings.tell(f"\n{some.folder.name}")
            _compare_costs(choice, findings, open_photo(some.file), some.issued(others))
            _judge_memory(findings, some)


def _read(true: TruePhoto, issued: IssuedCards, group: _Group, findings: Findings) -> None:
    kept: list[WallReading] = []
    looks: list[QuickLook] = []

    def first() -> int:
        looks.append(quick_look(open_grey(true.file), issued))
        return 1

    def whole() -> int:
        kept.append(read_wall(open_photo(true.file), issued))
        return 1

    group.photos += 1
    group.first.append(timed(first))
    group.whole.append(timed(whole))
    for stage, seconds in kept[0].seconds.items():
        group.stages[stage].append(seconds)
    told = true.judged(kept[0])
    group.sums.update(told)
    group.sums.update(seen=len(looks[0].found), foreign=len({*looks[0].found} - {*true.codes}))
    findings.tell(f"  {true.folder.name:<30}{group.whole[-1].wall:>6.2f} s  {dict(told)}")


def _judge(findings: Findings, name: str, group: _Group) -> None:
    claim, sums = CLAIMS.get(name, Claim()), group.sums
    cards = sums["cards"]
    findings.tell(f"\n{name}: {group.photos} photos, {cards} cards")
    identified = Share(sums["identified"], sums["visible"])
    findings.share_at_least("identified, of the codes in sight", identified, claim.identified)
    findings.share_at_most("identified wrongly", Share(sums["wrong"], cards), 0.0)
    findings.share_at_least("counted exactly", Share(sums["exact"], cards), claim.exact)
    unmarked = Share(sums["unmarked"], cards)
    findings.share_at_most("wrong and not marked", unmarked, claim.unmarked)
    findings.share_at_most("marked though right", Share(sums["marked"], cards), claim.marked)
    findings.tell(f"    at the first look {sums['seen']} of {sums['visible']}")
    findings.share_at_most("wrong at the first look", Share(sums["foreign"], sums["seen"]), 0.0)
    for what, samples, limit in (
        ("first answer, s", group.first, claim.first),
        ("everything, s", group.whole, claim.whole),
    ):
        findings.at_most(what, Spread.of(each.wall for each in samples), limit)
        cpu = Spread.of(each.cpu for each in samples).median
        findings.tell(f"    of the processors {cpu:.2f} s")
    stages = {stage: round(float(np.median(each)), 2) for stage, each in group.stages.items()}
    findings.tell(f"    stages, s: {stages}")


def _compare_costs(choice: Choice, findings: Findings, photo: Photo, issued: IssuedCards) -> None:
    grey = photo.grey()
    twice = np.asarray(cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)

    def bare() -> int:
        read_symbols(grey)
        read_symbols(twice)
        return 1

    peer, full, look = "zxing-cpp at 1x and 2x", "full count", "first look"
    samples = take_turns(
        {
            peer: bare,
            look: partial(_once, quick_look, photo, issued),
            full: partial(_once, read_wall, photo, issued),
        },
        choice.repetitions,
    )
    findings.table(f"ms, {photo.width} x {photo.height}", samples, scale=1e3)
    ratios = wall_ratios(samples[full], samples[peer])
    findings.at_most("full count to bare reading", ratios, MOST_TIMES_BARE)
    # The reader keeps to one thread, the count uses all processors: told beside each other.
    findings.aside("the same of the processors", cpu_ratios(samples[full], samples[peer]))
    findings.aside("first look to bare reading", wall_ratios(samples[look], samples[peer]))


def _once(work: Callable[..., object], *given: object) -> int:
    work(*given)
    return 1


def _judge_memory(findings: Findings, true: TruePhoto) -> None:
    """Read a photo in a process of its own, whose memory holds nothing else."""
    command = [sys.executable, "-m", "benchmarks.photo_memory", str(true.folder)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    findings.at_most("memory above the decoded photo, MB", Spread.of([float(done.stdout)]), MOST_MB)


if __name__ == "__main__":
    sys.exit(run(TITLE, 3, measure))
