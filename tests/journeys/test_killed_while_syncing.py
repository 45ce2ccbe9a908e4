"""The program is killed with SIGKILL while it syncs; the platform still gets everything once."""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from moderator.domain.platforms import references_in
from tests.cli.command_line import CommandLine
from tests.fakes.adhocracy_plus import FakeAdhocracyPlus
from tests.fakes.servers import serving

if TYPE_CHECKING:
    from moderator.paths import Paths

IDEAS = 30
KILLS = int(os.environ.get("MODERATOR_KILLS", "6"))


@pytest.mark.journey
@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_everything_is_there_once_however_often_it_was_killed(
    profile: Paths, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setattr("sys.stdin", io.StringIO("alice-password\n"))
    fake = FakeAdhocracyPlus()
    with serving(fake.handle, latency=0.01) as address:
        fake.address = address
        moderator = CommandLine(profile, capsys)
        moderator.run(
            *("platform", "add", "Stadt", "--kind", "adhocracy+", "--url", address),
            *("--user", "alice", "--module", "1", "--option", "terms=accepted"),
            *("--option", "per-second=1000", "--password-stdin"),
        )
        workshop = moderator.workshop(*(f"Idee {number}" for number in range(IDEAS)))
        opened = moderator.open_round(workshop)
        moderator.json("tally", opened, *(f"{number}=1" for number in range(1, IDEAS + 1)))
        moderator.json("round", "close", opened)
        for _ in range(KILLS):
            _sync_and_kill(workshop, fake)
        done = moderator.json("sync", workshop, "Stadt", "--apply")
    assert done["proven"]
    assert (done["waiting"], done["unclear"], done["refused"]) == (0, 0, [])
    ours = [references_in(idea.description) for idea in fake.ideas.values()]
    marks = [mark for found in ours for mark in found]
    assert len(marks) == len(set(marks)) == IDEAS
    shown = [each for each in fake.comments.values() if not each.removed]
    assert len({each.object_pk for each in shown}) == len(shown) == IDEAS


def _sync_and_kill(workshop: str, fake: FakeAdhocracyPlus) -> None:
    """Start a sync and kill it a moment after a random number of requests has come in.

    The moment reaches from before the answer to well after it was noted.
    """
    wanted = len(fake.asked) + random.randrange(3, 25)
    command = [sys.executable, "-m", "moderator", "sync", workshop, "Stadt", "--apply"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while len(fake.asked) < wanted and process.poll() is None:
        time.sleep(0.002)
    with suppress(subprocess.TimeoutExpired):
        process.wait(random.uniform(0, 0.04))
    process.send_signal(signal.SIGKILL)
    process.wait()
