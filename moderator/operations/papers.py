"""Printing: cards, voting cards, beer mats, tents, posters and project sheets of a workshop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.codes import CardCode, with_check
from moderator.domain.moments import now
from moderator.domain.page_addresses import lasts_the_evening_only
from moderator.errors import msg
from moderator.operations import posters
from moderator.operations.phone_doors import LONGEST_ADDRESS, note_printed_address
from moderator.operations.print_jobs import (
    MOST_BLANK_CARDS,
    USUAL_BLANK_CARDS,
    Paper,
    PrintJob,
    PrintStopped,
    PrintSummary,
    page_setup,
    require_count,
    write_job,
)
from moderator.operations.voting_cards import print_voting_cards, sample_voting_cards
from moderator.operations.workshops import required as required_workshop
from moderator.printing.card_drawing import CardFace
from moderator.printing.cards import idea_face, place_idea_cards
from moderator.printing.coasters import MatText, place_coasters
from moderator.storage import clusters as stored_clusters
from moderator.storage import ideas as stored_ideas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import BinaryIO

    from moderator.domain.ids import WorkshopId
    from moderator.operations.desk import Desk
    from moderator.printing.placed import PlacedCard
    from moderator.printing.sheet_pages import PageSetup


__all__ = [
    "MOST_BLANK_CARDS",
    "USUAL_BLANK_CARDS",
    "Paper",
    "PrintJob",
    "PrintStopped",
    "PrintSummary",
    "preview_paper",
    "print_paper",
]

SAMPLE_CARD_CODE = CardCode(with_check("XXXXX"))
"""What stands on previews; nobody takes it for a real code."""


def print_paper(desk: Desk, workshop_id: WorkshopId, job: PrintJob) -> PrintSummary:
    """Write what a job asks for as PDF; codes that it needs are made and issued with it.

    Raises:
        BadInput: there is nothing to print, a value cannot be used, or a file cannot be written;
            no half-written file is left and no code is issued.
        NeedsDecision: voting codes were made before, and the job does not say what becomes of them.
        NotFound: there is no such workshop, round or sheet.
    """
    summary = _PRINTS[job.what](desk, workshop_id, job)
    if _is_kept_in_mind(job):
        note_printed_address(desk, workshop_id, job.base_url)
    return summary


def _is_kept_in_mind(job: PrintJob) -> bool:
    """Tell whether the address that was printed has to be remembered.

    Photos of the wall are read by comparing codes with what was printed, address and all. And
    whatever leads phones to the laptop leads nowhere once the laptop has another address.
    """
    if not job.base_url or len(job.base_url) > LONGEST_ADDRESS:
        return False
    return job.what in _CARDS or (job.what in _WAYS and lasts_the_evening_only(job.base_url))


def preview_paper(desk: Desk, workshop_id: WorkshopId, job: PrintJob) -> PrintSummary:
    """Write what a job would print, with a sample in the place of every code that is not issued.

    Nothing is issued or changed, and former voting codes are not asked about.

    Raises:
        BadInput: as for `print_paper`.
        NotFound: there is no such workshop, round or sheet.
    """
    return _SAMPLES.get(job.what, _PRINTS[job.what])(desk, workshop_id, job)


def _print_ideas(desk: Desk, workshop_id: WorkshopId, job: PrintJob) -> PrintSummary:
    with desk.reading() as reader:
        workshop = required_workshop(reader, workshop_id)
        clusters = {each.id: each for each in stored_clusters.list_all(reader, workshop_id)}
        ideas = posters.chosen_ideas(reader, workshop_id, job)
    setup = page_setup(desk, workshop, job)
    faces = (idea_face(idea, clusters) for idea in ideas)
    return write_job(job, lambda file: place_idea_cards(file, faces, setup, job.base_url))


def _print_fresh(desk: Desk, workshop_id: WorkshopId, job: PrintJob) -> PrintSummary:
    """Print pieces with fresh card codes, which are issued only if the file could be written."""
    count = _fresh_count(job)
    with desk.doing("issue_cards", workshop_id) as doing:
        workshop = required_workshop(doing.work, workshop_id)
        setup = page_setup(desk, workshop, job)
        moment = now()
        codes = [stored_ideas.issue_blank(doing.work, workshop_id, moment) for _ in range(count)]
        doing.about["number"] = str(count)
        return write_job(job, lambda file: _place_fresh(file, codes, setup, job))


def _sample_fresh(desk: Desk, workshop_id: WorkshopId, job: PrintJob) -> PrintSummary:
    codes = [SAMPLE_CARD_CODE] * _fresh_count(job)
    with desk.reading() as reader:
        workshop = required_workshop(reader, workshop_id)
    setup = page_setup(desk, workshop, job)
    return write_job(job, lambda file: _place_fresh(file, codes, setup, job))


def _fresh_count(job: PrintJob) -> int:
    sentence = msg("Between 1 and {most} blank cards can be printed at once.")
    return require_count(job, USUAL_BLANK_CARDS, MOST_BLANK_CARDS, sentence)


def _place_fresh(
    file: BinaryIO, codes: list[CardCode], setup: PageSetup, job: PrintJob
) -> Iterator[PlacedCard]:
    if job.what is Paper.COASTERS:
        return place_coasters(file, codes, setup, MatText(setup.title, job.base_url, job.backs))
    return place_idea_cards(file, map(CardFace, codes), setup, job.base_url)


_PRINTS: Mapping[Paper, Callable[[Desk, WorkshopId, PrintJob], PrintSummary]] = {
    Paper.IDEAS: _print_ideas,
    Paper.BLANK: _print_fresh,
    Paper.BALLOTS: print_voting_cards,
    Paper.COASTERS: _print_fresh,
    Paper.TABLES: posters.print_tents,
    Paper.JOIN: posters.print_join_poster,
    Paper.RESULTS: posters.print_results,
    Paper.PROJECTS: posters.print_project_sheets,
    Paper.CALIBRATION: posters.print_calibration,
}

_CARDS = frozenset({Paper.IDEAS, Paper.BLANK})
"""Paper that hangs on the wall."""
_WAYS = frozenset({Paper.BALLOTS, Paper.COASTERS, Paper.TABLES, Paper.JOIN})
"""Paper that shows phones the way to the laptop."""

_SAMPLES: Mapping[Paper, Callable[[Desk, WorkshopId, PrintJob], PrintSummary]] = {
    Paper.BLANK: _sample_fresh,
    Paper.BALLOTS: sample_voting_cards,
    Paper.COASTERS: _sample_fresh,
}
