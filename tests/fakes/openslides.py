"""A fake OpenSlides 4, as its source reads: actions, autoupdate, tickets; nothing is idempotent."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.answers import FakeAnswer

MEETING = "7"
Things = dict[int, dict[str, Any]]


@dataclass
class FakeOpenSlides:
    """Everything there is, by collection and number."""

    store: dict[str, Things] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    may_see: bool = True

    def __post_init__(self) -> None:
        meeting: Things = {int(MEETING): {"name": "Ratssitzung", "topic_ids": []}}
        users: Things = {3: {"username": "alice", "meeting_ids": [int(MEETING)]}}
        self.store |= {"meeting": meeting, "user": users, "topic": {}, "poll": {}, "option": {}}
        self._tickets: dict[str, str] = {}
        self._issued = 0
        self._gone: dict[str, list[int]] = {"topic": [], "poll": [], "option": []}
        others = {"meeting_id": int(MEETING), "title": "Begrüßung", "text": "<p>Guten Abend</p>"}
        self._topic_create(others)

    def expire_tokens(self) -> None:
        self._tickets.clear()

    def handle(self, method: str, target: str, headers: dict[str, str], body: bytes) -> FakeAnswer:
        given = {name.lower(): value for name, value in headers.items()}
        data: Any = json.loads(body) if body else {}
        path = urlsplit(target).path
        names = [each["action"] for each in data] if path.endswith("handle_request") else []
        self.asked.append(" ".join([method, target, *names]))
        if path == "/system/auth/login":
            return self._sign_in(data)
        cookie = given.get("cookie", "").removeprefix("refreshId=")
        if cookie not in self._tickets or self._tickets[cookie] != given.get("authentication"):
            return _refused(403, "Authentication failed")
        if path == "/system/autoupdate":
            return self._autoupdate(data)
        if path == "/system/action/handle_request":
            return self._actions(data)
        return FakeAnswer.page(404, "Not found")

    # ---------------------------------------------------------------- tickets

    def _sign_in(self, given: dict[str, str]) -> FakeAnswer:
        if given["password"] != "alice-password":
            return _refused(403, "Username or password is incorrect.")
        self._issued += 1
        told = base64.urlsafe_b64encode(json.dumps({"userId": 3}).encode()).decode().rstrip("=")
        token, cookie = f"bearer head.{told}.{self._issued}", f"session-{self._issued}"
        self._tickets[cookie] = token
        heads = {"authentication": token, "Set-Cookie": f"refreshId={cookie}; Path=/; HttpOnly"}
        return FakeAnswer.of_json(200, {"success": True, "message": ""}, heads)

    # ---------------------------------------------------------------- reading

    def _autoupdate(self, asked: list[dict[str, Any]]) -> FakeAnswer:
        found: dict[str, Any] = {}
        for each in asked:
            self._collect(each, each["ids"], found)
        heads = {"Content-Type": "application/octet-stream"}
        return FakeAnswer(200, heads, json.dumps(found, ensure_ascii=False).encode())

    def _collect(self, asked: dict[str, Any], ids: list[int], found: dict[str, Any]) -> None:
        for number in ids:
            thing = self.store[asked["collection"]].get(number, {})
            for name, inner in asked["fields"].items():
                hidden = asked["collection"] == "topic" and not self.may_see
                value = None if hidden else thing.get(name)
                found[f"{asked['collection']}/{number}/{name}"] = value
                if inner is not None and value:
                    self._collect(inner, value, found)

    # ---------------------------------------------------------------- writing

    def _actions(self, asked: list[dict[str, Any]]) -> FakeAnswer:
        results = []
        for each in asked:
            run = getattr(self, f"_{each['action'].replace('.', '_')}")
            try:
                results.append([run(given) for given in each["data"]])
            except KeyError as error:
                return _refused(400, f"Model '{error.args[0]}' does not exist.")
        told = {"success": True, "message": "Actions handled successfully", "results": results}
        return FakeAnswer.of_json(200, told)

    def _new(self, collection: str, thing: dict[str, Any]) -> int:
        number = 1 + max([0, *self.store[collection], *self._gone[collection]])
        self.store[collection][number] = thing
        return number

    def _take(self, collection: str, number: int) -> dict[str, Any]:
        if number not in self.store[collection]:
            raise KeyError(f"{collection}/{number}")
        return self.store[collection][number]

    def _topic_create(self, given: dict[str, Any]) -> dict[str, int]:
        thing = {"title": given["title"], "text": given.get("text", ""), "poll_ids": []}
        number = self._new("topic", thing)
        self.store["meeting"][given["meeting_id"]]["topic_ids"].append(number)
        return {"id": number, "sequential_number": number}

    def _topic_update(self, given: dict[str, Any]) -> None:
        thing = self._take("topic", given["id"])
        thing |= {name: given[name] for name in ("title", "text") if name in given}

    def _topic_delete(self, given: dict[str, Any]) -> None:
        for poll in [*self._take("topic", given["id"])["poll_ids"]]:
            self._poll_delete({"id": poll})
        del self.store["topic"][given["id"]]
        self._gone["topic"].append(given["id"])
        self.store["meeting"][int(MEETING)]["topic_ids"].remove(given["id"])

    def _poll_create(self, given: dict[str, Any]) -> dict[str, int]:
        topic = self._take("topic", int(given["content_object_id"].removeprefix("topic/")))
        options = [
            self._new("option", {"text": each["text"], "yes": each["Y"], "no": each["N"]})
            for each in given["options"]
        ]
        kept = {name: given[name] for name in ("title", "type", "pollmethod", "content_object_id")}
        number = self._new("poll", {**kept, "option_ids": options, "state": "finished"})
        topic["poll_ids"].append(number)
        return {"id": number, "sequential_number": number}

    def _poll_delete(self, given: dict[str, Any]) -> None:
        poll = self._take("poll", given["id"])
        for topic in self.store["topic"].values():
            topic["poll_ids"] = [each for each in topic["poll_ids"] if each != given["id"]]
        for option in poll["option_ids"]:
            del self.store["option"][option]
            self._gone["option"].append(option)
        del self.store["poll"][given["id"]]
        self._gone["poll"].append(given["id"])

    def _option_update(self, given: dict[str, Any]) -> None:
        option = self._take("option", given["id"])
        option |= {"yes": given["Y"], "no": given["N"]}


def _refused(status: int, words: str) -> FakeAnswer:
    return FakeAnswer.of_json(status, {"success": False, "message": words})
