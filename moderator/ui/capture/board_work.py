"""What the capture screen asks of the desk; runs on the worker thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.errors import NotFound, msg
from moderator.ui import operations_on_demand as operations

if TYPE_CHECKING:
    from moderator.domain.ideas import Cluster, Idea
    from moderator.domain.ids import IdeaId, WorkshopId
    from moderator.operations.desk import Desk
    from moderator.ui.board.arrangement import IdeaFields


def read_board(desk: Desk, workshop_id: WorkshopId) -> tuple[list[Idea], list[Cluster]]:
    """Return ideas and clusters on the board."""
    ideas = operations.ideas.list_ideas(desk, workshop_id)
    return ideas, operations.clusters.list_clusters(desk, workshop_id)


def add_idea(desk: Desk, workshop_id: WorkshopId, fields: IdeaFields, key: str) -> Idea:
    """Put an idea on the board; the same key twice is one idea."""
    # Imported here: its matcher would cost a start 60 ms.
    from moderator.domain.ideas import IdeaDraft  # noqa: PLC0415

    draft = IdeaDraft(fields.title, fields.body, fields.table, fields.cluster, fields.code)
    return operations.ideas.add_idea(desk, workshop_id, draft, key)


def search(desk: Desk, workshop_id: WorkshopId, text: str) -> set[IdeaId]:
    """Return which ideas have words that begin as those of `text`."""
    return {idea.id for idea in operations.ideas.search_ideas(desk, workshop_id, text)}


def change_idea(desk: Desk, idea_id: IdeaId, fields: IdeaFields) -> Idea:
    """Give an idea the texts of `fields`; its code stays."""
    change = operations.ideas.IdeaChange(
        title=fields.title, body=fields.body, table=fields.table, cluster=fields.cluster
    )
    return operations.ideas.change_idea(desk, idea_id, change)


def look_up_card(desk: Desk, workshop_id: WorkshopId, code: str) -> Idea | None:
    """Return the idea on a card, None for a blank card of this workshop.

    Raises:
        NotFound: no such card is known here.
    """
    if operations.ideas.card_is_blank(desk, workshop_id, code):
        return None
    try:
        return operations.ideas.find_idea(desk, workshop_id, code)
    except NotFound:
        raise NotFound(
            msg("The card {code} is not known here."),
            msg("It may have been printed on another computer."),
            code=code,
        ) from None
