"""The fake adhocracy+ answers as the running platform did: recorded exchanges, played again."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
import requests
from PIL import Image

from tests.fakes.adhocracy_plus import FakeAdhocracyPlus
from tests.fakes.adhocracy_state import IDEA

RECORDED = Path(__file__).resolve().parents[3] / "shared/platforms/adhocracy_plus_exchanges.json"
COVERED = re.compile(
    r"/api/(token/|account/|app-projects/|app-modules/|modules/\d+/ideas|modules/2/(prop|budg)|"
    r"contenttypes/(31|87|1)/objects/\d+/(comments|ratings)/|polls/$)|/api/$"
)
OF_THE_CLOCK = {"last_discussed"}
ELSEWHERE = {18: "a token made by an admin", 32: "OPTIONS", 30: "dates in German"}


def exchanges() -> list[dict[str, Any]]:
    if not RECORDED.is_file():
        return []
    recorded: list[dict[str, Any]] = json.loads(RECORDED.read_text(encoding="utf-8"))["exchanges"]
    return recorded


class Playing:
    """Plays recorded exchanges against the fake and compares what can be compared."""

    def __init__(self) -> None:
        self.fake = FakeAdhocracyPlus()
        self.tokens: dict[str, str] = {}
        self.compared = 0

    def play(self, exchange: dict[str, Any]) -> None:
        number = exchange["n"]
        self._meanwhile(number)
        by_cookie = "session cookie" in exchange["as"]
        if not COVERED.search(exchange["path"]) or number in ELSEWHERE or by_cookie:
            self._elsewhere(exchange)
            return
        headers = {**(exchange.get("request_headers") or {}), **self._who(exchange["as"])}
        if "expired" in headers.get("Authorization", ""):
            headers["Authorization"] = "Bearer expired"
        body = self._body(exchange, headers)
        answer = self.fake.handle(exchange["method"], exchange["path"], headers, body)
        assert answer.status == exchange["status"], (number, answer)
        self._compare(exchange, answer.body)
        self.compared += 1

    def _who(self, name: str) -> dict[str, str]:
        if name in {"anonymous", "invalid token"} or "(" in name:
            return {}
        token = f"of-{name}"
        self.fake.access[token] = name
        return {"Authorization": f"Bearer {token}"}

    def _body(self, exchange: dict[str, Any], headers: dict[str, str]) -> bytes:
        request = exchange["request"]
        kind = headers.get("Content-Type", "")
        if request is None:
            return b""
        if kind == "multipart/form-data":
            return _multipart(request, headers, (640, 480) if exchange["n"] == 50 else (60, 40))
        text = json.dumps(request) if not isinstance(request, str) else request
        for name, token in self.tokens.items():
            text = text.replace(name, token)
        text = text.replace("<alice-email>", "alice@platform.example")
        text = re.sub(r"<(\d+) times the letter (\w)>", lambda m: m[2] * int(m[1]), text)
        text = text.replace("<alice-password>", "alice-password")
        if "urlencoded" in kind:
            return "&".join(f"{k}={v}" for k, v in json.loads(text).items()).encode()
        return text.encode()

    def _compare(self, exchange: dict[str, Any], body: bytes) -> None:
        recorded = exchange["response"]
        if recorded is None or (isinstance(recorded, str) and recorded.startswith("<")):
            return
        given = json.loads(body)
        if isinstance(recorded, dict) and "refresh" in recorded and "access" in recorded:
            self.tokens |= {recorded[name]: given[name] for name in ("refresh", "access")}
            return
        if exchange["status"] == 400 and "JSON parse error" in str(recorded):
            return
        if exchange["n"] in {101, 102, 103}:
            # Ratings of replies come from a cache there, one request late.
            recorded.pop("child_comments")
        differing = differences(recorded, given, truncated="response_truncated" in exchange)
        assert not differing, (exchange["n"], differing)

    def _elsewhere(self, exchange: dict[str, Any]) -> None:
        """Let pass what the fake does not simulate, but use up the numbers it used up."""
        created = exchange["status"] in {201, 302} and exchange["method"] == "POST"
        if created and exchange["path"].endswith("/comments/"):
            self.fake._comments += 1
        if created and exchange["path"].endswith("/ratings/"):
            self.fake._ratings += 1
        if exchange["n"] == 143:
            self.fake.new_pk()  # a proposal of another module
        if exchange["n"] == 148:
            path, body = exchange["path"], json.dumps(exchange["request"]).encode()
            self.fake.handle("POST", path, self._who("alice"), body)

    def _meanwhile(self, number: int) -> None:
        """Do what happened between the recorded exchanges."""
        if number == 107:
            for each in range(22):
                comment = json.dumps({"comment": f"bulk {each}"}).encode()
                path = f"/api/contenttypes/{IDEA}/objects/1/comments/"
                self.fake.handle("POST", path, self._who("alice"), comment)
        if number == 117:
            self.fake.comments[4].blocked = True


def _multipart(request: dict[str, str], headers: dict[str, str], size: tuple[int, int]) -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", size).save(picture, "PNG")
    fields = {name: value for name, value in request.items() if name != "image"}
    files = {"image": ("t.png", picture.getvalue(), "image/png")}
    prepared = requests.Request("POST", "http://fake/", data=fields, files=files).prepare()
    headers["Content-Type"] = str(prepared.headers["Content-Type"])
    assert isinstance(prepared.body, bytes)
    return prepared.body


def differences(recorded: Any, given: Any, *, truncated: bool, path: str = "") -> list[str]:
    """Return where `given` lacks or contradicts what was recorded."""
    if isinstance(recorded, dict) and isinstance(given, dict):
        return _of_objects(recorded, given, truncated, path)
    if isinstance(recorded, list) and isinstance(given, list):
        pairs = zip(recorded, given, strict=False)
        found = [
            each
            for place, (left, right) in enumerate(pairs)
            for each in differences(left, right, truncated=truncated, path=f"{path}[{place}]")
        ]
        if not truncated and len(recorded) != len(given):
            found.append(f"{path}: {len(recorded)} became {len(given)}")
        return found
    return [] if recorded == given else [f"{path}: {recorded!r} became {given!r}"]


def _of_objects(
    recorded: dict[str, Any], given: dict[str, Any], truncated: bool, path: str
) -> list[str]:
    found = []
    for name, value in recorded.items():
        if name in OF_THE_CLOCK or ("slug" in recorded and name not in given):
            continue  # the fake leaves out most texts of projects
        if name in given:
            found += differences(value, given[name], truncated=truncated, path=f"{path}/{name}")
        else:
            found.append(f"{path}/{name} is missing")
    return found


@pytest.mark.skipif(not RECORDED.is_file(), reason="the recorded exchanges are not here")
def test_the_fake_answers_as_the_platform_did() -> None:
    playing = Playing()
    for exchange in exchanges():
        playing.play(exchange)
    assert playing.compared > 90
