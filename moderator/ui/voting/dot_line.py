"""One line of typed dots: `3`, `3 3 7`, `3*2`, `3=5`, `-7` for a dot against."""

from __future__ import annotations

import re
from dataclasses import dataclass

from moderator.domain.codes import is_card_code, normal_form
from moderator.errors import BadInput, msg

_TOKEN = re.compile(
    r"(?P<minus>[-−])?#?(?P<idea>[0-9]{1,9}|[0-9A-Za-z]{6})"
    r"(?:(?P<sign>[*x×=])(?P<less>[-−])?(?P<dots>[0-9]{1,5}))?"
)
_BETWEEN = re.compile(r"[\s,;+]+")


@dataclass(frozen=True, slots=True)
class DotEntry:
    """Dots for one idea as typed.

    Attributes:
        idea: its number, or the code of its card.
        dots: how many, negative against.
        sets: the idea is to have exactly so many; otherwise they are added.
    """

    idea: str
    dots: int
    sets: bool = False


def read_dot_line(text: str) -> list[DotEntry]:
    """Read a line of dots.

    Raises:
        BadInput: a part is neither a number nor a card code.
    """
    return [_read(part) for part in _BETWEEN.split(_joined(text)) if part]


def _joined(text: str) -> str:
    """Return `text` without blanks around the signs, so that `3 * 2` is one part."""
    return re.sub(r"\s*([*×=])\s*", r"\1", text.strip())


def _read(part: str) -> DotEntry:
    found = _TOKEN.fullmatch(part)
    idea = found["idea"] if found else ""
    if found is None or not (idea.isdigit() or is_card_code(idea)):
        raise BadInput(
            msg("“{part}” is neither the number of an idea nor a card code."),
            msg("Type numbers like 3 3 7, or 3*2 for two dots on idea 3."),
            part=part[:20],
        )
    dots = int(found["dots"]) if found["dots"] else 1
    against = bool(found["minus"]) != bool(found["less"])
    return DotEntry(
        idea=idea if idea.isdigit() else normal_form(idea),
        dots=-dots if against else dots,
        sets=found["sign"] == "=",
    )
