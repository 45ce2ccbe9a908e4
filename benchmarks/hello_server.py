"""The limit: a server like the phone server that answers every form with a constant.

It understands the request and routes it, as every server has to; it reads no form, knows nobody
and keeps nothing.
"""

from __future__ import annotations

import json
import socket
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from moderator.participant.phone_server import phone_server
from moderator.web_server import devote_process

if TYPE_CHECKING:
    from starlette.requests import Request


async def _hello(_request: Request) -> Response:
    return Response(b'{"ok":true}', media_type="application/json")


def main() -> None:
    """Serve until interrupted; the first line on standard output tells the port."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
    port: int = listening.getsockname()[1]

    def begun() -> None:
        devote_process()
        sys.stdout.write(json.dumps({"port": port}) + "\n")
        sys.stdout.flush()

    # The phone server with all its settings, and another application in it.
    server = phone_server(cast("Any", SimpleNamespace()), begun)
    server.config.app = Starlette(routes=[Route("/ballot", _hello, methods=["POST"])])
    server.run([listening])


if __name__ == "__main__":
    main()
