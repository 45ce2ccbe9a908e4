"""Commands about ideas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderator.domain.codes import shown_card_code
from moderator.domain.ideas import IdeaDraft
from moderator.exchange.incoming import Note
from moderator.operations import clusters, importing
from moderator.operations import ideas as operations
from moderator.operations.evenings import read_evening
from moderator.operations.ideas import IdeaChange
from moderator.operations.workshops import find_workshop

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from moderator.cli.session import Session
    from moderator.domain.ideas import Idea
    from moderator.domain.ids import IdeaId, WorkshopId


def add(session: Session, args: Namespace) -> None:
    """Put an idea on the board."""
    workshop = find_workshop(session.desk, args.workshop)
    draft = IdeaDraft(
        args.title, args.body, args.table, args.cluster, args.code, author_code=args.author
    )
    idea = operations.add_idea(session.desk, workshop.id, draft, args.key)
    _answer_one(session, workshop.id, idea)


def _answer_one(session: Session, workshop_id: WorkshopId, idea: Idea) -> None:
    session.answer(_documents(session, workshop_id, [idea])[0], [_line(idea)])


def _answer_all(session: Session, workshop_id: WorkshopId, ideas: Sequence[Idea]) -> None:
    session.answer(_documents(session, workshop_id, ideas), map(_line, ideas))


def _line(idea: Idea) -> str:
    return f"{idea.number:4}  {shown_card_code(idea.code)}  {idea.title}"


def _documents(
    session: Session, workshop_id: WorkshopId, ideas: Sequence[Idea]
) -> list[dict[str, Any]]:
    headings = {each.id: each.heading for each in clusters.list_clusters(session.desk, workshop_id)}
    dots = _latest_dots(session, workshop_id)
    return [
        {
            "id": idea.id,
            "code": idea.code,
            "number": idea.number,
            "title": idea.title,
            "body": idea.body,
            "cluster": headings.get(idea.cluster_id, "") if idea.cluster_id else "",
            "table": idea.table,
            "dots": dots.get(idea.id, 0),
            "origin": idea.origin.value,
        }
        for idea in ideas
    ]


def _latest_dots(session: Session, workshop_id: WorkshopId) -> dict[IdeaId, int]:
    """Return the dots of the latest round whose result may be seen."""
    evening = read_evening(session.desk, workshop_id)
    if not evening.results:
        return {}
    latest = max(evening.results.values(), key=lambda each: each.round.number)
    return {line.idea_id: line.dots for line in latest.ranking}


def list_all(session: Session, args: Namespace) -> None:
    """List the ideas on the board."""
    workshop = find_workshop(session.desk, args.workshop)
    _answer_all(session, workshop.id, operations.list_ideas(session.desk, workshop.id))


def search(session: Session, args: Namespace) -> None:
    """Find ideas by words."""
    workshop = find_workshop(session.desk, args.workshop)
    found = operations.search_ideas(session.desk, workshop.id, args.text)
    _answer_all(session, workshop.id, found)


def edit(session: Session, args: Namespace) -> None:
    """Change an idea."""
    workshop = find_workshop(session.desk, args.workshop)
    idea = operations.find_idea(session.desk, workshop.id, args.idea)
    change = IdeaChange(args.title, args.body, args.table, args.cluster)
    changed = operations.change_idea(session.desk, idea.id, change)
    _answer_one(session, workshop.id, changed)


def remove(session: Session, args: Namespace) -> None:
    """Take an idea from the board."""
    workshop = find_workshop(session.desk, args.workshop)
    idea = operations.find_idea(session.desk, workshop.id, args.idea)
    operations.remove_idea(session.desk, idea.id)
    session.answer({"removed": idea.id}, [_line(idea)])


def bring(session: Session, args: Namespace) -> None:
    """Bring ideas (and closed rounds) from a file."""
    workshop = find_workshop(session.desk, args.workshop)
    summary = importing.import_file(session.desk, workshop.id, args.file)
    w = session.w
    session.answer(
        {
            "added": summary.added,
            "skipped": summary.skipped,
            "rounds": summary.rounds,
            "ballots": summary.ballots,
            "notes": list(summary.notes),
        },
        [
            w.plural("{n} idea added.", "{n} ideas added.", summary.added),
            w.plural("{n} was there already.", "{n} were there already.", summary.skipped),
            w.plural(
                "{n} round with ballots added.", "{n} rounds with ballots added.", summary.rounds
            ),
            *(each.in_words(w) if isinstance(each, Note) else each for each in summary.notes),
        ],
    )
