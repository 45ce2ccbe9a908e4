"""Puts a fake platform behind a real socket on 127.0.0.1."""

from __future__ import annotations

import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.fakes.answers import FakeAnswer

    Handle = Callable[[str, str, dict[str, str], bytes], FakeAnswer]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *request: Any) -> None:
        # A client that is killed resets its connections: for a server that is an ordinary evening.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*request)


@contextmanager
def serving(handle: Handle, latency: float = 0.0) -> Iterator[str]:
    """Serve `handle` while the block runs; gives the address.

    Args:
        handle: answers one request; one at a time.
        latency: seconds that each request takes on its way.
    """
    turn = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def answer(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(size)
            if latency:
                time.sleep(latency)
            with turn:
                answer = handle(self.command, self.path, dict(self.headers.items()), body)
            head = [f"HTTP/1.1 {answer.status} -"]
            head += [f"{name}: {value}" for name, value in answer.headers.items()]
            head += [f"Content-Length: {len(answer.body)}", "", ""]
            self.wfile.write("\r\n".join(head).encode() + answer.body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    server = _Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
