"""State of the fake adhocracy+, what it shows of HTML, and who may do what."""

from __future__ import annotations

import html
import io
import json
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl

from PIL import Image

from tests.fakes.adhocracy_places import MODULES, USERS
from tests.fakes.answers import FakeAnswer

IDEA, COMMENT = 31, 87
FORBIDDEN = {"detail": "You do not have permission to perform this action."}
REQUIRED = "This field is required."
MODERATORS = frozenset({"moddy", "initiator", "admin"})


@dataclass
class Idea:
    pk: int
    module: int
    name: str
    description: str
    creator: str
    category: int | None = None
    labels: list[int] = field(default_factory=list)
    image: str | None = None
    picture: bytes = b""


@dataclass
class Comment:
    id: int
    content_type: int
    object_pk: int
    text: str
    user: str
    categories: dict[str, str] = field(default_factory=dict)
    modified: bool = False
    removed: bool = False
    censored: bool = False
    blocked: bool = False
    marked: bool = False
    reviewed: bool = False


@dataclass
class Rating:
    id: int
    content_type: int
    object_pk: int
    user: str
    value: int


class Refusal(Exception):
    def __init__(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        self.answer = FakeAnswer.of_json(status, body, headers)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def stripped(text: str) -> str:
    """Return what is shown of HTML: no tags, entities for `& < >`."""
    parser = _Text()
    parser.feed(text)
    parser.close()
    return html.escape("".join(parser.parts), quote=False)


class AdhocracyState:
    """Everything the platform holds; tests look at `ideas` and `comments` directly."""

    def __init__(self, address: str = "https://platform.example") -> None:
        self.address = address
        self.listed = True
        """Whether the operator switched on the two lists of projects and modules."""
        self.ideas: dict[int, Idea] = {}
        self.comments: dict[int, Comment] = {}
        self.ratings: dict[int, Rating] = {}
        self.agreed: set[str] = set()
        self.access: dict[str, str] = {}
        self.refresh: dict[str, str] = {}
        self.blacklist: set[str] = set()
        self.asked: list[str] = []
        self._tokens = self._comments = self._ratings = 0
        self._items = 9
        for pk, module, name in (
            (1, 1, "Plant a community orchard"),
            (2, 5, "River idea"),
            (3, 6, "An old idea"),
            (4, 9, "Confidential idea"),
        ):
            self.ideas[pk] = Idea(pk, module, name, f"{name}, please.", "carol")

    def new_pk(self) -> int:
        """Use up a number of the items, as anything else on the platform does."""
        self._items += 1
        return self._items

    def _may(self, user: str, module: int, what: str) -> bool:
        """Tell whether `user` may add, comment or rate in a module now."""
        place = MODULES[module]
        if not user or not place.has_ideas:
            return False
        if user in MODERATORS:
            return True
        return what in place.allows and (not place.private or user == "alice")

    def _may_see(self, user: str, module: int) -> bool:
        return not MODULES[module].private or user == "alice" or user in MODERATORS

    def _required(self, pk: int, module: int | None = None) -> Idea:
        idea = self.ideas.get(pk)
        if idea is None or module not in {None, idea.module}:
            raise Refusal(404, {"detail": "No Idea matches the given query."})
        return idea

    def _module_of(self, on: tuple[int, int]) -> int:
        content_type, pk = on
        if content_type == IDEA:
            return self._required(pk).module
        if content_type == COMMENT and pk in self.comments:
            above = self.comments[pk]
            return self._module_of((above.content_type, above.object_pk))
        raise Refusal(404, {"detail": "No Comment matches the given query."})

    def _avatar(self, user: str) -> str:
        return f"{self.address}/static/images/avatar-{USERS[user].avatar:02}.png"

    def _rated(self, content_type: int, pk: int) -> list[Rating]:
        every = self.ratings.values()
        return [r for r in every if (r.content_type, r.object_pk) == (content_type, pk)]


def hangs_on(comment: Comment, content_type: int, pk: int) -> bool:
    return (comment.content_type, comment.object_pk) == (content_type, pk)


def read_data(headers: dict[str, str], body: bytes) -> dict[str, Any]:
    kind = headers.get("content-type", "application/json")
    if not body:
        return {}
    if kind.startswith("multipart/form-data"):
        return _multipart(kind, body)
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(body.decode()))
    try:
        found = json.loads(body)
    except ValueError as error:
        raise Refusal(400, {"detail": f"JSON parse error - {error}"}) from error
    return found if isinstance(found, dict) else {}


def _multipart(kind: str, body: bytes) -> dict[str, Any]:
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    found: dict[str, Any] = {}
    for part in message.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        found[name] = (part.get_filename(), content) if part.get_filename() else content.decode()
    return found


def image_problems(content: bytes) -> dict[str, list[str]]:
    width, height = Image.open(io.BytesIO(content)).size
    problems = []
    if width < 600:
        problems.append("Image must be at least 600 pixels wide")
    if height < 400:
        problems.append("Image must be at least 400 pixels high")
    return {"image": problems} if problems else {}
