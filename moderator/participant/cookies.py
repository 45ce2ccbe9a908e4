"""The cookies of the pages: each only spares typing, none is needed to vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from moderator.domain.ids import OfferId

BALLOT = "ballot"
"""The voter's code."""
OPENED = "opened"
"""The code that this device was given without a card: one ballot per device."""
DEVICE = "device"
"""Tells a device apart that wants to join in without a card."""
TOKEN = "typed"  # noqa: S105  (the name of a cookie)
"""Of a phone that typed a wrong code, so that the pause is its own."""
SENT = "sent"
"""Ids of ideas that this phone sent and that wait for a glance: it alone is shown their words."""
MOST_REMEMBERED = 30
LANGUAGE = "language"
EVENING = 60 * 60 * 16
"""Seconds that a phone remembers its card."""


def remember(response: Response, cookie: str, value: str, seconds: int = EVENING) -> None:
    """Set a cookie that scripts and other sites cannot read."""
    response.set_cookie(cookie, value, max_age=seconds, httponly=True, samesite="lax", path="/")


def forget(response: Response, cookie: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(cookie, httponly=True, samesite="lax", path="/")


def sent_from(request: Request) -> list[str]:
    """Return the ids of what this phone says it sent, the oldest first.

    Nobody else can know such an id, so it needs no seal.
    """
    return [each for each in request.cookies.get(SENT, "").split(".") if each][-MOST_REMEMBERED:]


def remember_sent(request: Request, response: Response, offer_id: OfferId) -> None:
    """Let this phone know an idea of its own by its id; the oldest of many is forgotten."""
    before = [each for each in sent_from(request) if each != offer_id]
    fitting = [each for each in before if len(each) <= len(offer_id)]
    remember(response, SENT, ".".join([*fitting, offer_id][-MOST_REMEMBERED:]))
