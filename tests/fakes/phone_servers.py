"""The real phone server on a free port of this computer, and phones that talk to it."""

from __future__ import annotations

import asyncio
import socket
import threading
from typing import TYPE_CHECKING, Any

import requests
from requests.adapters import HTTPAdapter

from moderator.participant.phone_server import phone_server

if TYPE_CHECKING:
    from moderator.participant.site import Site

JSON = {"accept": "application/json"}


class RunningServer:
    """A server in a thread of its own; `with` starts and stops it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._begun = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server = phone_server(site, self._note_begin)
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],))
        self._phones: list[Phone] = []

    def _note_begin(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._begun.set()

    def catch_up(self) -> None:
        """Let the server see now what was written elsewhere, instead of within a quarter second."""
        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(self.site.newest_room(), self._loop).result(20)

    def __enter__(self) -> RunningServer:
        self._thread.start()
        assert self._begun.wait(20), "the server did not start"
        return self

    def __exit__(self, *_: object) -> None:
        for phone in self._phones:
            phone.close()
        self._server.should_exit = True
        self._thread.join(20)
        self._socket.close()
        assert not self._thread.is_alive()

    def phone(self, address: str = "127.0.0.2") -> Phone:
        """Return another phone; every address that begins with 127 leads here (Linux)."""
        self._phones.append(Phone(self.url, address))
        return self._phones[-1]


class From(HTTPAdapter):
    """Connects from an address of this computer that begins with 127 (Linux)."""

    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, source_address=(self._address, 0), **kwargs)


class Phone(requests.Session):
    """A phone with cookies of its own, that reads English and does not follow redirections."""

    def __init__(self, url: str, address: str) -> None:
        super().__init__()
        self.url = url
        self.trust_env = False
        self.headers["accept-language"] = "en"
        self.mount("http://", From(address))

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> requests.Response:  # type: ignore[override]
        kwargs["allow_redirects"] = False
        kwargs.setdefault("timeout", 20)
        return super().request(method, self.url + url, *args, **kwargs)

    def say(self, path: str, **fields: object) -> requests.Response:
        """Post a form as the script of a page does; the answer is JSON."""
        return self.post(path, data=fields, headers=JSON)
