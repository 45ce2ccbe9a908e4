"""Ideas that are in no store."""

from __future__ import annotations

from datetime import UTC, datetime

from moderator.domain.codes import CardCode, with_check
from moderator.domain.ideas import Idea
from moderator.domain.ids import ClusterId, IdeaId, WorkshopId

MOMENT = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)
WORKSHOP = WorkshopId("w")


def code(number: int) -> CardCode:
    return CardCode(with_check("CDFH" + "23456789CD"[number]))


def ideas(count: int) -> list[Idea]:
    return [
        Idea(
            id=IdeaId(f"i{number}"),
            workshop_id=WORKSHOP,
            number=number,
            code=code(number),
            title=f"Idee {number}",
            created_at=MOMENT,
            changed_at=MOMENT,
            cluster_id=ClusterId("c"),
        )
        for number in range(1, count + 1)
    ]
