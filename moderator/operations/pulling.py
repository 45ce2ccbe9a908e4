"""Taking in what was read from a platform: new ideas onto the board, new counts to those there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moderator.domain.ideas import IdeaDraft, Origin
from moderator.domain.ids import IdeaId
from moderator.domain.moments import now
from moderator.domain.plain_text import BODY_LIMIT, TITLE_LIMIT, clean_body, clean_line
from moderator.events import BoardChanged
from moderator.operations.ideas import put_on_board
from moderator.operations.workshops import required as required_workshop
from moderator.storage import ideas as stored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.domain.ideas import Idea
    from moderator.domain.ids import WorkshopId
    from moderator.domain.platforms import PulledIdea
    from moderator.operations.desk import Desk, Doing


@dataclass(frozen=True, slots=True)
class PullSummary:
    """What a pull brought.

    Attributes:
        added: new ideas on the board.
        updated: ideas whose text or counts are new.
        unchanged: ideas that were as before.
    """

    added: int
    updated: int
    unchanged: int


def take_in(desk: Desk, workshop_id: WorkshopId, pulled: Sequence[PulledIdea]) -> PullSummary:
    """Bring pulled ideas into a workshop; the same idea comes once, its newest counts replace.

    Raises:
        NotFound: there is no such workshop.
    """
    with desk.doing("pull_ideas", workshop_id) as doing:
        required_workshop(doing.work, workshop_id)
        known = stored.source_keys(doing.work, workshop_id)
        added = updated = 0
        for each in pulled:
            there = IdeaId(each.known_as) if each.known_as else known.get(each.source_key)
            idea = stored.read(doing.work, there) if there else None
            if idea is None:
                added += _add(doing, workshop_id, each)
            else:
                updated += _refresh(doing, idea, each)
        if added or updated:
            doing.tell(BoardChanged(workshop_id))
    return PullSummary(added, updated, len(pulled) - added - updated)


def _add(doing: Doing, workshop_id: WorkshopId, pulled: PulledIdea) -> bool:
    title = clean_line(pulled.title[:TITLE_LIMIT], TITLE_LIMIT)
    if not title:
        return False
    draft = IdeaDraft(
        title=title,
        body=clean_body(pulled.body[:BODY_LIMIT]),
        cluster=clean_line(pulled.topic[:80]),
        origin=Origin.PLATFORM,
        source_key=pulled.source_key,
        source=dict(pulled.facts),
    )
    put_on_board(doing, workshop_id, draft, stored.next_number(doing.work, workshop_id))
    return True


def _refresh(doing: Doing, idea: Idea, pulled: PulledIdea) -> bool:
    fresh = replace(idea, source={**idea.source, **pulled.facts})
    title = clean_line(pulled.title[:TITLE_LIMIT], TITLE_LIMIT)
    if pulled.refreshes and title:
        fresh = replace(fresh, title=title, body=clean_body(pulled.body[:BODY_LIMIT]))
    if fresh == idea:
        return False
    stored.save(doing.work, replace(fresh, changed_at=now()))
    return True
