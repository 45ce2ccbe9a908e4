"""How talking to a platform can go wrong, as the outbox needs to know it.

Connectors and the transport raise these and nothing else. The difference decides whether something
may be sent again: see docs/sync.md, "How a request can end".
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from moderator.errors import ModeratorError, msg

if TYPE_CHECKING:
    from collections.abc import Iterator


class NotArrived(ModeratorError):
    """The platform did not take the request; it can safely be sent again later.

    Attributes:
        pause: seconds that the server asked to wait, None if it did not say.
    """

    exit_code = 5

    def __init__(
        self, title: str, advice: str = "", /, *, pause: float | None = None, **details: object
    ) -> None:
        super().__init__(title, advice, **details)
        self.pause = pause


class NoClearAnswer(ModeratorError):
    """The request may or may not have had its effect: look it up before anything is sent again."""

    exit_code = 5


class Refused(ModeratorError):
    """The platform said no to this item; a person has to edit, retry or drop it."""

    exit_code = 4


class SignInNeeded(ModeratorError):
    """The platform does not know us, or does not let us; nothing more is sent to this account."""

    exit_code = 4


class NotThere(ModeratorError):
    """What was asked for by its id clearly does not exist there (any more)."""

    exit_code = 4


class BadServer(ModeratorError):
    """The server behaves in a way no platform does (endless list, giant answer, other host)."""

    exit_code = 5


def not_there() -> NotThere:
    """Return the error for something that does not exist on the platform any more."""
    return NotThere(msg("This does not exist on the platform any more."))


@contextmanager
def nothing_written() -> Iterator[None]:
    """Stand around what is only read before a write: without a clear answer nothing was sent yet.

    Raises:
        NotArrived: in place of `NoClearAnswer` and `BadServer`.
    """
    try:
        yield
    except (NoClearAnswer, BadServer) as error:
        raise NotArrived(error.title, error.advice, pause=None, **error.details) from error
