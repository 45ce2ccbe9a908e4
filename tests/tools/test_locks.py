"""The lock files: complete, hashed, the same for everybody, and silent about where to fetch."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parents[2]
LOCKS = ("runtime", "dev")
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))


def text(lock: str) -> str:
    return (CHECKOUT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")


def pins(lock: str) -> list[Requirement]:
    """Return the pinned requirements of a lock, markers included."""
    lines = re.findall(r"^([A-Za-z0-9].*?)\s*\\$", text(lock), re.MULTILINE)
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_and_no_option_names_a_source(lock: str) -> None:
    assert not re.search(r"://|file:|^-|@|index-url|find-links|trusted-host", text(lock), re.M)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_exactly_and_has_hashes(lock: str) -> None:
    blocks = re.split(r"^(?=[A-Za-z0-9])", text(lock), flags=re.MULTILINE)[1:]
    assert len(blocks) == len(pins(lock)) > 10
    for block in blocks:
        assert re.match(r"[a-z0-9.-]+==[^\s;]+", block), block
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("runtime", PROJECT["project"]["dependencies"]),
        ("dev", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
    ],
)
def test_the_lock_answers_everything_the_project_asks_for(lock: str, asked: list[str]) -> None:
    for wish in map(Requirement, asked):
        offers = [pin for pin in pins(lock) if pin.name == canonicalize_name(wish.name)]
        versions = [next(iter(pin.specifier)).version for pin in offers]
        assert any(version in wish.specifier for version in versions), wish


def test_dev_holds_exactly_what_runtime_holds_and_more() -> None:
    runtime, dev = ({str(pin) for pin in pins(lock)} for lock in LOCKS)
    assert runtime < dev


def test_windows_and_mac_are_served_too() -> None:
    environments = [str(pin.marker) for pin in pins("dev") if pin.marker]
    assert any('sys_platform == "win32"' in marker for marker in environments)
    assert any('sys_platform == "darwin"' in marker for marker in environments)
