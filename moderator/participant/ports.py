"""The port phones use: the same one every time, because it stands on printed cards."""

from __future__ import annotations

import json
import socket
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.errors import BadInput, msg

if TYPE_CHECKING:
    from moderator.paths import Paths

PREFERRED = (80, 8080)
"""80 needs no mention in an address, so its QR codes are coarser and easier to scan."""
BACKLOG = 2048
FILE = "phones.json"


@dataclass(frozen=True, slots=True)
class Listening:
    """An opened socket.

    Attributes:
        moved: the port of last time was taken, so printed addresses lead nowhere.
    """

    socket: socket.socket
    port: int
    moved: bool = False


def listen(paths: Paths, host: str, port: int | None) -> Listening:
    """Open the socket that phones connect to.

    Args:
        paths: the profile, which remembers the port.
        host: address to listen at; 0.0.0.0 for all.
        port: the port that was asked for; None for that of last time, else 80, 8080 or a free one.

    Raises:
        BadInput: the address is not one of this computer, or the port is taken.
    """
    if port is not None:
        return _on(host, port)
    last = remembered_port(paths)
    for tried in dict.fromkeys((*((last,) if last else ()), *PREFERRED, 0)):
        opened = _try(host, tried)
        if opened is not None:
            found = opened.getsockname()[1]
            _remember(paths, found)
            return Listening(opened, found, moved=last not in {None, found})
    return _on(host, 0)


def _on(host: str, port: int) -> Listening:
    try:
        opened = _open(host, port)
    except OSError as error:
        raise BadInput(
            msg("{host}:{port} cannot be used: {reason}."),
            msg("Another program may be using it. Choose another port with --port."),
            host=host,
            port=port,
            reason=error.strerror or error,
        ) from error
    except OverflowError as error:
        raise BadInput(
            msg("{port} is not a port."), msg("A port lies between 1 and 65535."), port=port
        ) from error
    return Listening(opened, opened.getsockname()[1])


def _try(host: str, port: int) -> socket.socket | None:
    try:
        return _open(host, port)
    except OSError:
        return None


def _open(host: str, port: int) -> socket.socket:
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # A port in TIME_WAIT is free again; on Windows this option would steal a used one.
        if sys.platform == "win32":
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        opened.listen(BACKLOG)
    except BaseException:
        opened.close()
        raise
    opened.set_inheritable(True)
    return opened


def remembered_port(paths: Paths) -> int | None:
    """Return the port of last time, None before the first time."""
    try:
        port = json.loads((paths.profile / FILE).read_text("utf-8"))["port"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return port if isinstance(port, int) and 0 < port < 65_536 else None


def _remember(paths: Paths, port: int) -> None:
    if port == remembered_port(paths):
        return
    paths.create_profile()
    beside = paths.profile / f"{FILE}.new"
    beside.write_text(json.dumps({"port": port}) + "\n", encoding="utf-8")
    beside.replace(paths.profile / FILE)
