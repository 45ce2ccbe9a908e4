from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from moderator.errors import BadInput
from moderator.paths import PROFILE_VARIABLE, Paths, resource


def test_the_named_profile_wins_over_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PROFILE_VARIABLE, str(tmp_path / "by-variable"))
    assert Paths.for_profile(tmp_path / "named").profile == tmp_path / "named"
    assert Paths.for_profile().profile == tmp_path / "by-variable"


@pytest.mark.parametrize("variable", [None, ""])
def test_without_a_name_it_is_the_place_of_the_system(
    variable: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderator.paths._system_profile", lambda: tmp_path / "system")
    monkeypatch.delenv(PROFILE_VARIABLE)
    if variable is not None:
        monkeypatch.setenv(PROFILE_VARIABLE, variable)
    assert Paths.for_profile().profile == tmp_path / "system"


def test_the_place_of_the_system_carries_our_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PROFILE_VARIABLE)
    assert Paths.for_profile().profile.name == "Moderator"


def test_relative_profiles_and_tildes_become_whole_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert Paths.for_profile(Path("evening")).profile == tmp_path / "evening"
    assert Paths.for_profile(Path("~/evening")).profile == tmp_path / "evening"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes any name for a neighbour's")
def test_a_home_that_nobody_has_is_told() -> None:
    with pytest.raises(BadInput, match=r"~nobody-of-that-name/x cannot be found.*--profile"):
        Paths.for_profile(Path("~nobody-of-that-name/x"))


def test_everything_lies_in_the_profile(tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    places = {paths.store_file, paths.settings_file, paths.logs, paths.backups}
    assert len(places) == 4
    assert {place.parent for place in places} == {tmp_path}


def test_looking_makes_nothing(isolated_profile: Path) -> None:
    Paths.for_profile()
    assert not isolated_profile.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_the_profile_is_for_its_owner_only(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "deep" / "profile")
    paths.create_profile()
    paths.create_profile()
    assert stat.S_IMODE(paths.profile.stat().st_mode) == 0o700


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "profile").write_text("in the way")
    with pytest.raises(BadInput, match=r"profile cannot be made: .*\. Choose another folder"):
        Paths(tmp_path / "profile").create_profile()


@pytest.mark.parametrize(
    "parts", [("fonts", "OFL.txt"), ("sample", "evening.json"), ("icons",), ("layouts",)]
)
def test_resources_are_where_the_program_looks(parts: tuple[str, ...]) -> None:
    assert resource(*parts).exists()


def test_resources_of_a_built_program_lie_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource("fonts") == tmp_path / "_resources" / "fonts"
