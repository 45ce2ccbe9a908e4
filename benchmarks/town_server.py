"""A town's platform in a process of its own, which takes 50 ms for each request."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def town_server(latency: float, ideas: int = 0) -> Iterator[str]:
    """Serve a fake adhocracy+ while the block runs; gives its address.

    Args:
        latency: seconds that each request takes on its way.
        ideas: so many of ours stand there already, as `benchmarks.synced_items` makes them.
    """
    command = [sys.executable, str(Path(__file__)), str(latency), str(ideas)]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as process:
        if process.stdout is None or process.stdin is None:
            raise AssertionError
        yield process.stdout.readline().strip()
        process.stdin.close()


def _serve(latency: float, ideas: int) -> None:
    from benchmarks.synced_items import fill, items_of  # noqa: PLC0415  (only in that process)
    from tests.fakes.adhocracy_plus import FakeAdhocracyPlus  # noqa: PLC0415
    from tests.fakes.servers import serving  # noqa: PLC0415

    fake = FakeAdhocracyPlus()
    fill(fake, items_of(ideas))
    with serving(fake.handle, latency) as address:
        print(address, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    _serve(float(sys.argv[1]), int(sys.argv[2]))
