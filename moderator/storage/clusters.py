"""Clusters as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from moderator.domain.ideas import CardColour, Cluster
from moderator.domain.ids import ClusterId, IdeaId, WorkshopId
from moderator.storage import tables

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

    from moderator.storage.unit_of_work import Reader, UnitOfWork

_table = tables.clusters


def _cluster(row: RowMapping) -> Cluster:
    return Cluster(
        id=ClusterId(row["id"]),
        workshop_id=WorkshopId(row["workshop_id"]),
        heading=row["heading"],
        position=row["position"],
        colour=CardColour(row["colour"]),
    )


def save(work: UnitOfWork, cluster: Cluster) -> None:
    """Insert or replace a cluster."""
    work.put(
        _table,
        {
            "id": cluster.id,
            "workshop_id": cluster.workshop_id,
            "heading": cluster.heading,
            "position": cluster.position,
            "colour": cluster.colour.value,
        },
    )


def drop(work: UnitOfWork, cluster_id: ClusterId) -> None:
    """Delete a cluster that no idea hangs in."""
    work.drop(_table, cluster_id)


def read(reader: Reader, cluster_id: ClusterId) -> Cluster | None:
    """Return the cluster with this id, None if there is none."""
    query = select(_table).where(_table.c.id == cluster_id)
    row = reader.connection.execute(query).mappings().first()
    return _cluster(row) if row else None


def list_all(reader: Reader, workshop_id: WorkshopId) -> list[Cluster]:
    """Return the clusters of a workshop in their order."""
    query = select(_table).where(_table.c.workshop_id == workshop_id)
    rows = reader.connection.execute(query.order_by(_table.c.position, _table.c.id)).mappings()
    return [_cluster(row) for row in rows]


def next_position(reader: Reader, workshop_id: WorkshopId) -> int:
    """Return the position after the last cluster."""
    query = select(func.coalesce(func.max(_table.c.position), 0))
    found = reader.connection.execute(query.where(_table.c.workshop_id == workshop_id))
    return int(found.scalar_one()) + 1


def ideas_in(reader: Reader, cluster_id: ClusterId) -> list[IdeaId]:
    """Return the ids of all ideas that hang in a cluster, removed ones too."""
    ideas = tables.ideas
    query = select(ideas.c.id).where(ideas.c.cluster_id == cluster_id)
    return [IdeaId(row[0]) for row in reader.connection.execute(query)]
