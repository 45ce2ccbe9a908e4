from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from moderator.domain.ids import WorkshopId
from moderator.domain.workshops import Language
from moderator.settings import (
    AddressKind,
    HashtagChoice,
    PrintChoice,
    Settings,
    Theme,
    WindowPlace,
    read_settings,
    write_settings,
)

if TYPE_CHECKING:
    from pathlib import Path

CHOSEN = Settings(
    language=Language.ENGLISH,
    theme=Theme.DARK,
    text_scale=125,
    window=WindowPlace(10, -20, 1280, 720, maximised=True),
    last_workshop=WorkshopId("0190-a"),
    printing=PrintChoice(
        "blank", "dl", 12, AddressKind.LOCAL, "http://10.0.0.2", "https://a.org", "yellow"
    ),
    hashtag=HashtagChoice("mastodon.example", "#markt", "de"),
    camera=2,
    suggestions=True,
)


def test_settings_come_back_as_written(tmp_path: Path) -> None:
    file = tmp_path / "profile" / "settings.json"
    write_settings(file, CHOSEN)
    assert read_settings(file) == CHOSEN
    assert [each.name for each in file.parent.iterdir()] == ["settings.json"]


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.json") == Settings()


@pytest.mark.parametrize(
    "written",
    [b"", b"{", b"[]", b'{"version": 1}', b"\xff\xfe\x00", b'{"language": "tlh"}', b"null"],
)
def test_a_broken_file_is_kept_aside(tmp_path: Path, written: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(written)
    assert read_settings(file) == Settings()
    assert file.with_name("settings.json.broken").read_bytes() == written
    assert not file.exists()


def test_fields_of_a_newer_version_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    write_settings(file, CHOSEN)
    file.write_text(file.read_text().replace('"version": 1', '"version": 9, "sound": true'))
    assert read_settings(file) == CHOSEN


def test_an_unknown_text_size_falls_back(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    write_settings(file, CHOSEN)
    file.write_text(file.read_text().replace("125", "9000"))
    assert read_settings(file).text_scale == 100


def test_a_file_from_before_printing_was_remembered_is_read(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    write_settings(file, CHOSEN)
    written = json.loads(file.read_text())
    del written["printing"]
    file.write_text(json.dumps(written))
    assert read_settings(file) == replace(CHOSEN, printing=PrintChoice())
