"""A real PostgreSQL server of the tests' own: a socket in a temporary folder, no port."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_USER = "postgres"


def _program(name: str) -> str:
    found = shutil.which(name) or next(
        iter(sorted(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), reverse=True)),
        None,
    )
    if found is None:
        pytest.skip(f"PostgreSQL's {name} is not installed")
    return found


def _as_server(*command: str) -> None:
    # PostgreSQL refuses to run as root.
    by_root = ["runuser", "-u", _USER, "--"] if os.name == "posix" and os.geteuid() == 0 else []
    subprocess.run(
        [*by_root, *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Start a server, give the address of its empty store, and stop it again."""
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    # A socket's path may have 107 bytes: pytest's own folders are too long for it.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, _USER)
        data = str(folder / "data")
        _as_server(
            initdb, "-D", data, "-U", _USER, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"
        )
        options = f"-c listen_addresses='' -c fsync=off -k {folder}"
        _as_server(pg_ctl, "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://{_USER}@/{_USER}?host={folder}"
        finally:
            _as_server(pg_ctl, "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
