"""How far the door for phones stands open in a workshop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class PhoneDoor:
    """What phones may do, and which address leads to the laptop.

    Attributes:
        ideas_wait: ideas from phones wait for the moderator's glance; otherwise straight to board.
        comments_wait: likewise for comments.
        open_joining: a phone without a voting card may get one ballot.
        printed_address: what stands on the posters hung up, empty before any was printed.
        proven_address: the address at which a real phone arrived.
        proven_at: when it did, None if never.
    """

    ideas_wait: bool = True
    comments_wait: bool = True
    open_joining: bool = False
    printed_address: str = ""
    proven_address: str = ""
    proven_at: datetime | None = None
