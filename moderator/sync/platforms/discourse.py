"""Discourse: ideas as topics, votes as replies; the one platform with a real guard against copies.

From its documented API (discourse/discourse_api_docs 6737ac2ab313), not tried on a running forum. A
topic takes our own `external_id`, may carry each only once, and is found by it. The list of a
category names titles and numbers of posts, not texts: so texts are never changed over there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderator.domain.platforms import ItemKind, RemoteId, references_in
from moderator.errors import msg
from moderator.sync.answers import NoClearAnswer, NotThere, Refused, not_there, nothing_written
from moderator.sync.connectors import Capabilities, Parent, Place, Remote
from moderator.sync.platforms.adhocracy_shapes import comment_text, paragraphs
from moderator.sync.platforms.html_text import plain_text
from moderator.sync.transport import Call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.domain.platforms import Account, Content, Item
    from moderator.sync.connectors import Picture
    from moderator.sync.secret_store import Secrets
    from moderator.sync.transport import Transport

MOST_PAGES = 2000


class Discourse:
    """Speaks with one forum; the modules are numbers of categories, the password the API key."""

    capabilities = Capabilities(
        creates=frozenset({ItemKind.IDEA, ItemKind.VOTES}),
        listed=frozenset({ItemKind.IDEA}),
        marks_listed=False,
        votes=msg("A reply in the topic of the idea."),
        needs=("user", "password", "module"),
        title_limits=(1, 255),
        parallel=1,
        per_second=1.0,
        hints=(msg("The password is an API key of the forum, made for this user."),),
    )

    def __init__(self, account: Account, transport: Transport, secrets: Secrets) -> None:
        self._account = account
        self._transport = transport
        key = secrets.read(account.id, "password")
        self._headers = {"Api-Key": key, "Api-Username": account.user}

    def sign_in(self) -> str:
        """Read the first page of each category; return the user name."""
        for category in self._account.modules:
            self._page(category, 0)
        return self._account.user

    def places(self) -> list[Place]:
        """Return the categories."""
        rows = self._ask("GET", "/categories.json")["category_list"]["categories"]
        return [Place(str(each["id"]), str(each["name"])) for each in rows]

    # -------------------------------------------------------------- reading

    def survey(self) -> Iterator[Remote]:
        """Yield all topics of the categories, page by page."""
        for category in self._account.modules:
            before: tuple[Any, ...] = ()
            for page in range(MOST_PAGES + 1):
                shown = self._page(category, page)
                ids = tuple(each["id"] for each in shown["topics"])
                yield from map(self._topic, shown["topics"])
                if not shown.get("more_topics_url") or not ids:
                    break
                if ids == before or page == MOST_PAGES:
                    raise NoClearAnswer(msg("The platform's list does not come to an end."))
                before = ids

    def _page(self, category: str, page: int) -> Any:
        params: dict[str, str | int] = {"page": page, "order": "created", "ascending": "true"}
        return self._ask("GET", f"/c/{category}.json", params=params)["topic_list"]

    def _topic(self, topic: dict[str, Any]) -> Remote:
        replies = max(int(topic.get("posts_count") or 1) - 1, 0)
        return Remote(
            kind=ItemKind.IDEA,
            id=RemoteId(str(topic["id"])),
            shown={"title": str(topic["title"])},
            url=f"{self._account.url}/t/{topic.get('slug', '-')}/{topic['id']}",
            activity=replies,
            age=f"{int(topic['id']):012}",
            answers=replies + int(topic.get("like_count") or 0),
            facts={
                "online_for": str(topic.get("like_count") or 0),
                "online_comments": str(replies),
            },
        )

    def find(self, item: Item, parent: Parent | None) -> list[Remote]:
        """Return the topic with our external id, or the replies with our reference."""
        if item.kind is ItemKind.IDEA:
            return self._by_external_id(item)
        if parent is None:
            return []
        found = (self._reply(each, parent) for each in self._posts(parent))
        return [each for each in found if item.reference in each.references]

    def _by_external_id(self, item: Item) -> list[Remote]:
        try:
            return [self._topic(self._ask("GET", f"/t/external_id/{_external_id(item)}.json"))]
        except NotThere:
            return []

    def _posts(self, parent: Parent) -> Iterator[dict[str, Any]]:
        """Yield all posts of a topic: the first come with it, the others are asked for by id."""
        topic = self._ask("GET", f"/t/{parent.id}.json")
        stream = topic["post_stream"]
        yield from stream["posts"]
        known = {each["id"] for each in stream["posts"]}
        others = [each for each in stream.get("stream") or [] if each not in known]
        for at in range(0, len(others), 20):
            wanted = "&".join(f"post_ids[]={each}" for each in others[at : at + 20])
            more = self._ask("GET", f"/t/{parent.id}/posts.json?{wanted}")
            yield from more["post_stream"]["posts"]

    def _reply(self, post: dict[str, Any], parent: Parent) -> Remote:
        text = plain_text(str(post["cooked"]))
        return Remote(
            kind=ItemKind.VOTES,
            id=RemoteId(str(post["id"])),
            shown={"text": text},
            references=frozenset(references_in(text)),
            parent=parent.id,
            age=f"{int(post['id']):012}",
            answers=int(post.get("reply_count") or 0),
        )

    def read(self, kind: ItemKind, remote: Parent, parent: Parent | None) -> Remote:
        """Return a topic or a reply by id."""
        if kind is ItemKind.IDEA:
            return self._topic(self._ask("GET", f"/t/{remote.id}.json"))
        if parent is None:
            raise not_there()
        return self._reply(self._ask("GET", f"/posts/{remote.id}.json"), parent)

    # -------------------------------------------------------------- writing

    def create(self, item: Item, parent: Parent | None, picture: Picture | None) -> Remote:
        """Open a topic, unless there is one with our external id already; or reply."""
        if item.kind is not ItemKind.IDEA and parent is None:
            raise not_there()
        with nothing_written():
            there = self.find(item, parent) if item.kind is ItemKind.IDEA else []
        if there:
            return there[0]
        try:
            made = self._ask("POST", "/posts.json", data=self._post(item, parent))
        except Refused:
            # Id or text are taken: a request that we gave up has arrived after all.
            there = self.find(item, parent)
            if there:
                return there[0]
            raise
        if parent is not None:
            return self._reply(made, parent)
        return self.read(ItemKind.IDEA, Parent(RemoteId(str(made["topic_id"]))), None)

    def _post(self, item: Item, parent: Parent | None) -> dict[str, Any]:
        if parent is not None:
            return {"topic_id": int(parent.id), "raw": comment_text(item)}
        return {
            "title": str(item.content["title"]),
            "raw": "\n\n".join(paragraphs(item)),
            "category": int(self._account.modules[0]),
            "external_id": _external_id(item),
        }

    def update(
        self,
        item: Item,
        changed: tuple[str, ...],
        remote: Parent,
        parent: Parent | None,
        picture: Picture | None,
    ) -> Remote:
        """Refuse: the list shows no texts, so a change there would not be seen.

        Raises:
            Refused: always.
        """
        raise Refused(msg("This platform takes no changes of it."))

    def remove(self, remote: Remote, parent: Parent | None) -> None:
        """Refuse: a topic cannot be there twice, and a reply is left to a person.

        Raises:
            Refused: always.
        """
        raise Refused(msg("This platform takes no changes of it."))

    # -------------------------------------------------------------- shapes

    def expected(self, item: Item) -> Content:
        """Return what a copy of `item` shows."""
        if item.kind is ItemKind.IDEA:
            return {"title": str(item.content["title"])}
        return {"text": comment_text(item)}

    def objection(self, item: Item) -> str:
        """Return why the platform would refuse `item`."""
        if not self._account.modules:
            return msg("The account names no category to write to.")
        if item.kind is ItemKind.IDEA and len(str(item.content["title"])) > 255:
            return msg("The title has more than 255 characters there. Please shorten it.")
        return ""

    def _ask(self, method: str, path: str, **more: Any) -> Any:
        return self._transport.get(Call(method, path, headers=self._headers, **more))


def _external_id(item: Item) -> str:
    """Return our id of a topic: letters, digits and dashes."""
    return f"moderator-{item.reference}".lower()
