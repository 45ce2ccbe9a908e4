"""A fence around connectors: answers of unknown shape are the platform's matter, not a crash."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from moderator.errors import msg
from moderator.sync.answers import NoClearAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.domain.platforms import Content, Item, ItemKind
    from moderator.sync.connectors import Capabilities, Connector, Parent, Picture, Place, Remote

_log = logging.getLogger(__name__)
_SHAPES = (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError)


@contextmanager
def _fenced(what: str) -> Iterator[None]:
    try:
        yield
    except _SHAPES as error:
        _log.warning("%s: an answer of unknown shape", what, exc_info=True)
        raise NoClearAnswer(
            msg("The platform answers in a way this connector does not know."),
            msg("Nothing is sent again before it was looked up. Is the kind of platform right?"),
        ) from error


class Guarded:
    """A connector whose answers of unknown shape are `NoClearAnswer`."""

    def __init__(self, connector: Connector) -> None:
        self._inner = connector

    @property
    def capabilities(self) -> Capabilities:
        """What this kind of platform can take."""
        return self._inner.capabilities

    def sign_in(self) -> str:
        """See `Connector`."""
        with _fenced("sign_in"):
            return self._inner.sign_in()

    def places(self) -> list[Place]:
        """See `Connector`."""
        with _fenced("places"):
            return self._inner.places()

    def survey(self) -> Iterator[Remote]:
        """See `Connector`."""
        with _fenced("survey"):
            yield from self._inner.survey()

    def find(self, item: Item, parent: Parent | None) -> list[Remote]:
        """See `Connector`."""
        with _fenced("find"):
            return self._inner.find(item, parent)

    def read(self, kind: ItemKind, remote: Parent, parent: Parent | None) -> Remote:
        """See `Connector`."""
        with _fenced("read"):
            return self._inner.read(kind, remote, parent)

    def create(self, item: Item, parent: Parent | None, picture: Picture | None) -> Remote:
        """See `Connector`."""
        with _fenced("create"):
            return self._inner.create(item, parent, picture)

    def update(
        self,
        item: Item,
        changed: tuple[str, ...],
        remote: Parent,
        parent: Parent | None,
        picture: Picture | None,
    ) -> Remote:
        """See `Connector`."""
        with _fenced("update"):
            return self._inner.update(item, changed, remote, parent, picture)

    def remove(self, remote: Remote, parent: Parent | None) -> None:
        """See `Connector`."""
        with _fenced("remove"):
            self._inner.remove(remote, parent)

    def expected(self, item: Item) -> Content:
        """See `Connector`."""
        with _fenced("expected"):
            return self._inner.expected(item)

    def objection(self, item: Item) -> str:
        """See `Connector`."""
        return self._inner.objection(item)
