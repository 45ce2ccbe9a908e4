"""OpenSlides 4: ideas as topics of a meeting, dots as an analog poll of the topic.

Read in its source (OpenSlides/openslides-backend 755f68b3a913 with docs/actions,
openslides-autoupdate-service 009798292a35), not tried on a running platform. Everything is read by
one request and written by actions, which are whole or not at all. An analog poll is the official
place for what was counted on paper: `Y` holds the dots, `N` those against. Nothing guards against a
second copy: titles and texts carry the reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderator.domain.platforms import ItemKind, RemoteId, marked
from moderator.errors import msg
from moderator.sync.answers import NoClearAnswer, NotThere, Refused, SignInNeeded, not_there
from moderator.sync.connectors import Capabilities, Parent, Place, Remote
from moderator.sync.platforms import openslides_shapes as shapes
from moderator.sync.platforms.account_language import words_of
from moderator.sync.platforms.adhocracy_shapes import description
from moderator.sync.platforms.html_text import plain_text
from moderator.sync.platforms.openslides_session import OpenSlidesSession
from moderator.sync.transport import Call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.domain.platforms import Account, Content, Item
    from moderator.sync.connectors import Picture
    from moderator.sync.secret_store import Secrets
    from moderator.sync.transport import Answer, Transport

_ACTIONS = "/system/action/handle_request"
_READ = "/system/autoupdate?single=1"


class OpenSlides:
    """Speaks with one account; the modules are numbers of meetings, the first takes new ideas."""

    capabilities = Capabilities(
        creates=frozenset({ItemKind.IDEA, ItemKind.VOTES}),
        updates=frozenset({ItemKind.IDEA, ItemKind.VOTES}),
        listed=frozenset({ItemKind.IDEA, ItemKind.VOTES}),
        removes=frozenset({ItemKind.IDEA, ItemKind.VOTES}),
        rounds=True,
        votes=msg("An analog poll of the topic: the official place for what was counted on paper."),
        hand_over=(".csv",),
        needs=("user", "password", "module"),
        title_limits=(1, 255),
        parallel=1,
        per_second=2.0,
        hints=(
            msg("The account needs the rights to manage agenda and polls of the meeting."),
            msg("Polls arrive finished; somebody there publishes them. Or: publish=published."),
        ),
    )

    def __init__(self, account: Account, transport: Transport, secrets: Secrets) -> None:
        self._account = account
        self._transport = transport
        self._session = OpenSlidesSession(account, transport, secrets)

    def sign_in(self) -> str:
        """Check address, secrets and meetings; return the user name."""
        self._session.renew_now()
        for meeting in self._account.modules:
            self._meeting(meeting, {})
        return self._account.user

    def places(self) -> list[Place]:
        """Return the meetings of the account."""
        user = self._session.user_id
        if not user:
            return []
        named = {"meeting_ids": shapes.related("meeting", {"name": None})}
        found = self._read(shapes.wanted("user", [user], named))
        return [
            Place(str(each), str(found.get(f"meeting/{each}/name", "")))
            for each in found.get(f"user/{user}/meeting_ids", [])
        ]

    # -------------------------------------------------------------- reading

    def survey(self) -> Iterator[Remote]:
        """Yield all topics of the meetings with their counts, one request each."""
        asked = {"topic_ids": shapes.related("topic", {**shapes.TOPIC, **shapes.POLLS})}
        for meeting in self._account.modules:
            found = self._meeting(meeting, asked)
            for topic in found.get(f"meeting/{meeting}/topic_ids", []):
                if f"topic/{topic}/title" not in found:
                    raise SignInNeeded(
                        msg("The account may not see the topics of meeting {meeting}."),
                        msg("It needs the right to see the agenda."),
                        meeting=meeting,
                    )
                yield shapes.read_topic(found, int(topic), self._address(meeting))
                yield from shapes.polls_of(found, int(topic))

    def _meeting(self, meeting: str, fields: dict[str, Any]) -> shapes.Fields:
        """Return what a meeting shows; without its name, what is missing proves nothing."""
        if not meeting.isdigit():
            raise Refused(msg("“{module}” is not the number of a meeting."), module=meeting[:40])
        found = self._read(shapes.wanted("meeting", [int(meeting)], {"name": None, **fields}))
        if f"meeting/{meeting}/name" not in found:
            raise Refused(
                msg("There is no meeting {meeting} that this account can see."), meeting=meeting
            )
        return found

    def find(self, item: Item, parent: Parent | None) -> list[Remote]:
        """Return every topic with the reference, or every poll of a topic that carries it."""
        if item.kind is ItemKind.IDEA:
            return [each for each in self.survey() if item.reference in each.references]
        if parent is None:
            return []
        found = self._read(shapes.wanted("topic", [int(parent.id)], shapes.POLLS))
        polls = shapes.polls_of(found, int(parent.id))
        return [each for each in polls if item.reference in each.references]

    def read(self, kind: ItemKind, remote: Parent, parent: Parent | None) -> Remote:
        """Return a topic or the counts of a poll by id."""
        number = int(remote.id)
        if kind is ItemKind.IDEA:
            asked = {**shapes.TOPIC, **shapes.POLLS}
            found = self._read(shapes.wanted("topic", [number], asked))
            if f"topic/{number}/title" not in found:
                raise not_there()
            return shapes.read_topic(found, number, self._address(self._account.modules[0]))
        asked = {**shapes.POLL, **shapes.OPTIONS}
        found = self._read(shapes.wanted("poll", [number], asked))
        poll = shapes.read_poll(found, number)
        if poll is None:
            raise not_there()
        return poll

    # -------------------------------------------------------------- writing

    def create(self, item: Item, parent: Parent | None, picture: Picture | None) -> Remote:
        """Send a new topic, or a poll below one."""
        meeting = int(self._account.modules[0])
        if item.kind is ItemKind.IDEA:
            given = {"meeting_id": meeting, **self._topic(item, ("title", "body"))}
            made = RemoteId(str(self._act("topic.create", given)["id"]))
            # Asked for at once, a copy of the store that lags behind may not know it yet.
            return Remote(
                ItemKind.IDEA,
                made,
                self.expected(item),
                url=self._address(str(meeting)),
                references=frozenset({item.reference}),
                age=f"{int(made):012}",
            )
        if parent is None:
            raise not_there()
        poll = int(self._act("poll.create", self._poll(item, parent, meeting))["id"])
        return Remote(
            ItemKind.VOTES,
            RemoteId(str(poll)),
            self.expected(item),
            references=frozenset({item.reference}),
            age=f"{poll:012}",
        )

    def update(
        self,
        item: Item,
        changed: tuple[str, ...],
        remote: Parent,
        parent: Parent | None,
        picture: Picture | None,
    ) -> Remote:
        """Change title and text of a topic, or the counts of a poll."""
        if item.kind is ItemKind.IDEA:
            self._act("topic.update", {"id": int(remote.id), **self._topic(item, changed)})
        else:
            # A poll made in this very run is known by its id only: its option is asked for.
            option = remote.facts.get("option") or self._option(remote, parent)
            self._act("option.update", {"id": int(option), **_counts(item)})
        return Remote(
            item.kind,
            remote.id,
            self._shown_after(item, changed, remote, parent),
            url=self._address(self._account.modules[0]) if item.kind is ItemKind.IDEA else "",
            references=frozenset({item.reference}),
            age=f"{int(remote.id):012}",
            facts=remote.facts,
        )

    def _shown_after(
        self, item: Item, changed: tuple[str, ...], remote: Parent, parent: Parent | None
    ) -> Content:
        """Return what is shown now: of what was not sent, that of the platform."""
        expected = self.expected(item)
        if item.kind is not ItemKind.IDEA or {"title", "body"} <= set(self._sent(item, changed)):
            return expected
        shown = dict(self.read(item.kind, remote, parent).shown)
        return {**shown, **{each: expected[each] for each in self._sent(item, changed)}}

    def remove(self, remote: Remote, parent: Parent | None) -> None:
        """Delete a surplus topic or poll."""
        action = "topic.delete" if remote.kind is ItemKind.IDEA else "poll.delete"
        try:
            self._act(action, {"id": int(remote.id)})
        except Refused:
            # The same refusal says that it is gone already.
            try:
                self.read(remote.kind, Parent(remote.id), parent)
            except NotThere:
                return
            raise

    def _act(self, action: str, given: dict[str, Any]) -> dict[str, Any]:
        """Have one action done; return what it says of the thing it was about."""
        call = Call("POST", _ACTIONS, data=[{"action": action, "data": [given]}])
        answer = self._session.ask(call)
        self._transport.judge(call, answer)
        told = answer.data()
        if not told["success"]:
            raise NoClearAnswer(
                msg("The platform answers in a way this connector does not know."),
                msg(
                    "Nothing is sent again before it was looked up. Is the kind of platform right?"
                ),
            )
        results = told["results"][0] or [None]
        return dict(results[0] or {})

    # -------------------------------------------------------------- shapes

    def _topic(self, item: Item, names: tuple[str, ...]) -> dict[str, Any]:
        fields = {
            "title": ("title", str(item.content["title"])),
            "body": ("text", description(item)),
        }
        return dict(fields[each] for each in self._sent(item, names))

    def _sent(self, item: Item, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return which fields go out; the text of an idea without one repeats its title."""
        sent = [each for each in ("title", "body") if each in names]
        if sent == ["title"] and not item.content.get("body"):
            sent.append("body")
        return tuple(sent)

    def _poll(self, item: Item, parent: Parent, meeting: int) -> dict[str, Any]:
        w = words_of(self._account)
        return {
            "title": f"{w('Counted on site')} {marked(item.reference)}",
            "type": "analog",
            "pollmethod": "YN",
            "meeting_id": meeting,
            "content_object_id": f"topic/{parent.id}",
            "options": [{"text": item.title, **_counts(item)}],
            "publish_immediately": self._account.options.get("publish") == "published",
        }

    def _option(self, remote: Parent, parent: Parent | None) -> str:
        return self.read(ItemKind.VOTES, remote, parent).facts["option"]

    def _address(self, meeting: str) -> str:
        return f"{self._account.url}/{meeting}/agenda"

    def expected(self, item: Item) -> Content:
        """Return what a copy of `item` shows."""
        if item.kind is ItemKind.VOTES:
            return {name: int(item.content[name]) for name in ("number", "against")}
        return {"title": str(item.content["title"]), "body": plain_text(description(item))}

    def objection(self, item: Item) -> str:
        """Return why the platform would refuse `item`."""
        if not self._account.modules or not self._account.modules[0].isdigit():
            return msg("The account names no meeting to write to (--module).")
        if item.kind is ItemKind.IDEA and len(str(item.content["title"])) > 255:
            return msg("The title has more than 255 characters there. Please shorten it.")
        return ""

    def _read(self, asked: list[dict[str, Any]]) -> shapes.Fields:
        call = Call("POST", _READ, data=asked)
        answer = self._session.ask(call)
        self._judge_reading(call, answer)
        return shapes.fields_of(answer)

    def _judge_reading(self, call: Call, answer: Answer) -> None:
        """Judge an answer to a reading that has to be sent as POST."""
        self._transport.judge(Call("GET", call.path), answer)


def _counts(item: Item) -> dict[str, str]:
    return {
        "Y": shapes.decimals(int(item.content["number"])),
        "N": shapes.decimals(int(item.content["against"])),
    }
