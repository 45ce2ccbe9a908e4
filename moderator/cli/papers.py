"""Commands that write paper and files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from moderator.errors import BadInput, msg
from moderator.operations import papers, reporting
from moderator.operations import sheets as operations
from moderator.operations.ideas import find_idea
from moderator.operations.print_jobs import Again, Paper, PrintJob
from moderator.operations.rounds import find_round
from moderator.operations.workshops import find_workshop
from moderator.printing.wifi import Wifi

if TYPE_CHECKING:
    from argparse import Namespace

    from moderator.cli.session import Session
    from moderator.operations.print_jobs import PrintSummary
    from moderator.printing.sheets import Pair, Sheet


def print_(session: Session, args: Namespace) -> None:
    """Print cards, tents and posters as PDF."""
    workshop = find_workshop(session.desk, args.workshop)
    only = find_round(session.desk, args.round, workshop.id) if args.round else None
    job = PrintJob(
        what=Paper(args.what),
        target=args.out or Path(f"{args.what}.pdf"),
        count=args.count,
        sheet=args.sheet,
        base_url=args.base_url,
        manifest=args.manifest,
        start=args.start_at,
        offset_mm=_offset(args.offset) if args.offset else None,
        paper_colour=args.paper,
        wifi=Wifi(args.wifi, args.wifi_password) if args.wifi else None,
        round_id=only.id if only else None,
        ideas=tuple(find_idea(session.desk, workshop.id, each).id for each in args.idea),
        backs=args.backs,
        again=Again.REPLACE if args.replace else Again.MORE if args.more else Again.ASK,
    )
    _told(session, job, papers.print_paper(session.desk, workshop.id, job))


def _told(session: Session, job: PrintJob, summary: PrintSummary) -> None:
    document = {"file": str(job.target), "pages": summary.pages, "cards": summary.cards}
    if job.what is Paper.BALLOTS:
        document |= {"invalidated": summary.invalidated, "still_valid": summary.still_valid}
    if job.what in {Paper.IDEAS, Paper.BLANK, Paper.BALLOTS, Paper.COASTERS}:
        line = session.w.plural(
            "{n} card in {file}", "{n} cards in {file}", summary.cards, file=job.target
        )
    else:
        line = session.w.plural(
            "{n} page in {file}", "{n} pages in {file}", summary.pages, file=job.target
        )
    session.answer(document, [line])
    if summary.invalidated:
        session.remark(
            session.w.plural(
                "{n} former voting code is invalid now.",
                "{n} former voting codes are invalid now.",
                summary.invalidated,
            )
        )
    if summary.still_valid:
        session.remark(
            session.w.plural(
                "{n} former voting code stays valid.",
                "{n} former voting codes stay valid.",
                summary.still_valid,
            )
        )


def _offset(text: str) -> Pair:
    """Read `right,down` in mm; 0.5,-1 for example.

    Raises:
        BadInput: it is not two numbers.
    """
    try:
        right, down = (float(part) for part in text.split(","))
    except ValueError as error:
        raise BadInput(
            msg("“{text}” is not an offset."),
            msg("Write mm to the right, a comma, and mm down: 0.5,-1."),
            text=text[:40],
        ) from error
    return right, down


def sheets(session: Session, _args: Namespace) -> None:
    """List the known sheets."""
    known = operations.list_sheets(session.desk)
    language = session.w.language.value
    session.answer(
        [_sheet(each, language) for each in known],
        [f"{each.name}  {each.columns} × {each.rows}  {each.title(language)}" for each in known],
    )


def _sheet(sheet: Sheet, language: str) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "page_mm": list(sheet.page_mm),
        "label_mm": list(sheet.label_mm),
        "columns": sheet.columns,
        "rows": sheet.rows,
        "origin_mm": list(sheet.origin_mm),
        "pitch_mm": list(sheet.pitch_mm),
        "places_mm": [list(place) for place in sheet.places_mm],
        "margin_mm": sheet.margin_mm,
        "bleed_mm": sheet.bleed_mm,
        "shape": sheet.shape.value,
        "for": sheet.use.value,
        "title": sheet.title(language),
        "aliases": list(sheet.aliases),
        "own": sheet.own,
    }


def add_sheet(session: Session, args: Namespace) -> None:
    """Add an own sheet from a file."""
    added = operations.add_sheet_file(session.desk, args.file)
    session.answer(_sheet(added, session.w.language.value), [added.name])


def remove_sheet(session: Session, args: Namespace) -> None:
    """Remove an own sheet."""
    operations.remove_sheet(session.desk, args.name)
    session.answer({"removed": args.name}, [args.name])


def set_offset(session: Session, args: Namespace) -> None:
    """Remember how far print on a sheet is moved."""
    offset = _offset(args.offset)
    operations.set_offset(session.desk, args.name, offset)
    session.answer({"name": args.name, "offset_mm": list(offset)}, [f"{args.name}  {args.offset}"])


def report(session: Session, args: Namespace) -> None:
    """Write protocol or export."""
    workshop = find_workshop(session.desk, args.workshop)
    reporting.write_report(session.desk, workshop.id, args.out)
    session.answer({"file": str(args.out)}, [str(args.out)])
