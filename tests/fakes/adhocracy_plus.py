"""A fake adhocracy+ that behaves as a running v2606.1 was seen to.

No idempotency, lossy reading, rotating tokens, whole lists, faults where it has them. It is a plain
function from request to answer (`FakeAdhocracyPlus.handle`); `tests.fakes.servers` puts it behind a
socket. A test replays recorded exchanges against it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.fakes.adhocracy_comments import AdhocracyComments
from tests.fakes.adhocracy_places import CATEGORIES, LABELS, MODULES, PROJECTS, USERS
from tests.fakes.adhocracy_state import (
    COMMENT,
    FORBIDDEN,
    IDEA,
    MODERATORS,
    REQUIRED,
    Idea,
    Refusal,
    hangs_on,
    image_problems,
    read_data,
    stripped,
)
from tests.fakes.answers import FakeAnswer

_CREDENTIALS = {"detail": "Authentication credentials were not provided."}
_TOKEN_INVALID = {
    "detail": "Given token not valid for any token type",
    "code": "token_not_valid",
    "messages": [
        {
            "token_class": "AccessToken",
            "token_type": "access",
            "message": "Token is invalid or expired",
        }
    ],
}


class FakeAdhocracyPlus(AdhocracyComments):
    """The whole platform."""

    def handle(self, method: str, target: str, headers: dict[str, str], body: bytes) -> FakeAnswer:
        """Answer one request."""
        self.asked.append(f"{method} {target}")
        parts = urlsplit(target)
        given = {name.lower(): value for name, value in headers.items()}
        if not parts.path.endswith("/"):
            return self._without_slash(method, parts.path)
        try:
            return self._routed(method, parts.path, dict(parse_qsl(parts.query)), given, body)
        except Refusal as refusal:
            return refusal.answer

    def delete_idea(self, pk: int) -> None:
        """Delete an idea with what hangs on it."""
        del self.ideas[pk]
        gone = [each.id for each in self.comments.values() if hangs_on(each, IDEA, pk)]
        for each in gone:
            del self.comments[each]

    def expire_tokens(self) -> None:
        """Let all access tokens expire."""
        self.access.clear()

    def _without_slash(self, method: str, path: str) -> FakeAnswer:
        if method in {"GET", "HEAD"}:
            return FakeAnswer(301, {"Location": f"{path}/", "Content-Type": "text/html"}, b"")
        return FakeAnswer.page(500, "RuntimeError: you have APPEND_SLASH set")

    def _routed(
        self,
        method: str,
        path: str,
        query: dict[str, str],
        headers: dict[str, str],
        body: bytes,
    ) -> FakeAnswer:
        parts = path.strip("/").split("/")
        if parts[:2] == ["api", "token"]:
            return self._token(parts[2:], read_data(headers, body))
        user = self._user(headers)
        match parts:
            case ["api", "modules", module, "ideas", *rest]:
                return self._of_ideas(method, user, int(module), rest, headers, body)
            case ["api", "contenttypes", ct, "objects", pk, kind, *rest]:
                on, data = (int(ct), int(pk)), read_data(headers, body)
                if kind == "ratings":
                    return self._of_ratings(method, user, on, rest, data)
                return self._of_comments(method, user, on, rest, query, data)
            case ["api", *rest]:
                return self._of_places(method, user, rest, path)
        return FakeAnswer.page(404, f"Page not found at {path}")

    def _of_places(self, method: str, user: str, rest: list[str], path: str) -> FakeAnswer:
        match rest:
            case []:
                self._signed_in(user)
                return FakeAnswer.of_json(200, {})
            case ["account"]:
                return FakeAnswer.of_json(200, self._account(self._signed_in(user)))
            case ["app-projects", *slug]:
                return self._projects(method, self._signed_in(user), slug)
            case ["app-modules", *module]:
                return self._modules(self._signed_in(user), module)
        return FakeAnswer.page(404, f"Page not found at {path}")

    def _token(self, path: list[str], data: dict[str, Any]) -> FakeAnswer:
        match path:
            case []:
                return self._signs_in(data)
            case ["refresh"]:
                return self._renews(str(data.get("refresh", "")))
            case ["verify"]:
                known = data.get("token") in self.access
                bad = {"detail": "Token is invalid or expired", "code": "token_not_valid"}
                return FakeAnswer.of_json(200, {}) if known else _unauthorised(bad)
        return FakeAnswer.page(404, "Page not found")

    def _signs_in(self, data: dict[str, Any]) -> FakeAnswer:
        missing = {n: [REQUIRED] for n in ("username", "password") if not data.get(n)}
        if missing:
            return FakeAnswer.of_json(400, missing)
        name = str(data["username"]).removesuffix("@platform.example")
        if name not in USERS or data["password"] != f"{name}-password":
            return _unauthorised({"detail": "No active account found with the given credentials"})
        return FakeAnswer.of_json(200, self._pair(name))

    def _renews(self, token: str) -> FakeAnswer:
        if token in self.blacklist:
            return _unauthorised({"detail": "Token is blacklisted", "code": "token_not_valid"})
        if token not in self.refresh:
            return _unauthorised(
                {"detail": "Token is invalid or expired", "code": "token_not_valid"}
            )
        self.blacklist.add(token)
        return FakeAnswer.of_json(200, self._pair(self.refresh.pop(token)))

    def _pair(self, name: str) -> dict[str, str]:
        self._tokens += 1
        access, refresh = f"access-{self._tokens}", f"refresh-{self._tokens}"
        self.access[access], self.refresh[refresh] = name, name
        return {"refresh": refresh, "access": access}

    def _user(self, headers: dict[str, str]) -> str:
        """Return who calls, empty for anonymous; a bad token is refused everywhere."""
        kind, _, token = headers.get("authorization", "").partition(" ")
        if not kind:
            return ""
        name = self.access.get(token, "")
        if not name:
            raise Refusal(401, _TOKEN_INVALID, {"WWW-Authenticate": "Token"})
        return name

    def _signed_in(self, user: str) -> str:
        if not user:
            raise Refusal(401, _CREDENTIALS, {"WWW-Authenticate": "Token"})
        return user

    def _account(self, user: str) -> dict[str, Any]:
        return {
            "pk": USERS[user].pk,
            "username": user,
            "user_image": None,
            "user_image_fallback": self._avatar(user),
            "language": "en",
        }

    def _projects(self, method: str, _user: str, rest: list[str]) -> FakeAnswer:
        if method != "GET":
            return FakeAnswer.of_json(405, {"detail": f'Method "{method}" not allowed.'})
        rows = [row for row in PROJECTS if self.listed and row["access"] == "PUBLIC"]
        if not rest:
            return FakeAnswer.of_json(200, rows)
        found = [row for row in rows if row["slug"] == rest[0]]
        if len(found) > 1:
            return FakeAnswer.page(500, "MultipleObjectsReturned")
        if not found:
            raise Refusal(404, {"detail": "No Project matches the given query."})
        return FakeAnswer.of_json(200, found[0])

    def _modules(self, user: str, rest: list[str]) -> FakeAnswer:
        rows = [self._module(pk, user) for pk in MODULES if self.listed]
        if not rest:
            return FakeAnswer.of_json(200, rows)
        found = [row for row in rows if str(row["pk"]) == rest[0]]
        if not found:
            raise Refusal(404, {"detail": "No Module matches the given query."})
        return FakeAnswer.of_json(200, found[0])

    def _module(self, pk: int, user: str) -> dict[str, Any]:
        module = MODULES[pk]
        return {
            "pk": pk,
            "active_phase": module.active,
            "future_phases": module.future,
            "past_phases": module.past,
            "labels": [{"id": i, "name": n} for i, (m, n) in LABELS.items() if m == pk] or False,
            "categories": [{"id": i, "name": n} for i, (m, n) in CATEGORIES.items() if m == pk]
            or False,
            "has_idea_adding_permission": self._may(user, pk, "add"),
        }

    def _of_ideas(
        self,
        method: str,
        user: str,
        module: int,
        rest: list[str],
        headers: dict[str, str],
        body: bytes,
    ) -> FakeAnswer:
        if module not in MODULES:
            raise Refusal(404, {"detail": "No Module matches the given query."})
        if not self._may_see(user, module):
            raise Refusal(403, FORBIDDEN)
        if rest:
            return self._of_idea(method, user, self._required(int(rest[0]), module), headers, body)
        if method in {"GET", "HEAD"}:
            shown = [self._idea(i, user) for i in self.ideas.values() if i.module == module]
            return FakeAnswer.of_json(200, shown)
        if method != "POST":
            return FakeAnswer.of_json(405, {"detail": f'Method "{method}" not allowed.'})
        if not self._may(user, module, "add"):
            raise Refusal(403, FORBIDDEN)
        data = read_data(headers, body)
        idea = Idea(0, module, "", "", user)
        self._fill(idea, data, whole=True, form="json" not in headers.get("content-type", "json"))
        idea.pk = self.new_pk()
        self.ideas[idea.pk] = idea
        return FakeAnswer.of_json(201, self._idea(idea, user))

    def _of_idea(
        self, method: str, user: str, idea: Idea, headers: dict[str, str], body: bytes
    ) -> FakeAnswer:
        if method in {"GET", "HEAD"}:
            return FakeAnswer.of_json(200, self._idea(idea, user))
        if not self._may_change(idea, user):
            raise Refusal(403, FORBIDDEN)
        if method == "DELETE":
            self.delete_idea(idea.pk)
            return FakeAnswer(204, {}, b"")
        self._fill(idea, read_data(headers, body), whole=method == "PUT", form=False)
        return FakeAnswer.of_json(200, self._idea(idea, user))

    def _may_change(self, idea: Idea, user: str) -> bool:
        own = user == idea.creator and "add" in MODULES[idea.module].allows
        return own or user in MODERATORS

    def _fill(self, idea: Idea, data: dict[str, Any], *, whole: bool, form: bool) -> None:
        """Take the fields of `data`, or refuse all of them."""
        optional = {"labels"} if form else set()
        problems: dict[str, list[str]] = {}
        for name in ("name", "description", "labels", "category"):
            if whole and name not in data and name not in optional:
                problems[name] = [REQUIRED]
        if len(str(data.get("name", ""))) > 120:
            problems["name"] = ["Ensure this field has no more than 120 characters."]
        if "category" in data and data["category"] is None:
            problems["category"] = ["This field may not be null."]
        image = data.get("image")
        if isinstance(image, tuple):
            problems |= image_problems(image[1])
        if problems:
            raise Refusal(400, problems)
        self._take(idea, data)

    def _take(self, idea: Idea, data: dict[str, Any]) -> None:
        category = data.get("category")
        labels = [int(each) for each in _listed(data.get("labels", []))]
        if category not in {None, "", 0, "0"} and int(category or 0) not in CATEGORIES:
            raise _fault("DoesNotExist: Category matching query does not exist.")
        if any(each not in LABELS for each in labels):
            raise _fault("DoesNotExist: Label matching query does not exist.")
        idea.name = str(data.get("name", idea.name))
        idea.description = str(data.get("description", idea.description))
        if "category" in data:
            idea.category = int(category) if category not in {"", 0, "0", None} else None
        if "labels" in data:
            idea.labels = labels
        if isinstance(data.get("image"), tuple):
            name, idea.picture = data["image"]
            idea.image = f"{self.address}/media/ideas/images/2026/11/21/{name}"
        if data.get("image_deleted") is True:
            idea.image, idea.picture = None, b""

    def _idea(self, idea: Idea, user: str) -> dict[str, Any]:
        mine = [r for r in self._rated(IDEA, idea.pk) if r.user == user]
        change = self._may_change(idea, user)
        return {
            "pk": idea.pk,
            "name": idea.name,
            "description": stripped(idea.description),
            "creator": idea.creator,
            "created": "Nov. 21, 2026",
            "reference_number": f"2026-{idea.pk:05}",
            "image": idea.image,
            "comment_count": self._comment_count(idea),
            "positive_rating_count": sum(r.value > 0 for r in self._rated(IDEA, idea.pk)),
            "negative_rating_count": sum(r.value < 0 for r in self._rated(IDEA, idea.pk)),
            "labels": [{"id": each, "name": LABELS[each][1]} for each in idea.labels],
            "category": _category(idea.category),
            "content_type": IDEA,
            "user_rating": {"id": mine[0].id, "value": mine[0].value} if mine else None,
            "has_rating_permission": self._may(user, idea.module, "rate"),
            "has_commenting_permission": self._may(user, idea.module, "comment"),
            "has_changing_permission": change,
            "has_deleting_permission": change,
        }

    def _comment_count(self, idea: Idea) -> int:
        top = {c.id for c in self.comments.values() if hangs_on(c, IDEA, idea.pk)}
        replies = [
            c for c in self.comments.values() if c.content_type == COMMENT and c.object_pk in top
        ]
        return len(top) + len(replies)


def _category(pk: int | None) -> dict[str, Any] | None:
    return {"id": pk, "name": CATEGORIES[pk][1]} if pk else None


def _unauthorised(body: dict[str, str]) -> FakeAnswer:
    return FakeAnswer.of_json(401, body, {"WWW-Authenticate": 'Bearer realm="api"'})


def _fault(words: str) -> Refusal:
    refusal = Refusal(500, {})
    refusal.answer = FakeAnswer.page(500, words)
    return refusal


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
