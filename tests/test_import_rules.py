"""The import rules in pyproject.toml name every part of the program that exists."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
RULES = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]
CONTRACTS = {contract["name"].split(":")[0]: contract for contract in RULES["contracts"]}


def existing_parts() -> set[str]:
    inside = (CHECKOUT / "moderator").iterdir()
    modules = {path.stem for path in inside if path.suffix == ".py"}
    packages = {path.parent.name for path in (CHECKOUT / "moderator").glob("*/__init__.py")}
    return (modules | packages) - {"__init__"}


def layers() -> dict[str, bool]:
    """Return each part named in the layers, and whether it stands in brackets (not built yet)."""
    floors = " | ".join(CONTRACTS["Layers"]["layers"])
    return {name.strip("() "): "(" in name for name in floors.split("|")}


def test_every_part_has_a_floor() -> None:
    assert existing_parts() <= set(layers())


def test_brackets_stand_only_around_what_is_not_built_yet() -> None:
    assert {name for name, planned in layers().items() if planned}.isdisjoint(existing_parts())


@pytest.mark.parametrize(
    ("contract", "allowed"),
    [
        ("Qt stays in ui (app wires it)", {"ui", "app", "__main__"}),
        ("SQL stays in storage", {"storage", "app", "__main__", "errors", "events"}),
    ],
)
def test_every_other_part_is_kept_from_the_library(contract: str, allowed: set[str]) -> None:
    kept = {name.removeprefix("moderator.") for name in CONTRACTS[contract]["source_modules"]}
    assert kept >= existing_parts() - allowed
