"""What went wrong, in the words of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.errors import ModeratorError

if TYPE_CHECKING:
    from moderator.i18n import Words


def failure_words(w: Words, error: BaseException) -> tuple[str, str]:
    """Return what happened and what to do, also for an error that nobody planned for."""
    if isinstance(error, ModeratorError):
        return w.error(error)
    return (
        w("Something went wrong that should not have: {kind}.", kind=type(error).__name__),
        w("What was saved before is safe. The details are in the log file."),
    )
