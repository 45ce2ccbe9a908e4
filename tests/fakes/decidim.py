"""A fake Decidim of a version with mutations, as its source reads.

It goes by the names of the documents, not by GraphQL; errors come with status 200.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.answers import FakeAnswer

COMPONENT = "9"
_OPERATION = re.compile(r"^\s*(query|mutation) (\w+)")


@dataclass
class Proposal:
    id: int
    title: str
    body: str
    withdrawn: bool = False
    votes: int = 0
    comments: dict[int, str] = field(default_factory=dict)
    state: str | None = None
    answer: str | None = None


class FakeDecidim:
    def __init__(self) -> None:
        self.proposals: dict[int, Proposal] = {}
        self.tokens: set[str] = set()
        self.asked: list[str] = []
        self.mutations = ["createProposal", "proposal"]
        self.tells_mutations = self.administrator = True
        self.per_page = 50
        self.older = False
        self._issued = self._comments = 0
        self.add("Ein Spielplatz für alle Kinder", "<p>Bitte bald.</p>")

    def add(self, title: str, body: str) -> Proposal:
        proposal = Proposal(140 + len(self.proposals), title, body)
        self.proposals[proposal.id] = proposal
        return proposal

    def expire_tokens(self) -> None:
        self.tokens.clear()

    def handle(self, method: str, target: str, headers: dict[str, str], body: bytes) -> FakeAnswer:
        if target == "/api/sign_in":
            self.asked.append(f"{method} {target}")
            return self._sign_in(body)
        if (method, target) != ("POST", "/api"):
            return FakeAnswer.page(404, "Not found")
        sent = json.loads(body)
        found = _OPERATION.match(sent["query"])
        assert found is not None
        assert sent["query"].count("{") == sent["query"].count("}")
        kind, name = found.groups()
        self.asked.append(f"{kind} {name}")
        if self.older and "withdrawn" in sent["query"]:
            return _error("undefinedField", "Field 'withdrawn' doesn't exist on type 'Proposal'")
        given = {key.lower(): value for key, value in headers.items()}
        known = given.get("authorization", "").removeprefix("Bearer ") in self.tokens
        if kind == "mutation" and not known:
            return _error("MUTATION_NOT_AUTHORIZED_ERROR", "You do not have permission")
        return self._answer(name, sent["variables"], known)

    def _sign_in(self, body: bytes) -> FakeAnswer:
        if body != b"api_user%5Bkey%5D=alice&api_user%5Bsecret%5D=alice-password":
            return FakeAnswer.of_json(401, {"id": None, "jwt_token": None})
        self._issued += 1
        self.tokens.add(f"jwt-{self._issued}")
        return FakeAnswer.of_json(200, {"id": 1, "jwt_token": f"jwt-{self._issued}"})

    def _answer(self, name: str, given: dict[str, Any], known: bool) -> FakeAnswer:
        if name in {"Version", "Places", "Mutations"}:
            return self._about(name, known)
        if name == "Comment":
            return self._comment(int(given["proposal"]), given["body"])
        if given["component"] != COMPONENT:
            return _data({"component": None})
        if name == "Survey":
            return self._survey(int(given["after"] or 0))
        if name == "Create":
            return self._create(given["input"]["attributes"])
        return self._one(name, self.proposals.get(int(given["proposal"])), given)

    def _answers(self, proposal: Proposal, attributes: dict[str, Any]) -> FakeAnswer:
        if self.administrator:
            proposal.answer = attributes["answerContent"]["de"]
            proposal.state = attributes.get("state", proposal.state)
        shown = self._shown(proposal) if self.administrator else None
        return _data({"component": {"proposal": {"answer": shown}}})

    def _about(self, name: str, known: bool) -> FakeAnswer:
        if name != "Mutations":
            return _data(_version(known) if name == "Version" else _places())
        if not self.tells_mutations:
            return _error("INTROSPECTION_DISABLED_ERROR", "Introspection is disabled")
        fields = [{"name": each} for each in self.mutations]
        return _data({"mutations": {"fields": fields}})

    def _survey(self, start: int) -> FakeAnswer:
        every = list(self.proposals.values())
        page = every[start : start + self.per_page]
        end = start + len(page)
        info = {"hasNextPage": end < len(every), "endCursor": str(end)}
        edges = [{"node": self._shown(each)} for each in page]
        found = {"id": COMPONENT, "proposals": {"pageInfo": info, "edges": edges}}
        return _data({"component": found})

    def _create(self, attributes: dict[str, str]) -> FakeAnswer:
        problems = [
            {"path": ["attributes", name], "message": "is too short"}
            for name in ("title", "body")
            if len(attributes[name]) < 15
        ]
        if problems:
            return _error("ATTRIBUTE_VALIDATION_ERROR", problems)
        made = self.add(attributes["title"], attributes["body"])
        return _data({"component": {"createProposal": self._shown(made)}})

    def _one(self, name: str, proposal: Proposal | None, given: dict[str, Any]) -> FakeAnswer:
        if proposal is None:
            return _data({"component": {"id": COMPONENT, "proposal": None}})
        if name == "Answer":
            return self._answers(proposal, given["input"]["attributes"])
        if name == "Withdraw":
            proposal.withdrawn = True
            return _data({"component": {"proposal": {"withdraw": {"id": str(proposal.id)}}}})
        return _data({"component": {"id": COMPONENT, "proposal": self._shown(proposal)}})

    def _comment(self, number: int, text: str) -> FakeAnswer:
        self._comments += 1
        self.proposals[number].comments[self._comments] = text
        shown = _comment(self._comments, text)
        return _data({"commentable": {"addComment": shown}})

    def _shown(self, proposal: Proposal) -> dict[str, Any]:
        return {
            "id": str(proposal.id),
            "title": _text(proposal.title),
            "body": _text(proposal.body),
            "voteCount": proposal.votes,
            "totalCommentsCount": len(proposal.comments),
            "withdrawn": proposal.withdrawn,
            "state": proposal.state,
            "answer": _text(proposal.answer) if proposal.answer else None,
            "comments": [_comment(*each) for each in proposal.comments.items()],
        }


def _version(known: bool) -> dict[str, Any]:
    user = {"id": "1"} if known else None
    return {"decidim": {"version": "0.32.0"}, "session": {"user": user}}


def _places() -> dict[str, Any]:
    parts = [
        {"__typename": "Proposals", "id": COMPONENT, "name": _text("Vorschläge")},
        {"__typename": "Meetings", "id": "10", "name": _text("Treffen")},
    ]
    return {"participatoryProcesses": [{"title": _text("Marktplatz"), "components": parts}]}


def _comment(number: int, text: str) -> dict[str, Any]:
    counts = {"hasComments": False, "upVotes": 0, "downVotes": 0}
    return {"id": str(number), "body": text, **counts}


def _text(text: str) -> dict[str, Any]:
    return {"translations": [{"locale": "de", "text": text}]}


def _data(data: dict[str, Any]) -> FakeAnswer:
    return FakeAnswer.of_json(200, {"data": data})


def _error(code: str, message: Any) -> FakeAnswer:
    error = {"message": message, "extensions": {"code": code}}
    return FakeAnswer.of_json(200, {"errors": [error], "data": None})
