"""How far the door for phones stands open in a workshop, and which address leads to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


MOST_PRINTED = 5
"""Printed addresses that are remembered; cards of an evening rarely carry more than two."""


@dataclass(frozen=True, slots=True)
class PhoneDoor:
    """What phones may do.

    Attributes:
        ideas_wait: ideas from phones wait for the moderator's glance; otherwise straight to board.
        comments_wait: likewise for comments.
        open_joining: a phone without a voting card may get one ballot.
    """

    ideas_wait: bool = True
    comments_wait: bool = True
    open_joining: bool = False


@dataclass(frozen=True, slots=True)
class PhoneAddresses:
    """Which address leads phones to the laptop.

    Attributes:
        printed: what was printed last on paper for phones, empty before anything was.
        printed_before: other addresses that stand on paper, the newest first.
        proven: the address at which a real phone arrived, empty if none did.
        proven_at: when it did, None if never.
    """

    printed: str = ""
    proven: str = ""
    proven_at: datetime | None = None
    printed_before: tuple[str, ...] = ()

    @property
    def all_printed(self) -> tuple[str, ...]:
        """Every address that may stand on paper, the newest first."""
        return (self.printed, *self.printed_before) if self.printed else ()

    def after_printing(self, address: str) -> PhoneAddresses:
        """Return what is known once `address` was printed, too; the oldest are forgotten."""
        others = tuple(each for each in self.all_printed if each != address)
        return replace(self, printed=address, printed_before=others[: MOST_PRINTED - 1])
