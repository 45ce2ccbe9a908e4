"""What stands on the platform now, read once per run and kept small.

Ideas of other people are left out, and what looks as it did at our last look is kept as a
fingerprint only: a platform with 20,000 ideas fits into a few megabytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from moderator.domain.platforms import RemoteId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from moderator.domain.platforms import Content, ItemKind, Reference
    from moderator.sync.connectors import Remote


@dataclass(frozen=True, slots=True)
class Seen:
    """A `Remote` as it is kept.

    If it looks as it did at our last look, `shown` is None, and `url` and `facts` are empty: the
    link has them.

    Attributes:
        unmarked: it was found by its id alone, our reference is not in it.
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
    unmarked: bool = False

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

_Kept = bytes
"""A `Seen` as text: as an object it would take several times the room."""
LastSeen = dict["ItemKind", dict["RemoteId", "_Kept | str"]]
"""By kind and id, the fingerprint last seen; `There` puts in its place what it finds."""

_write = msgspec.msgpack.encode
_read = msgspec.msgpack.Decoder(
    tuple[str, str, str, dict[str, str | int] | None, str, int, str, int, dict[str, str]]
).decode


def _as_kept(each: Seen) -> _Kept:
    return _write(
        (
            each.id,
            each.url,
            each.fingerprint,
            each.shown,
            each.parent,
            each.activity,
            each.age,
            each.answers,
            each.facts,
        )
    )


def _as_seen(kept: _Kept) -> Seen:
    remote_id, url, fingerprint, shown, parent, activity, age, answers, facts = _read(kept)
    return Seen(
        id=RemoteId(remote_id),
        url=url,
        fingerprint=fingerprint,
        shown=shown,
        parent=RemoteId(parent),
        activity=activity,
        age=age,
        answers=answers,
        facts=facts,
    )


class There:
    """Everything on the platform that has to do with us.

    Args:
        last_seen: used up: the two would hold the same ids.
    """

    def __init__(self, last_seen: LastSeen) -> None:
        self._by_id = last_seen
        self._by_reference: dict[ItemKind, dict[Reference, _Kept | list[_Kept]]] = {}
        self._in_place: dict[ItemKind, dict[RemoteId, _Kept]] = {}

    def add(self, remote: Remote) -> None:
        """Take something in; an id that comes twice is the same thing."""
        places = self._by_id.setdefault(remote.kind, {})
        last_seen = places.get(remote.id)
        if isinstance(last_seen, _Kept):
            return
        if last_seen is None and not remote.references and not remote.parent:
            return
        kept = places[remote.id] = _as_kept(seen(remote, last_seen))
        for reference in remote.references:
            self._mark(remote.kind, reference, kept)
        if remote.parent:
            self._in_place.setdefault(remote.kind, {})[remote.parent] = kept

    def _mark(self, kind: ItemKind, reference: Reference, kept: _Kept) -> None:
        marked = self._by_reference.setdefault(kind, {})
        others = marked.get(reference)
        if others is None:
            marked[reference] = kept
        elif isinstance(others, list):
            others.append(kept)
        else:
            marked[reference] = [others, kept]

    def with_id(self, kind: ItemKind, remote_id: RemoteId) -> Seen | None:
        """Return what has this id."""
        kept = self._by_id.get(kind, {}).get(remote_id)
        return _as_seen(kept) if isinstance(kept, _Kept) else None

    def with_reference(self, kind: ItemKind, reference: Reference) -> list[Seen]:
        """Return everything that carries this reference."""
        found = self._by_reference.get(kind, {}).get(reference, [])
        return [_as_seen(each) for each in (found if isinstance(found, list) else [found])]

    def in_place(self, kind: ItemKind, parent: RemoteId) -> Seen | None:
        """Return what stands in the place beside `parent`."""
        kept = self._in_place.get(kind, {}).get(parent)
        return _as_seen(kept) if kept is not None else None


def read_there(remotes: Iterable[Remote], last_seen: LastSeen) -> There:
    """Read the platform to the end.

    Args:
        remotes: a connector's survey.
        last_seen: of everything that is linked; used up.
    """
    there = There(last_seen)
    for remote in remotes:
        there.add(remote)
    return there
