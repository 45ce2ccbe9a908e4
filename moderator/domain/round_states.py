"""Where a round stands."""

from __future__ import annotations

from enum import StrEnum


class RoundState(StrEnum):
    """A round is prepared, then open, then closed."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"
