"""`moderator serve` as a program of its own, as the window starts it."""

from __future__ import annotations

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import psutil
import pytest
import requests

from moderator.cli.phones import EVERYWHERE
from moderator.operations.desk import open_desk
from moderator.operations.phone_doors import read_addresses
from moderator.participant.ports import remembered_port
from tests.fakes.boards import board_with
from tests.fakes.phone_servers import From
from tests.fakes.postgresql_server import postgresql_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.domain.rounds import VoteRound
    from moderator.operations.desk import Desk
    from moderator.paths import Paths
    from tests.fakes.boards import Board

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it is stopped by a signal of Unix")


class Program:
    """A running `moderator serve`; `lines` are the JSON documents on its standard output."""

    def __init__(self, paths: Paths, *arguments: str) -> None:
        command = [sys.executable, "-m", "moderator", "--profile", str(paths.profile), "serve"]
        self.process = subprocess.Popen(
            [*command, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": ""},
        )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()
        self.first = self.line()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def line(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self._lines.get(timeout=30))
        return told

    def line_with(self, name: str) -> dict[str, Any]:
        while name not in (told := self.line()):
            pass
        return told

    def stop(self, with_signal: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """Return the exit code and standard error."""
        self.process.send_signal(with_signal)
        code = self.process.wait(30)
        assert self.process.stderr is not None
        assert self.process.stdout is not None
        remarks = self.process.stderr.read()
        self._reading.join(10)
        self.process.stderr.close()
        self.process.stdout.close()
        return code, remarks


@pytest.fixture
def board(desk: Desk) -> Board:
    return board_with(desk, "Grün", "Wege", "")


@pytest.fixture
def programs() -> Iterator[list[Program]]:
    running: list[Program] = []
    yield running
    for each in running:
        if each.process.poll() is None:
            each.stop(signal.SIGKILL)


def test_the_first_line_leads_to_the_pages(
    profile: Paths, board: Board, programs: list[Program]
) -> None:
    program = Program(profile, board.workshop_id, "--host", "127.0.0.1", "--port", "0")
    programs.append(program)
    assert {"url", "join_code", "workshop", "port", "test_code"} <= set(program.first)
    assert program.first["workshop"] == board.workshop_id
    assert program.first["url"] == f"http://127.0.0.1:{program.first['port']}"
    page = requests.get(program.first["url"], timeout=20)
    assert "Werkstatt" in page.text
    assert program.stop() == (0, "")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_in_good_order(
    profile: Paths, board: Board, programs: list[Program], how: signal.Signals
) -> None:
    program = Program(profile, "--port", "0")
    programs.append(program)
    with requests.Session() as phone:
        phone.trust_env = False
        phone.get(f"http://127.0.0.1:{program.first['port']}/live", timeout=20)
        assert program.stop(how) == (0, "")


def test_phones_and_the_self_test_are_told_line_by_line(
    profile: Paths, board: Board, programs: list[Program]
) -> None:
    program = Program(profile, "--host", EVERYWHERE, "--port", "0")
    programs.append(program)
    url = f"http://127.0.0.1:{program.first['port']}"
    with requests.Session() as phone:
        phone.trust_env = False
        phone.mount("http://", From("127.0.0.9"))
        assert phone.get(f"{url}/test/WRONG", timeout=20).status_code == 404
        address = f"{url}/test/{program.first['test_code'].lower()}"
        assert phone.get(address, timeout=20).status_code == 200
        assert program.line_with("self_test") == {"self_test": "arrived", "address": url}
        assert phone.post(address, timeout=20).status_code == 200
        assert program.line_with("self_test") == {"self_test": "proven", "address": url}
    assert program.line_with("phones") == {"phones": 1}
    assert read_addresses(board.desk, board.workshop_id).proven == url
    assert program.stop()[0] == 0


def test_the_laptop_itself_proves_nothing(
    profile: Paths, board: Board, programs: list[Program]
) -> None:
    program = Program(profile, "--port", "0")
    programs.append(program)
    url = f"http://127.0.0.1:{program.first['port']}/test/{program.first['test_code']}"
    assert requests.post(url, timeout=20).status_code == 200
    assert read_addresses(board.desk, board.workshop_id).proven_at is None


def test_a_window_that_is_gone_sends_no_phone_away(profile: Paths, board: Board) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "moderator", "--profile", profile.profile, "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout is not None
    first = json.loads(program.stdout.readline())
    program.stdout.close()
    url = f"http://127.0.0.1:{first['port']}"
    with requests.Session() as phone:
        phone.trust_env = False
        phone.mount("http://", From("127.0.0.9"))
        assert phone.post(f"{url}/test/{first['test_code']}", timeout=20).status_code == 200
        assert phone.get(f"{url}/live", timeout=20).status_code == 200
    program.terminate()
    _, remarks = program.communicate(timeout=30)
    assert (program.returncode, remarks) == (0, b"")


def test_it_comes_back_at_the_same_port_after_a_crash(
    profile: Paths, board: Board, programs: list[Program]
) -> None:
    profile_port = _free_port()
    (profile.profile / "phones.json").write_text(json.dumps({"port": profile_port}))
    for _ in range(2):
        program = Program(profile)
        programs.append(program)
        assert program.first["port"] == profile_port
        assert program.first["moved"] is False
        assert program.stop(signal.SIGKILL)[0] == -signal.SIGKILL


def test_a_port_taken_by_another_program_is_told(
    profile: Paths, board: Board, programs: list[Program]
) -> None:
    with socket.create_server((EVERYWHERE, 0)) as other:
        taken = other.getsockname()[1]
        (profile.profile / "phones.json").write_text(json.dumps({"port": taken}))
        program = Program(profile)
        programs.append(program)
        assert program.first["moved"] is True
        assert program.first["port"] != taken
        assert remembered_port(profile) == program.first["port"]
        code, remarks = program.stop()
        assert code == 0
        assert "printed addresses lead nowhere" in remarks


def vote_with(url: str, board: Board, vote: VoteRound, number: int) -> None:
    """Vote with so many cards, each on a connection of its own, so that all processes get some."""
    card = requests.get(url, timeout=20).text.split('href="/K/')[1][:6]
    for _ in range(number):
        answer = requests.post(
            f"{url}/ballot",
            data={"voter": board.code(), "round": vote.id, f"dots-{card}": 1},
            headers={"accept": "application/json"},
            timeout=20,
        )
        assert answer.json()["ok"] is True


def test_two_processes_serve_the_same_board(
    profile: Paths, board: Board, programs: list[Program]
) -> None:
    vote = board.opened()
    program = Program(profile, "--port", "0", "--workers", "2")
    programs.append(program)
    vote_with(f"http://127.0.0.1:{program.first['port']}", board, vote, 12)
    assert sum(board.result(vote).values()) == 12
    assert program.stop() == (0, "")


def test_a_process_that_dies_is_replaced_and_nobody_notices(
    profile: Paths, board: Board, programs: list[Program]
) -> None:
    vote = board.opened()
    program = Program(profile, "--port", "0", "--workers", "2")
    programs.append(program)
    url = f"http://127.0.0.1:{program.first['port']}"
    first = helper_of(program, url)
    first.kill()
    vote_with(url, board, vote, 6)
    assert helper_of(program, url, but=first) != first
    assert sum(board.result(vote).values()) == 6
    assert program.stop() == (0, "")


def helper_of(program: Program, url: str, but: psutil.Process | None = None) -> psutil.Process:
    """Wait, asking for pages, until a further process serves; returns it."""
    for _ in range(20_000):
        requests.get(f"{url}/live", timeout=20)
        for each in psutil.Process(program.process.pid).children():
            if each != but and "spawn_main" in " ".join(each.cmdline()):
                return each
    raise AssertionError("no further process was started")


def test_several_processes_on_postgresql(
    profile: Paths, programs: list[Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgresql_server() as url:
        monkeypatch.setenv("MODERATOR_STORE", url)
        desk = open_desk(profile, url)
        board = board_with(desk, "Grün", "Wege", "")
        vote = board.opened()
        program = Program(profile, "--port", "0", "--workers", "3")
        programs.append(program)
        vote_with(f"http://127.0.0.1:{program.first['port']}", board, vote, 12)
        assert sum(board.result(vote).values()) == 12
        assert program.stop() == (0, "")
        desk.close()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--port", "70000"], "70000 is not a port."),
        (["--host", "203.0.113.7"], "cannot be used"),
        (["Nirgends"], "There is no workshop"),
    ],
)
def test_what_cannot_be_served(profile: Paths, arguments: list[str], sentence: str) -> None:
    desk = open_desk(profile)
    board_with(desk, "")
    desk.close()
    ended = subprocess.run(
        [sys.executable, "-m", "moderator", "--profile", profile.profile, "serve", *arguments],
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (3, "")
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr


def _free_port() -> int:
    with socket.create_server((EVERYWHERE, 0)) as found:
        port: int = found.getsockname()[1]
        return port
