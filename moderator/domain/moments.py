"""Time: UTC inside, with microseconds, written in one way."""

from __future__ import annotations

from datetime import UTC, datetime

_ZONE_AT = len("2026-05-04T18:30:00.000000")
_LENGTH = _ZONE_AT + 1


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def moment_text(moment: datetime) -> str:
    """Write an aware `moment` as UTC text that sorts by time: 2026-05-04T18:30:00.000000Z."""
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="microseconds")[:_ZONE_AT] + "Z"


def read_moment(text: str) -> datetime:
    """Read what `moment_text` wrote.

    Raises:
        ValueError: it is written in another way.
    """
    # A board of 2,000 ideas reads 4,000 moments: strptime would take 32 ms of that.
    if len(text) != _LENGTH or text[-1] != "Z":
        raise ValueError(f"{text!r} does not match the way moments are written")
    return datetime.fromisoformat(text)
