"""The real reference platform, without a socket: its ASGI application is called directly."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from moderator.domain.ids import new_id
from moderator.platform_server.app import build_app
from moderator.platform_server.storage import records
from moderator.platform_server.storage.access import Holder, make_token
from moderator.platform_server.storage.records import Fresh, Key, Kind, Wish
from moderator.platform_server.storage.shelf import Shelf
from tests.fakes.answers import FakeAnswer

if TYPE_CHECKING:
    from types import TracebackType

    from starlette.types import Message


class PlatformInProcess:
    """A platform with one project.

    Attributes:
        token: may write.
        reading_token: may only read.
        asked: method and target of each request.
    """

    def __init__(self, url: str = "sqlite://") -> None:
        self.shelf = Shelf.open(url)
        self.app = build_app(self.shelf)
        self.asked: list[str] = []
        self.project = new_id()
        with self.shelf.writing() as connection:
            self.token = make_token(connection, Holder("Büro", writes=True))
            self.reading_token = make_token(connection, Holder("Zeitung", writes=False))
            key = Key(Kind.PROJECT, self.project, self.project)
            about = '{"title":"Marktplatz","summary":"","place":"Linden","language":"de"}'
            records.put(connection, key, Fresh(about), Wish())

    def __enter__(self) -> PlatformInProcess:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        self.shelf.close()

    def handle(self, method: str, target: str, head: dict[str, str], body: bytes) -> FakeAnswer:
        """Answer one request."""
        self.asked.append(f"{method} {target}")
        return asyncio.run(self._call(method, target, head, body))

    async def _call(
        self, method: str, target: str, head: dict[str, str], body: bytes
    ) -> FakeAnswer:
        parts = urlsplit(target)
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "http",
            "method": method,
            "path": unquote(parts.path),
            "raw_path": parts.path.encode(),
            "root_path": "",
            "query_string": parts.query.encode(),
            "headers": [(n.lower().encode(), v.encode("latin-1")) for n, v in head.items()],
            "client": ("127.0.0.9", 1),
            "server": ("stadt.example", 80),
        }
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        headers = {n.decode().title(): v.decode("latin-1") for n, v in sent[0]["headers"]}
        content = b"".join(each.get("body", b"") for each in sent[1:])
        return FakeAnswer(sent[0]["status"], headers, content)

    def ask(
        self, method: str, path: str, data: Any = None, token: str | None = None, **headers: str
    ) -> FakeAnswer:
        """Ask the interface, with the token that may write unless another is given.

        Headers are named as in Python: `if_match="..."`.
        """
        head = {name.replace("_", "-"): value for name, value in headers.items()}
        token = self.token if token is None else token
        head |= {"authorization": f"Bearer {token}"} if token else {}
        body = data if isinstance(data, bytes) else b""
        if data is not None and not isinstance(data, bytes):
            head.setdefault("content-type", "application/json")
            body = json.dumps(data).encode()
        target = path if path.startswith("/") else f"/api/v1/projects/{self.project}/{path}"
        return self.handle(method, target, head, body)

    def new_idea(self, **fields: str) -> str:
        """Put an idea; return its id."""
        idea = new_id()
        answer = self.ask("PUT", f"ideas/{idea}", {"title": "Bänke", **fields})
        assert answer.status == 201, answer
        return idea

    def shown(self, kind: Kind) -> list[dict[str, Any]]:
        """Return everything of a kind in the project, as the interface shows it."""
        from moderator.platform_server import showing

        with self.shelf.reading() as connection:
            found = records.listed(connection, kind, 10_000, project=self.project)
            if kind is Kind.IDEA:
                return showing.ideas(connection, found)
            return [showing.plain(each) for each in found]
