"""A fake Discourse, as its API is documented: external ids once each, no post twice, pages."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.fakes.answers import FakeAnswer

CATEGORY = "12"
PER_PAGE = 30


@dataclass
class Topic:
    id: int
    title: str
    external_id: str
    posts: list[int] = field(default_factory=list)


class FakeDiscourse:
    def __init__(self) -> None:
        self.topics: dict[int, Topic] = {}
        self.posts: dict[int, str] = {}
        self.asked: list[str] = []
        self.open_topic("Willkommen", "Ein Thema von anderen", "")

    def open_topic(self, title: str, raw: str, external_id: str) -> Topic:
        topic = Topic(len(self.topics) + 70, title, external_id)
        self.topics[topic.id] = topic
        self.reply(topic, raw)
        return topic

    def reply(self, topic: Topic, raw: str) -> int:
        post = len(self.posts) + 500
        self.posts[post] = raw
        topic.posts.append(post)
        return post

    def expire(self) -> None:
        """Keys do not expire."""

    def handle(self, method: str, target: str, headers: dict[str, str], body: bytes) -> FakeAnswer:
        self.asked.append(f"{method} {target}")
        parts = urlsplit(target)
        given = {name.lower(): value for name, value in headers.items()}
        if given.get("api-key") != "alice-password":
            return _error(403, "invalid_access")
        if method == "POST":
            return self._post(json.loads(body))
        return self._read(parts.path.strip("/").removesuffix(".json"), parse_qsl(parts.query))

    def _read(self, path: str, query: list[tuple[str, str]]) -> FakeAnswer:
        match path.split("/"):
            case ["c", category] if category == CATEGORY:
                return self._list(int(dict(query).get("page", "0")))
            case ["t", "external_id", wanted]:
                found = [t for t in self.topics.values() if t.external_id == wanted]
                return self._topic(found[0]) if found else _error(404, "not found")
            case ["t", topic, "posts"] if int(topic) in self.topics:
                ids = [int(value) for name, value in query if name == "post_ids[]"]
                stream = {"posts": [self._shown(each) for each in ids]}
                return FakeAnswer.of_json(200, {"post_stream": stream})
            case ["t", topic] if topic.isdigit() and int(topic) in self.topics:
                return self._topic(self.topics[int(topic)])
            case ["posts", post] if int(post) in self.posts:
                return FakeAnswer.of_json(200, self._shown(int(post)))
        return _error(404, "not found")

    def _list(self, page: int) -> FakeAnswer:
        topics = list(self.topics.values())
        shown = [self._row(each) for each in topics[page * PER_PAGE : (page + 1) * PER_PAGE]]
        found: dict[str, Any] = {"topics": shown}
        if len(topics) > (page + 1) * PER_PAGE:
            found["more_topics_url"] = f"/c/{CATEGORY}?page={page + 1}"
        return FakeAnswer.of_json(200, {"topic_list": found})

    def _row(self, topic: Topic) -> dict[str, Any]:
        return {
            "id": topic.id,
            "title": topic.title,
            "slug": "thema",
            "posts_count": len(topic.posts),
            "like_count": 0,
        }

    def _topic(self, topic: Topic) -> FakeAnswer:
        first = [self._shown(each) for each in topic.posts[:20]]
        stream = {"posts": first, "stream": topic.posts}
        return FakeAnswer.of_json(200, {**self._row(topic), "post_stream": stream})

    def _shown(self, post: int) -> dict[str, Any]:
        cooked = f"<p>{html.escape(self.posts[post], quote=False)}</p>"
        return {"id": post, "cooked": cooked, "reply_count": 0}

    def _post(self, given: dict[str, Any]) -> FakeAnswer:
        if given["raw"] in self.posts.values():
            return _error(422, "Body is too similar to what you recently posted")
        if "topic_id" in given:
            topic = self.topics[given["topic_id"]]
            post = self.reply(topic, given["raw"])
        else:
            taken = {topic.external_id for topic in self.topics.values()}
            if given["external_id"] in taken:
                return _error(422, "External ID has already been taken")
            topic = self.open_topic(given["title"], given["raw"], given["external_id"])
            post = topic.posts[0]
        return FakeAnswer.of_json(200, {**self._shown(post), "topic_id": topic.id})


def _error(status: int, words: str) -> FakeAnswer:
    return FakeAnswer.of_json(status, {"errors": [words], "error_type": "invalid"})
