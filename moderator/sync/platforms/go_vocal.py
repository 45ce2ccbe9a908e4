"""Go Vocal (CitizenLab), web_api v1: ideas as drafts, and the numbers counted on site.

The product's internal API, read in its source (CitizenLabDotCo/citizenlab), not tried on a running
platform: so it is read tolerantly. It is the one platform with official fields for dots
(`manual_votes_amount` of an idea) and people (`manual_voters_amount` of a phase). Both are set, not
added to, and a colleague may have typed other numbers: they are compared before they are written.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from moderator.domain.platforms import ItemKind
from moderator.errors import msg
from moderator.sync.answers import NoClearAnswer, NotThere, Refused, not_there, nothing_written
from moderator.sync.connectors import Capabilities, Place
from moderator.sync.platforms import go_vocal_shapes as shapes
from moderator.sync.platforms.json_tokens import JsonTokens
from moderator.sync.transport import Call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.domain.platforms import Account, Content, Item
    from moderator.sync.connectors import Parent, Picture, Remote
    from moderator.sync.secret_store import Secrets
    from moderator.sync.transport import Transport

API = "/web_api/v1"
PER_PAGE = 100
MOST_PAGES = 2000


class GoVocal:
    """Speaks with one account; the first module is the phase, option `project` its project."""

    capabilities = Capabilities(
        creates=frozenset({ItemKind.IDEA, ItemKind.VOTES, ItemKind.VOTERS}),
        updates=frozenset({ItemKind.IDEA, ItemKind.VOTES, ItemKind.VOTERS}),
        slots=frozenset({ItemKind.VOTES, ItemKind.VOTERS}),
        listed=frozenset({ItemKind.IDEA, ItemKind.VOTES}),
        pictures_with_ideas=True,
        removes=frozenset({ItemKind.IDEA}),
        votes=msg("The official number of offline votes of each idea, and of offline voters."),
        hand_over=(".xlsx",),
        needs=("user", "password", "module", "project"),
        title_limits=(1, shapes.LONGEST_TITLE),
        parallel=2,
        per_second=4.0,
        hints=(
            msg("Ideas arrive as drafts; somebody there publishes them. Or: publish=published."),
            msg("Where sign-in is by single sign-on only, the Excel file for the importer works."),
        ),
    )

    def __init__(self, account: Account, transport: Transport, secrets: Secrets) -> None:
        self._account = account
        self._tokens = JsonTokens(account, transport, secrets, self._sign_in_call)
        self._transport = transport
        self._locale = account.options.get("locale", "de-DE")
        self._topics: dict[str, str] | None = None

    # -------------------------------------------------------------- account

    def _sign_in_call(self, user: str, password: str) -> Call:
        given = {"email": user, "password": password, "remember_me": False}
        return Call("POST", f"{API}/user_token", data={"auth": given})

    def sign_in(self) -> str:
        """Check address, secrets and phase; return the account's address there."""
        self._tokens.renew_now()
        for phase in self._account.modules[:1]:
            self._phase(phase)
        return self._account.user

    def places(self) -> list[Place]:
        """Return all phases of all projects that are listed."""
        found = []
        for project in self._ask("GET", f"{API}/projects")["data"]:
            title = shapes.text_in(project["attributes"].get("title_multiloc"), self._locale)
            for phase in self._ask("GET", f"{API}/projects/{project['id']}/phases")["data"]:
                name = shapes.text_in(phase["attributes"].get("title_multiloc"), self._locale)
                note = f"project={project['id']}"
                found.append(Place(str(phase["id"]), name, title, note=note))
        return found

    # -------------------------------------------------------------- reading

    def survey(self) -> Iterator[Remote]:
        """Yield all ideas of the project, published ones and drafts, with their numbers."""
        for idea in self._ideas({}):
            yield self._idea(idea)
            yield from shapes.votes_of(idea)

    def _ideas(self, more: dict[str, str | int]) -> Iterator[dict[str, Any]]:
        for status in ("published", "draft"):
            before: tuple[str, ...] = ()
            for page in range(1, MOST_PAGES + 1):
                params: dict[str, str | int] = {
                    "projects[]": self._account.options.get("project", ""),
                    "publication_status": status,
                    "sort": "-new",
                    "page[number]": page,
                    "page[size]": PER_PAGE,
                    **more,
                }
                rows = self._ask("GET", f"{API}/ideas", params=params)["data"]
                yield from rows
                ids = tuple(str(each["id"]) for each in rows)
                if len(rows) < PER_PAGE:
                    break
                if ids == before or page == MOST_PAGES:
                    raise NoClearAnswer(msg("The platform's list does not come to an end."))
                before = ids

    def find(self, item: Item, parent: Parent | None) -> list[Remote]:
        """Return every copy of an idea by its reference, or the number that stands now."""
        if item.kind is ItemKind.VOTERS:
            return shapes.voters_of(self._phase(self._account.modules[0]))
        if parent is not None:
            idea = self._ask("GET", f"{API}/ideas/{parent.id}")["data"]
            return list(shapes.votes_of(idea))
        found = map(self._idea, self._ideas({"search": str(item.reference)}))
        return [each for each in found if item.reference in each.references]

    def read(self, kind: ItemKind, remote: Parent, parent: Parent | None) -> Remote:
        """Return an idea or a number by id."""
        if kind is ItemKind.IDEA:
            return self._idea(self._ask("GET", f"{API}/ideas/{remote.id}")["data"])
        if kind is ItemKind.VOTERS:
            found = shapes.voters_of(self._phase(str(remote.id)))
        else:
            found = list(shapes.votes_of(self._ask("GET", f"{API}/ideas/{remote.id}")["data"]))
        if not found:
            raise not_there()
        return found[0]

    def _phase(self, phase: str) -> dict[str, Any]:
        try:
            found: dict[str, Any] = self._ask("GET", f"{API}/phases/{phase}")["data"]
        except NotThere as error:
            raise Refused(
                msg("There is no phase {phase} on this platform."), phase=phase
            ) from error
        return found

    # -------------------------------------------------------------- writing

    def create(self, item: Item, parent: Parent | None, picture: Picture | None) -> Remote:
        """Send a new idea, or set a number where none stands."""
        if item.kind is not ItemKind.IDEA:
            return self._set_number(item, parent)
        with nothing_written():
            fields = self._fields(item, ("title", "body", "topic"))
        idea = {
            "project_id": self._account.options.get("project", ""),
            "phase_ids": list(self._account.modules[:1]),
            "publication_status": self._account.options.get("publish", "draft"),
            **fields,
        }
        if picture is not None:
            data = base64.b64encode(picture.data).decode()
            address = f"data:{picture.media_type};base64,{data}"
            idea["idea_images_attributes"] = [{"image": address}]
        return self._idea(self._ask("POST", f"{API}/ideas", data={"idea": idea})["data"])

    def update(
        self,
        item: Item,
        changed: tuple[str, ...],
        remote: Parent,
        parent: Parent | None,
        picture: Picture | None,
    ) -> Remote:
        """Change title, text and topic of an idea, or a number."""
        if item.kind is not ItemKind.IDEA:
            return self._set_number(item, parent)
        with nothing_written():
            data = {"idea": self._fields(item, changed)}
        return self._idea(self._ask("PATCH", f"{API}/ideas/{remote.id}", data=data)["data"])

    def remove(self, remote: Remote, parent: Parent | None) -> None:
        """Delete a surplus idea."""
        call = Call("DELETE", f"{API}/ideas/{remote.id}")
        answer = self._tokens.ask(call)
        if answer.status not in {404, 410}:
            self._transport.judge(call, answer)

    def _set_number(self, item: Item, parent: Parent | None) -> Remote:
        """Set an official number; 0 rather than nothing, so that it is noted who did it."""
        number = int(item.content["number"])
        if item.kind is ItemKind.VOTERS:
            phase = self._account.modules[0]
            data = {"phase": {"manual_voters_amount": number}}
            shown = self._ask("PATCH", f"{API}/phases/{phase}", data=data)["data"]
            found = shapes.voters_of(shown)
        else:
            if parent is None:
                raise not_there()
            data = {"idea": {"manual_votes_amount": number}}
            shown = self._ask("PATCH", f"{API}/ideas/{parent.id}", data=data)["data"]
            found = list(shapes.votes_of(shown))
        if not found or found[0].shown != {"number": number}:
            raise Refused(
                msg("The platform did not take the number: offline votes are not enabled there.")
            )
        return found[0]

    # -------------------------------------------------------------- shapes

    def _fields(self, item: Item, names: tuple[str, ...]) -> dict[str, Any]:
        data = shapes.fields(item, names, self._locale)
        if "topic" in names:
            topic = self._topic_of(item)
            data["topic_ids"] = [topic] if topic else []
        return data

    def _topic_of(self, item: Item) -> str:
        """Return the id of the topic by the name of the idea's cluster, empty if there is none."""
        name = str(item.content.get("topic", "")).strip().casefold()
        if not name:
            return ""
        if self._topics is None:
            self._topics = self._known_topics()
        return self._topics.get(name, "")

    def _known_topics(self) -> dict[str, str]:
        """Return the topics that ideas of the project may have, by name.

        Since 2026 a project has topics of its own; before, it allowed some of the platform's.
        """
        project = f"{API}/projects/{self._account.options.get('project', '')}"
        own = self._rows(f"{project}/input_topics")
        if own is not None:
            return self._by_name(own)
        allowed = self._rows(f"{project}/projects_allowed_input_topics") or []
        ids = {str(each["relationships"]["topic"]["data"]["id"]) for each in allowed}
        every = self._rows(f"{API}/topics") if ids else []
        return self._by_name([each for each in every or [] if str(each["id"]) in ids])

    def _rows(self, path: str) -> list[dict[str, Any]] | None:
        """Return a list that only some versions have, None if this one does not."""
        call = Call("GET", path, params={"page[size]": 1000})
        answer = self._tokens.ask(call)
        if answer.status == 404:
            return None
        self._transport.judge(call, answer)
        return list(answer.data()["data"])

    def _by_name(self, rows: list[dict[str, Any]]) -> dict[str, str]:
        return {
            shapes.text_in(each["attributes"].get("title_multiloc"), self._locale)
            .strip()
            .casefold(): str(each["id"])
            for each in rows
        }

    def _idea(self, idea: dict[str, Any]) -> Remote:
        return shapes.read_idea(idea, self._locale, self._account.url)

    def expected(self, item: Item) -> Content:
        """Return what a copy of `item` shows."""
        if item.kind is not ItemKind.IDEA:
            return {"number": int(item.content["number"])}
        return {**shapes.expected(item), "topic": self._topic_of(item)}

    def objection(self, item: Item) -> str:
        """Return why the platform would refuse `item`."""
        return shapes.objection(self._account, item)

    def _ask(self, method: str, path: str, **more: Any) -> Any:
        return self._tokens.get(Call(method, path, **more))
