"""Looking items up on the platform with as few requests as certainty allows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from moderator.domain.platforms import NOWHERE, ItemKind
from moderator.sync.answers import NotThere
from moderator.sync.books import idea_key
from moderator.sync.connectors import Parent
from moderator.sync.there import Seen, seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderator.domain.platforms import Item, Link
    from moderator.sync.connectors import Connector
    from moderator.sync.there import There


@dataclass(slots=True)
class ParentThere:
    """An idea on the platform on which something hangs that we have not looked at yet.

    Attributes:
        activity: how much hangs on it now.
    """

    parent: Parent
    activity: int


@dataclass(slots=True)
class Looking:
    """Finds the copies of items: in the survey, or by asking for one of them.

    Attributes:
        parents: ideas with something new below them, by subject; grows while ideas are planned.
    """

    connector: Connector
    there: There
    parents: dict[str, ParentThere] = field(default_factory=dict)
    _quiet: set[str] = field(default_factory=set)

    def met(self, item: Item, found: Seen, link: Link | None) -> None:
        """Note where an idea stands, for what hangs on it."""
        if link is not None and (link.activity, link.remote_id) == (found.activity, found.id):
            self._quiet.add(item.subject)
            return
        facts = found.facts or (link.facts if link else {})
        self.parents[item.subject] = ParentThere(Parent(found.id, facts), found.activity)

    def parent_of(self, item: Item, links: Mapping[str, Link]) -> Parent | None:
        """Return the idea that `item` hangs on, None if it is not there yet."""
        if not item.parent:
            return None
        met = self.parents.get(item.parent)
        if met is not None:
            return met.parent
        link = links.get(idea_key(item.parent))
        return Parent(link.remote_id, link.facts) if link and link.remote_id else None

    def copies(
        self, item: Item, link: Link | None, parent: Parent | None, *, surely: bool = False
    ) -> tuple[Seen, ...]:
        """Return everything that stands on the platform for `item`.

        Args:
            item: the item.
            link: what we know of it.
            parent: the idea it hangs on.
            surely: ask the platform even if nothing seems to have changed.

        Raises:
            NotArrived, NoClearAnswer, BadServer, SignInNeeded: it could not be told.
        """
        if item.parent and parent is None:
            return ()
        if item.kind in self.connector.capabilities.listed:
            return self._listed(item, link, parent)
        linked = link is not None and bool(link.remote_id)
        if not surely and item.parent in self._quiet:
            return (_as_last_seen(link),) if link is not None and linked else ()
        met = self.parents.get(item.parent)
        if not surely and met is not None and met.activity == 0 and not linked:
            return ()
        return self._asked(item, link, parent)

    def _listed(self, item: Item, link: Link | None, parent: Parent | None) -> tuple[Seen, ...]:
        found: dict[str, Seen] = {}
        if item.reference:
            found |= {e.id: e for e in self.there.with_reference(item.kind, item.reference)}
        if parent is not None:
            in_place = self.there.in_place(item.kind, parent.id)
            if in_place is not None:
                found[in_place.id] = in_place
        if link is not None and link.remote_id and link.remote_id not in found:
            linked = self.there.with_id(item.kind, link.remote_id)
            if linked is not None:
                linked = replace(linked, unmarked=self._is_unmarked(item, link, linked))
            # Not in the list is not the same as deleted: ask for it by its id.
            linked = linked or self._by_id(item, link, parent)
            if linked is not None:
                found[linked.id] = linked
        return tuple(found.values())

    def _is_unmarked(self, item: Item, link: Link, linked: Seen) -> bool:
        """Tell whether an idea of ours that the list has under its id does not carry our mark."""
        if not _is_marked(item) or linked.fingerprint == link.seen:
            return False
        if self.connector.capabilities.marks_listed:
            return True
        return linked.id not in {each.id for each in self.connector.find(item, None)}

    def _asked(self, item: Item, link: Link | None, parent: Parent | None) -> tuple[Seen, ...]:
        last_seen = {link.remote_id: link.seen} if link else {}
        found = {
            remote.id: seen(remote, last_seen.get(remote.id))
            for remote in self.connector.find(item, parent)
        }
        if link is not None and link.remote_id and link.remote_id not in found:
            linked = self._by_id(item, link, parent)
            if linked is not None:
                found[linked.id] = linked
        return tuple(found.values())

    def _by_id(self, item: Item, link: Link, parent: Parent | None) -> Seen | None:
        try:
            remote = self.connector.read(item.kind, Parent(link.remote_id, link.facts), parent)
        except NotThere:
            return None
        told = self.connector.capabilities.marks_listed and _is_marked(item)
        return replace(
            seen(remote, link.seen), unmarked=told and item.reference not in remote.references
        )


def _is_marked(item: Item) -> bool:
    """Tell whether what stands there for an item carries our reference: an idea sent from here."""
    return item.kind is ItemKind.IDEA and bool(item.reference) and not item.origin


def _as_last_seen(link: Link) -> Seen:
    return Seen(
        id=link.remote_id,
        url=link.url,
        fingerprint=link.seen,
        shown=None,
        parent=NOWHERE,
        activity=0,
        age="",
        answers=0,
        facts=link.facts,
    )
