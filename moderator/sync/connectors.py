"""The protocol between the engine and one kind of platform.

A connector is made for one account and one run. It translates items into requests and what the
platform shows into `Remote`s; it never decides what to send, keeps no state of its own, and never
repeats a write. Everything that can go wrong is one of the classes in `moderator.sync.answers`.

The engine calls `create`, `update`, `remove`, `find` and `read` from several threads at once if
`Capabilities.parallel` is above 1; never two of them for the same idea.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from moderator.domain.platforms import NOWHERE, ItemKind, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from moderator.domain.platforms import Content, Item, Reference, RemoteId


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a kind of platform can take; plans, window and `platform kinds` tell it.

    Attributes:
        creates: kinds of items that can be new there.
        updates: kinds of items that can be changed there.
        slots: kinds that are a place beside their parent (a number, a picture) rather than things
            of their own: they need no reference, and writing them twice changes nothing.
        listed: kinds that `survey` yields; of these, absence from a whole survey is telling.
        marks_listed: whether `survey` tells the references of ideas; else only `find` knows
            which are ours.
        pictures_with_ideas: whether a picture is sent with its new idea instead of by itself.
        removes: kinds whose surplus copies can be taken away.
        rounds: whether counts are kept per round: votes then hold `number`, `against` and the id of
            their `round`, and voters tell what the round was.
        votes: where dots counted in the room go, English message id.
        pulls: whether ideas can be read.
        writes: whether anything can be sent at all; else there is only the hand-over file.
        hand_over: suffixes of files that a person can upload there, for example `.xlsx`.
        needs: what `platform add` has to ask for: `user`, `password`, `module`, `project`.
        title_limits: least and most letters of an idea's title.
        parallel: requests that may be under way at once.
        per_second: requests a second at most, 0 for no limit.
        hints: what a person should know beforehand, English message ids.
    """

    creates: frozenset[ItemKind] = frozenset()
    updates: frozenset[ItemKind] = frozenset()
    slots: frozenset[ItemKind] = frozenset()
    listed: frozenset[ItemKind] = frozenset({ItemKind.IDEA})
    marks_listed: bool = True
    pictures_with_ideas: bool = False
    removes: frozenset[ItemKind] = frozenset()
    rounds: bool = False
    votes: str = ""
    pulls: bool = True
    writes: bool = True
    hand_over: tuple[str, ...] = ()
    needs: tuple[str, ...] = ("user", "password", "module")
    title_limits: tuple[int, int] = (1, 300)
    parallel: int = 1
    per_second: float = 1.0
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remote:
    """Something as the platform shows it now.

    Attributes:
        shown: its fields in plain text and numbers, as nearly as it can be read; only what a
            person could change there and we would overwrite. Equal content must give equal fields,
            whichever request it came from.
        references: the marks found in its text.
        parent: id of the idea it hangs on, empty for ideas.
        activity: of an idea: how much hangs on it, for example its number of comments; grows by
            one with each item of a kind that is not `listed`.
        age: sorts copies by age, the oldest first: a number padded with zeros, or a time.
        answers: reactions of others to it; a copy with answers is never taken away.
        facts: for the link and for people: counts, content type, author, …
    """

    kind: ItemKind
    id: RemoteId
    shown: Content
    url: str = ""
    references: frozenset[Reference] = frozenset()
    parent: RemoteId = NOWHERE
    activity: int = 0
    age: str = ""
    answers: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """A short hash of what it shows."""
        return digest_of(self.shown)


@dataclass(frozen=True, slots=True)
class Parent:
    """The idea on the platform that an item hangs on; `facts` as its link keeps them."""

    id: RemoteId
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to send: name, media type (image/jpeg or image/png) and bytes."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere on the platform that can be written to or read from: a module, phase, component."""

    module: str
    title: str
    project: str = ""
    takes_ideas: bool = True
    note: str = ""


class Connector(Protocol):
    """Speaks with one account of one kind of platform."""

    @property
    def capabilities(self) -> Capabilities:
        """What this kind of platform can take."""

    def sign_in(self) -> str:
        """Check address and secrets; return the name the platform knows us by.

        Raises:
            SignInNeeded: it does not know us.
            NotArrived, NoClearAnswer, BadServer: it could not be asked.
        """

    def places(self) -> list[Place]:
        """Return where the account could write, as far as the platform tells; may be empty."""

    def survey(self) -> Iterator[Remote]:
        """Yield everything of the `listed` kinds in all modules of the account, to the end.

        Raises:
            NotArrived, NoClearAnswer, BadServer, SignInNeeded: the list is not whole. What was
                yielded so far proves nothing.
        """

    def find(self, item: Item, parent: Parent | None) -> list[Remote]:
        """Return every copy of `item` on the platform now, found by its reference or its place.

        An empty list says that it is surely not there. For a slot it is what stands in the place,
        or empty if nothing does.

        Raises:
            NotArrived, NoClearAnswer, BadServer, SignInNeeded: it could not be told.
        """

    def read(self, kind: ItemKind, remote: Parent, parent: Parent | None) -> Remote:
        """Return one thing by its id, as it is shown now.

        Raises:
            NotThere: the platform clearly says that it does not exist.
        """

    def create(self, item: Item, parent: Parent | None, picture: Picture | None) -> Remote:
        """Send a new item once; return what the platform then shows.

        Raises:
            NotArrived, NoClearAnswer, Refused, SignInNeeded: see `moderator.sync.answers`.
        """

    def update(
        self,
        item: Item,
        changed: tuple[str, ...],
        remote: Parent,
        parent: Parent | None,
        picture: Picture | None,
    ) -> Remote:
        """Set the fields named in `changed` to those of `item`; return what is then shown.

        Raises:
            NotArrived, NoClearAnswer, Refused, SignInNeeded: see `moderator.sync.answers`.
        """

    def remove(self, remote: Remote, parent: Parent | None) -> None:
        """Take away a surplus copy that we sent; it is no error if it is gone already.

        Raises:
            NotArrived, NoClearAnswer, Refused, SignInNeeded: see `moderator.sync.answers`.
        """

    def expected(self, item: Item) -> Content:
        """Return the `shown` of a `Remote` that holds exactly `item`, to know our own copies."""

    def objection(self, item: Item) -> str:
        """Return why the platform would refuse `item`, English message id; empty if it would not.

        Asked before anything is sent; answered without the network.
        """
