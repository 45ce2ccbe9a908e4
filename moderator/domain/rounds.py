"""A vote round: its rule, its state and the options that were fixed when it opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.domain.round_states import RoundState as RoundState  # noqa: TC001  (found here too)

if TYPE_CHECKING:
    from datetime import datetime

    from moderator.domain.ids import ClusterId, IdeaId, RoundId, WorkshopId
    from moderator.domain.rules import VoteRule

MANY_OPTIONS = 12
"""Above this number of options a warning is due: people cannot compare more (dotmocracy.org)."""


@dataclass(frozen=True, slots=True)
class VoteRound:
    """One vote; old rounds are kept side by side.

    Attributes:
        number: running number within the workshop.
        people: number of voters the dot formula was worked out for, None if unknown.
        dots: dots per person, worked out at opening; None before.
        working: how they were worked out, for example `12/2 = 6.0`.
        source_key: identity in the file it was imported from, empty otherwise.
    """

    id: RoundId
    workshop_id: WorkshopId
    number: int
    title: str
    rule: VoteRule
    state: RoundState
    created_at: datetime
    people: int | None = None
    dots: int | None = None
    working: str = ""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    source_key: str = ""


@dataclass(frozen=True, slots=True)
class VoteOption:
    """An idea as an option of a round, as it stood when the round opened."""

    idea_id: IdeaId
    cluster_id: ClusterId | None
    author_mark: str = ""
