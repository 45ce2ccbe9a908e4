"""What became of a row that was claimed: how it stands in the books from then on.

Made on the thread that talks to the platform, written down by `Books.note`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moderator.domain.platforms import Link, OutboxState
from moderator.errors import msg

if TYPE_CHECKING:
    from datetime import datetime

    from moderator.domain.platforms import OutboxRow
    from moderator.sync.there import Seen

_SENT = msg("sent")
_CHANGED = msg("changed there")
_UNCLEAR = msg("no clear answer, will be looked up")
_REFUSED = msg("refused")
_WAITS = msg("put off")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row after its turn.

    Attributes:
        row: as the outbox holds it from now on.
        at: when it was known.
        what: for the history, English message id; empty if it was not even tried.
        link: what is known of the item on the platform, None if nothing new is.
        is_new: whether there was no link before.
        adds_activity: whether its idea has one more thing hanging on it that no list tells.
    """

    row: OutboxRow
    at: datetime
    what: str = ""
    link: Link | None = None
    is_new: bool = False
    adds_activity: bool = False

    @property
    def detail(self) -> str:
        """What the history tells beside it: the address there, or the reason."""
        return self.link.url if self.link is not None else self.row.reason


def arrived(
    row: OutboxRow, there: Seen, before: Link | None, at: datetime, *, adds_activity: bool = False
) -> Outcome:
    """Return that an item is on the platform as `there`, with the proof."""
    link = Link(
        scope=row.scope,
        key=row.key,
        remote_id=there.id,
        url=there.url or (before.url if before else ""),
        sent=row.content,
        seen=there.fingerprint,
        at=at,
        activity=before.activity if before else (-1 if there.activity else 0),
        added=before.added if before else 0,
        facts=dict(there.facts) or dict(before.facts if before else {}),
        tried=row.tried,
    )
    done = replace(
        row,
        state=OutboxState.DONE,
        next_try_at=None,
        run="",
        reason="",
        remote_id=there.id,
        url=link.url,
        done_at=at,
    )
    what = _SENT if row.creates else _CHANGED
    return Outcome(done, at, what, link, is_new=before is None, adds_activity=adds_activity)


def unclear(row: OutboxRow, reason: str, at: datetime) -> Outcome:
    """Return that nobody knows whether `row` arrived."""
    return Outcome(replace(row, state=OutboxState.UNCLEAR, run="", reason=reason), at, _UNCLEAR)


def refused(row: OutboxRow, reason: str, at: datetime) -> Outcome:
    """Return that the platform said no."""
    return Outcome(replace(row, state=OutboxState.REFUSED, run="", reason=reason), at, _REFUSED)


def put_off(row: OutboxRow, until: datetime | None, reason: str, at: datetime) -> Outcome:
    """Return that `row` waits, until a time if one is given."""
    waiting = replace(row, state=OutboxState.WAITING, run="", next_try_at=until, reason=reason)
    return Outcome(waiting, at, _WAITS)


def untried(row: OutboxRow, at: datetime) -> Outcome:
    """Return that `row` was claimed and never sent."""
    back = replace(row, state=OutboxState.WAITING, attempts=row.attempts - 1, run="")
    return Outcome(back, at)
