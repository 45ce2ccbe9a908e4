"""What holds for every test: no screen needed, no real profile touched, crashes leave a trace."""

from __future__ import annotations

import faulthandler
import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from moderator.operations.desk import Desk
    from moderator.paths import Paths

# A Qt abort kills the process without a summary; this prints the stack of every thread first.
faulthandler.enable()

# Without a display Qt aborts the process unless the offscreen platform is chosen beforehand.
if sys.platform.startswith("linux") and not (
    os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No test writes into the keyring of whoever runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# A busy machine is slow now and then; what must be fast is measured in benchmarks/.
settings.register_profile("moderator", deadline=None)
settings.load_profile("moderator")


@pytest.fixture(autouse=True)
def isolated_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the program at a profile of its own, and at no store or language of the machine.

    Returns:
        The profile folder; it does not exist yet, as on a first start.
    """
    profile = tmp_path / "profile"
    monkeypatch.setenv("MODERATOR_PROFILE", str(profile))
    monkeypatch.delenv("MODERATOR_STORE", raising=False)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return profile


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a store that holds nothing: made once, since migrations take their time.

    It is closed; tests take copies (`profile`) and leave it as it is.
    """
    from moderator.storage.database import file_url
    from moderator.storage.store import Store

    file = tmp_path_factory.mktemp("empty-store") / "moderator.sqlite"
    Store.open(file_url(file)).close()
    return file


@pytest.fixture
def profile(isolated_profile: Path, empty_store: Path) -> Paths:
    """Return the paths of a profile whose store is new and empty; nobody has it open."""
    from moderator.paths import Paths

    paths = Paths.for_profile(isolated_profile)
    paths.create_profile()
    shutil.copyfile(empty_store, paths.store_file)
    return paths


@pytest.fixture
def desk(profile: Paths) -> Iterator[Desk]:
    """Return a desk on a new, empty store, opened as the program opens it."""
    from moderator.operations.desk import open_desk

    opened = open_desk(profile)
    yield opened
    opened.close()
