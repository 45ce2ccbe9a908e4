"""What can be chosen before printing: papers, the sheets that suit them, usual numbers."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from moderator.domain.rounds import RoundState
from moderator.operations import posters
from moderator.operations.clusters import list_clusters
from moderator.operations.ideas import list_ideas
from moderator.operations.print_jobs import (
    MOST_BLANK_CARDS,
    USES,
    USUAL_BLANK_CARDS,
    USUAL_SHEETS,
    Paper,
)
from moderator.operations.rounds import list_rounds
from moderator.operations.sheets import list_sheets, offsets_mm
from moderator.operations.voting import MOST_CODES, may_show
from moderator.operations.workshops import read_workshop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderator.domain.ideas import Cluster, Idea
    from moderator.domain.ids import WorkshopId
    from moderator.domain.rounds import VoteRound
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.printing.sheets import Pair, Sheet

_USUAL_PEOPLE = 24


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """One kind of paper and what it can be printed on.

    Attributes:
        sheets: the sheets made for it, the user's own first.
        usual_sheet: name of the sheet that is usually meant.
        usual_count: how many pieces are usually wanted; 0 where the number follows from the board.
        most: the largest number of pieces.
        rounds: the rounds that it can be about, the latest first.
    """

    paper: Paper
    sheets: tuple[Sheet, ...]
    usual_sheet: str
    usual_count: int = 0
    most: int = 0
    rounds: tuple[VoteRound, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintOffer:
    """Everything to choose from before printing.

    Attributes:
        ideas: what is on the board, by number.
        offsets_mm: how far print is moved to the right and down, by the names of the sheets.
    """

    papers: tuple[PaperChoice, ...]
    ideas: tuple[Idea, ...]
    clusters: tuple[Cluster, ...]
    offsets_mm: Mapping[str, Pair]


def print_offer(desk: Desk, workshop_id: WorkshopId) -> PrintOffer:
    """Return everything to choose from before printing for a workshop.

    Raises:
        BadInput: the file of own sheets cannot be read.
        NotFound: there is no such workshop.
    """
    return PrintOffer(
        paper_choices(desk, workshop_id),
        tuple(list_ideas(desk, workshop_id)),
        tuple(list_clusters(desk, workshop_id)),
        offsets_mm(desk),
    )


def paper_choices(desk: Desk, workshop_id: WorkshopId) -> tuple[PaperChoice, ...]:
    """Return everything that can be printed for a workshop.

    Raises:
        BadInput: the file of own sheets cannot be read.
        NotFound: there is no such workshop.
    """
    counts = _counts(read_workshop(desk, workshop_id))
    rounds = _rounds(list_rounds(desk, workshop_id))
    return tuple(
        PaperChoice(
            paper,
            list_sheets(desk, USES.get(paper)),
            USUAL_SHEETS[paper],
            *counts.get(paper, (0, 0)),
            rounds=rounds.get(paper, ()),
        )
        for paper in Paper
    )


def _rounds(known: list[VoteRound]) -> dict[Paper, tuple[VoteRound, ...]]:
    latest = sorted(known, key=lambda each: each.number, reverse=True)
    return {
        Paper.BALLOTS: tuple(each for each in latest if each.state is not RoundState.CLOSED),
        Paper.RESULTS: tuple(each for each in latest if may_show(each)),
    }


def _counts(workshop: Workshop) -> dict[Paper, tuple[int, int]]:
    people = workshop.participants or 0
    tables = ceil(people / posters.PEOPLE_AT_A_TABLE) or posters.USUAL_TABLES
    return {
        Paper.BLANK: (USUAL_BLANK_CARDS, MOST_BLANK_CARDS),
        Paper.COASTERS: (USUAL_BLANK_CARDS, MOST_BLANK_CARDS),
        Paper.BALLOTS: (people or _USUAL_PEOPLE, MOST_CODES),
        Paper.TABLES: (min(tables, posters.MOST_TABLES), posters.MOST_TABLES),
    }
