"""Commands about workshops and their history."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from moderator.domain.rules import read_rule
from moderator.domain.workshops import Language
from moderator.errors import BadInput, NeedsDecision, msg
from moderator.i18n import state_word, step_name
from moderator.operations import history as steps
from moderator.operations import workshops as operations
from moderator.operations.sample_evening import sample_evening
from moderator.operations.workshops import WorkshopChange, WorkshopSummary

if TYPE_CHECKING:
    from argparse import Namespace

    from moderator.cli.session import Session
    from moderator.domain.workshops import Workshop
    from moderator.storage.journal import Entry


def demo(session: Session, args: Namespace) -> int:
    """Create the sample evening once; open it unless told not to."""
    workshop = sample_evening(session.desk)
    session.answer({"workshop": workshop.id}, [f"{workshop.title}  {workshop.id}"])
    if args.no_window:
        return 0
    session.close()
    return session.open_window(session.paths, session.store_url, workshop.id)


def new(session: Session, args: Namespace) -> None:
    """Create a workshop."""
    change = WorkshopChange(
        place=args.place,
        held_on=_day(args.date),
        language=Language(args.lang) if args.lang else None,
        rule=read_rule(args.rule) if args.rule else None,
        participants=args.people,
    )
    workshop = operations.create_workshop(session.desk, args.title, change)
    _answer(session, WorkshopSummary(workshop, 0, ()))


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            msg("“{text}” is not a date."), msg("Write it as 2026-05-04."), text=text[:20]
        ) from error


def list_all(session: Session, _args: Namespace) -> None:
    """List all workshops."""
    found = operations.list_workshops(session.desk)
    session.answer([_document(each) for each in found], [_line(session, each) for each in found])


def show(session: Session, args: Namespace) -> None:
    """Show one workshop with its rounds."""
    workshop = operations.find_workshop(session.desk, args.workshop)
    found = operations.list_workshops(session.desk)
    _answer(session, next(each for each in found if each.workshop.id == workshop.id))


def _answer(session: Session, summary: WorkshopSummary) -> None:
    rounds = [
        f"  {each.number}. {each.title}  {state_word(session.w, each.state)}  {each.id}"
        for each in summary.rounds
    ]
    session.answer(_document(summary), [_line(session, summary), *rounds])


def _line(session: Session, summary: WorkshopSummary) -> str:
    workshop = summary.workshop
    day = session.w.date(workshop.held_on) if workshop.held_on else ""
    ideas = session.w.plural("{n} idea", "{n} ideas", summary.ideas)
    parts = [workshop.title, workshop.place, day, ideas, workshop.id]
    return "  ".join(part for part in parts if part)


def _document(summary: WorkshopSummary) -> dict[str, Any]:
    workshop = summary.workshop
    return {
        "id": workshop.id,
        "title": workshop.title,
        "place": workshop.place,
        "date": workshop.held_on.isoformat() if workshop.held_on else None,
        "ideas": summary.ideas,
        "rounds": [
            {"id": each.id, "title": each.title, "state": each.state.value}
            for each in summary.rounds
        ],
    }


def delete(session: Session, args: Namespace) -> None:
    """Delete a workshop for good."""
    workshop = operations.find_workshop(session.desk, args.workshop)
    if not args.yes:
        raise NeedsDecision(
            msg("“{title}” would be deleted with all ideas and results, for good."),
            msg("Nothing was changed. Add --yes if that is wanted."),
            title=workshop.title,
        )
    operations.delete_workshop(session.desk, workshop.id)
    session.answer(
        {"deleted": workshop.id}, [session.w("“{title}” is deleted.", title=workshop.title)]
    )


def undo(session: Session, args: Namespace) -> None:
    """Take back the newest step."""
    step = steps.undo(session.desk, _named(session, args).id)
    _moved(session, step, session.w("Taken back: {step}", step=step_name(session.w, step)))


def redo(session: Session, args: Namespace) -> None:
    """Repeat the step taken back last."""
    step = steps.redo(session.desk, _named(session, args).id)
    _moved(session, step, session.w("Repeated: {step}", step=step_name(session.w, step)))


def _named(session: Session, args: Namespace) -> Workshop:
    return operations.find_workshop(session.desk, args.workshop)


def _moved(session: Session, step: steps.HistoryStep, told: str) -> None:
    session.answer({"operation": step.operation, "about": dict(step.about)}, [told])


def history(session: Session, args: Namespace) -> None:
    """List the newest steps of a workshop."""
    entries = steps.list_entries(session.desk, _named(session, args).id)
    session.answer(
        [
            {
                "at": each.at.isoformat(),
                "operation": each.operation,
                "kind": each.kind.value,
                "about": each.about,
            }
            for each in entries
        ],
        [_entry_line(session, each) for each in entries],
    )


_KINDS = {"undo": msg("taken back: {step}"), "redo": msg("repeated: {step}")}


def _entry_line(session: Session, entry: Entry) -> str:
    step = step_name(session.w, entry)
    kind = _KINDS.get(entry.kind.value)
    told = session.w(kind, step=step) if kind else step
    return f"{session.w.moment(entry.at)}  {told}"
