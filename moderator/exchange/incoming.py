"""What a file of another program brings: ideas, closed rounds with ballots, facts and notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moderator.errors import BadInput, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from moderator.domain.ideas import IdeaDraft
    from moderator.domain.rules import VoteRule

MOST_BYTES = 50_000_000
"""Files above this size are refused before they are read."""

MOST_IDEAS = 20_000
"""Ideas one file may bring; ten times what a board was ever seen to hold."""

MOST_FACTS = 40
"""Further columns that are kept with an idea."""

FACT_NAME_LIMIT = 80
FACT_LIMIT = 2_000
"""Signs of a further column that are kept, in its name and in each value."""


class Note(str):
    """Something to tell after an import; reads as English and can be said in other words."""

    text: str
    values: dict[str, object]

    def __new__(cls, text: str, /, **values: object) -> Note:
        """Return the note for the message id `text` with its named places filled."""
        note = super().__new__(cls, text.format(**values))
        note.text, note.values = text, values
        return note

    def in_words(self, w: Callable[[str], str]) -> str:
        """Return the note as the words `w` of a language say it."""
        return w(self.text).format(**self.values)


@dataclass(frozen=True, slots=True)
class IncomingBallot:
    """One ballot without any trace of the voter: dots by the `source_key` of the idea, none 0."""

    dots: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class IncomingRound:
    """A closed round.

    Attributes:
        source_key: identity of the round in the world, so that it comes in once.
        rule: a rule that all ballots fit.
        dots: dots per person under that rule.
        ballots: in the order of the file.
        expected: the published score of each idea, empty if none is published.
    """

    source_key: str
    title: str
    rule: VoteRule
    dots: int
    ballots: tuple[IncomingBallot, ...]
    expected: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Incoming:
    """The content of one file.

    Attributes:
        drafts: the ideas, each with a `source_key` that is stable and unique in the file.
        rounds: closed rounds with their ballots.
        facts: what belongs to the workshop, to be kept beside the facts it already has.
        notes: what a person should know: what was left out, what does not add up.
    """

    drafts: tuple[IdeaDraft, ...]
    rounds: tuple[IncomingRound, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def no_ideas() -> BadInput:
    """Return the error for a file in which no idea was found."""
    return BadInput(msg("The file holds no ideas."), msg("Please check that it is the right one."))


def too_many_ideas() -> BadInput:
    """Return the error for a file with more than `MOST_IDEAS` ideas."""
    return BadInput(
        msg("The file holds more than {most} ideas."),
        msg("Please split it into several files."),
        most=MOST_IDEAS,
    )
