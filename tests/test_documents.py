"""The documents name what exists: verbs, decisions, and files they link to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dev

CHECKOUT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md")])


def text(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", dev.VERBS)
def test_every_verb_is_explained(verb: str) -> None:
    assert re.search(rf"^\| `{verb}[ `]", text("CONTRIBUTING.md"), re.MULTILINE)


def test_the_two_commands_stand_in_the_readme() -> None:
    assert "python3 dev.py run" in text("README.md")
    assert "python3 dev.py test" in text("README.md")


def test_every_decision_is_listed_once_and_has_all_parts() -> None:
    records = sorted((CHECKOUT / "docs" / "decisions").glob("[0-9]*.md"))
    index = text("docs/decisions/README.md")
    assert [record.name[:4] for record in records] == [
        f"{n:04}" for n in range(1, len(records) + 1)
    ]
    for record in records:
        assert index.count(f"({record.name})") == 1
        for part in ("Context", "Decision", "Licence", "Consequences"):
            assert f"**{part}.**" in record.read_text(encoding="utf-8"), (record.name, part)


@pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: path.relative_to(CHECKOUT).as_posix()
)
def test_links_lead_to_files_that_exist(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)\)", document.read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (document.parent / link).exists()] == []
