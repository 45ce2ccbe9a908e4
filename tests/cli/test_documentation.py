"""Every command and option is explained, and nothing is explained that does not exist."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from moderator.cli.commands import build_parser
from moderator.domain.dot_budgets import DotBudgetRule
from moderator.domain.rules import read_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT = Path(__file__).resolve().parents[2]
DOCUMENT = (CHECKOUT / "docs" / "command-line.md").read_text(encoding="utf-8")
# A vertical bar within a table is written with a backslash.
EXPLAINED = [words.replace("\\|", "|") for words in re.findall(r"`([^`\n]+)`", DOCUMENT)]


def commands(parser: ArgumentParser, path: str = "") -> Iterator[tuple[str, set[str]]]:
    """Yield every command that does something, with its own options."""
    inner = [
        action.choices
        for action in parser._actions
        if isinstance(action.choices, dict)
        and all(isinstance(each, ArgumentParser) for each in action.choices.values())
    ]
    for name, each in (pair for choices in inner for pair in choices.items()):
        yield from commands(each, f"{path} {name}".strip())
    if not inner:
        options = {name for action in parser._actions for name in action.option_strings}
        yield path, options - {"-h", "--help"}


COMMANDS = dict(commands(build_parser(ArgumentParser(add_help=False))))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_explained_with_its_options(command: str) -> None:
    shown = [words for words in EXPLAINED if re.match(rf"{command}( [^a-z]|$)", words)]
    assert len(shown) == 1, command
    assert set(re.findall(r"--[a-z-]+", shown[0])) == COMMANDS[command]


def test_the_walk_finds_commands_of_every_depth() -> None:
    assert {"demo", "workshop new", "idea import", "ballot make", "vote", "doctor"} <= set(COMMANDS)
    assert "workshop" not in COMMANDS


@pytest.mark.parametrize("option", ["--profile", "--store", "--json", "--debug"])
def test_common_options_are_explained(option: str) -> None:
    assert f"| `{option}" in DOCUMENT


def test_the_parts_of_a_rule_are_real() -> None:
    section = DOCUMENT.partition("A **RULE** is written")[2].partition("A round is")[0]
    words = re.findall(r"`([^`]+)`", section)
    formulas = {budget.value for budget in DotBudgetRule} - {"fixed"}
    assert formulas | {"auto"} <= set(words)
    for word in words:
        read_rule(f"dots={word}" if word in formulas | {"auto"} else word)


def test_the_readme_leads_here() -> None:
    assert "(docs/command-line.md)" in (CHECKOUT / "README.md").read_text(encoding="utf-8")
