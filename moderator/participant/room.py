"""What all phones see alike: the board, the rounds and the results that may be shown.

It is read as a whole and kept in memory as one value, so that a page asks the store only for what
belongs to one voter.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from moderator.domain.rounds import RoundState
from moderator.operations import clusters, comments, ideas, interests, pictures, rounds, voting
from moderator.operations.phone_doors import read_door
from moderator.operations.workshops import read_workshop
from moderator.participant.views import CardLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderator.domain.codes import CardCode
    from moderator.domain.ideas import Idea
    from moderator.domain.ids import ClusterId, IdeaId, PictureId, RoundId, WorkshopId
    from moderator.domain.phone_doors import PhoneDoor
    from moderator.domain.rounds import VoteRound
    from moderator.domain.tallies import Results
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk

FIELD = "dots-"
"""A field of a ballot is called so, followed by the code of the card."""


@dataclass(frozen=True, slots=True)
class Room:
    """One state of a workshop as phones may see it.

    Attributes:
        ideas: on the board, by number.
        headings: of the clusters.
        rounds: opened ones, the newest first.
        options: what can be voted on in each of them.
        fields: the same by the name of the field on the ballot.
        results: of the rounds whose result may be seen now.
        joining: how many want to join in on an idea.
        comments: those that may be seen, by idea, the oldest first.
        version: changes with everything but the dots; equal states have equal versions.
        dots_version: changes with the results that may be seen.
        cards: as they stand in lists, on the board or in a vote.
    """

    workshop: Workshop
    door: PhoneDoor
    ideas: tuple[Idea, ...]
    headings: Mapping[ClusterId, str]
    rounds: tuple[VoteRound, ...]
    options: Mapping[RoundId, tuple[Idea, ...]]
    joining: Mapping[IdeaId, int]
    comments: Mapping[IdeaId, tuple[str, ...]]
    pictures: Mapping[IdeaId, PictureId]
    results: Mapping[RoundId, Results] = field(default_factory=dict)
    version: str = ""
    dots_version: str = ""
    by_code: Mapping[CardCode, Idea] = field(default_factory=dict)
    fields: Mapping[RoundId, Mapping[str, IdeaId]] = field(default_factory=dict)
    dots: Mapping[IdeaId, int] = field(default_factory=dict)
    cards: Mapping[IdeaId, CardLine] = field(default_factory=dict)

    @property
    def open_rounds(self) -> tuple[VoteRound, ...]:
        """Rounds in which people vote now, the newest first."""
        return tuple(each for each in self.rounds if each.state is RoundState.OPEN)

    @property
    def shown_rounds(self) -> tuple[VoteRound, ...]:
        """Rounds whose result may be seen, the newest first."""
        return tuple(each for each in self.rounds if each.id in self.results)

    @property
    def hidden_rounds(self) -> tuple[VoteRound, ...]:
        """Open rounds whose result stays hidden."""
        return tuple(each for each in self.rounds if each.id not in self.results)


def read_room(desk: Desk, workshop_id: WorkshopId) -> Room:
    """Read a room from the store.

    Raises:
        NotFound: the workshop was deleted.
        StoreError: the store cannot be read.
    """
    board = tuple(ideas.list_ideas(desk, workshop_id))
    opened = [
        each
        for each in rounds.list_rounds(desk, workshop_id)
        if each.state is not RoundState.PREPARED
    ]
    opened.sort(key=lambda each: -each.number)
    options = {each.id: tuple(rounds.list_options(desk, each.id)) for each in opened}
    room = Room(
        workshop=read_workshop(desk, workshop_id),
        door=read_door(desk, workshop_id),
        ideas=board,
        headings={each.id: each.heading for each in clusters.list_clusters(desk, workshop_id)},
        rounds=tuple(opened),
        options=options,
        joining={
            idea_id: len(people)
            for idea_id, people in interests.list_interests(desk, workshop_id).items()
        },
        comments=comments.shown_comments(desk, workshop_id),
        pictures=pictures.idea_pictures(desk, workshop_id),
        by_code=_by_code(board, options),
        fields={
            round_id: {FIELD + idea.code: idea.id for idea in listed}
            for round_id, listed in options.items()
        },
    )
    return with_results(desk, replace(room, version=_digest(_shown_by(room))))


def _by_code(
    board: tuple[Idea, ...], options: Mapping[RoundId, tuple[Idea, ...]]
) -> dict[CardCode, Idea]:
    """Return the ideas a phone may see by their codes: on the board or in a vote."""
    found = {idea.code: idea for listed in options.values() for idea in listed}
    return found | {idea.code: idea for idea in board}


def _shown_by(room: Room) -> object:
    door = room.door
    return (
        room.workshop,
        (door.ideas_wait, door.comments_wait, door.open_joining),
        [(each.id, each.changed_at, each.cluster_id) for each in room.ideas],
        room.headings,
        room.rounds,
        room.joining,
        room.comments,
        room.pictures,
    )


def _digest(shown: object) -> str:
    return blake2b(repr(shown).encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


def with_results(desk: Desk, room: Room) -> Room:
    """Return the room with the results as they stand now.

    Raises:
        StoreError: the store cannot be read.
    """
    results = {
        each.id: voting.results(desk, each.id) for each in room.rounds if voting.may_show(each)
    }
    shown = [
        (each.round.id, each.ballots, [(line.idea_id, line.dots) for line in each.ranking])
        for each in results.values()
    ]
    dots = _dots(results)
    return replace(
        room,
        results=results,
        dots_version=_digest(shown) if shown else "",
        dots=dots,
        cards=_cards(room, dots),
    )


def _cards(room: Room, dots: Mapping[IdeaId, int]) -> dict[IdeaId, CardLine]:
    return {
        idea.id: card_line(room, idea, dots.get(idea.id))
        for listed in (*room.options.values(), room.ideas)
        for idea in listed
    }


def card_line(room: Room, idea: Idea, dots: int | None = None) -> CardLine:
    """Return a card as it stands in a list; those of the room are in `Room.cards`."""
    return CardLine(
        code=idea.code,
        number=idea.number,
        title=idea.title,
        body=idea.body,
        cluster=room.headings.get(idea.cluster_id, "") if idea.cluster_id else "",
        table=idea.table,
        dots=dots,
    )


def _dots(results: Mapping[RoundId, Results]) -> dict[IdeaId, int]:
    """Return the dots on each idea in the newest round that shows them."""
    dots: dict[IdeaId, int] = {}
    for outcome in results.values():
        for line in outcome.ranking:
            dots.setdefault(line.idea_id, line.dots)
    return dots
