"""Ideas to a platform with 50 ms per request, against the same requests sent by nobody careful."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.findings import Choice, Findings, run
from benchmarks.measuring import Spread, take_turns, wall_ratios
from benchmarks.synced_items import engine_for, items_of
from benchmarks.town_server import town_server
from moderator.storage.database import file_url
from moderator.storage.store import Store
from moderator.sync.platforms.adhocracy_plus import AdhocracyPlus
from moderator.sync.platforms.adhocracy_shapes import description
from moderator.sync.transport import new_session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TITLE = "Sync: every idea once, proven, on a platform that takes 50 ms per request"
LATENCY = 0.05
MOST_TIME = 1.25
MOST_MEMORY = 1.25


def measure(choice: Choice, findings: Findings) -> None:
    """Compare a whole sync with bare requests, then the memory of 1,000 with that of 20,000."""
    _against_bare_requests(choice, findings)
    _memory(choice, findings)


def _against_bare_requests(choice: Choice, findings: Findings) -> None:
    ideas, turns = choice.size(1000, 20), choice.repetitions + 1
    with ExitStack() as stack:
        # Platforms and stores are made beforehand: starting them is not what is measured.
        towns = iter([stack.enter_context(town_server(LATENCY)) for _ in range(2 * turns)])
        stores = iter([_new_store(stack, choice.folder / f"{n}.sqlite") for n in range(turns)])

        def synced() -> int:
            report = engine_for(next(stores), next(towns), ideas).apply()
            if not report.proven:
                raise AssertionError(report.trouble)
            return ideas

        bare = _bare(ideas, towns)
        samples = take_turns({"sync": synced, "bare requests": bare}, choice.repetitions)
    findings.table("ms per idea", samples, scale=1e3)
    ratios = wall_ratios(samples["sync"], samples["bare requests"])
    findings.at_most("time against as many requests at once, bare", ratios, MOST_TIME)


def _new_store(stack: ExitStack, file: Path) -> Store:
    store = Store.open(file_url(file))
    stack.callback(store.close)
    return store


def _bare(ideas: int, towns: Iterator[str]) -> Callable[[], int]:
    """Return what posts the same ideas without asking, noting or looking again."""
    bodies = [
        {"name": item.title, "description": description(item), "category": "", "labels": []}
        for item in items_of(ideas)
    ]
    threads = AdhocracyPlus.capabilities.parallel

    def post() -> int:
        address = next(towns)
        with new_session(address, threads) as session:
            given = {"username": "alice", "password": "alice-password"}
            token = session.post(f"{address}/api/token/", json=given, timeout=30).json()["access"]
            session.headers["Authorization"] = f"Bearer {token}"

            def send(body: dict[str, object]) -> int:
                url = f"{address}/api/modules/1/ideas/"
                return session.post(url, json=body, timeout=30).status_code

            with ThreadPoolExecutor(threads) as pool:
                if set(pool.map(send, bodies)) != {201}:
                    raise AssertionError("an idea was refused")
        return ideas

    return post


def _memory(choice: Choice, findings: Findings) -> None:
    few, many = choice.size(1000, 20), choice.size(20_000, 40)
    peaks = {}
    for ideas in (few, many):
        with town_server(0, ideas) as address:
            command = [Path(__file__).with_name("sync_memory.py"), ideas, choice.folder, address]
            # The first run finds them all and links them; the second is what every day is like.
            first, peaks[ideas] = (_told(map(str, command)) for _ in range(2))
        findings.tell(
            f"  peak memory with {ideas} ideas: {peaks[ideas]:.0f} MiB ({first:.0f} first)"
        )
    claim = f"peak memory of {many} ideas against {few}"
    findings.at_most(claim, Spread.of([peaks[many] / peaks[few]]), MOST_MEMORY)


def _told(command: Iterable[str]) -> float:
    words = [sys.executable, *command]
    return float(subprocess.run(words, capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    sys.exit(run(TITLE, 3, measure))
