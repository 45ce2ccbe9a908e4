"""A fake mein.berlin, as its source reads: pages of ideas, HTTP Basic, the core's comments."""

from __future__ import annotations

import base64
import html
import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.fakes.adhocracy_plus import FakeAdhocracyPlus
from tests.fakes.adhocracy_state import IDEA, Idea, hangs_on
from tests.fakes.answers import FakeAnswer

MODULE = "1"
_ALICE = base64.b64encode(b"alice:alice-password").decode()


class FakeMeinBerlin:
    """Attributes:
    core: what both platforms are built on; comments are its own.
    """

    def __init__(self) -> None:
        self.core = FakeAdhocracyPlus()
        self.core.access["of-alice"] = "alice"
        self.core.agreed.add("alice")
        self.asked: list[str] = []

    def open_idea(self, title: str) -> int:
        """Add an idea of somebody there; returns its number."""
        pk = max(self.core.ideas) + 1
        self.core.ideas[pk] = Idea(pk, int(MODULE), title, "Text", "bobby")
        return pk

    def handle(self, method: str, target: str, headers: dict[str, str], body: bytes) -> FakeAnswer:
        self.asked.append(f"{method} {target}")
        parts = urlsplit(target)
        given = {name.lower(): value for name, value in headers.items()}
        basic = given.get("authorization", "").removeprefix("Basic ")
        if basic and basic != _ALICE:
            return FakeAnswer.of_json(403, {"detail": "Invalid username/password."})
        path = parts.path.strip("/").split("/")
        match method, path:
            case "GET", ["api", "modules", module, "ideas"]:
                return self._page(int(module), dict(parse_qsl(parts.query)))
            case "GET", ["ideas", number]:
                return self._shown(int(number.partition("-")[2]))
            case _, ["api", "contenttypes", *_]:
                token = {"Authorization": "Bearer of-alice"} if basic else {}
                kept = {n: v for n, v in headers.items() if n.lower() != "authorization"}
                return self.core.handle(method, target, {**kept, **token}, body)
        return FakeAnswer.page(404, "Page not found")

    def _page(self, module: int, query: dict[str, str]) -> FakeAnswer:
        rows = [self._row(each) for each in self.core.ideas.values() if each.module == module]
        if not rows:
            return FakeAnswer.of_json(404, {"detail": "No Module matches the given query."})
        page, size = int(query.get("page", "1")), int(query.get("page_size", "15"))
        shown = rows[(page - 1) * size : page * size]
        more = "next" if len(rows) > page * size else None
        return FakeAnswer.of_json(200, {"count": len(rows), "next": more, "results": shown})

    def _row(self, idea: Idea) -> dict[str, Any]:
        hanging = [e for e in self.core.comments.values() if hangs_on(e, IDEA, idea.pk)]
        return {
            "pk": idea.pk,
            "name": idea.name,
            "url": f"/ideas/2026-{idea.pk:05}/",
            "created": f"2026-03-13T10:12:{idea.pk % 60:02}+01:00",
            "comment_count": len(hanging),
            "positive_rating_count": 0,
            "negative_rating_count": 0,
        }

    def _shown(self, pk: int) -> FakeAnswer:
        told = html.escape(json.dumps({"subjectType": IDEA, "subjectId": pk}))
        widget = f'<div data-a4-widget="comment_async" data-attributes="{told}"></div>'
        heads = {"Content-Type": "text/html; charset=utf-8"}
        return FakeAnswer(200, heads, f"<!doctype html><html>{widget}</html>".encode())
