"""A fake Mastodon server: the public timeline of a hashtag, as its documentation has it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.fakes.answers import FakeAnswer

HOST = "mastodon.example"


def status(number: int, text: str, **more: Any) -> dict[str, Any]:
    """Return a public post of Ada's, by number; the higher, the newer."""
    acct = more.pop("acct", "ada")
    return {
        "id": str(103_000_000 + number),
        "uri": f"https://{HOST}/users/{acct}/statuses/{number}",
        "url": f"https://{HOST}/@{acct}/{number}",
        "created_at": f"2026-03-{1 + number // 60:02}T20:{number % 60:02}:00.000Z",
        "visibility": "public",
        "language": "de",
        "sensitive": False,
        "spoiler_text": "",
        "in_reply_to_id": None,
        "reblog": None,
        "content": f"<p>{text}</p>",
        "account": {
            "acct": acct,
            "display_name": "Ada :verified:",
            "url": f"https://{HOST}/@{acct}",
            "note": "<p>About me</p>",
            "followers_count": 12,
        },
        "media_attachments": [{"url": "https://files.example/private.jpg"}],
        **more,
    }


class FakeMastodon:
    """Serves `posts`, the newest first.

    Attributes:
        instead: answered in place of the next pages, in order; None lets one through.
        endless: whether the last page names a next one for ever.
    """

    def __init__(self, posts: list[dict[str, Any]]) -> None:
        self.posts = sorted(posts, key=lambda each: -int(each["id"]))
        self.asked: list[str] = []
        self.heads: list[dict[str, str]] = []
        self.instead: list[FakeAnswer | None] = []
        self.endless = False
        self.links = True

    def handle(self, method: str, target: str, headers: dict[str, str], _body: bytes) -> FakeAnswer:
        self.asked.append(f"{method} {unquote(target)}")
        self.heads.append(headers)
        spoilt = self.instead.pop(0) if self.instead else None
        if spoilt is not None:
            return spoilt
        parts = urlsplit(target)
        if not parts.path.startswith("/api/v1/timelines/tag/"):
            return FakeAnswer.page(404, "Not found")
        return self._page(parts.path, dict(parse_qsl(parts.query)))

    def _page(self, path: str, query: dict[str, str]) -> FakeAnswer:
        before = int(query.get("max_id", 10**18))
        limit = min(int(query.get("limit", "20")), 40)
        older = [each for each in self.posts if int(each["id"]) < before]
        rows = (self.posts if self.endless else older)[:limit]
        heads = {"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "299"}
        if rows and self.links:
            last = before - 1 if self.endless else rows[-1]["id"]
            address = f"https://elsewhere.example{path}?limit={limit}&max_id={last}"
            newer = f"https://{HOST}{path}?min_id={rows[0]['id']}"
            heads["Link"] = f'<{address}>; rel="next", <{newer}>; rel="prev"'
        return FakeAnswer.of_json(200, rows, heads)


def too_many(reset: str = "2026-03-12T20:05:00.000Z") -> FakeAnswer:
    """Return what a server says to whoever asked too often; its clock says 20:01."""
    heads = {"X-RateLimit-Reset": reset, "Date": "Thu, 12 Mar 2026 20:01:00 GMT"}
    return FakeAnswer.of_json(429, {"error": "Too many requests"}, heads)
