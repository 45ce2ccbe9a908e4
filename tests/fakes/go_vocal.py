"""A fake Go Vocal, web_api v1, as its source reads: no idempotency, numbers that are set, pages."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.fakes.answers import FakeAnswer

PROJECT, PHASE = "6f0c-project", "a1b2-phase"
TOPICS = {"t1-topic": "Mobility", "t2-topic": "Green"}
_NO = {"errors": {"base": [{"error": "Unauthorized!"}]}}


@dataclass
class Idea:
    id: str
    created_at: str
    title: dict[str, str]
    body: dict[str, str]
    status: str
    phases: list[str]
    author: str
    votes: int | None = None
    likes: int = 0
    comments: int = 0
    images: int = 0
    topics: list[str] = field(default_factory=list)


class FakeGoVocal:
    def __init__(self) -> None:
        self.ideas: dict[str, Idea] = {}
        self.voters: int | None = None
        self.tokens: set[str] = set()
        self.asked: list[str] = []
        self.per_page_limit = 100
        self.own_topics = True
        self._made = self._issued = 0
        self.add("Eine Idee von Bürgern", "<p>Bitte.</p>", "published", "someone")

    def add(self, title: str, body: str, status: str, author: str) -> Idea:
        self._made += 1
        idea = Idea(
            f"{self._made:08x}-idea",
            f"2026-03-12T20:00:00.{self._made:06}Z",
            {"de-DE": title},
            {"de-DE": body},
            status,
            [PHASE],
            author,
            likes=1 if status == "published" else 0,
        )
        self.ideas[idea.id] = idea
        return idea

    def expire_tokens(self) -> None:
        self.tokens.clear()

    def handle(self, method: str, target: str, headers: dict[str, str], body: bytes) -> FakeAnswer:
        self.asked.append(f"{method} {target}")
        parts = urlsplit(target)
        path = parts.path.removeprefix("/web_api/v1").strip("/").split("/")
        data = json.loads(body) if body else {}
        if path == ["user_token"]:
            return self._token(data["auth"])
        given = {name.lower(): value for name, value in headers.items()}
        if given.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return FakeAnswer.of_json(401, _NO)
        return self._answer(method, path, dict(parse_qsl(parts.query)), data)

    def _answer(
        self, method: str, path: list[str], query: dict[str, str], data: dict[str, Any]
    ) -> FakeAnswer:
        match method, path:
            case "GET", ["projects", *rest]:
                return self._of_projects(rest)
            case "GET", ["topics"]:
                return self._topics("topics")
            case _, ["phases", phase]:
                return self._of_phase(method, phase, data)
            case _, ["ideas"]:
                return self._list(query) if method == "GET" else self._create(data["idea"])
            case _, ["ideas", idea_id]:
                return self._of_idea(method, idea_id, data)
        return FakeAnswer.page(404, "Not found")

    def _of_projects(self, rest: list[str]) -> FakeAnswer:
        if rest[1:] == ["phases"]:
            return FakeAnswer.of_json(200, {"data": [self._phase()]})
        if rest:
            return self._topics(rest[1])
        row = {"id": PROJECT, "attributes": {"title_multiloc": {"de-DE": "Marktplatz"}}}
        return FakeAnswer.of_json(200, {"data": [row]})

    def _topics(self, lists: str) -> FakeAnswer:
        if self.own_topics != (lists == "input_topics"):
            return FakeAnswer.page(404, "Not found")
        if lists == "projects_allowed_input_topics":
            rows: list[Any] = [{"relationships": {"topic": {"data": {"id": "t1-topic"}}}}]
        else:
            rows = [
                {"id": key, "attributes": {"title_multiloc": {"de-DE": name}}}
                for key, name in TOPICS.items()
            ]
        return FakeAnswer.of_json(200, {"data": rows})

    def _token(self, auth: dict[str, Any]) -> FakeAnswer:
        if auth["password"] != "alice-password":
            return FakeAnswer.of_json(404, {"errors": {}})
        self._issued += 1
        self.tokens.add(f"jwt-{self._issued}")
        return FakeAnswer.of_json(201, {"jwt": f"jwt-{self._issued}"})

    def _phase(self) -> dict[str, Any]:
        shown = {"manual_voters_amount": self.voters, "title_multiloc": {"de-DE": "Abstimmung"}}
        return {"id": PHASE, "type": "phase", "attributes": shown}

    def _of_phase(self, method: str, phase: str, data: dict[str, Any]) -> FakeAnswer:
        if phase != PHASE:
            return FakeAnswer.of_json(404, {"errors": {}})
        if method == "PATCH":
            self.voters = data["phase"]["manual_voters_amount"]
        return FakeAnswer.of_json(200, {"data": self._phase()})

    def _list(self, query: dict[str, str]) -> FakeAnswer:
        size = min(int(query.get("page[size]", "24")), self.per_page_limit)
        start = (int(query.get("page[number]", "1")) - 1) * size
        status = query.get("publication_status", "published")
        wanted = query.get("search", "")
        found = [
            each
            for each in self.ideas.values()
            if each.status == status and wanted in each.body["de-DE"] + each.title["de-DE"]
        ]
        page = [self._shown(each) for each in found[start : start + size]]
        return FakeAnswer.of_json(200, {"data": page, "links": {}})

    def _create(self, given: dict[str, Any]) -> FakeAnswer:
        title = given.get("title_multiloc", {})
        if not title.get("de-DE"):
            return FakeAnswer.of_json(422, {"errors": {"title_multiloc": [{"error": "blank"}]}})
        text = _sanitised(given["body_multiloc"]["de-DE"])
        idea = self.add(title["de-DE"], text, given.get("publication_status", "published"), "us")
        idea.phases = given["phase_ids"]
        idea.images = len(given.get("idea_images_attributes", []))
        idea.topics = given.get("topic_ids", [])
        return FakeAnswer.of_json(201, {"data": self._shown(idea)})

    def _of_idea(self, method: str, idea_id: str, data: dict[str, Any]) -> FakeAnswer:
        idea = self.ideas.get(idea_id)
        if idea is None:
            return FakeAnswer.of_json(404, {"errors": {"base": [{"error": "not_found"}]}})
        if method == "DELETE":
            del self.ideas[idea_id]
            return FakeAnswer.of_json(200, {})
        if method == "PATCH":
            given = data["idea"]
            idea.title |= given.get("title_multiloc", {})
            if "body_multiloc" in given:
                idea.body |= {k: _sanitised(v) for k, v in given["body_multiloc"].items()}
            idea.votes = given.get("manual_votes_amount", idea.votes)
            idea.topics = given.get("topic_ids", idea.topics)
        return FakeAnswer.of_json(200, {"data": self._shown(idea)})

    def _shown(self, idea: Idea) -> dict[str, Any]:
        attributes = {
            "title_multiloc": idea.title,
            "body_multiloc": idea.body,
            "publication_status": idea.status,
            "likes_count": idea.likes,
            "dislikes_count": 0,
            "comments_count": idea.comments,
            "manual_votes_amount": idea.votes,
            "created_at": idea.created_at,
            "slug": re.sub(r"\W+", "-", idea.title["de-DE"].lower()),
        }
        topics = {"data": [{"id": each, "type": "topic"} for each in idea.topics]}
        related = {"input_topics" if self.own_topics else "topics": topics}
        return {"id": idea.id, "type": "idea", "attributes": attributes, "relationships": related}


def _sanitised(text: str) -> str:
    return re.sub(r"<!--.*?-->|<script.*?</script>", "", text)
