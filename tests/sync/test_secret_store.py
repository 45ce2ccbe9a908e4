from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

import keyring
import pytest

from moderator.domain.platforms import AccountId
from moderator.errors import BadInput
from moderator.sync.secret_store import SecretFile, open_secrets

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.paths import Paths

ONE, OTHER = AccountId("one"), AccountId("other")


class MemoryKeyring:
    """Not derived from keyring's own class: that would make it everybody's keyring at once."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    backend = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(keyring, name, getattr(backend, name))
    return backend


def test_secrets_go_to_the_keyring_where_there_is_one(
    memory: MemoryKeyring, profile: Paths
) -> None:
    secrets = open_secrets(profile)
    assert secrets.warning == ""
    secrets.keep(ONE, {"password": "geheim"})
    secrets.keep(ONE, {"access": "a1", "refresh": "r1"})
    assert [secrets.read(ONE, name) for name in ("password", "refresh")] == ["geheim", "r1"]
    assert list(memory.kept) == [("Moderator", "one")]
    secrets.keep(ONE, dict.fromkeys(("password", "access", "refresh"), ""))
    assert memory.kept == {}
    assert not (profile.profile / "secrets.json").exists()


def test_without_a_keyring_a_file_of_the_owner_keeps_them_with_a_warning(profile: Paths) -> None:
    secrets = open_secrets(profile)
    assert "no keyring" in secrets.warning
    secrets.keep(ONE, {"password": "geheim", "access": "a1"})
    secrets.keep(OTHER, {"password": "anderes"})
    secrets.keep(ONE, {"access": ""})
    assert secrets.read(ONE, "password") == "geheim"
    assert secrets.read(ONE, "access") == ""
    file = profile.profile / "secrets.json"
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not list(profile.profile.glob("*.new"))


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    file.write_text("{broken", encoding="utf-8")
    with pytest.raises(BadInput, match="cannot be read"):
        SecretFile(file).read(ONE, "password")
