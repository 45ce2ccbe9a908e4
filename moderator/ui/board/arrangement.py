"""In which order headings and cards stand on the board."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
    cards = [_card(idea, by_id, fresh) for idea in shown]
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


def _card(idea: Idea, clusters: Mapping[ClusterId, Cluster], fresh: IdeaId | None) -> CardLine:
    cluster = clusters.get(idea.cluster_id) if idea.cluster_id else None
    heading = cluster.heading if cluster else ""
    return CardLine(
        fields=IdeaFields(idea.title, idea.body, idea.table, heading, idea.code),
        idea=idea,
        heading=heading,
        colour=cluster.colour.value if cluster else "white",
        state=CardState.FRESH if idea.id == fresh else CardState.SAVED,
    )


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
