"""What stands on the platform now, read once per run and kept small.

Ideas of other people are left out, and what looks as it did at our last look is kept as a
fingerprint only: a platform with 20,000 ideas fits into a few megabytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from moderator.domain.platforms import Content, ItemKind, Reference, RemoteId
    from moderator.sync.connectors import Remote


@dataclass(frozen=True, slots=True)
class Seen:
    """A `Remote` as it is kept.

    If it looks as it did at our last look, `shown` is None, and `url` and `facts` are empty: the
    link has them.
    """

    id: RemoteId
    url: str
    fingerprint: str
    shown: Content | None
    parent: RemoteId
    activity: int
    age: str
    answers: int
    facts: Mapping[str, str]

    def shows(self, expected: Content, fields: Iterable[str] | None = None) -> bool:
        """Tell whether it shows what is expected, in all fields or in these."""
        if self.shown is None:
            return False
        wanted = expected if fields is None else [each for each in fields if each in expected]
        return all(self.shown.get(each) == expected[each] for each in wanted)


def seen(remote: Remote, last_seen: str | None = None) -> Seen:
    """Return what is to be kept of `remote`, whose fingerprint was `last_seen`."""
    fingerprint = remote.fingerprint
    as_before = fingerprint == last_seen
    return Seen(
        id=remote.id,
        url="" if as_before else remote.url,
        fingerprint=last_seen if as_before and last_seen else fingerprint,
        shown=None if as_before else dict(remote.shown),
        parent=remote.parent,
        activity=remote.activity,
        age=remote.age,
        answers=remote.answers,
        facts=_NOTHING if as_before else remote.facts,
    )


_NOTHING: Mapping[str, str] = {}


@dataclass(slots=True)
class There:
    """Everything on the platform that has to do with us."""

    _by_id: dict[tuple[ItemKind, RemoteId], Seen] = field(default_factory=dict)
    _by_reference: dict[tuple[ItemKind, Reference], tuple[Seen, ...]] = field(default_factory=dict)
    _in_place: dict[tuple[ItemKind, RemoteId], Seen] = field(default_factory=dict)

    def add(self, kind: ItemKind, each: Seen, references: Iterable[Reference]) -> None:
        """Take something in; an id that comes twice is the same thing."""
        if (kind, each.id) in self._by_id:
            return
        self._by_id[kind, each.id] = each
        for reference in references:
            others = self._by_reference.get((kind, reference), ())
            self._by_reference[kind, reference] = (*others, each)
        if each.parent:
            self._in_place[kind, each.parent] = each

    def with_id(self, kind: ItemKind, remote_id: RemoteId) -> Seen | None:
        """Return what has this id."""
        return self._by_id.get((kind, remote_id))

    def with_reference(self, kind: ItemKind, reference: Reference) -> list[Seen]:
        """Return everything that carries this reference."""
        return list(self._by_reference.get((kind, reference), ()))

    def in_place(self, kind: ItemKind, parent: RemoteId) -> Seen | None:
        """Return what stands in the place beside `parent`."""
        return self._in_place.get((kind, parent))


def read_there(remotes: Iterable[Remote], known: Mapping[tuple[ItemKind, RemoteId], str]) -> There:
    """Read the platform to the end.

    Args:
        remotes: a connector's survey.
        known: fingerprints last seen, by kind and id.
    """
    there = There()
    for remote in remotes:
        last_seen = known.get((remote.kind, remote.id))
        if last_seen is not None or remote.references or remote.parent:
            there.add(remote.kind, seen(remote, last_seen), remote.references)
    return there
