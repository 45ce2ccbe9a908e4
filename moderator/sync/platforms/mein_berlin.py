"""mein.berlin: ideas are read, and dots go back to them as comments; new ideas leave as a file.

Read in the source of liqd/a4-meinberlin (5b49e7137da1) and of its core liqd/adhocracy4, not tried
on a running platform. HTTP Basic with e-mail address and password, or nothing for public projects.
The platform takes ideas by its form only. Where the comments of an idea are is told by the number
of its content type, which no list names: it stands in the page of the idea, or in an option.
"""

from __future__ import annotations

import base64
import html
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from moderator.domain.platforms import ItemKind, RemoteId, references_in
from moderator.errors import msg
from moderator.sync.answers import (
    NoClearAnswer,
    NotArrived,
    NotThere,
    Refused,
    not_there,
    nothing_written,
)
from moderator.sync.connectors import Capabilities, Place, Remote
from moderator.sync.platforms.adhocracy_comments import Comments, objection_to_comment
from moderator.sync.platforms.adhocracy_shapes import comment_text
from moderator.sync.transport import Call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.domain.platforms import Account, Content, Item
    from moderator.sync.connectors import Parent, Picture
    from moderator.sync.secret_store import Secrets
    from moderator.sync.transport import Transport

PER_PAGE = 100
MOST_PAGES = 2000
CONTENT_TYPE = "content-type"
"""Option of an account: the number of the content type of its ideas."""
LISTS = ("ideas", "mapideas", "proposals", "kiezkasse-proposals", "topics", "map-topics")
_COMMENTS = re.compile(r'data-a4-widget="comment_async"\s+data-attributes="([^"]{0,20000})"')


