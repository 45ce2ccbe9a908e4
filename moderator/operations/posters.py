"""Printing what stands on tables and hangs on walls: tents, posters, results, project sheets."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from moderator.domain.rounds import RoundState
from moderator.errors import BadInput, msg
from moderator.operations import rounds, voting
from moderator.operations.print_jobs import page_setup, require_count, write_job
from moderator.operations.workshops import read_workshop
from moderator.operations.workshops import required as required_workshop
from moderator.printing.calibration import place_calibration
from moderator.printing.join_help import JoinHelp
from moderator.printing.join_posters import place_join_poster
from moderator.printing.project_sheets import place_project_sheets
from moderator.printing.result_posters import place_results
from moderator.printing.table_tents import place_tents
from moderator.storage import ideas as stored_ideas

if TYPE_CHECKING:
    from moderator.domain.ideas import Idea
    from moderator.domain.ids import WorkshopId
    from moderator.domain.rounds import VoteRound
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.operations.print_jobs import PrintJob, PrintSummary
    from moderator.storage.unit_of_work import Reader

MOST_TABLES = 200
USUAL_TABLES = 6
PEOPLE_AT_A_TABLE = 6


def print_tents(desk: Desk, workshop_id: WorkshopId, job: PrintJob) -> PrintSummary:
    """Print a tent for each table, numbered from 1.

    Raises:
        BadInput: a value cannot be used, or the file cannot be written.
        NotFound: there is no such workshop or sheet.
    """
    workshop = read_workshop(desk, workshop_id)
    usual = ceil((workshop.participants or 0) / PEOPLE_AT_A_TABLE) or USUAL_TABLES
    sentence = msg("Between 1 and {most} table tents can be printed at once.")
    count = require_count(job, min(usual, MOST_TABLES), MOST_TABLES, sentence)
    setup = page_setup(desk, workshop, job)
    tables = map(str, range(1, count + 1))
    return write_job(job, lambda file: place_tents(file, tables, setup, _help(workshop, job)))


def print_join_poster(desk: Desk, workshop_id: WorkshopId, job: PrintJob) -> PrintSummary:
    """Print the poster that says how to take part.

    Raises:
        BadInput: a value cannot be used, or the file cannot be written.
        NotFound: there is no such workshop or sheet.
    """
    workshop = read_workshop(desk, workshop_id)
    setup = page_setup(desk, workshop, job)
    return write_job(job, lambda file: place_join_poster(file, setup, _help(workshop, job)))


def print_results(desk: Desk, workshop_id: WorkshopId, job: PrintJob) -> PrintSummary:
    """Print the ranking of a round; of the latest that may be shown if the job names none.

    Raises:
        BadInput: there is no result yet, it is hidden, or the file cannot be written.
        NotFound: there is no such workshop, round or sheet.
    """
    workshop = read_workshop(desk, workshop_id)
    setup = page_setup(desk, workshop, job)
    results = voting.results(desk, _round(desk, workshop, job).id)
    return write_job(job, lambda file: place_results(file, results, setup, job.base_url))


def print_project_sheets(desk: Desk, workshop_id: WorkshopId, job: PrintJob) -> PrintSummary:
    """Print project sheets to be filled in by hand, two pages for each idea.

    Raises:
        BadInput: there is no idea, or the file cannot be written.
        NotFound: there is no such workshop or sheet.
    """
    with desk.reading() as reader:
        workshop = required_workshop(reader, workshop_id)
        ideas = chosen_ideas(reader, workshop_id, job)
    setup = page_setup(desk, workshop, job)
    return write_job(job, lambda file: place_project_sheets(file, ideas, setup, job.base_url))


def print_calibration(desk: Desk, workshop_id: WorkshopId, job: PrintJob) -> PrintSummary:
    """Print the calibration page of a sheet.

    Raises:
        BadInput: a value cannot be used, or the file cannot be written.
        NotFound: there is no such workshop or sheet.
    """
    setup = page_setup(desk, read_workshop(desk, workshop_id), job)
    return write_job(job, lambda file: place_calibration(file, setup))


def chosen_ideas(reader: Reader, workshop_id: WorkshopId, job: PrintJob) -> list[Idea]:
    """Return the ideas a job names, or all on the board."""
    board = stored_ideas.list_board(reader, workshop_id)
    return [idea for idea in board if not job.ideas or idea.id in job.ideas]


def _help(workshop: Workshop, job: PrintJob) -> JoinHelp:
    return JoinHelp(workshop.title, job.base_url, job.wifi)


def _round(desk: Desk, workshop: Workshop, job: PrintJob) -> VoteRound:
    known = rounds.list_rounds(desk, workshop.id)
    if job.round_id is not None:
        named = rounds.read_round(desk, job.round_id)
        if named.workshop_id != workshop.id:
            raise BadInput(msg("This round belongs to another workshop."))
        return named
    shown = [each for each in known if voting.may_show(each)]
    closed = [each for each in shown if each.state is RoundState.CLOSED]
    if not shown:
        raise BadInput(
            msg("There is no result to print yet."),
            msg("Open a round; hidden results can be printed once it is closed."),
        )
    return max(closed or shown, key=lambda each: each.number)
