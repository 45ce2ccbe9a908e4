"""Ideas on cards and the clusters they hang in."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process, utils

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from moderator.domain.codes import CardCode
    from moderator.domain.ids import ClusterId, IdeaId, WorkshopId

SIMILAR_FROM = 82.0


class Origin(StrEnum):
    """How an idea came in."""

    TYPED = "typed"
    PHONE = "phone"
    PHOTO = "photo"
    IMPORT = "import"
    PLATFORM = "platform"


class CardColour(StrEnum):
    """Colours in which the trade sells cards."""

    WHITE = "white"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A block of ideas under a heading that the group phrased; `position` counts from 1."""

    id: ClusterId
    workshop_id: WorkshopId
    heading: str
    position: int
    colour: CardColour = CardColour.WHITE


@dataclass(slots=True)  # never changed; not frozen, as a board makes two thousand at once
class Idea:
    """One card.

    Attributes:
        number: running number within the workshop, never given twice.
        code: the card's identity on paper, wall photo, phone and platform.
        table: name or number of the table it came from, empty if unknown.
        duplicate_of: the idea it was merged into; the card is kept and linked.
        author_mark: keyed hash of the author's ballot code, only where one was given.
        source_key: identity in the file or platform it came from, empty for typed ideas.
        source: further facts from there (for example cost), kept for exports.
        removed_at: when it was taken from the board; removed cards keep number and code.
    """

    id: IdeaId
    workshop_id: WorkshopId
    number: int
    code: CardCode
    title: str
    created_at: datetime
    changed_at: datetime
    body: str = ""
    table: str = ""
    cluster_id: ClusterId | None = None
    position: int = 0
    origin: Origin = Origin.TYPED
    duplicate_of: IdeaId | None = None
    author_mark: str = ""
    source_key: str = ""
    source: Mapping[str, str] = field(default_factory=dict)
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class IdeaDraft:
    """What is known of an idea before it has a number.

    Attributes:
        cluster: heading of its cluster.
        code: card code as typed or scanned.
        author_code: ballot code of the author, where the rule forbids dots on the own idea;
            only its keyed hash is kept.
    """

    title: str
    body: str = ""
    table: str = ""
    cluster: str = ""
    code: str = ""
    origin: Origin = Origin.TYPED
    source_key: str = ""
    source: Mapping[str, str] = field(default_factory=dict)
    author_code: str = ""


@dataclass(frozen=True, slots=True)
class Similar:
    """An idea that may say the same, with likeness in percent."""

    idea: Idea
    likeness: float


def similar_ideas(title: str, ideas: Sequence[Idea], limit: int = 3) -> list[Similar]:
    """Return ideas whose titles are like `title`, the most alike first.

    Likeness is rapidfuzz's token-sort ratio, from 0 to 100, over words in any order; 82 and more
    counts as similar. Titles with fewer than four letters and digits are compared with nothing:
    without them, every row of emoji would be like every other.
    """
    if sum(map(str.isalnum, title)) < 4:
        return []
    found = process.extract(
        title,
        [idea.title for idea in ideas],
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        score_cutoff=SIMILAR_FROM,
        limit=limit,
    )
    return [Similar(ideas[place], score) for _, score, place in found]
