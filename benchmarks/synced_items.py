"""Items of a made-up evening, one after the other, and an engine that syncs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.ids import WorkshopId
from moderator.domain.moments import now
from moderator.domain.platforms import Account, AccountId, Item, ItemKind, Reference, Scope
from moderator.sync.engine import Engine
from moderator.sync.pace import Pace
from moderator.sync.platforms.adhocracy_plus import AdhocracyPlus
from moderator.sync.platforms.adhocracy_shapes import description
from moderator.sync.transport import Transport, new_session
from tests.fakes.adhocracy_state import Idea

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderator.storage.store import Store
    from moderator.sync.connectors import Picture
    from tests.fakes.adhocracy_plus import FakeAdhocracyPlus

_SIGNS = "23456789CDFHJKMNPRTVWXY"
_BODY = "Bänke mit Lehne, auch im Schatten.\nWer nicht gut zu Fuß ist, braucht sie alle 200 Meter."


def items_of(count: int) -> Iterator[Item]:
    """Yield `count` ideas; each is made when it is asked for."""
    for number in range(count):
        code, left = "", number
        for _ in range(6):
            code, left = code + _SIGNS[left % len(_SIGNS)], left // len(_SIGNS)
        title = f"Mehr Bänke am Marktplatz, Vorschlag {number}"
        content: dict[str, str | int] = {"title": title, "body": _BODY, "topic": ""}
        reference = Reference(f"7F3A-{code}")
        yield Item(ItemKind.IDEA, f"{number:08}", title, content, reference)


def fill(fake: FakeAdhocracyPlus, items: Iterable[Item]) -> None:
    """Put ideas onto a fake platform, as if they had been sent before."""
    for item in items:
        pk = fake.new_pk()
        fake.ideas[pk] = Idea(pk, 1, item.title, description(item), "alice")


class Items:
    """Materials of a run."""

    def __init__(self, count: int) -> None:
        self._count = count

    def items(self) -> Iterator[Item]:
        """Yield all items."""
        return items_of(self._count)

    def picture(self, _subject: str) -> Picture | None:
        """Return nothing: there are no pictures."""
        return None


class _Password:
    warning = ""

    def __init__(self) -> None:
        self._kept = {"password": "alice-password"}

    def read(self, _account: AccountId, name: str) -> str:
        return self._kept.get(name, "")

    def keep(self, _account: AccountId, values: dict[str, str]) -> None:
        self._kept |= values


def engine_for(store: Store, address: str, count: int) -> Engine:
    """Return an engine that brings `count` ideas to the platform at `address`."""
    account = Account(AccountId("a"), "Stadt", "adhocracy+", address, now(), "alice", ("1",))
    threads = AdhocracyPlus.capabilities.parallel
    transport = Transport(address, Pace(0), new_session(address, threads))
    connector = AdhocracyPlus(account, transport, _Password())
    return Engine(store, Scope(account.id, WorkshopId("w")), connector, Items(count))
