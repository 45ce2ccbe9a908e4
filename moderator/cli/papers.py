"""Commands that write paper and files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from moderator.operations import papers, reporting
from moderator.operations.papers import Paper, PrintJob
from moderator.operations.workshops import find_workshop

if TYPE_CHECKING:
    from argparse import Namespace

    from moderator.cli.session import Session


def print_(session: Session, args: Namespace) -> None:
    """Print cards as PDF."""
    workshop = find_workshop(session.desk, args.workshop)
    job = PrintJob(
        what=Paper(args.what),
        target=args.out or Path(f"{args.what}.pdf"),
        count=args.count,
        sheet=args.sheet,
        base_url=args.base_url,
        manifest=args.manifest,
    )
    summary = papers.print_cards(session.desk, workshop.id, job)
    session.answer(
        {"file": str(job.target), "pages": summary.pages, "cards": summary.cards},
        [
            session.w.plural(
                "{n} card in {file}", "{n} cards in {file}", summary.cards, file=job.target
            )
        ],
    )


def sheets(session: Session, _args: Namespace) -> None:
    """List the known sheets."""
    known = papers.list_sheets()
    session.answer(
        [
            {
                "name": each.name,
                "page_mm": list(each.page_mm),
                "label_mm": list(each.label_mm),
                "columns": each.columns,
                "rows": each.rows,
                "origin_mm": list(each.origin_mm),
                "pitch_mm": list(each.pitch_mm),
            }
            for each in known
        ],
        [f"{each.name}  {each.columns} × {each.rows}" for each in known],
    )


def report(session: Session, args: Namespace) -> None:
    """Write protocol or export."""
    workshop = find_workshop(session.desk, args.workshop)
    reporting.write_report(session.desk, workshop.id, args.out)
    session.answer({"file": str(args.out)}, [str(args.out)])
