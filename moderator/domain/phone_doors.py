"""How far the door for phones stands open in a workshop, and which address leads to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


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
        printed: what stands on the posters hung up, empty before any was printed.
        proven: the address at which a real phone arrived, empty if none did.
        proven_at: when it did, None if never.
    """

    printed: str = ""
    proven: str = ""
    proven_at: datetime | None = None
