"""The contract of every command: exit codes, clean stdout, one sentence, no traceback."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from moderator import __version__
from moderator.errors import Unreachable
from moderator.operations import workshops
from moderator.paths import Paths

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine


def test_without_a_command_the_window_opens(moderator: CommandLine) -> None:
    moderator.window_code = 7
    assert moderator.run().code == 7
    assert moderator.opened == [(moderator.paths, None, None)]


def test_the_window_is_told_profile_and_store(moderator: CommandLine, tmp_path: Path) -> None:
    other = tmp_path / "other"
    moderator.run("--profile", other, "--store", "postgresql://host/evening")
    assert moderator.opened == [(Paths(other), "postgresql://host/evening", None)]


@pytest.mark.parametrize(
    "words",
    [
        ["dance"],
        ["workshop"],
        ["workshop", "dance"],
        ["workshop", "new"],
        ["workshop", "new", "A", "--lang", "tlh"],
        ["workshop", "new", "A", "--people", "many"],
        ["workshop", "list", "--dance"],
        ["idea", "add", "W"],
        ["ballot", "make", "W", "some"],
        ["vote", "R", "1=1"],
        ["vote", "R", "--ballot", "CODE"],
        ["tally", "R", "1=1", "--colour", "pink"],
        ["print", "W"],
        ["print", "W", "--what", "money"],
        ["report", "W"],
        ["restore"],
    ],
)
def test_wrong_usage_is_2_and_says_how_it_goes(moderator: CommandLine, words: list[str]) -> None:
    ran = moderator.run("--json", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("usage: moderator")


def test_help_and_version_are_no_errors(moderator: CommandLine) -> None:
    for words in (["--help"], ["workshop", "--help"], ["workshop", "new", "--help"]):
        ran = moderator.run(*words)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("usage: moderator")
    assert moderator.run("--version").out == f"moderator {__version__}\n"


@pytest.mark.parametrize("before", [True, False])
def test_options_stand_before_or_after_the_command(
    moderator: CommandLine, tmp_path: Path, before: bool
) -> None:
    options = ["--json", "--profile", str(tmp_path / "other")]
    command = ["workshop", "new", "Dorfplatz"]
    ran = moderator.run(*(options + command if before else command + options))
    assert json.loads(ran.out)["title"] == "Dorfplatz"
    assert (tmp_path / "other" / "moderator.sqlite").is_file()
    assert moderator.json("workshop", "list") == []


def test_the_profile_may_be_named_by_a_variable(
    moderator: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODERATOR_PROFILE", str(tmp_path / "named"))
    moderator.workshop()
    assert (tmp_path / "named" / "moderator.sqlite").is_file()
    assert len(moderator.json("workshop", "list")) == 1
    assert moderator.json("--profile", moderator.paths.profile, "workshop", "list") == []


def test_the_store_may_be_named_by_a_variable(
    moderator: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODERATOR_STORE", f"sqlite:///{tmp_path / 'shared.sqlite'}")
    moderator.workshop()
    assert (tmp_path / "shared.sqlite").is_file()
    own = f"sqlite:///{moderator.paths.store_file}"
    assert moderator.json("workshop", "list", "--store", own) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--store", "mysql://x", "workshop", "list"], "“mysql” is not the address of a store."),
        (["--profile", "~nobody-of-that-name", "doctor"], "~nobody-of-that-name cannot be found."),
        (["workshop", "show", "Nirgends"], "There is no workshop “Nirgends”."),
        (["workshop", "show", ""], "There is no workshop “”."),
        (["workshop", "new", "  "], "The title is empty."),
        (["workshop", "new", "A\udcff"], "signs that cannot be read."),
        (["workshop", "new", "A", "--place", "x" * 201], "201 signs, 200 fit."),
        (["workshop", "new", "A", "--date", "4. Mai"], "“4. Mai” is not a date."),
        (["workshop", "new", "A", "--rule", "dots=no"], "“dots=no” is not part of a dot rule."),
        (["workshop", "new", "A", "--people", "-1"], "between 0 and 100000."),
        (["round", "open", "Runde 9"], "There is no round “Runde 9”."),
        (["results", "\udcff"], "There is no round “"),
        (["idea", "list", "{}"], "There is no workshop “{}”."),
    ],
)
def test_bad_input_is_3_and_one_clear_line(
    moderator: CommandLine, words: list[str], sentence: str
) -> None:
    assert sentence in moderator.refused(*words)


def test_a_decision_is_4(moderator: CommandLine) -> None:
    workshop = moderator.workshop()
    said = moderator.refused("workshop", "delete", workshop, code=4)
    assert said == (
        "“Dorfplatz” would be deleted with all ideas and results, for good. "
        "Nothing was changed. Add --yes if that is wanted."
    )


def test_no_network_is_5(moderator: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object) -> None:
        raise Unreachable("The platform does not answer.", "Your work is kept.")

    monkeypatch.setattr(workshops, "list_workshops", unreachable)
    said = moderator.refused("workshop", "list", code=5)
    assert said == "The platform does not answer. Your work is kept."


@pytest.mark.parametrize("error", [RuntimeError("secret {detail}"), KeyError("x"), MemoryError()])
def test_the_unexpected_is_1_and_a_sentence(
    moderator: CommandLine, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(workshops, "list_workshops", fail)
    said = moderator.refused("workshop", "list", code=1)
    assert said.startswith("Something unexpected went wrong; what was saved before is safe.")
    assert "secret" not in said


def test_the_unexpected_in_the_window_is_a_sentence_too(moderator: CommandLine) -> None:
    def fail(*_: object) -> int:
        raise RuntimeError

    moderator._open_window = fail  # type: ignore[method-assign]
    assert moderator.refused(code=1).startswith("Something unexpected went wrong")


def test_debug_shows_where_it_happened(
    moderator: CommandLine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from moderator import cli

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(workshops, "list_workshops", fail)
    assert cli.main(["workshop", "list", "--debug", "--json"], moderator._open_window) == 1
    written = capsys.readouterr()
    assert written.out == ""
    assert "Traceback" in written.err


def test_an_interruption_is_quiet(moderator: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(workshops, "list_workshops", interrupt)
    ran = moderator.run("workshop", "list")
    assert (ran.code, ran.out, ran.err) == (130, "", "")


def test_messages_speak_the_language_of_the_person(
    moderator: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    workshop = moderator.workshop("Bänke")
    assert "1 Idee" in moderator.text("workshop", "show", workshop)
    assert moderator.refused("workshop", "new", " ").startswith("Der Titel ist leer.")
    assert "Dorfplatz" in moderator.refused("workshop", "delete", workshop, code=4)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "1 idea" in moderator.text("workshop", "show", workshop)


@pytest.mark.parametrize("named", ["de", "de_AT", "de_CH.UTF-8", "German_Germany.1252"])
def test_german_has_many_names(
    moderator: CommandLine, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("LC_MESSAGES", named)
    assert moderator.refused("workshop", "new", " ").startswith("Der Titel ist leer.")


@pytest.mark.parametrize("named", ["", "C", "C.UTF-8", "POSIX", "fr_FR.UTF-8", "nonsense"])
def test_everybody_else_gets_english(
    moderator: CommandLine, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("LANG", named)
    assert moderator.refused("workshop", "new", " ").startswith("The title is empty.")


def test_json_is_the_same_in_every_language(
    moderator: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = moderator.workshop("Bänke")
    before = moderator.json("workshop", "show", workshop)
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert moderator.json("workshop", "show", workshop) == before


def test_nothing_is_made_by_asking_for_help(tmp_path: Path, moderator: CommandLine) -> None:
    profile = tmp_path / "untouched"
    moderator.run("--profile", profile, "--help")
    moderator.run("--profile", profile, "dance")
    assert not profile.exists()
