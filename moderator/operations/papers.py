"""Printing cards of a workshop."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from io import TextIOWrapper
from typing import TYPE_CHECKING

from moderator.domain.moments import now
from moderator.errors import BadInput, msg
from moderator.i18n import words
from moderator.operations.workshops import read_workshop
from moderator.operations.workshops import required as required_workshop
from moderator.printing.card_drawing import CardFace
from moderator.printing.cards import idea_face, print_idea_cards
from moderator.printing.manifest import write_manifest
from moderator.printing.sheet_catalogue import known_sheets
from moderator.printing.whole_files import written_whole
from moderator.storage import clusters as stored_clusters
from moderator.storage import ideas as stored_ideas

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.domain.codes import CardCode
    from moderator.domain.ids import WorkshopId
    from moderator.operations.desk import Desk
    from moderator.printing.placed import PlacedCard
    from moderator.printing.sheets import Sheet

MOST_BLANK_CARDS = 2000
USUAL_BLANK_CARDS = 40


class Paper(StrEnum):
    """What can be printed."""

    IDEAS = "ideas"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What to print and where to.

    Attributes:
        count: number of blank cards; None for the usual 40.
        base_url: address that phones open cards at; empty prints codes only.
        manifest: where to write the positions of everything, None for nowhere.
    """

    what: Paper
    target: Path
    count: int | None = None
    sheet: str = "a6"
    base_url: str = ""
    manifest: Path | None = None


@dataclass(frozen=True, slots=True)
class PrintSummary:
    """How much was printed."""

    pages: int
    cards: int


def print_cards(desk: Desk, workshop_id: WorkshopId, job: PrintJob) -> PrintSummary:
    """Write the cards of a job as PDF; blank cards get fresh codes, which are then issued.

    Raises:
        BadInput: there is nothing to print, a value cannot be used, or a file cannot be written;
            no half-written file is left and no code is issued.
        NotFound: there is no such workshop or sheet.
    """
    if job.what is Paper.BLANK:
        return _print_blank(desk, workshop_id, job)
    with desk.reading() as reader:
        required_workshop(reader, workshop_id)
        clusters = {each.id: each for each in stored_clusters.list_all(reader, workshop_id)}
        ideas = stored_ideas.list_board(reader, workshop_id)
    return _write(desk, workshop_id, job, [idea_face(idea, clusters) for idea in ideas])


def list_sheets() -> tuple[Sheet, ...]:
    """Return the sheets that cards can be printed on."""
    return known_sheets()


def _print_blank(desk: Desk, workshop_id: WorkshopId, job: PrintJob) -> PrintSummary:
    count = USUAL_BLANK_CARDS if job.count is None else job.count
    if not 1 <= count <= MOST_BLANK_CARDS:
        raise BadInput(
            msg("Between 1 and {most} blank cards can be printed at once."), most=MOST_BLANK_CARDS
        )
    # The codes are issued only if the sheet could be written.
    with desk.doing("issue_cards", workshop_id) as doing:
        required_workshop(doing.work, workshop_id)
        moment = now()
        codes: list[CardCode] = [
            stored_ideas.issue_blank(doing.work, workshop_id, moment) for _ in range(count)
        ]
        doing.about["number"] = str(count)
        return _write(desk, workshop_id, job, [CardFace(code=code) for code in codes])


def _write(
    desk: Desk, workshop_id: WorkshopId, job: PrintJob, faces: list[CardFace]
) -> PrintSummary:
    workshop = read_workshop(desk, workshop_id)
    w = words(workshop.language)
    with written_whole(job.target) as file:
        placed = print_idea_cards(
            file, faces, w, sheet=job.sheet, base_url=job.base_url, title=workshop.title
        )
        if job.manifest is not None:
            _write_manifest(job.manifest, placed)
    return PrintSummary(max(card.page for card in placed), len(placed))


def _write_manifest(target: Path, placed: list[PlacedCard]) -> None:
    with written_whole(target) as file:
        text = TextIOWrapper(file, encoding="utf-8", newline="\n")
        write_manifest(placed, text)
        text.detach()
