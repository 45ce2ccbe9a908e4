"""Go Vocal (CitizenLab), public API v2: ideas only, for towns that allow single sign-on alone.

Read in its source (CitizenLabDotCo/citizenlab, engines/commercial/public_api), not tried on a
running platform. Client id and secret are made in its back office. It has no place for numbers
counted on site, no pictures, and nothing can be deleted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderator.domain.platforms import ItemKind, RemoteId, references_in
from moderator.errors import msg
from moderator.sync.answers import NoClearAnswer, Refused
from moderator.sync.connectors import Capabilities, Place, Remote
from moderator.sync.platforms import go_vocal_shapes as shapes
from moderator.sync.platforms.html_text import plain_text
from moderator.sync.platforms.json_tokens import JsonTokens
from moderator.sync.transport import Call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.domain.platforms import Account, Content, Item
    from moderator.sync.connectors import Parent, Picture
    from moderator.sync.secret_store import Secrets
    from moderator.sync.transport import Transport

API = "/api/v2"
PER_PAGE = 100
MOST_PAGES = 2000
NOTHING_ELSE = msg("This way in takes ideas only.")


class GoVocalV2:
    """Speaks with one client; the first module is the phase, option `project` its project."""

    capabilities = Capabilities(
        creates=frozenset({ItemKind.IDEA}),
        updates=frozenset({ItemKind.IDEA}),
        votes=msg("Nowhere by this way: type the numbers there, or sign in with a password."),
        hand_over=(".xlsx",),
        needs=("user", "password", "module", "project"),
        title_limits=(1, shapes.LONGEST_TITLE),
        parallel=2,
        per_second=2.0,
        hints=(msg("User and password are the client id and secret of the public API."),),
    )

    def __init__(self, account: Account, transport: Transport, secrets: Secrets) -> None:
        self._account = account
        self._tokens = JsonTokens(account, transport, secrets, self._sign_in_call)
        self._locale = account.options.get("locale", "de-DE")

    def _sign_in_call(self, user: str, password: str) -> Call:
        given = {"client_id": user, "client_secret": password}
        return Call("POST", f"{API}/authenticate", data={"auth": given})

    def sign_in(self) -> str:
        """Check address, client and project; return the client id."""
        self._tokens.renew_now()
        self._page(1)
        return self._account.user

    def places(self) -> list[Place]:
        """Return all phases of all projects."""
        titles = {
            str(each["id"]): str(each.get("title") or "")
            for each in self._ask("GET", f"{API}/projects")["projects"]
        }
        return [
            Place(
                module=str(each["id"]),
                title=str(each.get("title") or ""),
                project=titles.get(str(each.get("project_id")), ""),
                note=f"project={each.get('project_id')}",
            )
            for each in self._ask("GET", f"{API}/phases")["phases"]
        ]

    # -------------------------------------------------------------- reading

    def survey(self) -> Iterator[Remote]:
        """Yield all ideas of the project, page by page."""
        for number in range(1, MOST_PAGES + 1):
            page = self._page(number)
            yield from map(self._idea, page["ideas"])
            if number >= int(page["meta"]["total_pages"]):
                return
        raise NoClearAnswer(msg("The platform's list does not come to an end."))

    def _page(self, number: int) -> Any:
        params: dict[str, str | int] = {
            "project_id": self._account.options.get("project", ""),
            "page_number": number,
            "page_size": PER_PAGE,
            "locale": self._locale,
        }
        return self._ask("GET", f"{API}/ideas", params=params)

    def find(self, item: Item, parent: Parent | None) -> list[Remote]:
        """Return every copy of an idea by its reference."""
        del parent
        return [each for each in self.survey() if item.reference in each.references]

    def read(self, kind: ItemKind, remote: Parent, parent: Parent | None) -> Remote:
        """Return an idea by id."""
        del kind, parent
        params: dict[str, str | int] = {"locale": self._locale}
        return self._idea(self._ask("GET", f"{API}/ideas/{remote.id}", params=params)["idea"])

    # -------------------------------------------------------------- writing

    def create(self, item: Item, parent: Parent | None, picture: Picture | None) -> Remote:
        """Send a new idea; without its phase it would sit in none."""
        idea = {
            "project_id": self._account.options.get("project", ""),
            "phase_ids": list(self._account.modules[:1]),
            **shapes.fields(item, ("title", "body"), self._locale),
        }
        params: dict[str, str | int] = {"locale": self._locale}
        answer = self._ask("POST", f"{API}/ideas", data={"idea": idea}, params=params)
        return self._idea(answer["idea"])

    def update(
        self,
        item: Item,
        changed: tuple[str, ...],
        remote: Parent,
        parent: Parent | None,
        picture: Picture | None,
    ) -> Remote:
        """Change title and text of an idea."""
        fields = shapes.fields(item, changed, self._locale)
        if not fields:
            return self.read(item.kind, remote, parent)
        data = {"idea": fields}
        params: dict[str, str | int] = {"locale": self._locale}
        answer = self._ask("PATCH", f"{API}/ideas/{remote.id}", data=data, params=params)
        return self._idea(answer["idea"])

    def remove(self, remote: Remote, parent: Parent | None) -> None:
        """Refuse: nothing can be deleted this way.

        Raises:
            Refused: always.
        """
        raise Refused(NOTHING_ELSE)

    # -------------------------------------------------------------- shapes

    def _idea(self, idea: dict[str, Any]) -> Remote:
        text = plain_text(str(idea.get("body") or ""))
        counts = shapes.reactions(idea)
        return Remote(
            kind=ItemKind.IDEA,
            id=RemoteId(str(idea["id"])),
            shown={"title": str(idea.get("title") or ""), "body": text},
            url=str(idea.get("href") or ""),
            references=frozenset(references_in(text)),
            age=str(idea.get("created_at") or ""),
            answers=sum(counts),
            facts=shapes.online_facts(counts),
        )

    def expected(self, item: Item) -> Content:
        """Return what a copy of `item` shows."""
        return shapes.expected(item)

    def objection(self, item: Item) -> str:
        """Return why the platform would refuse `item`."""
        return shapes.objection(self._account, item)

    def _ask(self, method: str, path: str, **more: Any) -> Any:
        return self._tokens.get(Call(method, path, **more))
