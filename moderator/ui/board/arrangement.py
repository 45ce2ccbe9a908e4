"""In which order headings and cards stand on the board."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from moderator.domain.ideas import Cluster, Idea
    from moderator.domain.ids import ClusterId, IdeaId


class CardState(Enum):
    """How far a card has come."""

    SAVED = auto()
    FRESH = auto()
    """Saved a moment ago: carries a tick."""
    SAVING = auto()
    FAILED = auto()


@dataclass(slots=True)  # never changed; not frozen, as two thousand are made at once
class IdeaFields:
    """What is typed of an idea; `code` is that of a blank card, empty for none."""

    title: str
    body: str = ""
    table: str = ""
    cluster: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Stands over the cards of a cluster; empty text: cards without a cluster."""

    cluster_id: ClusterId | None
    text: str
    count: int
    colour: str = "white"


@dataclass(slots=True)  # never changed; not frozen, as two thousand are made at once
class CardLine:
    """One card as it is drawn.

    Attributes:
        idea: the stored idea; None while it is being saved.
        key: identity of a card that is not stored yet, empty otherwise.
        heading: heading of its cluster.
        colour: colour of its cluster's cards.
    """

    fields: IdeaFields
    idea: Idea | None = None
    key: str = ""
    heading: str = ""
    colour: str = "white"
    state: CardState = CardState.SAVED


Line = Heading | CardLine
_NO_CLUSTER = ("", "white")
"""Heading and colour of cards that hang in no cluster."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An idea on its way to the store, or sent back from there."""

    key: str
    fields: IdeaFields
    failed: bool = False


def arrange(
    ideas: Iterable[Idea],
    clusters: Sequence[Cluster],
    waiting: Iterable[Waiting] = (),
    *,
    grouped: bool = True,
    wanted: Collection[IdeaId] | None = None,
    fresh: IdeaId | None = None,
) -> list[Line]:
    """Return the lines of the board, the newest card first, what is not stored before all.

    Args:
        ideas: the ideas on the board.
        clusters: all clusters.
        waiting: cards that are not stored.
        grouped: under the headings of their clusters, those without one first.
        wanted: only these ideas (what a search found); None for all.
        fresh: the idea that was saved last.
    """
    by_id = {cluster.id: cluster for cluster in clusters}
    pending: list[Line] = [_pending(each, by_id) for each in waiting]
    shown = [idea for idea in ideas if wanted is None or idea.id in wanted]
    shown.sort(key=lambda idea: -idea.number)
    # Looked up once for each cluster, not for each of two thousand cards.
    looks = {each.id: (each.heading, each.colour.value) for each in clusters}
    cards = [
        _card(idea, looks.get(idea.cluster_id, _NO_CLUSTER) if idea.cluster_id else _NO_CLUSTER)
        for idea in shown
    ]
    if fresh is not None:
        cards = [_marked(card, fresh) for card in cards]
    if not grouped or not clusters:
        return [*pending[::-1], *cards]
    return [*pending[::-1], *_under_headings(cards, clusters)]


def _under_headings(cards: list[CardLine], clusters: Sequence[Cluster]) -> list[Line]:
    groups: dict[ClusterId | None, list[CardLine]] = {None: []}
    groups.update({cluster.id: [] for cluster in clusters})
    for card in cards:
        place = card.idea.cluster_id if card.idea else None
        groups[place if place in groups else None].append(card)
    lines: list[Line] = []
    headings = {cluster.id: cluster for cluster in clusters}
    for place, found in groups.items():
        if not found:
            continue
        cluster = headings.get(place) if place else None
        text, colour = (cluster.heading, cluster.colour.value) if cluster else ("", "white")
        lines += [Heading(place, text, len(found), colour), *found]
    return lines


def _card(idea: Idea, look: tuple[str, str]) -> CardLine:
    heading, colour = look
    fields = IdeaFields(idea.title, idea.body, idea.table, heading, idea.code)
    return CardLine(fields, idea, "", heading, colour)


def _marked(card: CardLine, fresh: IdeaId) -> CardLine:
    is_fresh = card.idea is not None and card.idea.id == fresh
    return replace(card, state=CardState.FRESH) if is_fresh else card


def _pending(waiting: Waiting, clusters: Mapping[ClusterId, Cluster]) -> CardLine:
    named = waiting.fields.cluster.strip().casefold()
    cluster = next((each for each in clusters.values() if each.heading.casefold() == named), None)
    return CardLine(
        fields=waiting.fields,
        key=waiting.key,
        heading=waiting.fields.cluster.strip(),
        colour=cluster.colour.value if cluster else "white",
        state=CardState.FAILED if waiting.failed else CardState.SAVING,
    )
