"""Reading what other people wrote on the platform, so that a room can work with it.

Ideas come with their counts and are linked at once, with the very content they came with: nothing
goes back unless somebody changes it here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.platforms import (
    ItemKind,
    Link,
    PulledIdea,
    RemoteId,
    source_key_of,
)
from moderator.errors import BadInput, msg
from moderator.storage import links
from moderator.storage.store import Task
from moderator.sync.books import Books, key_kind
from moderator.sync.running import SYNC, running

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderator.domain.ideas import Idea
    from moderator.sync.connectors import Remote
    from moderator.sync.desired import Desired
    from moderator.sync.engine import Engine

MOST_IDEAS = 20_000
_COUNTS = ("online_for", "online_against", "online_comments", "online_votes")

Pull = dict[str, tuple["PulledIdea", "Remote"]]
"""What was read, by `source_key`."""


def read_pull(engine: Engine, desired: Desired) -> Pull:
    """Read all ideas of the account's modules.

    Ideas of this board come only with their counts. One whose text changed there replaces ours
    only if ours is as it was when we last looked.

    Raises:
        BadInput: the platform shows more ideas than a board can hold.
        NotArrived, NoClearAnswer, BadServer, SignInNeeded: the list is not whole; nothing changed.
    """
    books = Books(engine.store, engine.scope, engine.clock)
    ours = {str(idea.id): idea for idea in desired.evening.ideas}
    linked = _linked(books)
    by_reference = {desired.idea_item(idea).reference: idea.id for idea in ours.values()}
    found: Pull = {}
    for remote in engine.connector.survey():
        if remote.kind is not ItemKind.IDEA:
            continue
        link = linked.get(remote.id)
        marked = next((by_reference[r] for r in remote.references if r in by_reference), "")
        subject = link.key.partition(":")[2] if link else str(marked)
        pulled = _pulled(engine, remote, subject, refreshes=_untouched(desired, ours, link, remote))
        found[pulled.source_key] = (pulled, remote)
        if len(found) > MOST_IDEAS:
            raise BadInput(msg("The platform shows more than {most} ideas."), most=MOST_IDEAS)
    return found


def _linked(books: Books) -> dict[RemoteId, Link]:
    _seen, keys = books.known()
    ideas = sorted(key for key in keys if key_kind(key) is ItemKind.IDEA)
    found: dict[RemoteId, Link] = {}
    for at in range(0, len(ideas), 200):
        for link in books.links(ideas[at : at + 200]).values():
            found[link.remote_id] = link
    return found


def _untouched(
    desired: Desired, ours: Mapping[str, Idea], link: Link | None, remote: Remote
) -> bool:
    """Tell whether an idea that came from there changed there, and not here."""
    idea = ours.get(link.key.partition(":")[2]) if link else None
    if link is None or idea is None or remote.fingerprint == link.seen:
        return False
    item = desired.idea_item(idea)
    return bool(item.origin) and item.content == link.sent


def _pulled(engine: Engine, remote: Remote, subject: str, *, refreshes: bool) -> PulledIdea:
    counts = {name: remote.facts[name] for name in _COUNTS if name in remote.facts}
    return PulledIdea(
        remote_id=remote.id,
        source_key=source_key_of(engine.scope.account_id, remote.id),
        title=str(remote.shown.get("title", "")),
        body=str(remote.shown.get("body", "")),
        topic=remote.facts.get("topic", ""),
        facts={**counts, "online_url": remote.url},
        known_as=subject,
        refreshes=refreshes,
    )


def link_pulled(engine: Engine, desired: Desired, pull: Pull) -> None:
    """Link the ideas that came from the platform, as they are on the board now.

    Raises:
        AlreadyRunning: a run is at work; the next pull links them.
    """
    fresh = []
    for idea in desired.evening.ideas:
        pulled, remote = pull.get(idea.source_key, (None, None))
        if pulled is None or remote is None or (pulled.known_as and not pulled.refreshes):
            continue
        item = desired.idea_item(idea)
        fresh.append(
            Link(
                scope=engine.scope,
                key=item.key,
                remote_id=remote.id,
                url=remote.url,
                sent=item.content,
                seen=remote.fingerprint,
                at=engine.clock(),
                facts=dict(remote.facts),
            )
        )
    with running(engine.store, engine.scope.account_id, engine.clock) as lock:
        for at in range(0, len(fresh), 200):
            with engine.store.writing(Task("link_pulled", SYNC)) as work:
                lock.check(work, engine.clock())
                for link in fresh[at : at + 200]:
                    links.save(work, link)
