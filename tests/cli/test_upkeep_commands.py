from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.command_line import CommandLine


def test_a_backup_brings_everything_back(moderator: CommandLine, tmp_path: Path) -> None:
    workshop = moderator.workshop("Bänke")
    copy = tmp_path / "copies" / "evening.sqlite"
    assert moderator.json("backup", copy) == {"file": str(copy)}
    moderator.json("idea", "add", workshop, "Brunnen")
    answer = moderator.json("restore", copy)
    assert answer["restored"] == str(copy)
    assert Path(answer["kept"]).is_file()
    assert [each["title"] for each in moderator.json("idea", "list", workshop)] == ["Bänke"]
    moderator.json("restore", answer["kept"])
    assert len(moderator.json("idea", "list", workshop)) == 2


def test_without_a_name_a_backup_is_dated(moderator: CommandLine) -> None:
    moderator.workshop()
    first, second = (moderator.json("backup")["file"] for _ in range(2))
    assert first != second
    assert Path(first).parent == moderator.paths.backups


def test_a_backup_overwrites_nothing(moderator: CommandLine, tmp_path: Path) -> None:
    taken = tmp_path / "letter.txt"
    taken.write_text("dear all")
    assert "exists already. Choose another name." in moderator.refused("backup", taken)
    assert taken.read_text() == "dear all"


@pytest.mark.parametrize("content", [None, b"", b"dear all", b"SQLite format 3\x00" + b"\x00" * 99])
def test_what_is_no_backup_changes_nothing(
    moderator: CommandLine, tmp_path: Path, content: bytes | None
) -> None:
    moderator.workshop()
    wrong = tmp_path / "wrong.sqlite"
    if content is not None:
        wrong.write_bytes(content)
    said = moderator.refused("restore", wrong)
    assert str(wrong) in said
    assert len(moderator.json("workshop", "list")) == 1


def test_the_doctor_finds_a_healthy_profile_healthy(moderator: CommandLine) -> None:
    checks = moderator.json("doctor")
    assert [each.keys() for each in checks] == [{"check", "ok", "hint"}] * len(checks)
    assert {each["check"] for each in checks} >= {"profile", "disk", "store", "totals", "resources"}
    assert all(each["ok"] for each in checks)
    assert moderator.text("doctor").startswith("✓ Folder")


def test_the_doctor_says_what_is_wrong(moderator: CommandLine) -> None:
    moderator.paths.store_file.write_bytes(b"dear all")
    ran = moderator.run("doctor")
    assert (ran.code, ran.err) == (3, "")
    assert "✗ Data" in ran.out
    assert "is not a Moderator store" in ran.out
