"""`moderator platform-server`: from nothing to a workshop that stands on one's own platform."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
import requests

from moderator.platform_server.opening import default_database, open_shelf
from tests.platform_server.conftest import serving_shelf

if TYPE_CHECKING:
    from tests.cli.command_line import CommandLine


def test_a_workshop_reaches_a_platform_of_ones_own(
    moderator: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    project = moderator.json("platform-server", "project", "Marktplatz", "--place", "Linden")["id"]
    made = moderator.run("--json", "platform-server", "token", "Büro")
    assert "cannot be shown again" in made.err
    token = json.loads(made.out)["token"]
    with (
        closing(open_shelf(default_database(moderator.paths))) as shelf,
        serving_shelf(shelf) as address,
    ):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{token}\n"))
        added = moderator.run(
            *("--json", "platform", "add", "Stadt", "--kind", "projektfabrik", "--url", address),
            *("--module", project, "--option", "per-second=1000", "--password-stdin"),
        )
        assert added.code == 0
        tested = moderator.json("platform", "test", "Stadt")
        assert "Marktplatz" in json.dumps(tested)
        workshop = moderator.workshop("Bänke am Markt", "Zebrastreifen", name="Marktabend")
        opened = moderator.open_round(workshop)
        moderator.json("tally", opened, "1=17", "2=9")
        moderator.json("round", "close", opened)
        done = moderator.json("sync", workshop, "Stadt", "--apply")
        assert (done["done"], done["refused"], done["proven"]) == (5, [], True)
        reading = {"Authorization": f"Bearer {token}"}
        where = f"{address}/api/v1/projects/{project}"
        ideas = requests.get(f"{where}/ideas", headers=reading, timeout=20).json()["items"]
        ideas.sort(key=lambda idea: str(idea["title"]))
        assert [(e["title"], e["counts"][0]["in_favour"]) for e in ideas] == [
            ("Bänke am Markt", 17),
            ("Zebrastreifen", 9),
        ]
        rounds = requests.get(f"{where}/rounds", headers=reading, timeout=20).json()["items"]
        assert [each["title"] for each in rounds] == ["Runde 1"]
        assert "3" in rounds[0]["rule"]
        card = requests.get(f"{address}/K/{ideas[0]['card_code']}", timeout=20)
        assert "Bänke am Markt" in card.text
        assert "17 " in card.text
        requests.post(f"{address}/ideas/{ideas[0]['id']}/vote", {"choice": "for"}, timeout=20)
        moderator.json("pull", workshop, "Stadt")
        again = moderator.json("sync", workshop, "Stadt", "--apply")
        assert (again["proven"], again["conflicts"]) == (True, 0)


def test_what_cannot_be_used_is_said(moderator: CommandLine) -> None:
    assert "needs a title" in moderator.refused("platform-server", "project", "  ")
    assert "needs a name" in moderator.refused("platform-server", "token", "")
    refused = moderator.refused("platform-server", "--host", "203.0.113.9", "--port", "1")
    assert "203.0.113.9:1 cannot be used" in refused
    wrong = moderator.refused("platform-server", "token", "x", "--database", "mysql://x/y")
    assert "sqlite:///" in wrong


@pytest.mark.skipif(sys.platform == "win32", reason="it is stopped by a signal of Unix")
@pytest.mark.slow
def test_the_server_tells_where_it_is_and_ends_in_good_order(moderator: CommandLine) -> None:
    program = [sys.executable, "-m", "moderator", "--profile", str(moderator.paths.profile)]
    with subprocess.Popen(
        [*program, "--json", "platform-server", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": ""},
    ) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        assert requests.get(told["url"], timeout=20).status_code == 200
        assert requests.get(told["api"], timeout=20).status_code == 401
        process.send_signal(signal.SIGTERM)
        rest, errors = process.communicate(timeout=30)
    assert (process.returncode, rest, errors) == (0, "", "")
