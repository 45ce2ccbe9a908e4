"""Votes as comments, on all platforms that are built on adhocracy4: adhocracy+, mein.berlin."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from moderator.errors import msg
from moderator.sync.answers import NoClearAnswer, not_there
from moderator.sync.platforms import adhocracy_shapes as shapes
from moderator.sync.transport import Call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from moderator.domain.platforms import Item, RemoteId
    from moderator.sync.connectors import Parent, Remote

MOST_PAGES = 2000
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of ideas.

    Attributes:
        ask: sends a request and returns the JSON document of a good answer.
        path: returns where the comments of an idea are, with a slash at the end.
        with_new: sent along with a new comment, for example that terms were agreed to.
    """

    ask: Callable[[Call], Any]
    path: Callable[[Parent], str]
    with_new: Mapping[str, Any] = field(default_factory=dict)

    def find(self, item: Item, parent: Parent) -> list[Remote]:
        """Return every comment with the reference of `item`."""
        found = [shapes.read_comment(e, parent) for e in self._all(parent, str(item.reference))]
        return [each for each in found if item.reference in each.references]

    def _all(self, parent: Parent, search: str) -> Iterator[dict[str, Any]]:
        """Yield the comments that hold `search`, 20 a page; those removed are left out."""
        pages: set[tuple[int, ...]] = set()
        path = self.path(parent)
        for page in range(1, MOST_PAGES + 1):
            params: dict[str, str | int] = {"search": search, "page": page}
            answer = self.ask(Call("GET", path, params=params))
            ids = tuple(each["id"] for each in answer["results"])
            yield from (each for each in answer["results"] if not shapes.is_removed(each))
            if not answer.get("next"):
                return
            if ids in pages:
                break
            pages.add(ids)
        raise NoClearAnswer(msg("The platform's list does not come to an end."))

    def read(self, remote_id: RemoteId, parent: Parent) -> Remote:
        """Return a comment by id.

        Raises:
            NotThere: it was removed.
        """
        comment = self.ask(Call("GET", f"{self.path(parent)}{remote_id}/"))
        if shapes.is_removed(comment):
            raise not_there()
        return shapes.read_comment(comment, parent)

    def create(self, item: Item, parent: Parent) -> Remote:
        """Send a new comment."""
        data = {"comment": _text(item), **self.with_new}
        return shapes.read_comment(self.ask(Call("POST", self.path(parent), data=data)), parent)

    def update(self, item: Item, remote_id: RemoteId, parent: Parent) -> Remote:
        """Change the text and nothing else: flags of the moderation are writable, too."""
        call = Call("PATCH", f"{self.path(parent)}{remote_id}/", data={"comment": _text(item)})
        return shapes.read_comment(self.ask(call), parent)

    def removal(self, remote_id: RemoteId, parent: Parent) -> Call:
        """Return the request that takes a comment away."""
        return Call("DELETE", f"{self.path(parent)}{remote_id}/")


def _text(item: Item) -> str:
    return html.escape(shapes.comment_text(item), quote=False)


def objection_to_comment(item: Item) -> str:
    """Return why a comment would be refused, English message id; empty if it would not."""
    if len(_text(item)) > LONGEST:
        return msg("The text has more than 4000 characters there. Please shorten it.")
    return ""