class MeinBerlin:
    """Reads with one account; option `list` says which list of the modules, else `ideas`."""

    capabilities = Capabilities(
        creates=frozenset({ItemKind.VOTES}),
        updates=frozenset({ItemKind.VOTES}),
        listed=frozenset({ItemKind.IDEA}),
        removes=frozenset({ItemKind.VOTES}),
        votes=msg("A comment on each idea that came from there; else in the file."),
        hand_over=(".csv", ".xlsx"),
        needs=("user", "password", "module"),
        title_limits=(1, 120),
        parallel=1,
        per_second=1.0,
        hints=(
            msg("The platform takes ideas by its form only: hand the file over."),
            msg("Comments need an account; reading public projects does not."),
        ),
    )

    def __init__(self, account: Account, transport: Transport, secrets: Secrets) -> None:
        self._account = account
        self._transport = transport
        password = secrets.read(account.id, "password")
        pair = f"{account.user}:{password}".encode()
        basic = f"Basic {base64.b64encode(pair).decode()}"
        self._headers = {"Authorization": basic} if account.user and password else {}
        self._content_type = account.options.get(CONTENT_TYPE, "")
        self._comments = Comments(self._ask, self._comments_path)

    def sign_in(self) -> str:
        """Read the first page of each module; return the user name, empty for none."""
        for module in self._account.modules:
            try:
                self._page(module, 1)
            except NotThere as error:
                raise Refused(
                    msg("There is no module {module} on this platform."), module=module
                ) from error
        return self._account.user

    def places(self) -> list[Place]:
        """Return nothing: the platform's list of projects does not name their modules."""
        return []

    def survey(self) -> Iterator[Remote]:
        """Yield all ideas of all modules, page by page."""
        for module in self._account.modules:
            before: list[Any] = []
            for page in range(1, MOST_PAGES + 1):
                answer = self._page(module, page)
                rows = answer["results"]
                ids = [each["pk"] for each in rows]
                if ids and ids == before:
                    break
                yield from (self._idea(each, module) for each in rows)
                if not answer.get("next"):
                    before = []
                    break
                before = ids
            if before:
                raise NoClearAnswer(msg("The platform's list does not come to an end."))

    def _page(self, module: str, page: int) -> Any:
        kind = self._account.options.get("list", "ideas")
        params: dict[str, str | int] = {"page": page, "page_size": PER_PAGE, "ordering": "created"}
        return self._ask(Call("GET", f"/api/modules/{module}/{kind}/", params=params))

    def _ask(self, call: Call) -> Any:
        return self._transport.get(replace(call, headers=self._headers))

    def _idea(self, idea: dict[str, Any], module: str) -> Remote:
        return Remote(
            kind=ItemKind.IDEA,
            id=RemoteId(f"{module}/{idea['pk']}"),
            shown={"title": str(idea["name"]), "body": ""},
            url=f"{self._account.url}{idea.get('url') or ''}",
            references=frozenset(references_in(str(idea["name"]))),
            activity=int(idea.get("comment_count") or 0),
            age=str(idea.get("created") or ""),
            facts={
                "page": urlsplit(str(idea.get("url") or "")).path,
                "online_for": str(idea.get("positive_rating_count") or 0),
                "online_against": str(idea.get("negative_rating_count") or 0),
                "online_comments": str(idea.get("comment_count") or 0),
            },
        )

    def find(self, item: Item, parent: Parent | None) -> list[Remote]:
        """Return the ideas that carry the reference of `item`, or the comments on their idea."""
        if item.kind is ItemKind.IDEA:
            return [each for each in self.survey() if item.reference in each.references]
        return self._comments.find(item, parent) if parent is not None else []

    def read(self, kind: ItemKind, remote: Parent, parent: Parent | None) -> Remote:
        """Return an idea or a comment by id."""
        if kind is ItemKind.IDEA:
            found = [each for each in self.survey() if each.id == remote.id]
            if not found:
                raise not_there()
            return found[0]
        if parent is None:
            raise not_there()
        return self._comments.read(remote.id, parent)

    def _comments_path(self, parent: Parent) -> str:
        """Return where the comments of an idea are."""
        pk = parent.id.partition("/")[2]
        if not self._content_type:
            # One kind of ideas in all modules of an account has one content type.
            self._content_type = self._told_by_page(parent, pk)
        return f"/api/contenttypes/{self._content_type}/objects/{pk}/comments/"

    def _told_by_page(self, parent: Parent, pk: str) -> str:
        path = parent.facts.get("page", "")
        heads = {**self._headers, "Accept": "text/html"}
        call = Call("GET", path, headers=heads)
        if path.startswith("/"):
            with nothing_written():
                answer = self._transport.ask(call)
                self._transport.judge(call, answer)
            for given in _COMMENTS.findall(answer.body.decode(errors="replace")):
                told = json.loads(html.unescape(given))
                if str(told["subjectId"]) == pk:
                    return str(int(told["subjectType"]))
        # It may be the network's own page: nothing was sent, and the next run asks again.
        raise NotArrived(
            msg("The page of the idea does not tell where its comments are."),
            msg("Whoever runs the platform knows the number: --option content-type=…"),
        )

    def create(self, item: Item, parent: Parent | None, picture: Picture | None) -> Remote:
        """Send a comment with votes; there is no way in for ideas by program.

        Raises:
            Refused: it is an idea.
        """
        return self._comments.create(item, self._commented(item.kind, parent))

    def update(
        self,
        item: Item,
        changed: tuple[str, ...],
        remote: Parent,
        parent: Parent | None,
        picture: Picture | None,
    ) -> Remote:
        """Change the text of a comment.

        Raises:
            Refused: it is an idea.
        """
        return self._comments.update(item, remote.id, self._commented(item.kind, parent))

    def remove(self, remote: Remote, parent: Parent | None) -> None:
        """Delete a surplus comment.

        Raises:
            Refused: it is an idea.
        """
        call = self._comments.removal(remote.id, self._commented(remote.kind, parent))
        answer = self._transport.ask(replace(call, headers=self._headers))
        if answer.status not in {404, 410}:
            self._transport.judge(call, answer)

    def _commented(self, kind: ItemKind, parent: Parent | None) -> Parent:
        if kind is ItemKind.IDEA:
            raise Refused(self.capabilities.hints[0])
        if parent is None:
            raise not_there()
        return parent

    def expected(self, item: Item) -> Content:
        """Return what a copy of `item` shows."""
        if item.kind is ItemKind.VOTES:
            return {"text": comment_text(item)}
        return {"title": str(item.content.get("title", "")), "body": ""}

    def objection(self, item: Item) -> str:
        """Return why the platform would refuse `item`."""
        if item.kind is not ItemKind.VOTES:
            return ""
        if not self._headers:
            return msg("Comments need an account there, with a password.")
        return objection_to_comment(item)
