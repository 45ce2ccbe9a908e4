"""Photos of walls with known truth: what is found, counted and marked, and what it costs.

The photos are made before, by `wallphoto.py` from printed cards (`benchmarks/printed_walls.py` cuts
them out), one folder a photo with `photo.jpg` and `truth.json`; the variable MODERATOR_PHOTOS names
the folder of these folders. What stands before the first dash of a folder's name is its group.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import cv2
import numpy as np
import psutil

from benchmarks.findings import Choice, Findings, run
from benchmarks.measuring import take_turns, wall_ratios
from benchmarks.printed_walls import plain_photo
from moderator.operations.card_geometries import card_geometries
from moderator.printing.qr_codes import QrEncoder
from moderator.vision.issued_cards import IssuedCards
from moderator.vision.photos import open_photo
from moderator.vision.quick_look import quick_look
from moderator.vision.symbol_search import read_symbols
from moderator.vision.wall_reading import read_wall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from moderator.domain.codes import CardCode
    from moderator.vision.photos import Photo
    from moderator.vision.readings import WallReading

TITLE = "Photos of walls: cards found, dots counted, cards marked; against a bare reader of codes"
PHOTOS = "MODERATOR_PHOTOS"
MOST_TIMES_BARE = 15.0
_VISIBLE = 0.97


def measure(choice: Choice, findings: Findings) -> None:
    """Read every photo, print the table of groups, then compare costs on the first photo."""
    named = os.environ.get(PHOTOS)
    if not named:
        findings.tell(
            f"{PHOTOS} names no folder with photos: costs only, on a plain wall of cards."
        )
        photo, codes = plain_photo()
        _costs(choice, findings, photo, _issued_cards(codes, [""]))
        return
    folders = sorted(each.parent for each in Path(named).glob("*/truth.json"))
    folders = folders[: choice.size(len(folders), 1)]
    groups: dict[str, Counter[str]] = {}
    for folder in folders:
        told = _judged(folder)
        groups.setdefault(folder.name.split("-")[0], Counter()).update(told)
        findings.tell(f"  {folder.name:<24}{dict(told)}")
    for group, sums in sorted(groups.items()):
        findings.tell(f"{group:<8}{_shares(sums)}")
    if folders:
        photo = open_photo(folders[0] / "photo.jpg")
        _costs(choice, findings, photo, _issued(_truth(folders[0])))


def _truth(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "truth.json").read_text(encoding="utf-8")))


def _issued(truth: dict[str, Any]) -> IssuedCards:
    """Return the cards on the photo as issued, their addresses known as after printing."""
    payloads = [card["qr"]["payload"] for card in truth["cards"]]
    addresses = {payload.rpartition("/K/")[0] for payload in payloads}
    return _issued_cards([card["id"] for card in truth["cards"]], addresses)


def _issued_cards(codes: Iterable[CardCode], addresses: Iterable[str]) -> IssuedCards:
    encoder = QrEncoder()
    return IssuedCards(
        frozenset(codes),
        lambda text: encoder.encode(text).rows,
        card_geometries(),
        tuple(sorted({"", *addresses})),
    )


def _judged(folder: Path) -> Counter[str]:
    truth = _truth(folder)
    reading = read_wall(open_photo(folder / "photo.jpg"), _issued(truth))
    by_code = {card["id"]: card for card in truth["cards"]}
    visible = {code for code, card in by_code.items() if card["qr"]["visible"] >= _VISIBLE}
    sums = Counter(visible=len(visible), cards=len(reading.cards))
    for card in reading.cards:
        sums["identified"] += card.code in visible
        far = np.hypot(*(_middle(card.corners_px) - _middle(by_code[card.code]["corners_px"])))
        sums["wrong"] += bool(far > 20 * max(card.px_per_mm, 1))
        expected = {name: n for name, n in by_code[card.code]["counts_field"].items() if n}
        right = {colour.value: n for colour, n in card.counts.items()} == expected
        sums["exact"] += right
        sums["wrong, not marked"] += not right and not card.needs_review
        sums["right, marked"] += right and card.needs_review
    return sums


def _middle(corners: Any) -> Any:
    return np.array(corners, np.float64).mean(axis=0)


def _shares(sums: Counter[str]) -> str:
    found = max(sums["cards"], 1)
    return (
        f"identified {sums['identified']}/{sums['visible']}, wrong {sums['wrong']}, "
        f"exact {sums['exact']}/{sums['cards']} = {100 * sums['exact'] / found:.1f} %, "
        f"wrong and not marked {100 * sums['wrong, not marked'] / found:.1f} %, "
        f"right but marked {100 * sums['right, marked'] / found:.1f} %"
    )


def _costs(choice: Choice, findings: Findings, photo: Photo, issued: IssuedCards) -> None:
    grey = photo.grey()
    twice = np.asarray(cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)

    def bare() -> int:
        read_symbols(grey)
        read_symbols(twice)
        return 1

    full, look = "full count", "first look"
    samples = take_turns(
        {
            "zxing-cpp at 1x and 2x": bare,
            look: partial(_once, quick_look, photo, issued),
            full: partial(_once, read_wall, photo, issued),
        },
        choice.repetitions,
    )
    findings.table(f"ms, {photo.name}, {photo.width} x {photo.height}", samples, scale=1e3)
    peer = samples["zxing-cpp at 1x and 2x"]
    findings.at_most(
        "full count to bare reading", wall_ratios(samples[full], peer), MOST_TIMES_BARE
    )
    findings.aside("first look to bare reading", wall_ratios(samples[look], peer))
    reading, peak = _with_peak(photo, issued)
    findings.tell(
        f"  stages, s: { {name: round(each, 2) for name, each in reading.seconds.items()} }"
    )
    findings.tell(f"  memory above the decoded photo: {peak / 1e6:.0f} MB")


def _once(work: Callable[..., object], *given: object) -> int:
    work(*given)
    return 1


def _with_peak(photo: Photo, issued: IssuedCards) -> tuple[WallReading, int]:
    """Return a reading and how much memory this process took more while it ran, in bytes."""
    process, done = psutil.Process(), threading.Event()
    before = process.memory_info().rss
    peaks = [before]

    def watch() -> None:
        while not done.wait(0.01):
            peaks.append(process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        reading = read_wall(photo, issued)
    finally:
        done.set()
        watcher.join()
    return reading, max(peaks) - before


if __name__ == "__main__":
    sys.exit(run(TITLE, 5, measure))
