"""How people name things on the command line: by id, by its beginning, or by title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class Named(Protocol):
    """A thing with an id and a title."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def title(self) -> str:
        """Its title."""


T = TypeVar("T", bound=Named)


def things_named(text: str, things: Iterable[T]) -> list[T]:
    """Return the things whose id or title is `text`; if there is none, whose id begins with it."""
    everything = list(things)
    exact = [each for each in everything if text in {each.id, each.title}]
    return exact or [each for each in everything if text and each.id.startswith(text)]
