"""The cookies of the pages: each only spares typing, none is needed to vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.responses import Response

BALLOT = "ballot"
"""The voter's code."""
OPENED = "opened"
"""The code that this device was given without a card: one ballot per device."""
DEVICE = "device"
"""Tells a device apart that wants to join in without a card."""
TOKEN = "typed"  # noqa: S105  (the name of a cookie)
"""Of a phone that typed a wrong code, so that the pause is its own."""
LANGUAGE = "language"
EVENING = 60 * 60 * 16
"""Seconds that a phone remembers its card."""


def remember(response: Response, cookie: str, value: str, seconds: int = EVENING) -> None:
    """Set a cookie that scripts and other sites cannot read."""
    response.set_cookie(cookie, value, max_age=seconds, httponly=True, samesite="lax", path="/")


def forget(response: Response, cookie: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(cookie, httponly=True, samesite="lax", path="/")
