"""Printing personal voting cards: their codes are made and printed at once, as only hashes stay."""

from __future__ import annotations

from dataclasses import replace
from random import SystemRandom
from typing import TYPE_CHECKING

from moderator.domain.codes import BallotCode, with_check
from moderator.domain.moments import now
from moderator.errors import BadInput, NeedsDecision, msg
from moderator.operations import rounds
from moderator.operations.print_jobs import Again, page_setup, require_count, write_job
from moderator.operations.voting import MOST_CODES
from moderator.operations.workshops import required as required_workshop
from moderator.printing.voting_cards import VotingCardText, place_voting_cards
from moderator.storage import ballots as stored
from moderator.storage.unused_codes import list_codes, remove_unused

if TYPE_CHECKING:
    from moderator.domain.ids import WorkshopId
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk, Doing
    from moderator.operations.print_jobs import PrintJob, PrintSummary
    from moderator.storage.unit_of_work import Reader

SAMPLE_VOTING_CODE = BallotCode(with_check("XXXXXX"))
"""What stands on previews; nobody takes it for a real code."""


def print_voting_cards(desk: Desk, workshop_id: WorkshopId, job: PrintJob) -> PrintSummary:
    """Make voting codes and print them, in an order that tells nothing.

    Codes cannot be printed again: the store keeps only keyed hashes. A reprint makes new ones, and
    with `Again.REPLACE` takes back the former ones that nobody has voted with.

    Raises:
        BadInput: the number is out of range, or the file cannot be written; no code is made.
        NeedsDecision: codes were made before, and the job does not say what becomes of them.
        NotFound: there is no such workshop, round or sheet.
    """
    with desk.doing("make_ballots", workshop_id) as doing:
        workshop = required_workshop(doing.work, workshop_id)
        title = _round_title(doing.work, workshop, job)
        count = _count(workshop, job)
        setup = page_setup(desk, workshop, job)
        invalidated, still_valid = _settle_former(doing, workshop_id, job)
        codes = stored.make_codes(doing.work, workshop_id, count, job.round_id, now())
        SystemRandom().shuffle(codes)
        doing.about["number"] = str(count)
        text = VotingCardText(workshop.title, title, job.base_url, job.backs)
        summary = write_job(job, lambda file: place_voting_cards(file, codes, setup, text))
    return replace(summary, invalidated=invalidated, still_valid=still_valid)


def sample_voting_cards(desk: Desk, workshop_id: WorkshopId, job: PrintJob) -> PrintSummary:
    """Write voting cards with a sample code; no code is made.

    Raises:
        BadInput: the number is out of range, or the file cannot be written.
        NotFound: there is no such workshop, round or sheet.
    """
    with desk.reading() as reader:
        workshop = required_workshop(reader, workshop_id)
        title = _round_title(reader, workshop, job)
    setup = page_setup(desk, workshop, job)
    codes = [SAMPLE_VOTING_CODE] * _count(workshop, job)
    text = VotingCardText(workshop.title, title, job.base_url, job.backs)
    return write_job(job, lambda file: place_voting_cards(file, codes, setup, text))


def count_voting_codes(desk: Desk, workshop_id: WorkshopId, job: PrintJob) -> int:
    """Return how many codes were made before for what `job` prints."""
    with desk.reading() as reader:
        return len(list_codes(reader, workshop_id, job.round_id))


def _round_title(reader: Reader, workshop: Workshop, job: PrintJob) -> str:
    if job.round_id is None:
        return ""
    vote_round = rounds.required(reader, job.round_id)
    if vote_round.workshop_id != workshop.id:
        raise BadInput(msg("This round belongs to another workshop."))
    return vote_round.title


def _count(workshop: Workshop, job: PrintJob) -> int:
    if job.count is None and workshop.participants is None:
        raise BadInput(
            msg("How many voting cards are needed is not known."),
            msg("Say how many, or enter the number of people in the workshop."),
        )
    sentence = msg("Between 1 and {most} codes can be made at once.")
    return require_count(job, workshop.participants or 0, MOST_CODES, sentence)


def _settle_former(doing: Doing, workshop_id: WorkshopId, job: PrintJob) -> tuple[int, int]:
    """Return how many former codes were taken back, and how many stay valid."""
    former = len(list_codes(doing.work, workshop_id, job.round_id))
    if former and job.again is Again.ASK:
        raise NeedsDecision(
            msg("{n} voting codes were made before; they cannot be printed again."),
            msg("Replace them (--replace: unused ones become invalid) or add to them (--more)."),
            n=former,
        )
    if job.again is not Again.REPLACE:
        return 0, former
    removed = remove_unused(doing.work, workshop_id, job.round_id)
    return removed, former - removed
