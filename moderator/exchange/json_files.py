"""Ideas from JSON: a list, or an object with a list of ideas, such as our own export of an evening.

An idea is a text (its title) or an object with the fields of a table: `title`, `body`, `table`,
`cluster`, `number`, `id`, `code`, in English or German. Further fields are kept as facts.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NoReturn

from moderator.domain.plain_text import clean_line
from moderator.errors import BadInput, ModeratorError, msg
from moderator.exchange.column_names import Column, known_columns
from moderator.exchange.evening_json import FORMAT, VERSION
from moderator.exchange.idea_rows import IdeaRow, IdeaRows
from moderator.exchange.incoming import (
    FACT_LIMIT,
    FACT_NAME_LIMIT,
    MOST_IDEAS,
    Incoming,
    Note,
    no_ideas,
    too_many_ideas,
)
from moderator.exchange.line_problems import IDEA, LineProblems, at_line
from moderator.exchange.tables import fact_notes
from moderator.exchange.text_encodings import decode_unicode

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.domain.ideas import IdeaDraft

_LISTS = ("ideas", "ideen")
_MOST_VALUES = 3_000_000
_MOST_FIELDS = 100
_MOST_WORKSHOP_FACTS = 500


def read_json(data: bytes) -> Incoming:
    """Return the ideas in `data`.

    Raises:
        BadInput: no JSON, no list of ideas, or ideas that cannot be used; says which.
    """
    document = _parse(decode_unicode(data))
    evening = _own_export(document)
    items = _list_of_ideas(document)
    if len(items) > MOST_IDEAS:
        raise too_many_ideas()
    maker = IdeaRows()
    drafts = _drafts(items, maker, _row if evening is None else _own_row)
    if not drafts:
        raise no_ideas()
    notes = list(fact_notes(maker))
    if evening and evening.get("rounds"):
        notes.append(Note(msg("Votes stay in the file; only its ideas come in.")))
    return Incoming(tuple(drafts), facts=_facts(evening) if evening else {}, notes=tuple(notes))


def _parse(text: str) -> object:
    # Each of these signs may cost some sixty bytes once read: 50 MB of “[],” would fill the memory.
    if sum(map(text.count, "[{,")) > _MOST_VALUES:
        raise BadInput(msg("The JSON holds more than {most} values."), most=_MOST_VALUES)
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise at_line(error.lineno, msg("This is not JSON.")) from error
    except RecursionError as error:
        raise BadInput(msg("The JSON is nested too deeply.")) from error
    except ValueError as error:  # a number of thousands of digits
        raise BadInput(msg("The JSON holds a number that is too long.")) from error


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadInput(msg("The field “{field}” is given twice."), field=_shown(twice))
    return found


def _refuse_constant(constant: str) -> NoReturn:
    raise BadInput(msg("“{constant}” is not a number in JSON."), constant=constant)


def _own_export(document: object) -> dict[str, object] | None:
    """Return the document if it is an evening that Moderator wrote, None otherwise."""
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        return None
    version = document.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise BadInput(
            msg("The file was written by a newer Moderator."),
            msg("Please update this one and import the file again."),
        )
    return document


def _list_of_ideas(document: object) -> list[object]:
    items: object = document
    if isinstance(document, dict):
        items = next((document[name] for name in _LISTS if name in document), None)
    if not isinstance(items, list):
        raise BadInput(
            msg("The file holds no list of ideas."),
            msg("It should be a list, or an object with a list called “ideas”."),
        )
    return items


def _drafts(
    items: list[object], maker: IdeaRows, read: Callable[[object], IdeaRow]
) -> list[IdeaDraft]:
    drafts: list[IdeaDraft] = []
    problems = LineProblems(IDEA)
    for place, item in enumerate(items, start=1):
        try:
            drafts.append(maker.draft(read(item)))
        except ModeratorError as error:
            problems.add(place, error)
            if problems.full:
                break
    problems.raise_any()
    return drafts


def _row(item: object) -> IdeaRow:
    if isinstance(item, str):
        return IdeaRow(title=item)
    fields = _fields(item)
    names = tuple(fields)
    columns = known_columns(names)
    if Column.TITLE not in columns.values():
        raise BadInput(msg("There is no field “title”."))
    row = IdeaRow()
    for place, name in enumerate(names):
        _put(row, columns.get(place), name, fields[name])
    return row


def _put(row: IdeaRow, column: Column | None, name: str, value: object) -> None:
    match column:
        case Column.TITLE | Column.BODY | Column.TABLE | Column.CLUSTER | Column.CODE:
            setattr(row, column.value, _text(name, value))
        case Column.ID:
            row.id = row.facts[name] = _text(name, value)
        case Column.NUMBER | None:
            if not isinstance(value, dict | list):
                row.facts[name] = _text(name, value)
        case _:  # computed by our own export, or personal
            pass


def _own_row(item: object) -> IdeaRow:
    fields = _fields(item)
    facts = fields.get("source")
    row = IdeaRow(facts=_texts(facts) if isinstance(facts, dict) else {})
    for name in ("title", "body", "table", "cluster", "code"):
        setattr(row, name, _text(name, fields.get(name)))
    row.key = _text("source_key", fields.get("source_key")) or (
        f"idea:{_text('id', fields.get('id'))}" if fields.get("id") else ""
    )
    return row


def _fields(item: object) -> dict[str, object]:
    if not isinstance(item, dict):
        raise BadInput(msg("It is neither a text nor an object with fields."))
    if len(item) > _MOST_FIELDS:
        raise BadInput(msg("It has more than {most} fields."), most=_MOST_FIELDS)
    return item


def _text(name: str, value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool() | int() | float():
            return json.dumps(value)
        case _:
            raise BadInput(msg("The field “{field}” is not a text."), field=_shown(name))


def _texts(values: dict[str, object]) -> dict[str, str]:
    return {name: _text(name, value) for name, value in values.items()}


def _facts(document: dict[str, object]) -> dict[str, str]:
    workshop = document.get("workshop")
    source = workshop.get("source") if isinstance(workshop, dict) else None
    if not isinstance(source, dict):
        return {}
    if len(source) > _MOST_WORKSHOP_FACTS:
        raise BadInput(msg("The workshop has more than {most} facts."), most=_MOST_WORKSHOP_FACTS)
    return {
        clean_line(name, 4 * FACT_NAME_LIMIT): clean_line(text, 5 * FACT_LIMIT)
        for name, text in _texts(source).items()
    }


def _shown(text: str) -> str:
    return clean_line(text[:40])
