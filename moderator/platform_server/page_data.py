"""What the public pages show, read from the store."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from moderator.platform_server import showing
from moderator.platform_server.problems import not_found
from moderator.platform_server.storage import records
from moderator.platform_server.storage.records import Kind, Record
from moderator.platform_server.storage.visitor_votes import vote_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

IDEAS_A_PAGE = 50
MOST_SHOWN = 200
"""Projects and plans on one page; the marketplace shows the newest."""


@dataclass(frozen=True, slots=True)
class RoomCount:
    """What an idea got in one room, with what there is to know of that round."""

    title: str
    held_on: date | None
    place: str
    rule: str
    people: int
    in_favour: int
    against: int


@dataclass(frozen=True, slots=True)
class IdeaView:
    """An idea with its votes: those counted in rooms and those cast online, apart.

    Attributes:
        own: the visitor's own vote, None if there is none.
    """

    id: str
    title: str
    body: str
    topic: str
    code: str
    picture: str
    in_favour: int
    against: int
    counts: list[RoomCount] = field(default_factory=list)
    own: bool | None = None


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project, and what is gathered in it."""

    id: str
    title: str
    summary: str
    place: str
    language: str


@dataclass(frozen=True, slots=True)
class Market:
    """The marketplace: plans that look for something, and projects that gather ideas."""

    plans: list[tuple[dict[str, Any], ProjectView]]
    projects: list[ProjectView]


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """A project with a page of its ideas; `after` leads to the next page, 0 if there is none."""

    project: ProjectView
    ideas: list[IdeaView]
    plans: list[dict[str, Any]]
    after: int


@dataclass(frozen=True, slots=True)
class IdeaPage:
    """One idea, where it belongs, and what has become of it."""

    project: ProjectView
    idea: IdeaView
    plans: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One plan; `idea` is what it grew out of, as far as it is known here."""

    project: ProjectView
    plan: dict[str, Any]
    idea: IdeaView | None
    costs: int
    incomes: int


@dataclass(frozen=True, slots=True)
class CardPage:
    """A card that stands for no idea here, or for several."""

    code: str
    ideas: list[IdeaView]


def market(connection: Connection) -> Market:
    """Return the marketplace, the newest first."""
    shown = records.newest(connection, Kind.PROJECT, MOST_SHOWN)
    found = records.newest(connection, Kind.PLAN, MOST_SHOWN)
    homes = records.with_ids(connection, Kind.PROJECT, {each.key.project for each in found})
    plans = [
        (_plan(each), _project(homes[each.key.project]))
        for each in found
        if each.key.project in homes
    ]
    return Market(plans, [_project(each) for each in shown])


def project_page(connection: Connection, id_: str, after: int) -> ProjectPage:
    """Return a project with its ideas.

    Raises:
        Problem: 404, there is none.
    """
    project = _project(_live(connection, Kind.PROJECT, id_))
    found = records.listed(connection, Kind.IDEA, IDEAS_A_PAGE + 1, after, project=id_)
    more = len(found) > IDEAS_A_PAGE
    shown = found[:IDEAS_A_PAGE]
    plans = records.newest(connection, Kind.PLAN, MOST_SHOWN, project=id_)
    return ProjectPage(
        project,
        _ideas(connection, shown, id_),
        [_plan(each) for each in plans],
        shown[-1].born if more else 0,
    )


def idea_page(connection: Connection, id_: str, visitor: str) -> IdeaPage:
    """Return an idea as `visitor` sees it.

    Raises:
        Problem: 404, there is none.
    """
    record = _live(connection, Kind.IDEA, id_)
    project = _project(_live(connection, Kind.PROJECT, record.key.project))
    own = vote_of(connection, id_, visitor)
    idea = _ideas(connection, [record], project.id, own)[0]
    plans = records.newest(connection, Kind.PLAN, MOST_SHOWN, project=project.id)
    grown = [_plan(each) for each in plans]
    return IdeaPage(project, idea, [each for each in grown if each["idea"] == id_])


def plan_page(connection: Connection, id_: str) -> PlanPage:
    """Return a plan.

    Raises:
        Problem: 404, there is none.
    """
    record = _live(connection, Kind.PLAN, id_)
    project = _project(_live(connection, Kind.PROJECT, record.key.project))
    plan = _plan(record)
    origin = records.read(connection, Kind.IDEA, plan["idea"]) if plan["idea"] else None
    known = origin is not None and not origin.gone and origin.key.project == project.id
    idea = _ideas(connection, [origin], project.id)[0] if origin and known else None
    sums = {
        income: sum(each["cents"] for each in plan["finance"] if each["income"] is income)
        for income in (False, True)
    }
    return PlanPage(project, plan, idea, sums[False], sums[True])


def card_page(connection: Connection, code: str) -> CardPage:
    """Return the ideas that a card stands for: one, none, or in rare cases several."""
    found = records.listed(connection, Kind.IDEA, 20, card_code=code)
    shown: list[IdeaView] = []
    for each in found:
        project = records.read(connection, Kind.PROJECT, each.key.project)
        if project is not None and not project.gone:
            shown += _ideas(connection, [each], each.key.project)
    return CardPage(code, shown)


def picture_of(connection: Connection, id_: str) -> tuple[str, bytes]:
    """Return media type and bytes of an idea's picture.

    Raises:
        Problem: 404, there is none.
    """
    record = _live(connection, Kind.IDEA, id_)
    _live(connection, Kind.PROJECT, record.key.project)
    found = records.picture(connection, id_)
    if found is None:
        raise not_found("")
    return found


def _live(connection: Connection, kind: Kind, id_: str) -> Record:
    found = records.read(connection, kind, id_)
    if found is None or found.gone:
        raise not_found("")
    return found


def _project(record: Record) -> ProjectView:
    about = json.loads(record.content)
    names = ("title", "summary", "place", "language")
    return ProjectView(record.key.id, *(about[name] for name in names))


def _plan(record: Record) -> dict[str, Any]:
    plan = {"id": record.key.id, **json.loads(record.content)}
    for rows, name in (("work", "until"), ("milestones", "day")):
        for each in plan[rows]:
            each[name] = date.fromisoformat(each[name]) if each[name] else None
    return plan


def _ideas(
    connection: Connection, found: list[Record], project: str, own: bool | None = None
) -> list[IdeaView]:
    shown = showing.ideas(connection, found)
    ids = {count["round"] for each in shown for count in each["counts"]}
    rounds = {
        id_: json.loads(each.content)
        for id_, each in records.with_ids(connection, Kind.ROUND, ids).items()
        if each.key.project == project
    }
    return [_idea(each, rounds, own) for each in shown]


def _idea(idea: dict[str, Any], rounds: dict[str, dict[str, Any]], own: bool | None) -> IdeaView:
    # A count whose round nobody has described yet says nothing to anybody.
    counts = [
        RoomCount(
            title=about["title"],
            held_on=date.fromisoformat(about["held_on"]) if about["held_on"] else None,
            place=about["place"],
            rule=about["rule"],
            people=about["people"],
            in_favour=each["in_favour"],
            against=each["against"],
        )
        for each in idea["counts"]
        if (about := rounds.get(each["round"])) is not None
    ]
    return IdeaView(
        id=idea["id"],
        title=idea["title"],
        body=idea["body"],
        topic=idea["topic"],
        code=idea["card_code"],
        picture=idea["picture"]["url"] if idea["picture"] else "",
        in_favour=idea["online"]["in_favour"],
        against=idea["online"]["against"],
        counts=counts,
        own=own,
    )
