"""Clusters: created, renamed, dissolved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moderator.domain.ideas import CardColour, Cluster
from moderator.domain.ids import ClusterId, WorkshopId, new_id
from moderator.domain.moments import now
from moderator.domain.plain_text import LABEL_LIMIT, clean_line, clean_title
from moderator.errors import BadInput, NotFound, msg
from moderator.events import BoardChanged
from moderator.operations.workshops import required as required_workshop
from moderator.storage import clusters as stored
from moderator.storage import ideas as stored_ideas

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from moderator.storage.unit_of_work import Reader, UnitOfWork


def add_cluster(
    desk: Desk, workshop_id: WorkshopId, heading: str, colour: CardColour = CardColour.WHITE
) -> Cluster:
    """Add a cluster at the end.

    Raises:
        BadInput: the heading is empty, too long or taken.
        NotFound: there is no such workshop.
    """
    with desk.doing("add_cluster", workshop_id) as doing:
        required_workshop(doing.work, workshop_id)
        cluster = _new_cluster(
            doing.work, workshop_id, _free_heading(doing.work, workshop_id, heading)
        )
        cluster = replace(cluster, colour=colour)
        stored.save(doing.work, cluster)
        doing.about["title"] = cluster.heading
        doing.tell(BoardChanged(workshop_id))
    return cluster


def _new_cluster(work: UnitOfWork, workshop_id: WorkshopId, heading: str) -> Cluster:
    position = stored.next_position(work, workshop_id)
    return Cluster(ClusterId(new_id()), workshop_id, heading, position)


def _free_heading(
    reader: Reader, workshop_id: WorkshopId, heading: str, own: ClusterId | None = None
) -> str:
    cleaned = clean_line(clean_title(heading), LABEL_LIMIT)
    for each in stored.list_all(reader, workshop_id):
        if each.heading.casefold() == cleaned.casefold() and each.id != own:
            raise BadInput(msg("There is already a cluster “{heading}”."), heading=cleaned)
    return cleaned


def cluster_named(work: UnitOfWork, workshop_id: WorkshopId, heading: str) -> ClusterId:
    """Return the cluster with this heading (in any case), creating it if there is none."""
    for each in stored.list_all(work, workshop_id):
        if each.heading.casefold() == heading.casefold():
            return each.id
    cluster = _new_cluster(work, workshop_id, heading)
    stored.save(work, cluster)
    return cluster.id


def rename_cluster(desk: Desk, cluster_id: ClusterId, heading: str) -> Cluster:
    """Give a cluster a new heading.

    Raises:
        BadInput: the heading is empty, too long or taken.
        NotFound: there is no such cluster.
    """
    workshop_id = _read(desk, cluster_id).workshop_id
    with desk.doing("rename_cluster", workshop_id) as doing:
        before = _required(doing.work, cluster_id)
        cleaned = _free_heading(doing.work, workshop_id, heading, own=cluster_id)
        cluster = replace(before, heading=cleaned)
        stored.save(doing.work, cluster)
        doing.about["title"] = cluster.heading
        doing.tell(BoardChanged(workshop_id))
    return cluster


def remove_cluster(desk: Desk, cluster_id: ClusterId) -> None:
    """Dissolve a cluster; its ideas stay on the board without one.

    Raises:
        NotFound: there is no such cluster.
    """
    workshop_id = _read(desk, cluster_id).workshop_id
    with desk.doing("remove_cluster", workshop_id) as doing:
        cluster = _required(doing.work, cluster_id)
        inside = stored_ideas.list_some(doing.work, stored.ideas_in(doing.work, cluster_id))
        for idea in inside.values():
            stored_ideas.save(doing.work, replace(idea, cluster_id=None, changed_at=now()))
        stored.drop(doing.work, cluster_id)
        doing.about["title"] = cluster.heading
        doing.tell(BoardChanged(workshop_id))


def list_clusters(desk: Desk, workshop_id: WorkshopId) -> list[Cluster]:
    """Return the clusters in their order."""
    with desk.reading() as reader:
        return stored.list_all(reader, workshop_id)


def _read(desk: Desk, cluster_id: ClusterId) -> Cluster:
    with desk.reading() as reader:
        return _required(reader, cluster_id)


def _required(reader: Reader, cluster_id: ClusterId) -> Cluster:
    cluster = stored.read(reader, cluster_id)
    if cluster is None:
        raise NotFound(msg("This cluster does not exist any more."))
    return cluster
