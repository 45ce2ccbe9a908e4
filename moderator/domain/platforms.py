"""Platforms a workshop is synced with: accounts, what should stand there, what is known of it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from moderator.domain.codes import CardCode
    from moderator.domain.ids import WorkshopId

AccountId = NewType("AccountId", str)
RemoteId = NewType("RemoteId", str)
"""An id that a platform gave; never mixed up with ours."""
NOWHERE = RemoteId("")
"""Stands where nothing is known on the platform."""
Reference = NewType("Reference", str)
"""The visible mark without its frame, for example `7F3A-9KMP2X`."""

Content = dict[str, str | int]
"""Plain fields of an item, for example `{"title": …, "body": …}`; numbers stay numbers."""

_REFERENCE = re.compile(r"\[Ref ([0-9A-F]{4}-[2-9A-Z]{6}(?:-R[0-9]{1,6})?)\]")


class ItemKind(StrEnum):
    """What can stand on a platform, in the order in which it is sent."""

    IDEA = "idea"
    PICTURE = "picture"
    VOTES = "votes"
    VOTERS = "voters"


class OutboxState(StrEnum):
    """How far a write has come; docs/sync.md tells what leads where."""

    WAITING = "waiting"
    SENDING = "sending"
    UNCLEAR = "unclear"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Account:
    """A platform and our service user there; secrets are elsewhere.

    Attributes:
        name: what a person calls it; unique.
        kind: which connector speaks with it.
        url: its address, without a slash at the end.
        user: user name or e-mail address of the service user.
        modules: where to write, in the platform's own ids; the first takes new ideas.
        options: further choices of that kind, for example `terms: accepted`.
        stopped: why nothing is sent until a person signs in again; empty if all is well.
    """

    id: AccountId
    name: str
    kind: str
    url: str
    created_at: datetime
    user: str = ""
    modules: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """One workshop on one account: what a sync is about."""

    account_id: AccountId
    workshop_id: WorkshopId


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in a round, for people: plans tell it, nothing is sent from here.

    Attributes:
        round_title: what the round is called.
        number: dots for an idea, or people who took part.
        against: dots against.
    """

    round_title: str
    number: int
    against: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that should stand on the platform.

    Attributes:
        subject: our id: of the idea; of idea and round for votes; of the round for voters.
        title: what a person calls it, for plans and messages.
        reference: the visible mark, empty for mere numbers.
        parent: subject of the idea it hangs on, empty for ideas.
        origin: its id there if it came from this very platform.
        counted: of votes and voters: what plans tell of them.
    """

    kind: ItemKind
    subject: str
    title: str
    content: Content
    reference: Reference = Reference("")
    parent: str = ""
    origin: RemoteId = NOWHERE
    counted: Counted | None = None

    @property
    def key(self) -> str:
        """The item's identity within a workshop and an account."""
        return f"{self.kind}:{self.subject}"

    @property
    def digest(self) -> str:
        """A short hash of the content."""
        return digest_of(self.content)


@dataclass(frozen=True, slots=True)
class Link:
    """What we know of an item on the platform.

    Attributes:
        key: `Item.key`.
        sent: the content last sent (or the content it was pulled with).
        seen: fingerprint of what the platform showed after that; empty if never seen.
        activity: of an idea: how much hung on it when all below it was known, -1 if never.
        added: what a person decided to add to our own number.
        dropped: a person decided that this item is not sent any more.
        facts: what the connector wants to remember, for example a content type.
        tried: fingerprints of everything we ever sent for it, the newest last: a request that a
            network delivers late is known by them.
    """

    scope: Scope
    key: str
    remote_id: RemoteId
    url: str
    sent: Content
    seen: str
    at: datetime
    activity: int = -1
    added: int = 0
    dropped: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)
    tried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A write that was decided on; one per item.

    Attributes:
        creates: whether the item is new there; else it is changed.
        content: what is sent, whole.
        changed: names of the fields to send; all of them if it is new.
        expected: fingerprint that the platform has to show before an update.
        happened_at: when it was decided.
        run: the run that claimed it, empty if none.
        reason: why it was refused or put off, English message id or the platform's own words.
        tried: as `Link.tried`, with what this row sends.
    """

    scope: Scope
    key: str
    kind: ItemKind
    subject: str
    title: str
    reference: Reference
    parent: str
    creates: bool
    content: Content
    changed: tuple[str, ...]
    expected: str
    happened_at: datetime
    state: OutboxState = OutboxState.WAITING
    attempts: int = 0
    next_try_at: datetime | None = None
    run: str = ""
    reason: str = ""
    remote_id: RemoteId = NOWHERE
    url: str = ""
    done_at: datetime | None = None
    tried: tuple[str, ...] = ()

    @property
    def item(self) -> Item:
        """The item as it is to be sent."""
        return Item(self.kind, self.subject, self.title, self.content, self.reference, self.parent)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """What happened to an item, for people; `what` is an English message id."""

    scope: Scope
    at: datetime
    key: str
    title: str
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PulledIdea:
    """An idea as it was read from a platform.

    Attributes:
        facts: counts and address there, for the idea's own facts.
        known_as: the idea here that it is linked to, empty if it is new.
        refreshes: whether its text replaces ours, which nobody has changed since the last pull.
    """

    remote_id: RemoteId
    source_key: str
    title: str
    body: str
    topic: str
    facts: Mapping[str, str]
    known_as: str = ""
    refreshes: bool = False


def source_key_of(account_id: AccountId, remote_id: RemoteId) -> str:
    """Return the `source_key` of an idea that was pulled."""
    return f"platform:{account_id}:{remote_id}"


def origin_in(source_key: str, account_id: AccountId) -> RemoteId:
    """Return the id on the platform of `account_id`, `NOWHERE` if it came from elsewhere."""
    prefix = source_key_of(account_id, NOWHERE)
    return RemoteId(source_key.removeprefix(prefix)) if source_key.startswith(prefix) else NOWHERE


def digest_of(content: Mapping[str, str | int]) -> str:
    """Return a short hash that is equal for equal content."""
    text = json.dumps(dict(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def card_reference(workshop_id: WorkshopId, code: CardCode) -> Reference:
    """Return the mark of a card: four signs of its workshop, then its code."""
    sign = hashlib.blake2b(workshop_id.encode(), digest_size=2).hexdigest().upper()
    return Reference(f"{sign}-{code}")


def votes_reference(card: Reference, round_number: int) -> Reference:
    """Return the mark of the votes that a card got in a round."""
    return Reference(f"{card}-R{round_number}")


def marked(reference: Reference) -> str:
    """Return the mark as it stands in a text."""
    return f"[Ref {reference}]"


def references_in(text: str) -> list[Reference]:
    """Return the marks in a text, in order."""
    return [Reference(each) for each in _REFERENCE.findall(text)]
