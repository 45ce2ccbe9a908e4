"""A fake adhocracy+ that behaves as a running v2606.1 was seen to: no idempotency, lossy reading,
rotating tokens, whole lists, faults where it has them.

It is a plain function from request to answer (`FakeAdhocracyPlus.handle`); `tests.fakes.servers`
puts it behind a socket. A test replays recorded exchanges against it.
"""

from __future__ import annotations

import html
import io
import json
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from PIL import Image

from tests.fakes.adhocracy_places import CATEGORIES, LABELS, MODULES, PROJECTS, USERS
from tests.fakes.answers import FakeAnswer

IDEA, COMMENT = 31, 87
PAGE = 20
_CREDENTIALS = {"detail": "Authentication credentials were not provided."}
_FORBIDDEN = {"detail": "You do not have permission to perform this action."}
_TERMS = {"comment": "Please agree to the organisation's terms of use."}
_REQUIRED = "This field is required."
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
_MODERATORS = frozenset({"moddy", "initiator", "admin"})


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


class FakeAdhocracyPlus:
    """The whole platform; tests look at `ideas` and `comments` directly."""

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

    def expire_tokens(self) -> None:
        """Let all access tokens expire."""
        self.access.clear()

    def new_pk(self) -> int:
        """Use up a number of the items, as anything else on the platform does."""
        self._items += 1
        return self._items

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
            return self._token(parts[2:], _data(headers, body))
        user = self._user(headers)
        match parts:
            case ["api"]:
                self._signed_in(user)
                return FakeAnswer.of_json(200, {})
            case ["api", "account"]:
                return FakeAnswer.of_json(200, self._account(self._signed_in(user)))
            case ["api", "app-projects", *rest]:
                return self._projects(method, self._signed_in(user), rest)
            case ["api", "app-modules", *rest]:
                return self._modules(self._signed_in(user), rest, headers)
            case ["api", "modules", module, "ideas", *rest]:
                return self._of_ideas(method, user, int(module), rest, headers, body)
            case ["api", "contenttypes", ct, "objects", pk, "comments", *rest]:
                return self._of_comments(
                    method, user, (int(ct), int(pk)), rest, query, _data(headers, body)
                )
            case ["api", "contenttypes", ct, "objects", pk, "ratings", *rest]:
                return self._of_ratings(
                    method, user, (int(ct), int(pk)), rest, _data(headers, body)
                )
        return FakeAnswer.page(404, f"Page not found at {path}")

    # -------------------------------------------------------------- who

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
        missing = {n: [_REQUIRED] for n in ("username", "password") if not data.get(n)}
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

    def _avatar(self, user: str) -> str:
        return f"{self.address}/static/images/avatar-{USERS[user].avatar:02}.png"

    # -------------------------------------------------------------- where

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

    def _modules(self, user: str, rest: list[str], headers: dict[str, str]) -> FakeAnswer:
        del headers
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

    def _may(self, user: str, module: int, what: str) -> bool:
        """Tell whether `user` may add, comment or rate in a module now."""
        place = MODULES[module]
        if not user or not place.has_ideas:
            return False
        if user in _MODERATORS:
            return True
        return what in place.allows and (not place.private or user == "alice")

    def _may_see(self, user: str, module: int) -> bool:
        return not MODULES[module].private or user == "alice" or user in _MODERATORS

    # -------------------------------------------------------------- ideas

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
            raise Refusal(403, _FORBIDDEN)
        if rest:
            return self._of_idea(method, user, self._required(int(rest[0]), module), headers, body)
        if method in {"GET", "HEAD"}:
            shown = [self._idea(i, user) for i in self.ideas.values() if i.module == module]
            return FakeAnswer.of_json(200, shown)
        if method != "POST":
            return FakeAnswer.of_json(405, {"detail": f'Method "{method}" not allowed.'})
        if not self._may(user, module, "add"):
            raise Refusal(403, _FORBIDDEN)
        data = _data(headers, body)
        idea = Idea(0, module, "", "", user)
        self._fill(idea, data, whole=True, form="json" not in headers.get("content-type", "json"))
        idea.pk = self.new_pk()
        self.ideas[idea.pk] = idea
        return FakeAnswer.of_json(201, self._idea(idea, user))

    def _required(self, pk: int, module: int | None = None) -> Idea:
        idea = self.ideas.get(pk)
        if idea is None or module not in {None, idea.module}:
            raise Refusal(404, {"detail": "No Idea matches the given query."})
        return idea

    def _of_idea(
        self, method: str, user: str, idea: Idea, headers: dict[str, str], body: bytes
    ) -> FakeAnswer:
        if method in {"GET", "HEAD"}:
            return FakeAnswer.of_json(200, self._idea(idea, user))
        if not self._may_change(idea, user):
            raise Refusal(403, _FORBIDDEN)
        if method == "DELETE":
            del self.ideas[idea.pk]
            return FakeAnswer(204, {}, b"")
        self._fill(idea, _data(headers, body), whole=method == "PUT", form=False)
        return FakeAnswer.of_json(200, self._idea(idea, user))

    def _may_change(self, idea: Idea, user: str) -> bool:
        own = user == idea.creator and "add" in MODULES[idea.module].allows
        return own or user in _MODERATORS

    def _fill(self, idea: Idea, data: dict[str, Any], *, whole: bool, form: bool) -> None:
        """Take the fields of `data`, or refuse all of them."""
        optional = {"labels"} if form else set()
        problems: dict[str, list[str]] = {}
        for name in ("name", "description", "labels", "category"):
            if whole and name not in data and name not in optional:
                problems[name] = [_REQUIRED]
        if len(str(data.get("name", ""))) > 120:
            problems["name"] = ["Ensure this field has no more than 120 characters."]
        if "category" in data and data["category"] is None:
            problems["category"] = ["This field may not be null."]
        image = data.get("image")
        if isinstance(image, tuple):
            problems |= _image_problems(image[1])
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
            "category": {"id": idea.category, "name": CATEGORIES[idea.category][1]}
            if idea.category
            else None,
            "content_type": IDEA,
            "user_rating": {"id": mine[0].id, "value": mine[0].value} if mine else None,
            "has_rating_permission": self._may(user, idea.module, "rate"),
            "has_commenting_permission": self._may(user, idea.module, "comment"),
            "has_changing_permission": change,
            "has_deleting_permission": change,
        }

    def _comment_count(self, idea: Idea) -> int:
        top = {c.id for c in self.comments.values() if _hangs_on(c, IDEA, idea.pk)}
        replies = [
            c for c in self.comments.values() if c.content_type == COMMENT and c.object_pk in top
        ]
        return len(top) + len(replies)

    # -------------------------------------------------------------- comments

    def _of_comments(
        self,
        method: str,
        user: str,
        on: tuple[int, int],
        rest: list[str],
        query: dict[str, str],
        data: dict[str, Any],
    ) -> FakeAnswer:
        module = self._module_of(on)
        if not self._may_see(user, module):
            raise Refusal(403, _FORBIDDEN)
        if rest:
            return self._of_comment(method, user, self._comment_required(int(rest[0])), data)
        if method == "GET":
            return self._comment_page(user, on, module, query)
        if not self._may(user, module, "comment"):
            raise Refusal(403, _FORBIDDEN)
        self._check_comment(data)
        if data.get("agreed_terms_of_use") is True:
            self.agreed.add(user)
        if user not in self.agreed:
            raise Refusal(400, _TERMS)
        self._comments += 1
        names = {"sug": "suggestion", "not": "note", "que": "question"}
        chosen = [c for c in str(data.get("comment_categories", "")).split(",") if c]
        comment = Comment(
            self._comments,
            *on,
            stripped(str(data["comment"])),
            user,
            {c: names[c] for c in chosen},
        )
        self.comments[comment.id] = comment
        return FakeAnswer.of_json(201, self._comment(comment, user))

    def _module_of(self, on: tuple[int, int]) -> int:
        content_type, pk = on
        if content_type == IDEA:
            return self._required(pk).module
        if content_type == COMMENT and pk in self.comments:
            above = self.comments[pk]
            return self._module_of((above.content_type, above.object_pk))
        raise Refusal(404, {"detail": "No Comment matches the given query."})

    def _comment_required(self, comment_id: int) -> Comment:
        if comment_id not in self.comments:
            raise Refusal(404, {"detail": "No Comment matches the given query."})
        return self.comments[comment_id]

    def _check_comment(self, data: dict[str, Any]) -> None:
        if "comment" not in data:
            raise Refusal(400, {"comment": [_REQUIRED]})
        if not data["comment"]:
            raise Refusal(400, {"comment": ["This field may not be blank."]})
        if len(str(data["comment"])) > 4000:
            raise Refusal(400, {"comment": ["Ensure this field has no more than 4000 characters."]})

    def _comment_page(
        self, user: str, on: tuple[int, int], module: int, query: dict[str, str]
    ) -> FakeAnswer:
        wanted = query.get("search", "").casefold()
        found = [
            c
            for c in reversed(self.comments.values())
            if _hangs_on(c, *on) and wanted in html.unescape(c.text).casefold()
        ]
        page = int(query.get("page", "1"))
        last = max(1, -(-len(found) // PAGE))
        if not 1 <= page <= last:
            raise Refusal(404, {"detail": "Invalid page."})
        shown = found[(page - 1) * PAGE : page * PAGE]
        base = f"{self.address}/api/contenttypes/{on[0]}/objects/{on[1]}/comments/"
        answer = {
            "count": len(found),
            "next": _page_link(base, query, page + 1) if page < last else None,
            "previous": _page_link(base, query, page - 1) if page > 1 else None,
            "results": [self._comment(c, user) for c in shown],
            "comment_count": sum(1 + len(self._replies(c)) for c in found),
            "has_commenting_permission": self._may(user, module, "comment"),
            "would_have_commenting_permission": True,
            "project_is_public": not MODULES[module].private,
            "user_has_agreed": user in self.agreed if user else None,
            "org_terms_url": "/sunfield/terms-of-use/",
            "use_org_terms_of_use": True,
        }
        if query.get("categories"):
            answer["categories"] = {"sug": "suggestion", "not": "note", "que": "question"}
        return FakeAnswer.of_json(200, answer)

    def _replies(self, comment: Comment) -> list[Comment]:
        return [c for c in self.comments.values() if _hangs_on(c, COMMENT, comment.id)]

    def _of_comment(
        self, method: str, user: str, comment: Comment, data: dict[str, Any]
    ) -> FakeAnswer:
        if method == "GET":
            return FakeAnswer.of_json(200, self._comment(comment, user))
        if user not in _MODERATORS | {comment.user}:
            raise Refusal(403, _FORBIDDEN)
        if method == "DELETE":
            comment.removed = user == comment.user
            comment.censored = user != comment.user
            comment.modified = True
            return FakeAnswer.of_json(200, self._comment(comment, user))
        if method == "PUT" or "comment" in data:
            self._check_comment(data)
            comment.text = stripped(str(data["comment"]))
        comment.marked = bool(data.get("is_moderator_marked", comment.marked))
        comment.reviewed = bool(data.get("is_reviewed", comment.reviewed))
        comment.modified = True
        return FakeAnswer.of_json(200, self._comment(comment, user))

    def _comment(self, c: Comment, user: str) -> dict[str, Any]:
        gone = c.removed or c.censored or c.blocked
        ratings = self._rated(COMMENT, c.id)
        mine = [r for r in ratings if r.user == user]
        moderates, own = user in _MODERATORS, user == c.user
        shown: dict[str, Any] = {
            "id": c.id,
            "user_name": "unknown user" if gone else c.user,
            "user_profile_url": "" if gone else f"/profile/{c.user}/",
            "user_image": None,
            "user_image_fallback": None if gone else self._avatar(c.user),
            "is_deleted": gone,
            "ratings": {
                "positive_ratings": sum(r.value > 0 for r in ratings),
                "negative_ratings": sum(r.value < 0 for r in ratings),
                "current_user_rating_value": mine[0].value if mine else None,
                "current_user_rating_id": mine[0].id if mine else None,
            },
            "author_is_moderator": c.user in _MODERATORS,
            "comment_content_type": COMMENT,
            "comment_categories": {} if gone else c.categories,
            "user_info": {
                "is_users_own_comment": own,
                "authenticated_user_pk": USERS[user].pk if user else None,
                "has_viewing_permission": True,
                "has_rating_permission": bool(user),
                "has_changing_permission": own,
                "has_deleting_permission": own or moderates,
                "has_moderating_permission": moderates,
                "has_comment_commenting_permission": bool(user),
            },
            "created": "Nov. 21, 2026, 5:46 p.m.",
            "modified": "Nov. 21, 2026, 5:46 p.m." if c.modified else None,
            "moderator_feedback": None,
            "object_pk": c.object_pk,
            "comment": "" if gone else c.text,
            "is_removed": c.removed,
            "is_censored": c.censored,
            "is_blocked": c.blocked,
            "last_discussed": None,
            "is_moderator_marked": c.marked,
            "is_reviewed": c.reviewed,
            "content_type": c.content_type,
            "project": self._module_of((c.content_type, c.object_pk)),
        }
        if c.content_type != COMMENT or not user or own:
            shown["child_comments"] = [
                {k: v for k, v in self._comment(r, user).items() if k != "child_comments"}
                for r in self._replies(c)
            ]
        return shown

    # -------------------------------------------------------------- ratings

    def _rated(self, content_type: int, pk: int) -> list[Rating]:
        every = self.ratings.values()
        return [r for r in every if (r.content_type, r.object_pk) == (content_type, pk)]

    def _of_ratings(
        self, method: str, user: str, on: tuple[int, int], rest: list[str], data: dict[str, Any]
    ) -> FakeAnswer:
        if on[0] not in {IDEA, COMMENT}:
            return FakeAnswer.page(404, "Page not found")
        module = self._module_of(on)
        if (method == "GET" and not rest) or not self._may(user, module, "rate"):
            raise Refusal(403, _FORBIDDEN)
        if method != "DELETE":
            _check_rating(data)
        if rest:
            rating = self.ratings[int(rest[0])]
            if rating.user != user:
                raise Refusal(403, _FORBIDDEN)
            rating.value = 0 if method == "DELETE" else max(-1, min(1, int(data["value"])))
            return FakeAnswer.of_json(200, self._rating(rating))
        earlier = [r for r in self._rated(*on) if r.user == user]
        if earlier:
            raise Refusal(400, [str(earlier[0].id)])
        self._ratings += 1
        rating = Rating(self._ratings, *on, user, max(-1, min(1, int(data["value"]))))
        self.ratings[rating.id] = rating
        return FakeAnswer.of_json(201, self._rating(rating))

    def _rating(self, rating: Rating) -> dict[str, Any]:
        every = self._rated(rating.content_type, rating.object_pk)
        return {
            "id": rating.id,
            "meta_info": {
                "positive_ratings_on_same_object": sum(r.value > 0 for r in every),
                "negative_ratings_on_same_object": sum(r.value < 0 for r in every),
                "user_rating_on_same_object_value": rating.value,
                "user_rating_on_same_object_id": rating.id,
            },
            "object_pk": rating.object_pk,
            "value": rating.value,
            "content_type": rating.content_type,
        }


def _unauthorised(body: dict[str, str]) -> FakeAnswer:
    return FakeAnswer.of_json(401, body, {"WWW-Authenticate": 'Bearer realm="api"'})


def _fault(words: str) -> Refusal:
    refusal = Refusal(500, {})
    refusal.answer = FakeAnswer.page(500, words)
    return refusal


def _hangs_on(comment: Comment, content_type: int, pk: int) -> bool:
    return (comment.content_type, comment.object_pk) == (content_type, pk)


def _page_link(base: str, query: dict[str, str], page: int) -> str:
    others = {name: value for name, value in query.items() if name != "page"}
    params = others if page == 1 else {"page": str(page), **others}
    return f"{base}?{urlencode(params)}" if params else base


def _check_rating(data: dict[str, Any]) -> None:
    if "value" not in data:
        raise Refusal(400, {"value": [_REQUIRED]})
    if not isinstance(data["value"], int):
        raise Refusal(400, {"value": ["A valid integer is required."]})


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _image_problems(content: bytes) -> dict[str, list[str]]:
    width, height = Image.open(io.BytesIO(content)).size
    problems = []
    if width < 600:
        problems.append("Image must be at least 600 pixels wide")
    if height < 400:
        problems.append("Image must be at least 400 pixels high")
    return {"image": problems} if problems else {}


def _data(headers: dict[str, str], body: bytes) -> dict[str, Any]:
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
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    found: dict[str, Any] = {}
    for part in message.iter_parts():  # type: ignore[attr-defined]
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        found[name] = (part.get_filename(), content) if part.get_filename() else content.decode()
    return found
