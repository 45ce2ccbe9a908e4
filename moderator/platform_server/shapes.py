"""What may be put: the fields of each kind, checked as they come in.

The same limits stand in docs/platform-api/openapi.yaml; a test compares them by made-up requests.
There is no field for a person's name or address, on purpose.
"""

from __future__ import annotations

import re
from datetime import date  # noqa: TC003  (msgspec looks it up)
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from moderator.platform_server.problems import Problem, bad_request
from moderator.platform_server.storage.records import Kind

UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")

Line = Annotated[str, Meta(max_length=300, pattern=r"\A[^\x00-\x1f\x7f]*\Z")]
Title = Annotated[str, Meta(min_length=1, max_length=300, pattern=r"\A[^\x00-\x1f\x7f]+\Z")]
Paragraphs = Annotated[str, Meta(max_length=20_000)]
Reference = Annotated[str, Meta(pattern=r"\A[0-9A-Za-z-]{0,24}\Z")]
CardCode = Annotated[str, Meta(pattern=r"\A([2-9A-Z]{6})?\Z")]
IdeaId = Annotated[str, Meta(pattern=rf"\A({UUID7.pattern})?\Z")]
Number = Annotated[int, Meta(ge=0, le=10_000_000)]
Cents = Annotated[int, Meta(ge=0, le=100_000_000_000)]
Address = Annotated[str, Meta(pattern=r"\A(https://[!-~]{1,400})?\Z")]
Language = Annotated[str, Meta(pattern=r"\A[a-z]{2,3}\Z")]


class Strict(Struct, forbid_unknown_fields=True):
    """Fields that are not known are refused: a typing error must not look like success."""


class Project(Strict):
    """Something people are asked about: ideas are gathered in it, rounds are held for it."""

    title: Title
    summary: Paragraphs = ""
    place: Line = ""
    language: Language = "de"


class Idea(Strict):
    """An idea; `reference` and `card_code` lead back to its card."""

    title: Title
    body: Paragraphs = ""
    topic: Line = ""
    reference: Reference = ""
    card_code: CardCode = ""


class Round(Strict):
    """A vote in a room: when, where, by which rule, and how many people took part."""

    title: Line = ""
    held_on: date | None = None
    place: Line = ""
    rule: Annotated[str, Meta(max_length=2000)] = ""
    people: Number = 0


class Count(Strict):
    """Dots an idea got in a round, counted in the room."""

    in_favour: Number
    against: Number = 0
    reference: Reference = ""


class Wanted(Strict):
    """Something a project looks for."""

    what: Title
    kind: Literal["people", "knowledge", "room", "material", "money", "other"] = "other"


class Work(Strict):
    """A piece of work."""

    what: Title
    until: date | None = None
    done: bool = False


class Resource(Strict):
    """Something that is needed: how much of it, and whether it is there."""

    what: Title
    amount: Line = ""
    there: bool = False


class Milestone(Strict):
    """A day on the way."""

    what: Title
    day: date | None = None


class Money(Strict):
    """A cost or an income, in cents."""

    what: Title
    cents: Cents
    income: bool = False


Rows = Meta(max_length=200)


class Plan(Strict):
    """A project that grew out of an idea, as it stands on the marketplace."""

    title: Title
    summary: Paragraphs = ""
    idea: IdeaId = ""
    state: Literal["planned", "running", "done"] = "planned"
    contact: Address = ""
    wanted: Annotated[list[Wanted], Rows] = []
    work: Annotated[list[Work], Rows] = []
    resources: Annotated[list[Resource], Rows] = []
    milestones: Annotated[list[Milestone], Rows] = []
    finance: Annotated[list[Money], Rows] = []


SHAPES: dict[Kind, type[Strict]] = {
    Kind.PROJECT: Project,
    Kind.IDEA: Idea,
    Kind.ROUND: Round,
    Kind.COUNT: Count,
    Kind.PLAN: Plan,
}

# What no text holds: control characters, and halves of signs that cannot be written as UTF-8.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def read_body(kind: Kind, body: bytes) -> Strict:
    """Return what was sent.

    Raises:
        Problem: 400, it is no JSON; 422, it does not fit.
    """
    try:
        given = msgspec.json.decode(body, type=SHAPES[kind])
    except msgspec.ValidationError as error:
        sentence, _, path = str(error).partition(" - at `$")
        raise _unfit(_pointer(path.rstrip("`")), sentence) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise bad_request("The body is not JSON in UTF-8.") from error
    if _UNWRITABLE.search(_all_text(given)):
        raise _unfit("", "A text holds control characters.")
    return given


def canonical(given: Strict) -> str:
    """Return JSON that is equal for equal content."""
    return msgspec.json.encode(given).decode()


def _all_text(given: Any) -> str:
    plain = msgspec.to_builtins(given)
    texts, waiting = [], [plain]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            texts.append(each)
        elif isinstance(each, dict):
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return " ".join(texts)


def _pointer(path: str) -> str:
    """Return msgspec's path as a JSON pointer: `.wanted[...].what` becomes `/wanted/-/what`."""
    return path.replace("[...]", "/-").replace(".", "/")


def _unfit(pointer: str, detail: str) -> Problem:
    return Problem(
        422,
        "unfit",
        "A field does not fit.",
        detail,
        errors=[{"pointer": f"#{pointer}", "detail": detail}],
    )
