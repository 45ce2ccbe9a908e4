"""What the phones screen asks of the desk; runs on the worker thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.ui import operations_on_demand as operations

if TYPE_CHECKING:
    from moderator.domain.ids import IdeaId, WorkshopId
    from moderator.domain.network_adapters import RatedAdapter
    from moderator.domain.offers import Comment, Offer
    from moderator.domain.phone_doors import PhoneAddresses, PhoneDoor
    from moderator.domain.pictures import Picture
    from moderator.operations.desk import Desk


@dataclass(frozen=True, slots=True)
class PhoneView:
    """What there is to see about phones in a workshop.

    Attributes:
        ideas: titles of the ideas that comments speak of.
        adapters: where phones might reach this laptop, the likeliest first.
    """

    door: PhoneDoor
    addresses: PhoneAddresses
    offers: list[Offer]
    comments: list[Comment]
    pictures: list[Picture]
    ideas: dict[IdeaId, str]
    adapters: list[RatedAdapter]


def read_view(desk: Desk, workshop_id: WorkshopId) -> PhoneView:
    """Read everything the screen shows."""
    waiting = operations.comments.waiting_comments(desk, workshop_id)
    # A board of 2,000 ideas is not read for every vote that comes in meanwhile.
    board = operations.ideas.list_ideas(desk, workshop_id) if waiting else []
    titles = {idea.id: idea.title for idea in board}
    return PhoneView(
        door=operations.phone_doors.read_door(desk, workshop_id),
        addresses=operations.phone_doors.read_addresses(desk, workshop_id),
        offers=operations.offers.list_offers(desk, workshop_id),
        comments=waiting,
        pictures=operations.pictures.list_pictures(desk, workshop_id),
        ideas={each.idea_id: titles.get(each.idea_id, "") for each in waiting},
        adapters=operations.network.list_adapters(),
    )
