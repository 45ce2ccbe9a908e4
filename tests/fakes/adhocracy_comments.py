"""Comments and ratings of the fake adhocracy+: soft deletion, terms of use, one rating each."""

from __future__ import annotations

import html
from typing import Any
from urllib.parse import urlencode

from tests.fakes.adhocracy_places import MODULES, USERS
from tests.fakes.adhocracy_state import (
    COMMENT,
    FORBIDDEN,
    IDEA,
    MODERATORS,
    REQUIRED,
    AdhocracyState,
    Comment,
    Rating,
    Refusal,
    hangs_on,
    stripped,
)
from tests.fakes.answers import FakeAnswer

PAGE = 20
_TERMS = {"comment": "Please agree to the organisation's terms of use."}


class AdhocracyComments(AdhocracyState):
    """What hangs on ideas."""

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
            raise Refusal(403, FORBIDDEN)
        if rest:
            return self._of_comment(method, user, self._comment_required(int(rest[0])), data)
        if method == "GET":
            return self._comment_page(user, on, module, query)
        if not self._may(user, module, "comment"):
            raise Refusal(403, FORBIDDEN)
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

    def _comment_required(self, comment_id: int) -> Comment:
        if comment_id not in self.comments:
            raise Refusal(404, {"detail": "No Comment matches the given query."})
        return self.comments[comment_id]

    def _check_comment(self, data: dict[str, Any]) -> None:
        if "comment" not in data:
            raise Refusal(400, {"comment": [REQUIRED]})
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
            if hangs_on(c, *on) and wanted in html.unescape(c.text).casefold()
        ]
        page = int(query.get("page", "1"))
        last = max(1, -(-len(found) // PAGE))
        if not 1 <= page <= last:
            raise Refusal(404, {"detail": "Invalid page."})
        shown = found[(page - 1) * PAGE : page * PAGE]
        base = f"{self.address}/api/contenttypes/{on[0]}/objects/{on[1]}/comments/"
        answer: dict[str, Any] = {
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
        return [c for c in self.comments.values() if hangs_on(c, COMMENT, comment.id)]

    def _of_comment(
        self, method: str, user: str, comment: Comment, data: dict[str, Any]
    ) -> FakeAnswer:
        if method == "GET":
            return FakeAnswer.of_json(200, self._comment(comment, user))
        if user not in MODERATORS | {comment.user}:
            raise Refusal(403, FORBIDDEN)
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
        moderates, own = user in MODERATORS, user == c.user
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
            "author_is_moderator": c.user in MODERATORS,
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

    def _of_ratings(
        self, method: str, user: str, on: tuple[int, int], rest: list[str], data: dict[str, Any]
    ) -> FakeAnswer:
        if on[0] not in {IDEA, COMMENT}:
            return FakeAnswer.page(404, "Page not found")
        module = self._module_of(on)
        if (method == "GET" and not rest) or not self._may(user, module, "rate"):
            raise Refusal(403, FORBIDDEN)
        if method != "DELETE":
            _check_rating(data)
        if rest:
            rating = self.ratings[int(rest[0])]
            if rating.user != user:
                raise Refusal(403, FORBIDDEN)
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


def _page_link(base: str, query: dict[str, str], page: int) -> str:
    others = {name: value for name, value in query.items() if name != "page"}
    params = others if page == 1 else {"page": str(page), **others}
    return f"{base}?{urlencode(params)}" if params else base


def _check_rating(data: dict[str, Any]) -> None:
    if "value" not in data:
        raise Refusal(400, {"value": [REQUIRED]})
    if not isinstance(data["value"], int):
        raise Refusal(400, {"value": ["A valid integer is required."]})
