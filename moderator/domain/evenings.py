"""A whole evening as one value: what boards draw and reports print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moderator.domain.agenda import Step
    from moderator.domain.ballots import Dots
    from moderator.domain.ballots import VoteSource as Source
    from moderator.domain.ideas import Cluster, Idea
    from moderator.domain.ids import RoundId
    from moderator.domain.photo_reviews import PhotoEvidence
    from moderator.domain.rounds import VoteRound
    from moderator.domain.tallies import Results
    from moderator.domain.workshops import Workshop


@dataclass(frozen=True, slots=True)
class AnonymousBallot:
    """A ballot of a closed round; `counted` is false for one that was set aside."""

    dots: Dots
    source: Source
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Evening:
    """A workshop with its agenda, clusters, ideas on the board, rounds and visible results.

    Attributes:
        results: results of rounds that may be shown, by round id.
        ballots: anonymous ballots of closed rounds, by round id; empty unless asked for.
        photos: photos that dots were counted from; empty unless a protocol is written.
    """

    workshop: Workshop
    steps: tuple[Step, ...]
    clusters: tuple[Cluster, ...]
    ideas: tuple[Idea, ...]
    rounds: tuple[VoteRound, ...]
    results: dict[RoundId, Results]
    ballots: dict[RoundId, tuple[AnonymousBallot, ...]]
    photos: tuple[PhotoEvidence, ...] = ()
