"""Problems of single lines, collected so that a file can be corrected in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.errors import BadInput, ModeratorError, msg

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_PROBLEMS = 10

LINE = msg("Line {place}: {problem}")
ROW = msg("Row {place}: {problem}")
IDEA = msg("Idea {place}: {problem}")


class _Told:
    """Problems in the order of the file; reads as English and can be said in other words."""

    def __init__(self, kind: str, problems: list[tuple[int, ModeratorError]], more: bool) -> None:
        self._kind = kind
        self._problems = tuple(problems)
        self._more = more

    def __str__(self) -> str:
        return self.in_words(str)

    def in_words(self, w: Callable[[str], str]) -> str:
        """Return all problems as the words `w` of a language say them."""
        told = [
            w(self._kind).format(place=place, problem=w(error.title).format(**error.details))
            for place, error in self._problems
        ]
        return " ".join([*told, "…"] if self._more else told)


class LineProblems:
    """Collects up to ten problems; `kind` is LINE, ROW or IDEA."""

    def __init__(self, kind: str = LINE) -> None:
        self._kind = kind
        self._found: list[tuple[int, ModeratorError]] = []

    @property
    def full(self) -> bool:
        """Tell whether further problems would not be shown any more."""
        return len(self._found) > MOST_PROBLEMS

    def add(self, place: int, error: ModeratorError) -> None:
        """Remember that `error` happened at line, row or idea `place`, counted from 1."""
        self._found.append((place, error))

    def raise_any(self) -> None:
        """Raise what was found.

        Raises:
            BadInput: something was found; one sentence per place.
        """
        if self._found:
            shown = self._found[:MOST_PROBLEMS]
            raise _bad_places(_Told(self._kind, shown, self.full))


def at_line(place: int, title: str, /, **details: object) -> BadInput:
    """Return the error that says in which line something cannot be used."""
    return problem_at(place, BadInput(title, **details))


def problem_at(place: int, error: ModeratorError) -> BadInput:
    """Return `error` with the line it happened in."""
    return _bad_places(_Told(LINE, [(place, error)], more=False))


def _bad_places(told: _Told) -> BadInput:
    return BadInput(
        msg("{problems}"),
        msg("Nothing was imported. Please correct the file and import it again."),
        problems=told,
    )
