"""A fake Go Vocal, public API v2, as its source reads."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.fakes.answers import FakeAnswer


class FakeGoVocalV2:
    def __init__(self) -> None:
        self.ideas: dict[str, dict[str, Any]] = {}
        self.tokens: set[str] = set()
        self.asked: list[str] = []
        self._issued = 0

    def expire_tokens(self) -> None:
        self.tokens.clear()

    def handle(self, method: str, target: str, headers: dict[str, str], body: bytes) -> FakeAnswer:
        self.asked.append(f"{method} {target}")
        parts = urlsplit(target)
        path = parts.path.removeprefix("/api/v2/").split("/")
        data = json.loads(body) if body else {}
        if path == ["authenticate"]:
            return self._token(data["auth"])
        given = {name.lower(): value for name, value in headers.items()}
        if given.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return FakeAnswer(401, {}, b"")
        query = dict(parse_qsl(parts.query))
        match method, path:
            case "GET", ["ideas"]:
                return self._page(int(query["page_number"]), int(query["page_size"]))
            case "POST", ["ideas"]:
                return self._create(data["idea"])
            case _, ["ideas", idea_id] if idea_id in self.ideas:
                self.ideas[idea_id] |= _flat(data.get("idea", {}))
                return FakeAnswer.of_json(200, {"idea": self.ideas[idea_id]})
        return FakeAnswer.of_json(404, {"error": "not found"})

    def _token(self, auth: dict[str, str]) -> FakeAnswer:
        if auth["client_secret"] != "alice-password":
            return FakeAnswer(401, {}, b"")
        self._issued += 1
        self.tokens.add(f"jwt-{self._issued}")
        return FakeAnswer.of_json(201, {"jwt": f"jwt-{self._issued}"})

    def _page(self, number: int, size: int) -> FakeAnswer:
        every = list(self.ideas.values())
        total = max(1, -(-len(every) // size))
        page = every[(number - 1) * size : number * size]
        meta = {"current_page": number, "total_pages": total}
        return FakeAnswer.of_json(200, {"ideas": page, "meta": meta})

    def _create(self, given: dict[str, Any]) -> FakeAnswer:
        if not given.get("title_multiloc"):
            return FakeAnswer.of_json(422, {"errors": {"title_multiloc": [{"error": "blank"}]}})
        key = f"{len(self.ideas):08x}-idea"
        counts = dict.fromkeys(("likes_count", "dislikes_count", "comments_count"), 0)
        self.ideas[key] = {"id": key, "phases": given["phase_ids"], **counts, **_flat(given)}
        return FakeAnswer.of_json(201, {"idea": self.ideas[key]})


def _flat(given: dict[str, Any]) -> dict[str, str]:
    names = {"title": "title_multiloc", "body": "body_multiloc"}
    return {name: given[key]["de-DE"] for name, key in names.items() if key in given}
