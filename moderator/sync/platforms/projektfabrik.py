"""Digitale Projektfabrik, and any platform that keeps the interface of docs/platform-api.

Its ids are made by the sender, and a `PUT` that comes twice does nothing twice. So a lost answer
leaves no second copy, and nothing is replaced without the version that was read before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from moderator.domain.platforms import NOWHERE, ItemKind, RemoteId
from moderator.errors import msg
from moderator.sync.answers import NoClearAnswer, NotThere, Refused, SignInNeeded, not_there
from moderator.sync.connectors import Capabilities, Place
from moderator.sync.platforms import projektfabrik_shapes as shapes
from moderator.sync.platforms.passwords import password_of
from moderator.sync.platforms.projektfabrik_shapes import API
from moderator.sync.transport import Answer, Call

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from moderator.domain.platforms import Account, Content, Item
    from moderator.sync.connectors import Parent, Picture, Remote
    from moderator.sync.secret_store import Secrets
    from moderator.sync.transport import Transport

PER_PAGE = 200
MOST_PAGES = 2000
LONGEST_TITLE = 300
_ALL = frozenset(ItemKind)
_MADE_HERE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


class Projektfabrik:
    """Speaks with one account; its modules are projects, its password is a bearer token."""

    capabilities = Capabilities(
        creates=_ALL,
        updates=_ALL,
        slots=frozenset({ItemKind.PICTURE, ItemKind.VOTERS}),
        listed=frozenset({ItemKind.IDEA, ItemKind.PICTURE, ItemKind.VOTES}),
        removes=frozenset({ItemKind.IDEA, ItemKind.VOTES}),
        rounds=True,
        votes=msg("Counts of each idea and round, beside the votes cast online."),
        needs=("password", "module"),
        title_limits=(1, LONGEST_TITLE),
        parallel=4,
        per_second=20.0,
        hints=(msg("The password is a token that the platform's operator hands out."),),
    )

    def __init__(self, account: Account, transport: Transport, secrets: Secrets) -> None:
        self._account = account
        self._transport = transport
        self._secrets = secrets
        # What `read` saw last, so that `update` replaces just that and nothing newer.
        self._read: dict[tuple[ItemKind, RemoteId], dict[str, Any]] = {}

    # -------------------------------------------------------------- account

    def sign_in(self) -> str:
        """Check address, token and projects; return the name the token was made for."""
        token = self._get(API)["token"]
        if not token["writes"]:
            raise SignInNeeded(msg("This token may only read. Ask for one that may write."))
        for project in self._account.modules:
            try:
                self._get(f"{API}/projects/{project}")
            except (NotThere, Refused) as error:
                raise Refused(
                    msg("There is no project {project} on this platform."), project=project
                ) from error
        return str(token["name"])

    def places(self) -> list[Place]:
        """Return all projects."""
        found = self._pages(f"{API}/projects")
        return [Place(str(each["id"]), str(each["title"]), note=each["place"]) for each in found]

    # -------------------------------------------------------------- reading

    def survey(self) -> Iterator[Remote]:
        """Yield all ideas of all projects, each with its picture and its counts."""
        for project in self._account.modules:
            for idea in self._pages(f"{API}/projects/{project}/ideas"):
                yield from self._idea_and_below(idea)

    def _idea_and_below(self, idea: Mapping[str, Any]) -> Iterator[Remote]:
        yield shapes.read_idea(idea, self._account.url)
        yield from shapes.read_below(idea, self._account.url)

    def find(self, item: Item, parent: Parent | None) -> list[Remote]:
        """Return every copy of an idea by its reference, or what stands in a place."""
        if item.kind is ItemKind.IDEA:
            return list(self._ideas_marked(str(item.reference)))
        if item.kind is ItemKind.VOTERS:
            return [found for found in map(self._round, self._rounds(item)) if found is not None]
        if parent is None:
            raise not_there()
        idea = self._get(shapes.path_of(ItemKind.IDEA, parent.id))
        below = [e for e in shapes.read_below(idea, self._account.url) if e.kind is item.kind]
        if item.kind is ItemKind.PICTURE:
            return below
        return [each for each in below if item.reference in each.references]

    def _ideas_marked(self, reference: str) -> Iterator[Remote]:
        for project in self._account.modules:
            path = f"{API}/projects/{project}/ideas"
            for idea in self._pages(path, reference=reference):
                yield shapes.read_idea(idea, self._account.url)

    def _rounds(self, item: Item) -> list[RemoteId]:
        return [RemoteId(f"{project}/{item.subject}") for project in self._account.modules]

    def _round(self, remote_id: RemoteId) -> Remote | None:
        try:
            return shapes.read_round(self._get(shapes.path_of(ItemKind.VOTERS, remote_id)))
        except NotThere:
            return None

    def read(self, kind: ItemKind, remote: Parent, parent: Parent | None) -> Remote:
        """Return one thing by its id, and remember its version for an update."""
        where = ItemKind.IDEA if kind is ItemKind.PICTURE else kind
        shown = self._get(shapes.path_of(where, remote.id))
        self._read[kind, remote.id] = shown["picture"] if kind is ItemKind.PICTURE else shown
        return self._remote(kind, shown)

    def _remote(self, kind: ItemKind, shown: Mapping[str, Any]) -> Remote:
        if kind is ItemKind.VOTERS:
            return shapes.read_round(shown)
        if kind is ItemKind.VOTES:
            page = f"{self._account.url}/ideas/{shown['idea']}"
            return shapes.read_count(shown, page)
        if kind is ItemKind.IDEA:
            return shapes.read_idea(shown, self._account.url)
        pictures = shapes.read_below(shown, self._account.url)
        found = next((each for each in pictures if each.kind is ItemKind.PICTURE), None)
        if found is None:
            raise not_there()
        return found

    # -------------------------------------------------------------- writing

    def create(self, item: Item, parent: Parent | None, picture: Picture | None) -> Remote:
        """Put something new under our own id; what was deleted there comes back."""
        if item.kind in {ItemKind.PICTURE, ItemKind.VOTES} and parent is None:
            raise not_there()
        home = parent.id if parent else NOWHERE
        remote_id = shapes.new_id(item, self._account.modules[0], home)
        given = None if item.kind is ItemKind.PICTURE else shapes.whole(item)
        answer = self._put(item, remote_id, given, picture, "")
        if answer.status == 410:
            answer = self._put(item, remote_id, given, picture, _etag(answer))
        if answer.status == 428:
            if item.kind is ItemKind.IDEA:
                raise Refused(msg("It is there already, but not as here."))
            raise _moved()
        return self._shown(item, remote_id, answer)

    def update(
        self,
        item: Item,
        changed: tuple[str, ...],
        remote: Parent,
        parent: Parent | None,
        picture: Picture | None,
    ) -> Remote:
        """Replace the version that was read before; only the named fields differ from it."""
        before = self._read.pop((item.kind, remote.id), None)
        if before is None:
            raise _moved()
        given = None
        if item.kind is not ItemKind.PICTURE:
            given = {name: before[name] for name in shapes.PUT_FIELDS[item.kind]}
            given |= shapes.fields(item, changed)
            self._mark(item, given)
        answer = self._put(item, remote.id, given, picture, f'"{int(before["version"])}"')
        if answer.status in {404, 410, 412}:
            raise _moved()
        return self._shown(item, remote.id, answer)

    def _mark(self, item: Item, given: dict[str, Any]) -> None:
        """Let an idea that began on the platform be found by its card, too."""
        if item.kind is ItemKind.IDEA and not given["reference"] and item.reference:
            given |= {"reference": str(item.reference), "card_code": shapes.card_code(item)}

    def _put(
        self,
        item: Item,
        remote_id: RemoteId,
        given: dict[str, Any] | None,
        picture: Picture | None,
        etag: str,
    ) -> Answer:
        headers = {"If-Match": etag} if etag else {}
        path = shapes.path_of(item.kind, remote_id)
        if given is not None:
            return self._ask(Call("PUT", path, data=given, headers=headers))
        if picture is None:
            raise Refused(msg("The picture is not here any more."))
        headers |= {
            "Content-Type": picture.media_type,
            "Content-Disposition": f'attachment; filename="{shapes.picture_name(item)}"',
        }
        return self._ask(Call("PUT", path, content=picture.data, headers=headers))

    def _shown(self, item: Item, remote_id: RemoteId, answer: Answer) -> Remote:
        self._transport.judge(Call("PUT", ""), answer)
        shown = answer.data()
        if item.kind is ItemKind.PICTURE:
            project, _, idea = remote_id.partition("/")
            shown = {"project": project, "id": idea, "picture": shown}
        return self._remote(item.kind, shown)

    def remove(self, remote: Remote, parent: Parent | None) -> None:
        """Delete a surplus copy, if it still is what was seen."""
        headers = {"If-Match": f'"{remote.facts["version"]}"'}
        call = Call("DELETE", shapes.path_of(remote.kind, remote.id), headers=headers)
        answer = self._ask(call)
        # Changed since, or deleted by somebody else: the next look tells.
        if answer.status not in {404, 410, 412}:
            self._transport.judge(call, answer)

    # -------------------------------------------------------------- shapes

    def expected(self, item: Item) -> Content:
        """Return what a copy of `item` shows."""
        return shapes.expected(item)

    def objection(self, item: Item) -> str:
        """Return why the platform would refuse `item`."""
        if not self._account.modules:
            return msg("The account names no project to write to.")
        if item.kind is ItemKind.IDEA and len(str(item.content["title"])) > LONGEST_TITLE:
            return msg("The title has more than 300 characters there. Please shorten it.")
        if item.kind is ItemKind.IDEA and not _MADE_HERE.fullmatch(item.subject):
            return msg("This idea has an id that the platform does not take.")
        return ""

    # -------------------------------------------------------------- the wire

    def _ask(self, call: Call) -> Answer:
        token = password_of(self._account, self._secrets)
        headers = {**(call.headers or {}), "Authorization": f"Bearer {token}"}
        return self._transport.ask(replace(call, headers=headers))

    def _get(self, path: str, **params: str | int) -> Any:
        call = Call("GET", path, params=params or None)
        answer = self._ask(call)
        self._transport.judge(call, answer)
        return answer.data()

    def _pages(self, path: str, **params: str) -> Iterator[dict[str, Any]]:
        """Yield all items of a list, page by page."""
        cursor, known = "", {""}
        for _page in range(MOST_PAGES):
            more = {"cursor": cursor} if cursor else {}
            page = self._get(path, limit=PER_PAGE, **params, **more)
            yield from page["items"]
            cursor = page["next"] or ""
            if not cursor:
                return
            if cursor in known:
                break
            known.add(cursor)
        raise NoClearAnswer(msg("The platform's list does not come to an end."))


def _etag(answer: Answer) -> str:
    found = answer.headers.get("ETag", "")
    if not found:
        raise NoClearAnswer(msg("The platform answers in a way this connector does not know."))
    return found


def _moved() -> NotThere:
    """Return that somebody was faster; the next plan sees what stands there now."""
    return NotThere(msg("It was changed there in the meantime."))
