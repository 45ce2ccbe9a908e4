"""Telling which system packages are missing, and installing them only where that is allowed."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tools import system_packages
from tools.programs import Stop
from tools.system_packages import QT_LIBRARIES, ensure_system, install_command, missing_libraries

if TYPE_CHECKING:
    from tools.programs import Command

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux needs the packages")

ABSENT = {"libno-such-thing.so.7": "libno-such-thing7"}


class Machine:
    """A Debian as seen through its programs; records what was run."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.commands: list[list[str]] = []
        self.programs = {"apt-get", "sudo", "pdftoppm", "pdfinfo", "qpdf", "initdb", "chromium"}
        self.failing: tuple[str, ...] = ("sudo", "apt-cache")
        monkeypatch.setattr(system_packages, "capture", self.run)
        monkeypatch.setattr("tools.programs.capture", self.run)
        monkeypatch.setattr("shutil.which", lambda name: name if name in self.programs else None)
        monkeypatch.setattr("os.geteuid", lambda: 1000)
        monkeypatch.setattr(system_packages, "missing_venv_package", list)
        monkeypatch.setattr(system_packages, "TEST_LIBRARIES", {})

    def run(self, command: Command) -> subprocess.CompletedProcess[str]:
        words = [str(part) for part in command]
        self.commands.append(words)
        code = 1 if words[0] in self.failing else 0
        return subprocess.CompletedProcess(words, code, "", "E: no such package\n")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


def test_a_library_that_cannot_be_loaded_is_found_missing() -> None:
    assert missing_libraries({**QT_LIBRARIES, **ABSENT}) == list(ABSENT)


def test_nothing_is_run_where_nothing_is_missing(machine: Machine) -> None:
    ensure_system({}, tests=True)
    assert machine.commands == []


def test_without_root_the_one_command_is_told_and_nothing_installed(machine: Machine) -> None:
    with pytest.raises(Stop) as reason:
        ensure_system(ABSENT)
    last = str(reason.value).splitlines()[-1].strip()
    assert last == "sudo apt-get install -y --no-install-recommends libno-such-thing7"
    assert machine.commands == [["sudo", "-n", "true"]]


def test_root_installs_at_once(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    ensure_system(ABSENT)
    assert [command[2:4] for command in machine.commands] == [
        ["apt-get", "update"],
        ["apt-get", "install"],
    ]
    assert machine.commands[-1][-1] == "libno-such-thing7"


def test_sudo_without_password_is_used(machine: Machine) -> None:
    machine.failing = ()
    ensure_system(ABSENT)
    assert machine.commands[-1][:4] == ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]


def test_a_failing_installation_ends_with_its_last_words(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    machine.failing = ("env",)
    with pytest.raises(Stop, match="no such package"):
        ensure_system(ABSENT)


def test_programs_only_tests_need_do_not_stop_the_tests(
    machine: Machine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    machine.programs -= {"pdftoppm", "pdfinfo", "qpdf", "initdb"}
    ensure_system({}, tests=True)
    told = capsys.readouterr().out
    assert "Some tests will be skipped" in told
    assert told.strip().endswith("--no-install-recommends poppler-utils qpdf")


def test_a_database_server_is_installed_on_a_testing_machine_only(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.programs -= {"initdb"}
    monkeypatch.setattr("pathlib.Path.glob", lambda _path, _pattern: iter(()))
    monkeypatch.delenv("CI", raising=False)
    assert system_packages.missing_test_packages() == []
    monkeypatch.setenv("CI", "true")
    assert system_packages.missing_test_packages() == ["postgresql"]


@pytest.mark.parametrize(("system", "wanted"), [("debian", ["chromium"]), ("ubuntu", [])])
def test_a_browser_is_installed_where_its_package_brings_one(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, system: str, wanted: list[str]
) -> None:
    monkeypatch.setattr("platform.freedesktop_os_release", lambda: {"ID": system})
    assert system_packages.missing_test_packages() == []
    machine.programs -= {"chromium"}
    assert system_packages.missing_test_packages() == wanted


@pytest.mark.usefixtures("machine")
def test_what_drives_the_browser_gets_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "TEST_LIBRARIES", ABSENT)
    assert system_packages.missing_test_packages() == ["libno-such-thing7"]


def test_another_linux_is_told_the_libraries(machine: Machine) -> None:
    machine.programs -= {"apt-get"}
    with pytest.raises(Stop, match=r"Qt needs libno-such-thing\.so\.7"):
        ensure_system(ABSENT)


def test_packages_have_the_name_of_the_release(machine: Machine) -> None:
    machine.failing = ()
    assert install_command(["libglib2.0-0", "libegl1"])[-2:] == ["libegl1", "libglib2.0-0t64"]
