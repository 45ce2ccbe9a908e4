"""What a person decides about items that the sync leaves to people."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from moderator.domain.moments import now
from moderator.domain.platforms import NOWHERE, Item, ItemKind, Link, OutboxState
from moderator.errors import BadInput, msg
from moderator.storage import links, outbox
from moderator.storage.store import Task
from moderator.sync.answers import NotThere
from moderator.sync.connectors import Parent
from moderator.sync.running import SYNC, running

if TYPE_CHECKING:
    from moderator.domain.platforms import OutboxRow
    from moderator.storage.unit_of_work import UnitOfWork
    from moderator.sync.connectors import Connector, Remote
    from moderator.sync.engine import Engine


class Decision(StrEnum):
    """What to do about an item."""

    OURS = "ours"
    """Ours replaces what stands there, once; the next run sends it."""
    THEIRS = "theirs"
    """What stands there stays; ours is sent again only if it changes."""
    ADD = "add"
    """Of a number: theirs plus ours."""
    AGAIN = "again"
    """It was deleted there: send it anew."""
    RETRY = "retry"
    """It was refused: try once more."""
    DROP = "drop"
    """It is not sent any more."""


def decide(engine: Engine, key: str, decision: Decision) -> None:
    """Note a decision about the item with `key`; nothing is sent yet.

    Raises:
        BadInput: there is no such item, or the decision does not fit it.
        AlreadyRunning: a run is at work.
        NotArrived, NoClearAnswer, SignInNeeded, BadServer: the platform was to be read and could
            not be.
    """
    item = _item(engine, key)
    with running(engine.store, engine.scope.account_id, engine.clock) as lock:
        with engine.store.reading() as reader:
            link = links.read(reader, engine.scope, key)
            row = outbox.read(reader, engine.scope, key)
            above = links.read(reader, engine.scope, f"{ItemKind.IDEA}:{item.parent}")
        remote = None
        if decision in {Decision.OURS, Decision.THEIRS, Decision.ADD}:
            parent = Parent(above.remote_id, above.facts) if above else None
            remote = _there(engine.connector, item, link, parent)
        with engine.store.writing(Task("decide_sync", SYNC)) as work:
            lock.check(work, now())
            _note(work, engine, item, (link, row, remote), decision)


def _item(engine: Engine, key: str) -> Item:
    for item in engine.materials.items():
        if item.key == key:
            return item
    raise BadInput(msg("There is nothing to decide about “{key}”."), key=key[:80])


def _there(connector: Connector, item: Item, link: Link | None, parent: Parent | None) -> Remote:
    """Return what stands on the platform now."""
    found = sorted(connector.find(item, parent), key=lambda each: each.age)
    if not found and link is not None and link.remote_id:
        try:
            found = [connector.read(item.kind, Parent(link.remote_id, link.facts), parent)]
        except NotThere:
            found = []
    if not found:
        raise BadInput(msg("“{title}” is not on the platform any more."), title=item.title)
    known = [each for each in found if link is not None and each.id == link.remote_id]
    return (known or found)[0]


Known = tuple["Link | None", "OutboxRow | None", "Remote | None"]


def _note(work: UnitOfWork, engine: Engine, item: Item, known: Known, decision: Decision) -> None:
    link, row, remote = known
    scope, key = engine.scope, item.key
    match decision:
        case Decision.RETRY:
            if row is None or row.state is not OutboxState.REFUSED:
                raise BadInput(msg("“{title}” was not refused."), title=item.title)
            waiting = replace(row, state=OutboxState.WAITING, attempts=0, next_try_at=None)
            outbox.save(work, replace(waiting, reason=""))
        case Decision.AGAIN:
            # What hung on an idea went with it, and comes again with it.
            below = [each.key for each in engine.materials.items() if each.parent == item.subject]
            for each in (key, *(below if item.kind is ItemKind.IDEA else ())):
                outbox.drop(work, scope, each)
                links.drop(work, scope, each)
        case Decision.DROP:
            outbox.drop(work, scope, key)
            links.save(work, replace(link or _fresh(engine, item), dropped=True))
        case _:
            if remote is None:
                raise AssertionError(decision)
            outbox.drop(work, scope, key)
            links.save(work, _agreed(engine, item, link, remote, decision))


def _agreed(
    engine: Engine, item: Item, link: Link | None, remote: Remote, decision: Decision
) -> Link:
    """Return a link under which the next plan does what was decided."""
    base = replace(
        link or _fresh(engine, item),
        remote_id=remote.id,
        url=remote.url,
        seen=remote.fingerprint,
        facts=dict(remote.facts),
        dropped=False,
    )
    if decision is Decision.THEIRS:
        return replace(base, sent=item.content, added=0)
    if decision is Decision.OURS:
        # As if nothing had been sent: every field differs, so all of ours is sent.
        return replace(base, sent={}, added=0)
    theirs = remote.shown.get("number")
    if item.kind is not ItemKind.VOTES or not isinstance(theirs, int):
        raise BadInput(msg("Only numbers can be added up."))
    before = int(link.sent.get("number", 0)) - link.added if link else 0
    # What is ours within their number is known; the rest was typed by somebody else.
    return replace(base, sent={}, added=max(theirs - before, 0))


def _fresh(engine: Engine, item: Item) -> Link:
    return Link(engine.scope, item.key, NOWHERE, "", {}, "", engine.clock())
