"""What the board knows: stored ideas, ideas on their way, and what is looked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moderator.ui.board.arrangement import Waiting, arrange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderator.domain.ideas import Cluster, Idea
    from moderator.domain.ids import IdeaId
    from moderator.ui.board.arrangement import CardLine, IdeaFields, Line


class BoardState:
    """Changes in small steps, so that one more idea does not mean reading two thousand again."""

    def __init__(self, *, grouped: bool = True) -> None:
        self.ideas: dict[IdeaId, Idea] = {}
        self.clusters: tuple[Cluster, ...] = ()
        self.waiting: dict[str, Waiting] = {}
        self.unsaved_change: tuple[CardLine, IdeaFields] | None = None
        """A change that could not be stored after the board was left."""
        self.wanted: set[IdeaId] | None = None
        self.fresh: IdeaId | None = None
        self.grouped = grouped

    def take_snapshot(self, ideas: Iterable[Idea], clusters: Iterable[Cluster]) -> None:
        """Hold what the store holds now."""
        self.ideas = {idea.id: idea for idea in ideas}
        self.clusters = tuple(clusters)

    def set_out(self, key: str, fields: IdeaFields) -> None:
        """An idea is on its way to the store."""
        self.waiting[key] = Waiting(key, fields)

    def arrived(self, key: str, idea: Idea) -> None:
        """The idea is stored."""
        self.waiting.pop(key, None)
        self.ideas[idea.id] = idea
        self.fresh = idea.id
        if self.wanted is not None:
            self.wanted.add(idea.id)

    def came_back(self, key: str) -> None:
        """The idea could not be stored."""
        self.waiting[key] = replace(self.waiting[key], failed=True)

    def drop(self, key: str) -> IdeaFields:
        """Take an idea that could not be stored from the board; returns its text."""
        return self.waiting.pop(key).fields

    def changed(self, idea: Idea) -> None:
        """An idea was changed."""
        self.ideas[idea.id] = idea

    def removed(self, idea_id: IdeaId) -> None:
        """An idea was taken from the board."""
        self.ideas.pop(idea_id, None)

    @property
    def failed(self) -> list[Waiting]:
        """Ideas that could not be stored."""
        return [each for each in self.waiting.values() if each.failed]

    @property
    def headings(self) -> list[str]:
        """Headings of all clusters."""
        return [cluster.heading for cluster in self.clusters]

    def knows_cluster_of(self, idea: Idea) -> bool:
        """Tell whether the cluster of `idea` is among those that were read."""
        known = {cluster.id for cluster in self.clusters}
        return idea.cluster_id is None or idea.cluster_id in known

    def lines(self) -> list[Line]:
        """Return the lines of the board."""
        return arrange(
            self.ideas.values(),
            self.clusters,
            self.waiting.values(),
            grouped=self.grouped,
            wanted=self.wanted,
            fresh=self.fresh,
        )
