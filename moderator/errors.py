"""What can go wrong, said so that a person knows what happened, what is safe and what to do.

Every error a person may see is a `ModeratorError`. Its two sentences are English message ids with
named places; the front door (window, command line, phone page) translates and fills them.
"""

from __future__ import annotations


def msg(text: str) -> str:
    """Mark `text` for translation where no language is known yet; returns it unchanged."""
    return text


class ModeratorError(Exception):
    """Base of all expected errors.

    Attributes:
        title: what happened, one sentence, English message id.
        advice: what to do next, one sentence or empty, English message id.
        details: values for the places named in both sentences.
    """

    exit_code = 3

    def __init__(self, title: str, advice: str = "", /, **details: object) -> None:
        super().__init__(title)
        self.title = title
        self.advice = advice
        self.details = details

    def __str__(self) -> str:
        return " ".join(part.format(**self.details) for part in (self.title, self.advice) if part)


class BadInput(ModeratorError):
    """What was typed, scanned or read from a file cannot be used; nothing was changed."""


class NotFound(ModeratorError):
    """The workshop, idea, round or file that was named does not exist."""


class NeedsDecision(ModeratorError):
    """A person has to choose before the program may go on; nothing was changed."""

    exit_code = 4


class Unreachable(ModeratorError):
    """A network or platform did not answer; the work is kept."""

    exit_code = 5


class StoreError(ModeratorError):
    """The store could not do its work; what was saved before is untouched."""


class StoreBusy(StoreError):
    """Another program holds the store."""


class StoreFull(StoreError):
    """The disk has no room left."""


class StoreReadOnly(StoreError):
    """The folder or file of the store may not be written."""


class StoreTooNew(StoreError):
    """The store was written by a newer Moderator."""


class StoreDamaged(StoreError):
    """The file is not a store, or it is damaged."""


class CannotUndo(ModeratorError):
    """The step cannot be taken back (or repeated), and why."""
