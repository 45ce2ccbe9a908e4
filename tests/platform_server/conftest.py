"""A platform in this process, and one behind a real socket."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from moderator.platform_server.serving import platform_server
from tests.fakes.platform_in_process import PlatformInProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from moderator.platform_server.storage.shelf import Shelf


@pytest.fixture
def platform() -> Iterator[PlatformInProcess]:
    """Return a platform with one project and nothing in it."""
    with PlatformInProcess() as platform:
        yield platform


@contextmanager
def serving(platform: PlatformInProcess) -> Iterator[str]:
    """Serve a platform while the block runs; gives its address."""
    with serving_shelf(platform.shelf) as address:
        yield address


@contextmanager
def serving_shelf(shelf: Shelf) -> Iterator[str]:
    """Serve what stands on a shelf while the block runs; gives the address."""
    begun = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as opened:
        server = platform_server(shelf, begun.set)
        thread = threading.Thread(target=server.run, args=([opened],))
        thread.start()
        assert begun.wait(20), "the server did not start"
        try:
            yield f"http://127.0.0.1:{opened.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(20)
            assert not thread.is_alive()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[PlatformInProcess, str]]:
    """Return a platform on a file, and the address at which it is served."""
    platform = PlatformInProcess(f"sqlite:///{tmp_path / 'platform.sqlite'}")
    with platform, serving(platform) as address:
        yield platform, address
