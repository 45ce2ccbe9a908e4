"""What happened, as plain values, and a small bus that tells who wants to know.

Events are published after the commit that made them true, on the thread that wrote.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.domain.ids import IdeaId, PictureId, RoundId, WorkshopId

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Event:
    """Something about a workshop changed."""

    workshop_id: WorkshopId


@dataclass(frozen=True, slots=True)
class WorkshopChanged(Event):
    """A workshop was created, changed or deleted."""


@dataclass(frozen=True, slots=True)
class BoardChanged(Event):
    """Many ideas or clusters changed at once (import, clustering, undo)."""


@dataclass(frozen=True, slots=True)
class IdeaAdded(Event):
    """An idea is on the board."""

    idea_id: IdeaId


@dataclass(frozen=True, slots=True)
class IdeaChanged(Event):
    """An idea was edited, moved or removed."""

    idea_id: IdeaId


@dataclass(frozen=True, slots=True)
class RoundChanged(Event):
    """A round was created, opened, closed, or its rule changed."""

    round_id: RoundId


@dataclass(frozen=True, slots=True)
class DotsChanged(Event):
    """A ballot or a count came into a round."""

    round_id: RoundId


@dataclass(frozen=True, slots=True)
class PhoneDoorChanged(Event):
    """The door for phones was opened or closed a little, or an address was noted."""


@dataclass(frozen=True, slots=True)
class OffersChanged(Event):
    """Something came from a phone for the moderator's glance, or was settled."""


@dataclass(frozen=True, slots=True)
class CommentsChanged(Event):
    """The comments on an idea that may be seen changed, or who wants to join in on it."""

    idea_id: IdeaId


@dataclass(frozen=True, slots=True)
class PictureKept(Event):
    """A picture came in, or was settled."""

    picture_id: PictureId


@dataclass(frozen=True, slots=True)
class PhotosReviewed(Event):
    """Photos of the wall were read, or what was read was corrected."""


@dataclass(frozen=True, slots=True)
class HistoryMoved(Event):
    """A step was undone or redone: anything in the workshop may have changed."""


@dataclass(frozen=True, slots=True)
class News:
    """What other programs have written to the store.

    Attributes:
        dots: the rounds that got ballots, where that is all that was done; None: anything may
            have changed.
    """

    dots: frozenset[DotsChanged] | None = None


class EventBus:
    """Tells every subscriber of every event; a failing subscriber does not stop the others."""

    def __init__(self) -> None:
        self._subscribers: list[Callable[[Event], None]] = []

    def subscribe(self, subscriber: Callable[[Event], None]) -> Callable[[], None]:
        """Call `subscriber` for every event from now on; returns a function that ends it."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def publish(self, event: Event) -> None:
        """Tell all subscribers of `event`."""
        for subscriber in tuple(self._subscribers):
            try:
                subscriber(event)
            except Exception:  # noqa: BLE001  (whatever it is, others still want to hear)
                _log.exception("a subscriber failed on %s", type(event).__name__)
