"""Two programs sync the same platform at once: one works, the other says so and sends nothing."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from moderator.domain.platforms import references_in
from tests.cli.command_line import CommandLine
from tests.fakes.adhocracy_plus import FakeAdhocracyPlus
from tests.fakes.servers import serving

if TYPE_CHECKING:
    from moderator.paths import Paths
    from tests.fakes.answers import FakeAnswer


@pytest.mark.journey
def test_of_two_runs_at_once_one_works_and_one_says_so(
    profile: Paths, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setattr("sys.stdin", io.StringIO("alice-password\n"))
    fake, under_way, told = FakeAdhocracyPlus(), threading.Event(), threading.Event()

    def handle(method: str, target: str, *more: Any) -> FakeAnswer:
        if (method, target) == ("POST", "/api/modules/1/ideas/"):
            under_way.set()
            told.wait(30)
        return fake.handle(method, target, *more)

    with serving(handle) as address:
        fake.address = address
        moderator = CommandLine(profile, capsys)
        moderator.run(
            *("platform", "add", "Stadt", "--kind", "adhocracy+", "--url", address),
            *("--user", "alice", "--module", "1", "--password-stdin"),
            *("--option", "per-second=1000"),
        )
        workshop = moderator.workshop("Bänke", "Laternen")
        words = ("sync", workshop, "Stadt", "--apply")
        command = [sys.executable, "-m", "moderator", *words]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as first:
            assert under_way.wait(30)
            asked = len(fake.asked)
            second = moderator.run(*words)
            assert len(fake.asked) == asked
            told.set()
            assert first.wait(30) == 0
    assert second.code == 5
    assert second.err.startswith("This platform is being synced already, since ")
    marks = [mark for idea in fake.ideas.values() for mark in references_in(idea.description)]
    assert len(marks) == len(set(marks)) == 2
