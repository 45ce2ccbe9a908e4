"""What a fake platform answers, before it goes over any wire."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FakeAnswer:
    status: int
    headers: dict[str, str]
    body: bytes

    @classmethod
    def of_json(cls, status: int, body: Any, headers: dict[str, str] | None = None) -> FakeAnswer:
        text = json.dumps(body, ensure_ascii=False).encode()
        return cls(status, {"Content-Type": "application/json", **(headers or {})}, text)

    @classmethod
    def page(cls, status: int, words: str) -> FakeAnswer:
        text = f"<!doctype html><html><title>{words}</title><body>{words}</body></html>"
        return cls(status, {"Content-Type": "text/html; charset=utf-8"}, text.encode())
