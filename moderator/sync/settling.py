"""Rows of which nobody knows whether they arrived: looked up before anything is sent again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.domain.platforms import OutboxState
from moderator.errors import msg
from moderator.sync import outcomes
from moderator.sync.books import idea_key

if TYPE_CHECKING:
    from moderator.domain.platforms import Link, OutboxRow
    from moderator.sync.books import Books
    from moderator.sync.connectors import Connector
    from moderator.sync.looking import Looking
    from moderator.sync.there import Seen

MOST_ATTEMPTS = 20
"""A row that ended without a clear answer this often is for a person to look at."""


@dataclass(frozen=True, slots=True)
class Settling:
    """Finds out what became of unclear rows."""

    books: Books
    connector: Connector
    looking: Looking

    def settle_all(self) -> None:
        """Make every unclear row done, waiting or refused.

        Raises:
            NotArrived, NoClearAnswer, BadServer, SignInNeeded: a look-up failed; what is left
                stays unclear.
        """
        # Ideas come first: what hangs on them is looked up below them.
        rows = sorted(self.books.in_state(OutboxState.UNCLEAR), key=lambda row: bool(row.parent))
        for row in rows:
            self._settle(row)

    def _settle(self, row: OutboxRow) -> None:
        links = self.books.links([row.key, idea_key(row.parent)])
        link = links.get(row.key)
        parent = self.looking.parent_of(row.item, links)
        copies = self.looking.copies(row.item, link, parent, surely=True)
        oldest_first = sorted(copies, key=lambda each: (each.age, each.id))
        arrived = self._arrived(row, link, oldest_first)
        moment = self.books.clock()
        if arrived is not None:
            outcome = outcomes.arrived(row, arrived, link, moment)
        elif row.attempts >= MOST_ATTEMPTS and not copies:
            reason = row.reason or msg("The platform gives no clear answer.")
            outcome = outcomes.refused(row, reason, moment)
        else:
            # The plan comes next and decides by what it sees; what was tried stays with the row.
            outcome = outcomes.put_off(row, None, row.reason, moment)
        self.books.note([outcome])

    def _arrived(self, row: OutboxRow, link: Link | None, copies: list[Seen]) -> Seen | None:
        """Return the copy that shows that the write arrived, None if none does."""
        if row.creates and row.reference:
            # Whatever it shows by now: it carries our reference, so it is what we sent.
            return copies[0] if copies else None
        expected = self.connector.expected(row.item)
        fields = None if row.creates else row.changed
        linked = link.remote_id if link else ""
        for each in copies:
            if (row.creates or each.id == linked) and each.shows(expected, fields):
                return each
        return None
