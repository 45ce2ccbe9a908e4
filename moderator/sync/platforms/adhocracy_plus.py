"""adhocracy+: ideas with topic and picture, votes as a comment; REST with rotating tokens.

Facts from adhocracy+ v2606.1 (liqd/adhocracy-plus febbc8c9c4e9). It knows no idempotency, no
versions and no change feed; the list of a module's ideas comes whole. What it shows is stripped of
markup, with paragraphs glued together and `&` as `&amp;`, so what was read is never written back.
Votes are never ratings: those belong to people, one per account.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderator.domain.platforms import ItemKind
from moderator.errors import msg
from moderator.sync.answers import NoClearAnswer, NotThere, Refused, not_there, nothing_written
from moderator.sync.connectors import Capabilities, Place
from moderator.sync.platforms import adhocracy_shapes as shapes
from moderator.sync.platforms.adhocracy_comments import Comments, objection_to_comment
from moderator.sync.platforms.adhocracy_tokens import AdhocracyTokens
from moderator.sync.transport import Call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.domain.platforms import Account, Content, Item, RemoteId
    from moderator.sync.connectors import Parent, Picture, Remote
    from moderator.sync.secret_store import Secrets
    from moderator.sync.transport import Transport

LONGEST_TITLE = 120


class AdhocracyPlus:
    """Speaks with one account on adhocracy+."""

    capabilities = Capabilities(
        creates=frozenset({ItemKind.IDEA, ItemKind.PICTURE, ItemKind.VOTES}),
        updates=frozenset({ItemKind.IDEA, ItemKind.PICTURE, ItemKind.VOTES}),
        slots=frozenset({ItemKind.PICTURE}),
        listed=frozenset({ItemKind.IDEA, ItemKind.PICTURE}),
        removes=frozenset({ItemKind.IDEA, ItemKind.VOTES}),
        votes=msg("A comment for each idea and round: date, place, dots, people and rule."),
        title_limits=(1, LONGEST_TITLE),
        parallel=4,
        per_second=4.0,
        hints=(
            msg("Lists of modules are often empty there; type the number of the module."),
            msg("The first comment needs a yes to the organisation's terms of use."),
        ),
    )

    def __init__(self, account: Account, transport: Transport, secrets: Secrets) -> None:
        self._account = account
        self._transport = transport
        self._tokens = AdhocracyTokens(account, transport, secrets)
        self._topics: dict[str, dict[str, int]] = {}
        agreed = account.options.get("terms") == "accepted"
        with_new = {"agreed_terms_of_use": True} if agreed else {}
        self._comments = Comments(self._tokens.get, shapes.comments_path, with_new)

    # -------------------------------------------------------------- account

    def sign_in(self) -> str:
        """Check address, secrets and modules; return the user name there."""
        self._tokens.renew_now()
        for module in self._account.modules:
            try:
                next(iter(self._ideas(module)), None)
            except NotThere as error:
                raise Refused(
                    msg("There is no module {module} on this platform."), module=module
                ) from error
        return str(self._ask("GET", "/api/account/")["username"])

    def places(self) -> list[Place]:
        """Return the modules that the platform lists; often none, then they are typed in."""
        titles = {
            str(module): str(project["name"])
            for project in self._ask("GET", "/api/app-projects/")
            for module in project.get("published_modules") or []
        }
        # A project with two unfinished phases is listed twice, so go by module.
        found = {}
        for module in self._ask("GET", "/api/app-modules/"):
            key, phase = str(module["pk"]), module.get("active_phase") or {}
            found[key] = Place(
                module=key,
                title=str(phase.get("name") or key),
                project=titles.get(key, ""),
                takes_ideas=bool(module.get("has_idea_adding_permission")),
            )
        return list(found.values())

    # -------------------------------------------------------------- reading

    def survey(self) -> Iterator[Remote]:
        """Yield all ideas of all modules, with their pictures."""
        for module in self._account.modules:
            for idea in self._ideas(module):
                yield shapes.read_idea(idea, module, self._account)
                if idea.get("image"):
                    yield shapes.read_picture(idea, module)

    def _ideas(self, module: str) -> Iterator[dict[str, Any]]:
        call = Call("GET", f"/api/modules/{module}/ideas/")
        return self._transport.items(self._tokens.on(call), self._tokens.again)

    def find(self, item: Item, parent: Parent | None) -> list[Remote]:
        """Return every copy of `item`; votes are searched among the comments of their idea."""
        if item.kind is ItemKind.IDEA or parent is None:
            found = self.survey()
            return [e for e in found if e.kind is item.kind and item.reference in e.references]
        if item.kind is ItemKind.PICTURE:
            idea, module = self._idea(parent.id)
            return [shapes.read_picture(idea, module)] if idea.get("image") else []
        return self._comments.find(item, parent)

    def read(self, kind: ItemKind, remote: Parent, parent: Parent | None) -> Remote:
        """Return an idea, its picture or a comment by id."""
        if kind is ItemKind.VOTES:
            if parent is None:
                raise not_there()
            return self._comments.read(remote.id, parent)
        idea, module = self._idea(remote.id)
        if kind is ItemKind.IDEA:
            return shapes.read_idea(idea, module, self._account)
        if not idea.get("image"):
            raise not_there()
        return shapes.read_picture(idea, module)

    def _idea(self, remote_id: RemoteId) -> tuple[dict[str, Any], str]:
        return self._ask("GET", shapes.idea_path(remote_id)), remote_id.partition("/")[0]

    # -------------------------------------------------------------- writing

    def create(self, item: Item, parent: Parent | None, picture: Picture | None) -> Remote:
        """Send a new idea, the picture of an idea, or a comment with votes."""
        if item.kind is ItemKind.IDEA:
            module = self._account.modules[0]
            with nothing_written():
                data = {**self._fields(item, ("title", "body", "topic")), "labels": []}
            idea = self._ask("POST", f"/api/modules/{module}/ideas/", data=data)
            return shapes.read_idea(idea, module, self._account)
        if parent is None:
            raise not_there()
        if item.kind is ItemKind.PICTURE:
            return self._send_picture(item, parent, picture)
        return self._comments.create(item, parent)

    def update(
        self,
        item: Item,
        changed: tuple[str, ...],
        remote: Parent,
        parent: Parent | None,
        picture: Picture | None,
    ) -> Remote:
        """Change the named fields of an idea, its picture, or the text of a comment."""
        if item.kind is ItemKind.IDEA:
            path = shapes.idea_path(remote.id)
            idea = self._ask("PATCH", path, data=self._fields(item, changed))
            return shapes.read_idea(idea, remote.id.partition("/")[0], self._account)
        if parent is None:
            raise not_there()
        if item.kind is ItemKind.PICTURE:
            return self._send_picture(item, parent, picture)
        return self._comments.update(item, remote.id, parent)

    def remove(self, remote: Remote, parent: Parent | None) -> None:
        """Delete a surplus idea or comment."""
        if remote.kind is not ItemKind.IDEA and parent is None:
            raise not_there()
        if parent is None or remote.kind is ItemKind.IDEA:
            call = Call("DELETE", shapes.idea_path(remote.id))
        else:
            call = self._comments.removal(remote.id, parent)
        answer = self._tokens.ask(call)
        if answer.status not in {404, 410}:
            self._transport.judge(call, answer)

    def _send_picture(self, item: Item, parent: Parent, picture: Picture | None) -> Remote:
        if picture is None:
            raise Refused(msg("The picture is not here any more."))
        suffix = "png" if picture.media_type == "image/png" else "jpg"
        name = f"{shapes.picture_stem(item)}.{suffix}"
        files = {"image": (name, picture.data, picture.media_type)}
        idea = self._ask("PATCH", shapes.idea_path(parent.id), files=files)
        if not idea.get("image"):
            raise NoClearAnswer(msg("The platform took the request, but shows no picture."))
        return shapes.read_picture(idea, parent.id.partition("/")[0])

    # -------------------------------------------------------------- shapes

    def expected(self, item: Item) -> Content:
        """Return what a copy of `item` shows."""
        if item.kind is ItemKind.PICTURE:
            return {"picture": shapes.picture_stem(item)}
        if item.kind is ItemKind.VOTES:
            return {"text": shapes.comment_text(item)}
        topic = str(item.content.get("topic", "")).casefold()
        return {
            "title": str(item.content["title"]),
            "body": "".join(shapes.paragraphs(item)),
            "topic": topic if topic and topic in self._known_topics() else "",
        }

    def objection(self, item: Item) -> str:
        """Return why the platform would refuse `item`."""
        if not self._account.modules:
            return msg("The account names no module to write to.")
        if item.kind is ItemKind.IDEA and len(str(item.content["title"])) > LONGEST_TITLE:
            return msg("The title has more than 120 characters there. Please shorten it.")
        return objection_to_comment(item) if item.kind is ItemKind.VOTES else ""

    def _fields(self, item: Item, names: tuple[str, ...]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        if "title" in names:
            data["name"] = str(item.content["title"])
        # Without a text of its own the description repeats the title.
        if "body" in names or ("title" in names and not item.content.get("body")):
            data["description"] = shapes.description(item)
        if "topic" in names:
            topic = str(item.content.get("topic", "")).casefold()
            # No topic is an empty text there; none of theirs by that name is no topic.
            data["category"] = (self._known_topics().get(topic) if topic else None) or ""
        return data

    def _known_topics(self) -> dict[str, int]:
        """Return the categories of the module by name: an unknown one would be a fault there."""
        module = self._account.modules[0]
        if module not in self._topics:
            try:
                shown = self._ask("GET", f"/api/app-modules/{module}/")
            except NotThere:
                shown = {}
            found = shown.get("categories") or []
            self._topics[module] = {str(e["name"]).casefold(): int(e["id"]) for e in found}
        return self._topics[module]

    def _ask(self, method: str, path: str, **more: Any) -> Any:
        return self._tokens.get(Call(method, path, **more))
