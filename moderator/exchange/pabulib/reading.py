"""Reading .pb: projects become ideas, votes become the ballots of a closed round.

Who voted stays outside: voter ids and what a file tells about voters (age, sex, district…) are
looked at only to find ballots given twice, and then forgotten.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderator.domain.plain_text import TITLE_LIMIT, clean_line
from moderator.errors import BadInput, ModeratorError, msg
from moderator.exchange.idea_rows import IdeaRow, IdeaRows
from moderator.exchange.incoming import (
    MOST_IDEAS,
    Incoming,
    IncomingBallot,
    IncomingRound,
    Note,
    too_many_ideas,
)
from moderator.exchange.line_problems import LineProblems, at_line
from moderator.exchange.pabulib.layout import (
    META_ORDER,
    PROJECT_ORDER,
    VoteType,
    heading_of,
    list_items,
    meta_as_facts,
    project_key,
    round_key,
)
from moderator.exchange.pabulib.rules import rule_of
from moderator.exchange.pabulib.sections import Sections, Table, split_sections
from moderator.exchange.tables import fact_notes
from moderator.exchange.text_encodings import decode_unicode

if TYPE_CHECKING:
    from moderator.domain.ideas import IdeaDraft

_NOT_FACTS = frozenset({"name", "votes", "score", "description", "proposer"})
_ABOUT_BALLOTS = frozenset({"voter_id", "vote", "points"})
_POINTS = re.compile(r"-?\d{1,9}(?:\.0{1,9})?")
_MOST_MISMATCHES = 3


def read_pabulib(data: bytes) -> Incoming:
    """Return projects and ballots of a .pb file, the ballots in the order of the file.

    Raises:
        BadInput: a section, row or ballot cannot be used (says which line), ballots are rankings
            or points are not whole, or the file holds more or less than it says.
    """
    sections = split_sections(decode_unicode(data))
    vote_type = _vote_type(sections.meta)
    _check_number(sections.meta, "num_projects", len(sections.projects.rows))
    _check_number(sections.meta, "num_votes", len(sections.votes.rows))
    of_round = round_key(sections.meta, data)
    maker = IdeaRows()
    keys, drafts = _read_projects(sections.projects, of_round, maker)
    ballots = _read_ballots(sections.votes, vote_type, keys)
    rule = rule_of(sections.meta, vote_type, ballots)
    expected = _published(sections.projects, vote_type, keys)
    read = IncomingRound(of_round, _title(sections.meta), rule, rule.dots, ballots, expected)
    notes = (*_notes(sections), *fact_notes(maker), *_mismatches(read, keys))
    facts = meta_as_facts(of_round, sections.meta)
    return Incoming(drafts, rounds=(read,), facts=facts, notes=notes)


def _vote_type(meta: dict[str, str]) -> VoteType:
    said = meta.get("vote_type", "")
    if said == "ordinal":
        raise BadInput(
            msg("The ballots of this file are rankings (ordinal), which are not dots."),
            msg("Ballots with points, approvals or one choice can be imported."),
        )
    if said not in set(VoteType):
        raise BadInput(msg("The vote type “{said}” is not known."), said=said[:40])
    return VoteType(said)


def _check_number(meta: dict[str, str], name: str, held: int) -> None:
    """Refuse a file that was cut off: META says how many rows there should be."""
    said = meta.get(name, str(held))
    if said != str(held):
        raise BadInput(
            msg("META says {name} is {said}, but the file holds {held}."),
            msg("It may be incomplete. Please get it again."),
            name=name,
            said=said[:20],
            held=held,
        )


def _title(meta: dict[str, str]) -> str:
    told = meta.get("description") or " ".join(
        meta[name] for name in ("unit", "instance") if name in meta
    )
    return told if len(told) <= TITLE_LIMIT else f"{told[: TITLE_LIMIT - 1]}…"


def _read_projects(
    table: Table, of_round: str, maker: IdeaRows
) -> tuple[dict[str, str], tuple[IdeaDraft, ...]]:
    """Return the key of each project by its id, and the ideas."""
    if len(table.rows) > MOST_IDEAS:
        raise too_many_ideas()
    if not table.rows:
        raise at_line(table.line, msg("There are no projects."))
    keys: dict[str, str] = {}
    drafts: list[IdeaDraft] = []
    problems = LineProblems()
    for line, cells in table.rows:
        try:
            project_id = _project_id(cells, keys)
            keys[project_id] = project_key(of_round, project_id)
            drafts.append(maker.draft(_idea_row(cells, project_id, keys[project_id])))
        except ModeratorError as error:
            problems.add(line, error)
            if problems.full:
                break
    problems.raise_any()
    return keys, tuple(drafts)


def _project_id(cells: dict[str, str], known: dict[str, str]) -> str:
    project_id = clean_line(cells["project_id"])
    if not project_id or "," in project_id:
        raise BadInput(msg("The project has no id, or one with a comma."))
    if project_id in known:
        raise BadInput(msg("The project id {id} stands there twice."), id=project_id)
    return project_id


def _idea_row(cells: dict[str, str], project_id: str, key: str) -> IdeaRow:
    name = cells.get("name", "").strip() or project_id
    body = cells.get("description", "").strip()
    facts = {
        column: " ".join(cell.split()) for column, cell in cells.items() if column not in _NOT_FACTS
    }
    return IdeaRow(
        title=name,
        # Exports repeat the name where an idea has no description, as the format wants one for all.
        body="" if body == name else body,
        cluster=heading_of(facts.get("category", "")),
        key=key,
        facts={**facts, "project_id": project_id},
    )


def _read_ballots(
    table: Table, vote_type: VoteType, keys: dict[str, str]
) -> tuple[IncomingBallot, ...]:
    for needed in ("vote", "points") if vote_type.has_points else ("vote",):
        if needed not in table.columns:
            raise at_line(table.line, msg("The column {column} is missing."), column=needed)
    ballots: list[IncomingBallot] = []
    lines: dict[str, int] = {}
    problems = LineProblems()
    for line, cells in table.rows:
        try:
            _check_voter(cells["voter_id"].strip(), line, lines)
            ballots.append(_ballot(cells, vote_type, keys))
        except ModeratorError as error:
            problems.add(line, error)
            if problems.full:
                break
    problems.raise_any()
    return tuple(ballots)


def _check_voter(voter: str, line: int, lines: dict[str, int]) -> None:
    first = lines.setdefault(voter, line) if voter else line
    if first != line:
        raise BadInput(msg("The same voter already has a ballot in line {first}."), first=first)


def _ballot(cells: dict[str, str], vote_type: VoteType, keys: dict[str, str]) -> IncomingBallot:
    projects = list_items(cells["vote"])
    unknown = next((project for project in projects if project not in keys), None)
    if unknown is not None:
        raise BadInput(msg("There is no project “{id}”."), id=clean_line(unknown[:40]))
    if len(set(projects)) < len(projects):
        raise BadInput(msg("A project is named twice on one ballot."))
    if vote_type is VoteType.CHOOSE_ONE and len(projects) != 1:
        raise BadInput(msg("The ballot names {n} projects instead of one."), n=len(projects))
    points = _points(cells["points"], vote_type) if vote_type.has_points else [1] * len(projects)
    if len(points) != len(projects):
        raise BadInput(
            msg("The ballot names {projects} projects but gives points {points} times."),
            projects=len(projects),
            points=len(points),
        )
    given = zip(projects, points, strict=True)
    return IncomingBallot({keys[project]: number for project, number in given if number})


def _points(cell: str, vote_type: VoteType) -> list[int]:
    points = []
    for text in list_items(cell):
        if not _POINTS.fullmatch(text):
            raise BadInput(msg("“{points}” is not a whole number of points."), points=text[:20])
        points.append(int(text.partition(".")[0]))
    if vote_type is VoteType.CUMULATIVE and any(number < 0 for number in points):
        raise BadInput(msg("Points below zero are not possible with cumulative votes."))
    return points


def _published(table: Table, vote_type: VoteType, keys: dict[str, str]) -> dict[str, int]:
    """Return the published result per idea: the score, or the votes where each counts one."""
    column = "score" if vote_type.has_points else "votes"
    if column not in table.columns:
        return {}
    stated = ((clean_line(cells["project_id"]), cells[column].strip()) for _, cells in table.rows)
    return {
        keys[project_id]: int(text.partition(".")[0])
        for project_id, text in stated
        if _POINTS.fullmatch(text)
    }


def _notes(sections: Sections) -> list[str]:
    notes: list[str] = []
    about_voters = [name for name in sections.votes.columns if name not in _ABOUT_BALLOTS]
    if about_voters:
        notes.append(
            Note(
                msg("Voter ids and what the file tells about voters were not kept: {columns}."),
                columns=", ".join(about_voters),
            )
        )
    else:
        notes.append(Note(msg("Voter ids were not kept.")))
    if "proposer" in sections.projects.columns:
        notes.append(
            Note(msg("Columns that look personal were not kept: {columns}."), columns="proposer")
        )
    foreign = [name for name in sections.meta if name not in META_ORDER]
    foreign += [
        name
        for name in sections.projects.columns
        if name not in PROJECT_ORDER and name not in _NOT_FACTS
    ]
    if foreign:
        notes.append(
            Note(
                msg("Kept, but not part of the .pb format and left out of exports: {names}."),
                names=", ".join(foreign),
            )
        )
    return notes


def _mismatches(read: IncomingRound, keys: dict[str, str]) -> list[str]:
    """Return a note for the first projects whose published score is not what was counted."""
    counted = dict.fromkeys(keys.values(), 0)
    for ballot in read.ballots:
        for key, number in ballot.dots.items():
            counted[key] += number
    ids = {key: project_id for project_id, key in keys.items()}
    wrong = [key for key, score in read.expected.items() if score != counted[key]]
    return [
        Note(
            msg("Project {id}: the file publishes {score}, its ballots add up to {counted}."),
            id=ids[key],
            score=read.expected[key],
            counted=counted[key],
        )
        for key in wrong[:_MOST_MISMATCHES]
    ]
