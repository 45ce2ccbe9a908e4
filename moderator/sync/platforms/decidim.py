"""Decidim: ideas as proposals, dots as comments or answers, by GraphQL where the version has it.

Read in its source and documentation (decidim/decidim 2e62cea3e891, develop after 0.31), not tried
on a running platform. Reading works without an account; `createProposal` is probably there from
0.32 on, older versions take the import file. Errors come with status 200 and a code. Nothing guards
against a second copy, and texts can be changed for minutes only: so what was sent is never changed
over there. A proposal that is there twice is withdrawn, a comment is left to a person.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from moderator.domain.platforms import ItemKind, references_in
from moderator.errors import msg
from moderator.sync.answers import (
    NoClearAnswer,
    NotThere,
    Refused,
    SignInNeeded,
    not_there,
    nothing_written,
)
from moderator.sync.connectors import Capabilities, Place
from moderator.sync.platforms import decidim_shapes as shapes
from moderator.sync.platforms.account_language import words_of
from moderator.sync.platforms.adhocracy_shapes import comment_text
from moderator.sync.platforms.html_text import plain_text
from moderator.sync.platforms.json_tokens import JsonTokens
from moderator.sync.platforms.passwords import wrong_password
from moderator.sync.transport import Call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.domain.platforms import Account, Content, Item
    from moderator.sync.connectors import Parent, Picture, Remote
    from moderator.sync.secret_store import Secrets
    from moderator.sync.transport import Transport

MOST_PAGES = 2000
CONTEXT = "context"
"""Option of an account: stands in front of titles that are too short there."""
_CONTEXT = msg("Idea from the workshop")
COUNTS = "counts"
"""Option of an account: `answer` puts dots into official answers, by rights of administrators."""
_UNDECIDED = "evaluating"
"""State of a proposal that is answered and not decided on."""
_WHO = frozenset({"MUTATION_NOT_AUTHORIZED_ERROR", "UNAUTHORIZED_OBJECT_ERROR"})


class _UnknownField(Refused):
    """This version does not know a field that was asked for."""


class Decidim:
    """Speaks with one account; the modules are numbers of proposal components."""

    capabilities = Capabilities(
        creates=frozenset({ItemKind.IDEA, ItemKind.VOTES}),
        removes=frozenset({ItemKind.IDEA}),
        listed=frozenset({ItemKind.IDEA}),
        votes=msg("A comment on each proposal, for each round."),
        hand_over=(".csv", ".xlsx", ".json"),
        needs=("user", "password", "module"),
        title_limits=shapes.TITLE,
        parallel=1,
        per_second=1.5,
        hints=(
            msg("User and password are key and secret of API credentials, made by the operator."),
            msg("Versions before 0.32 take the import file; they can be read all the same."),
            msg("Everything is published at once, and all followers are told."),
        ),
    )

    def __init__(self, account: Account, transport: Transport, secrets: Secrets) -> None:
        self._account = account
        self._transport = transport
        self._tokens = JsonTokens(account, transport, secrets, self._sign_in_call)
        self._locale = account.options.get("locale", "de")
        self._is_older = False
        self._answers = account.options.get(COUNTS) == "answer"
        if self._answers:
            self.capabilities = ANSWERING

    # -------------------------------------------------------------- account

    def _sign_in_call(self, user: str, password: str) -> Call:
        form = {"api_user[key]": user, "api_user[secret]": password}
        return Call("POST", "/api/sign_in", form=form)

    def sign_in(self) -> str:
        """Check address, key and components, and whether this version takes proposals.

        Without a user only what everybody may read is checked.
        """
        if self._account.user:
            self._check_user()
        for component in self._account.modules:
            self._page(component, "")
        return self._account.user

    def _check_user(self) -> None:
        self._tokens.renew_now()
        told = self._asked(shapes.VERSION)
        if not self._takes_proposals():
            raise Refused(
                msg("This Decidim ({version}) takes proposals by its import file only."),
                msg("Write it with: moderator platform file."),
                version=(told.get("decidim") or {}).get("version") or "?",
            )
        if not (told.get("session") or {}).get("user"):
            raise wrong_password(self._account)

    def _takes_proposals(self) -> bool:
        """Tell whether this version has the mutation; yes where it does not say what it has."""
        try:
            found = self._asked(shapes.MUTATIONS)["mutations"]
        except Refused:
            return True
        return "createProposal" in {each["name"] for each in (found or {}).get("fields") or []}

    def places(self) -> list[Place]:
        """Return the proposal components of all processes."""
        return [
            Place(
                module=str(each["id"]),
                title=shapes.read_text(each["name"], self._locale),
                project=shapes.read_text(process["title"], self._locale),
            )
            for process in self._asked(shapes.PLACES)["participatoryProcesses"]
            for each in process["components"]
            if each["__typename"] == "Proposals"
        ]

    # -------------------------------------------------------------- reading

    def survey(self) -> Iterator[Remote]:
        """Yield all proposals of the components that are not withdrawn, page by page."""
        for component in self._account.modules:
            after = ""
            for _page in range(MOST_PAGES):
                shown = self._page(component, after)
                for edge in shown["edges"]:
                    if not shapes.is_withdrawn(edge["node"]):
                        yield self._proposal(edge["node"])
                        yield from self._counts(edge["node"])
                before, after = after, str(shown["pageInfo"]["endCursor"] or "")
                if not shown["pageInfo"]["hasNextPage"]:
                    break
                if after == before:
                    raise NoClearAnswer(msg("The platform's list does not come to an end."))
            else:
                raise NoClearAnswer(msg("The platform's list does not come to an end."))

    def _page(self, component: str, after: str) -> Any:
        found = self._component(shapes.SURVEY, component, after=after or None)
        if "proposals" not in found:
            raise Refused(
                msg("There is no proposal component {module} on this platform."), module=component
            )
        return found["proposals"]

    def _component(self, document: str, component: str, **variables: Any) -> dict[str, Any]:
        """Return what a component shows; older versions know a field less."""
        asked = shapes.for_older(document) if self._is_older else document
        try:
            found = self._asked(asked, component=component, **variables)["component"]
        except _UnknownField:
            if self._is_older:
                raise
            self._is_older = True
            return self._component(document, component, **variables)
        return dict(found or {})

    def find(self, item: Item, parent: Parent | None) -> list[Remote]:
        """Return the proposals with the reference, or the comments on one that carry it."""
        if item.kind is ItemKind.IDEA:
            return [each for each in self.survey() if item.reference in each.references]
        if parent is None:
            return []
        return [each for each in self._below(parent) if item.reference in each.references]

    def _counts(self, proposal: dict[str, Any]) -> list[Remote]:
        """Return the counts in the official answer, none where they go into comments."""
        return shapes.read_counts(proposal, self._locale) if self._answers else []

    def _below(self, parent: Parent) -> list[Remote]:
        """Return what hangs on a proposal: counts in its answer, or comments."""
        document = shapes.ONE if self._answers else shapes.COMMENTS
        _component, proposal = self._one(document, parent)
        if self._answers:
            return self._counts(proposal)
        return [shapes.read_comment(each, parent) for each in proposal["comments"]]

    def _one(self, document: str, remote: Parent) -> tuple[str, dict[str, Any]]:
        """Return a proposal, and the component it is in."""
        for component in self._account.modules:
            found = self._component(document, component, proposal=remote.id).get("proposal")
            if found:
                return component, dict(found)
        raise not_there()

    def read(self, kind: ItemKind, remote: Parent, parent: Parent | None) -> Remote:
        """Return a proposal, a comment or the count in an answer by id."""
        if kind is ItemKind.IDEA:
            _component, proposal = self._one(shapes.ONE, remote)
            if shapes.is_withdrawn(proposal):
                raise not_there()
            return self._proposal(proposal)
        found = self._below(parent) if parent is not None else []
        for each in found:
            if each.id == remote.id:
                return each
        raise not_there()

    def _proposal(self, proposal: dict[str, Any]) -> Remote:
        return shapes.read_proposal(proposal, self._locale, self._account.url)

    # -------------------------------------------------------------- writing

    def create(self, item: Item, parent: Parent | None, picture: Picture | None) -> Remote:
        """Send a new proposal, a comment on one, or a count into its official answer."""
        if item.kind is not ItemKind.IDEA and parent is None:
            raise not_there()
        if parent is not None:
            return self._answer(item, parent) if self._answers else self._comment(item, parent)
        title = self._title(item)
        attributes = {"title": title, "body": shapes.body(item, title)}
        told = self._written(
            shapes.CREATE,
            component=self._account.modules[0],
            input={"locale": self._locale, "attributes": attributes},
        )
        return self._proposal(told["component"]["createProposal"])

    def _comment(self, item: Item, parent: Parent) -> Remote:
        told = self._written(
            shapes.COMMENT, proposal=parent.id, locale=self._locale, body=comment_text(item)
        )
        return shapes.read_comment(told["commentable"]["addComment"], parent)

    def update(
        self,
        item: Item,
        changed: tuple[str, ...],
        remote: Parent,
        parent: Parent | None,
        picture: Picture | None,
    ) -> Remote:
        """Change the count in an official answer.

        Raises:
            Refused: it is anything else; title and text of a proposal can be set together only.
        """
        if item.kind is not ItemKind.VOTES or not self._answers or parent is None:
            raise Refused(msg("This platform takes no changes of it."))
        return self._answer(item, parent)

    def _answer(self, item: Item, parent: Parent) -> Remote:
        """Set the paragraph with the reference of `item` in the answer; others are not touched."""
        with nothing_written():
            component, proposal = self._one(shapes.ONE, parent)
        lines = shapes.answer_lines(proposal, self._locale)
        if not all(references_in(each) for each in lines):
            raise Refused(
                msg("There is an official answer already, which is not touched."),
                msg("Add the count there by hand."),
            )
        text, at = comment_text(item), _place(lines, item)
        answer = {
            "answerContent": {
                self._locale: shapes.answer_html([*lines[:at], text, *lines[at + 1 :]])
            }
        }
        undecided = {} if proposal.get("state") else {"state": _UNDECIDED}
        told = self._written(
            shapes.ANSWER,
            component=component,
            proposal=parent.id,
            input={"attributes": {**answer, **undecided}},
        )["component"]["proposal"]["answer"]
        if told is None:
            raise Refused(
                msg("The account may not answer proposals."),
                msg("It needs the rights of an administrator there."),
            )
        found = [e for e in self._counts(told) if item.reference in e.references]
        return found[0]

    def remove(self, remote: Remote, parent: Parent | None) -> None:
        """Withdraw a surplus proposal; comments are left to a person."""
        if remote.kind is not ItemKind.IDEA:
            raise Refused(msg("This platform takes no changes of it."))
        try:
            self._written(shapes.WITHDRAW, component=self._account.modules[0], proposal=remote.id)
        except NotThere:
            return
        except SignInNeeded as error:
            # Others may have supported it by now: that is no matter of the account.
            raise Refused(error.title, error.advice, **error.details) from error

    # -------------------------------------------------------------- the wire

    def _asked(self, document: str, **variables: Any) -> dict[str, Any]:
        """Return the data of a query; without an account, what everybody may read."""
        call = Call("POST", "/api", data={"query": document, "variables": variables})
        if self._account.user:
            return _data(self._tokens.get(call))
        return _data(self._transport.get(call))

    def _written(self, document: str, **variables: Any) -> dict[str, Any]:
        """Return the data of a mutation; signed in anew and sent once more if we are unknown.

        A token that ran out makes us a guest: then nothing was done, and it is told by a code.
        """
        try:
            return self._asked(document, **variables)
        except SignInNeeded:
            self._tokens.renew_now()
            return self._asked(document, **variables)

    # -------------------------------------------------------------- shapes

    def _title(self, item: Item) -> str:
        context = self._account.options.get(CONTEXT) or words_of(self._account)(_CONTEXT)
        return shapes.decidim_title(str(item.content["title"]), context)

    def expected(self, item: Item) -> Content:
        """Return what a copy of `item` shows."""
        if item.kind is ItemKind.VOTES:
            return {"text": plain_text(comment_text(item))}
        title = self._title(item)
        return {"title": plain_text(title), "body": plain_text(shapes.body(item, title))}

    def objection(self, item: Item) -> str:
        """Return why the platform would refuse `item`."""
        del item
        if not self._account.modules:
            return msg("The account names no component to write to (--module).")
        if not self._account.user:
            return msg("Writing needs an account there, with a password.")
        return ""


ANSWERING = replace(
    Decidim.capabilities,
    updates=frozenset({ItemKind.VOTES}),
    listed=frozenset({ItemKind.IDEA, ItemKind.VOTES}),
    votes=msg("The official answer of each proposal."),
)
"""What accounts take that have counts in official answers."""


def _place(lines: list[str], item: Item) -> int:
    """Return which paragraph is that of `item`, the one after the last if there is none."""
    found = (at for at, each in enumerate(lines) if item.reference in references_in(each))
    return next(found, len(lines))


def _data(told: Any) -> dict[str, Any]:
    """Return the data of a GraphQL answer.

    Raises:
        SignInNeeded, NotThere, Refused: by the code of its first error.
    """
    errors = told.get("errors") or []
    if not errors:
        return dict(told["data"])
    code = str((errors[0].get("extensions") or {}).get("code", ""))
    said = _words(errors[0].get("message"))
    if code in _WHO:
        raise SignInNeeded(
            msg("The platform does not let us do this. {words}"),
            msg("Sign in again, or ask for the rights of a moderator there."),
            words=said,
        )
    if code == "NOT_FOUND_ERROR":
        raise not_there()
    kind = _UnknownField if code == "undefinedField" else Refused
    raise kind(msg("The platform refused it. {words}"), words=said)


def _words(message: Any) -> str:
    """Return what an error says: a sentence, or one for each field."""
    if isinstance(message, list):
        return "; ".join(f"{each['path'][-1]} {each['message']}" for each in message)[:300]
    return str(message or "")[:300]
