"""What to print and how: the job that all kinds of paper share, and how its file is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from io import TextIOWrapper
from typing import TYPE_CHECKING

from moderator.errors import BadInput, ModeratorError, msg
from moderator.i18n import words
from moderator.operations.sheets import find_sheet, offset_of
from moderator.printing.card_stock import require_contrast, stock_colour
from moderator.printing.manifest import write_manifest
from moderator.printing.sheet_pages import PageSetup
from moderator.printing.sheets import SheetUse
from moderator.printing.whole_files import written_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from moderator.domain.ids import IdeaId, RoundId
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.printing.placed import PlacedCard
    from moderator.printing.sheets import Pair
    from moderator.printing.wifi import Wifi

MOST_BLANK_CARDS = 2000
USUAL_BLANK_CARDS = 40


class Paper(StrEnum):
    """What can be printed."""

    IDEAS = "ideas"
    BLANK = "blank"
    BALLOTS = "ballots"
    COASTERS = "coasters"
    TABLES = "tables"
    JOIN = "join"
    RESULTS = "results"
    PROJECTS = "projects"
    CALIBRATION = "calibration"


USUAL_SHEETS: Mapping[Paper, str] = {
    Paper.IDEAS: "a6",
    Paper.BLANK: "a6",
    Paper.BALLOTS: "a7",
    Paper.COASTERS: "coaster-round",
    Paper.TABLES: "tent-a4",
    Paper.JOIN: "a4",
    Paper.RESULTS: "a4",
    Paper.PROJECTS: "a4",
    Paper.CALIBRATION: "a6",
}

USES: Mapping[Paper, SheetUse] = {
    Paper.IDEAS: SheetUse.CARDS,
    Paper.BLANK: SheetUse.CARDS,
    Paper.BALLOTS: SheetUse.CARDS,
    Paper.COASTERS: SheetUse.COASTERS,
    Paper.TABLES: SheetUse.TABLES,
    Paper.JOIN: SheetUse.PAGES,
    Paper.RESULTS: SheetUse.PAGES,
    Paper.PROJECTS: SheetUse.PAGES,
}
"""Which sheets suit which paper; any sheet can be calibrated."""


WITH_BACKS = frozenset({Paper.COASTERS, Paper.BALLOTS})
"""What has a back worth printing: lines for the idea, how to vote.

Cards with ideas hang on a wall, labels stick, tents are folded.
"""


class PrintStopped(ModeratorError):
    """Somebody took a job back while it was written; nothing was issued, no file is left."""

    def __init__(self) -> None:
        super().__init__(msg("Printing was stopped."), msg("No file was left behind."))


class Again(StrEnum):
    """What to do where voting cards were made before."""

    ASK = "ask"
    REPLACE = "replace"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What to print and where to.

    Attributes:
        count: number of blank cards, voting cards, beer mats or tents; None for the usual one.
        sheet: name of the sheet, empty for the usual one.
        base_url: address that phones open; empty prints codes only.
        manifest: where to write the positions of everything, None for nowhere.
        start: the first label to print on, counted from 1: sheets that are partly used.
        offset_mm: moves print to the right and down; None for what is remembered for the sheet.
        paper_colour: colour of the card stock, empty for white.
        wifi: name and password of the room's network, for tents and posters.
        round_id: the round that voting cards or results are for.
        ideas: the ideas to print; empty for all on the board.
        again: what to do where voting cards were made before.
        backs: print the backs, too (`WITH_BACKS`), for printers that turn on the long edge: every
            page is followed by its back.
        told: called with the number of each page that is begun; raises `PrintStopped` to end it.
    """

    what: Paper
    target: Path
    count: int | None = None
    sheet: str = ""
    base_url: str = ""
    manifest: Path | None = None
    start: int = 1
    offset_mm: Pair | None = None
    paper_colour: str = ""
    wifi: Wifi | None = None
    round_id: RoundId | None = None
    ideas: tuple[IdeaId, ...] = ()
    again: Again = Again.ASK
    backs: bool = False
    told: Callable[[int], None] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PrintSummary:
    """How much was printed.

    Attributes:
        cards: cards, labels, mats or tents; pages where every page is one piece.
        invalidated: voting cards printed before that are worth nothing any more.
        still_valid: voting cards made before that still count.
    """

    pages: int
    cards: int
    invalidated: int = 0
    still_valid: int = 0


def page_setup(desk: Desk, workshop: Workshop, job: PrintJob) -> PageSetup:
    """Return sheet, words, start and offset of a job.

    Raises:
        BadInput: the sheet is made for something else, or a value cannot be used.
        NotFound: there is no such sheet.
    """
    if job.backs and job.what not in WITH_BACKS:
        raise BadInput(
            msg("Only beer mats and voting cards have a back to print."),
            msg("Project sheets come as front and back anyway."),
        )
    if job.paper_colour:
        require_contrast(stock_colour(job.paper_colour))
    sheet = find_sheet(desk, job.sheet or USUAL_SHEETS[job.what], USES.get(job.what))
    offset = offset_of(desk, sheet) if job.offset_mm is None else job.offset_mm
    setup = PageSetup(sheet, words(workshop.language), job.start, offset, workshop.title)
    setup.require_usable()
    return setup


def write_job(job: PrintJob, place: Callable[[BinaryIO], Iterator[PlacedCard]]) -> PrintSummary:
    """Write the file of a job and its manifest, whole or not at all.

    Args:
        job: the job.
        place: draws everything on an open file and yields where it stands.

    Raises:
        BadInput: there is nothing to print, or a file cannot be written.
    """
    if job.manifest is not None and job.manifest.resolve() == job.target.resolve():
        raise BadInput(msg("Cards and manifest cannot be written to the same file."))
    tally = _Tally(job.told)
    with written_whole(job.target) as file:
        placed = tally.count(place(file))
        if job.manifest is None:
            for _ in placed:
                pass
        else:
            with written_whole(job.manifest) as manifest:
                text = TextIOWrapper(manifest, encoding="utf-8", newline="\n")
                write_manifest(placed, text)
                text.detach()
    pages = tally.pages + (1 if job.backs else 0)
    whole_pages = USES.get(job.what) not in {SheetUse.CARDS, SheetUse.COASTERS}
    return PrintSummary(pages, pages if whole_pages else tally.pieces)


class _Tally:
    """Counts pages and pieces while they are written."""

    def __init__(self, told: Callable[[int], None] | None) -> None:
        self.pages = 0
        self.pieces = 0
        self._told = told

    def count(self, placed: Iterator[PlacedCard]) -> Iterator[PlacedCard]:
        for card in placed:
            if self._told is not None and card.page != self.pages:
                self._told(card.page)
            self.pages = card.page
            self.pieces += 1
            yield card


def require_count(job: PrintJob, usual: int, most: int, sentence: str) -> int:
    """Return how many pieces a job asks for.

    Raises:
        BadInput: fewer than one or more than `most`; `sentence` says so.
    """
    count = usual if job.count is None else job.count
    if not 1 <= count <= most:
        raise BadInput(sentence, most=most)
    return count
