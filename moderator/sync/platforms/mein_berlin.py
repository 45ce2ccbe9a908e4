"""mein.berlin: ideas are read; new ones leave as a file, as the platform takes them by form only.

Read in the source of liqd/a4-meinberlin (5b49e7137da1), not tried on a running platform. HTTP Basic
with e-mail address and password, or nothing for public projects.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from moderator.domain.platforms import ItemKind, RemoteId, references_in
from moderator.errors import msg
from moderator.sync.answers import NoClearAnswer, NotThere, Refused, not_there
from moderator.sync.connectors import Capabilities, Place, Remote
from moderator.sync.transport import Call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.domain.platforms import Account, Content, Item
    from moderator.sync.connectors import Parent, Picture
    from moderator.sync.secret_store import Secrets
    from moderator.sync.transport import Transport

PER_PAGE = 100
MOST_PAGES = 2000
LISTS = ("ideas", "mapideas", "proposals", "kiezkasse-proposals", "topics", "map-topics")


class MeinBerlin:
    """Reads with one account; option `list` says which list of the modules, else `ideas`."""

    capabilities = Capabilities(
        listed=frozenset({ItemKind.IDEA}),
        votes=msg("In the file for those who run the project."),
        writes=False,
        hand_over=(".csv", ".xlsx"),
        needs=("module",),
        title_limits=(1, 120),
        parallel=1,
        per_second=1.0,
        hints=(msg("The platform takes ideas by its form only: hand the file over."),),
    )

    def __init__(self, account: Account, transport: Transport, secrets: Secrets) -> None:
        self._account = account
        self._transport = transport
        password = secrets.read(account.id, "password")
        pair = f"{account.user}:{password}".encode()
        basic = f"Basic {base64.b64encode(pair).decode()}"
        self._headers = {"Authorization": basic} if account.user and password else {}

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
        path = f"/api/modules/{module}/{kind}/"
        return self._transport.get(Call("GET", path, params=params, headers=self._headers))

    def _idea(self, idea: dict[str, Any], module: str) -> Remote:
        return Remote(
            kind=ItemKind.IDEA,
            id=RemoteId(f"{module}/{idea['pk']}"),
            shown={"title": str(idea["name"]), "body": ""},
            url=f"{self._account.url}{idea.get('url') or ''}",
            references=frozenset(references_in(str(idea["name"]))),
            age=str(idea.get("created") or ""),
            facts={
                "online_for": str(idea.get("positive_rating_count") or 0),
                "online_against": str(idea.get("negative_rating_count") or 0),
                "online_comments": str(idea.get("comment_count") or 0),
            },
        )

    def find(self, item: Item, parent: Parent | None) -> list[Remote]:
        """Return the ideas that carry the reference of `item`."""
        del parent
        return [each for each in self.survey() if item.reference in each.references]

    def read(self, kind: ItemKind, remote: Parent, parent: Parent | None) -> Remote:
        """Return an idea by id."""
        del kind, parent
        found = [each for each in self.survey() if each.id == remote.id]
        if not found:
            raise not_there()
        return found[0]

    def create(self, item: Item, parent: Parent | None, picture: Picture | None) -> Remote:
        """Refuse: there is no way in by program.

        Raises:
            Refused: always.
        """
        raise Refused(self.capabilities.hints[0])

    def update(
        self,
        item: Item,
        changed: tuple[str, ...],
        remote: Parent,
        parent: Parent | None,
        picture: Picture | None,
    ) -> Remote:
        """Refuse, as `create` does.

        Raises:
            Refused: always.
        """
        raise Refused(self.capabilities.hints[0])

    def remove(self, remote: Remote, parent: Parent | None) -> None:
        """Refuse, as `create` does.

        Raises:
            Refused: always.
        """
        raise Refused(self.capabilities.hints[0])

    def expected(self, item: Item) -> Content:
        """Return what a copy of `item` shows in the list."""
        return {"title": str(item.content.get("title", "")), "body": ""}

    def objection(self, item: Item) -> str:
        """Return nothing: nothing is sent."""
        del item
        return ""
