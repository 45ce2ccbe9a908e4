"""A workshop: one evening with its place, date, language and house rule for dots."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moderator.domain.languages import Language as Language
from moderator.domain.rules import VoteRule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from moderator.domain.ids import WorkshopId


@dataclass(frozen=True, slots=True)
class Workshop:
    """One evening.

    Attributes:
        rule: the dot rule that new rounds start with.
        participants: how many people are expected, None while unknown.
        source: facts that came with an import (for example the META part of a .pb file) and go
            back into an export of the same kind.
    """

    id: WorkshopId
    title: str
    created_at: datetime
    place: str = ""
    held_on: date | None = None
    language: Language = Language.GERMAN
    rule: VoteRule = field(default_factory=VoteRule)
    participants: int | None = None
    source: Mapping[str, str] = field(default_factory=dict)
