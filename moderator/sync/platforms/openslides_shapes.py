"""Shapes of OpenSlides: a flat dictionary of fields, and numbers with six decimals."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from moderator.domain.platforms import ItemKind, RemoteId, references_in
from moderator.errors import msg
from moderator.sync.answers import NoClearAnswer
from moderator.sync.connectors import Remote
from moderator.sync.judging import page_where_data_was_due
from moderator.sync.platforms.html_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from moderator.sync.transport import Answer

Fields = dict[str, Any]
"""`collection/id/field` to value; what does not exist or may not be seen is missing."""

_OPTION = {"text": None, "yes": None, "no": None}
POLL = {"title": None, "type": None}
TOPIC = {"title": None, "text": None}


def wanted(collection: str, ids: list[int], fields: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a request for `fields` of some things, as autoupdate takes it."""
    return [{"collection": collection, "ids": ids, "fields": dict(fields)}]


def related(collection: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the request for the fields of things that a field leads to."""
    return {"type": "relation-list", "collection": collection, "fields": dict(fields)}


POLLS = {"poll_ids": related("poll", {**POLL, "option_ids": related("option", _OPTION)})}
OPTIONS = {"option_ids": related("option", _OPTION)}


def fields_of(answer: Answer) -> Fields:
    """Return what autoupdate answered; it does not call itself JSON, but is.

    Raises:
        NoClearAnswer: it is something else, or cut off.
    """
    if answer.headers.get("Content-Type", "").strip().lower().startswith("text/"):
        raise page_where_data_was_due()
    try:
        found = json.loads(answer.body)
    except ValueError as error:
        raise NoClearAnswer(msg("The platform's answer was cut off or cannot be read.")) from error
    return {name: value for name, value in dict(found).items() if value is not None}


def decimals(number: int) -> str:
    """Return a count as polls keep it."""
    return f"{number}.000000"


def _count(value: object) -> int:
    """Return a count; the platform writes -2 where nothing was counted."""
    return max(int(Decimal(str(value or 0))), 0)


def read_topic(fields: Fields, topic: int, address: str) -> Remote:
    """Return a topic as it is shown; polls that are not ours are answers of others."""
    at = f"topic/{topic}"
    text = plain_text(str(fields.get(f"{at}/text") or ""))
    polls = [str(fields.get(f"poll/{each}/title", "")) for each in fields.get(f"{at}/poll_ids", [])]
    return Remote(
        kind=ItemKind.IDEA,
        id=RemoteId(str(topic)),
        shown={"title": str(fields[f"{at}/title"]), "body": text},
        url=address,
        references=frozenset(references_in(text)),
        age=f"{topic:012}",
        answers=len([title for title in polls if not references_in(title)]),
    )


def read_poll(fields: Fields, poll: int) -> Remote | None:
    """Return the counts of an analog poll, None if it is another kind of poll.

    A topic has a poll per round: so they are known by their references, not by their topic.
    """
    at = f"poll/{poll}"
    options = fields.get(f"{at}/option_ids", [])
    if fields.get(f"{at}/type") != "analog" or len(options) != 1:
        return None
    option = f"option/{options[0]}"
    return Remote(
        kind=ItemKind.VOTES,
        id=RemoteId(str(poll)),
        shown={
            "number": _count(fields.get(f"{option}/yes")),
            "against": _count(fields.get(f"{option}/no")),
        },
        references=frozenset(references_in(str(fields.get(f"{at}/title", "")))),
        age=f"{poll:012}",
        facts={"option": str(options[0])},
    )


def polls_of(fields: Fields, topic: int) -> Iterator[Remote]:
    """Yield the counts below a topic."""
    for poll in fields.get(f"topic/{topic}/poll_ids", []):
        found = read_poll(fields, int(poll))
        if found is not None:
            yield found
