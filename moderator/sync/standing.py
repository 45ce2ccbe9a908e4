"""How things stand between a workshop and a platform, from what was noted here: nobody is asked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from moderator.domain.platforms import OutboxState
from moderator.errors import msg
from moderator.sync.books import PAGE, key_kind
from moderator.sync.comparing import Action
from moderator.sync.planning import PlanLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from moderator.domain.platforms import Item, ItemKind, Link, OutboxRow, RemoteId
    from moderator.sync.books import Books
    from moderator.sync.connectors import Capabilities

T = TypeVar("T")
_UNDECIDED = frozenset({Action.CONFLICT, Action.GONE})


@dataclass(frozen=True, slots=True)
class Proof:
    """An item that stands on the platform: where, and since when we know.

    Attributes:
        title: what a person calls it; empty if it left the board and was never sent from here.
        remote_id: its id there.
        url: its address there, empty if the platform names none.
        at: when it was last sent, found or brought here, UTC.
    """

    key: str
    kind: ItemKind
    title: str
    remote_id: RemoteId
    url: str
    at: datetime


def proofs(books: Books, items: Iterable[Item]) -> list[Proof]:
    """Return everything that is known to stand on the platform, the newest first."""
    titles = {item.key: item.title for item in items}
    _seen, keys = books.known()
    found = []
    for page in _pages(sorted(keys)):
        links, rows = books.links(page), books.rows(page)
        for key, link in links.items():
            if link.remote_id:
                row = rows.get(key)
                title = titles.get(key) or (row.title if row else "")
                found.append(Proof(key, key_kind(key), title, link.remote_id, link.url, link.at))
    return sorted(found, key=lambda proof: proof.at, reverse=True)


def standing(
    books: Books, items: Iterable[Item], takes: Capabilities, planned: Iterable[PlanLine]
) -> list[PlanLine]:
    """Return a line for each item as it stands after a run.

    Args:
        books: what was noted.
        items: what should stand there.
        takes: what the platform can take.
        planned: the lines of the run's plan; what waits for a decision is taken over from there.
    """
    undecided = {line.key: line for line in planned if line.action in _UNDECIDED}
    lines = []
    for page in _pages(items):
        keys = [item.key for item in page]
        links, rows = books.links(keys), books.rows(keys)
        for item in page:
            line = undecided.get(item.key)
            known = links.get(item.key), rows.get(item.key)
            lines.append(line or _line(item, known, creates=item.kind in takes.creates))
    return lines


def _line(item: Item, known: tuple[Link | None, OutboxRow | None], *, creates: bool) -> PlanLine:
    link, row = known
    action, why = _how_it_stands(link, row, creates=creates)
    ours = dict(item.content) if action is Action.REFUSED else {}
    url = link.url if link is not None else ""
    return PlanLine(
        action, item.kind, item.subject, item.title, why, ours, url=url, counted=item.counted
    )


def _how_it_stands(
    link: Link | None, row: OutboxRow | None, *, creates: bool
) -> tuple[Action, str]:
    if link is not None and link.dropped:
        return Action.LEAVE, msg("Dropped by a decision.")
    if row is not None and row.state is not OutboxState.DONE:
        return _on_its_way(row)
    if link is not None and link.remote_id:
        return Action.LEAVE, msg("It is there.")
    if creates:
        return Action.CREATE, msg("It is not there yet.")
    return Action.LEAVE, msg("This platform does not take it.")


def _on_its_way(row: OutboxRow) -> tuple[Action, str]:
    if row.state is OutboxState.REFUSED:
        return Action.REFUSED, row.reason
    action = Action.CREATE if row.creates else Action.UPDATE
    if row.state is OutboxState.WAITING:
        return action, row.reason or msg("It waits to be sent.")
    return action, msg("It is not clear whether it arrived; it is looked up before it is sent.")


def _pages(items: Iterable[T]) -> Iterator[list[T]]:
    upcoming = iter(items)
    while page := list(islice(upcoming, PAGE)):
        yield page
