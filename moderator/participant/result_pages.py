"""Results that may be seen, and the small answer that pages ask for again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from moderator.participant import answers, identity
from moderator.participant.filling import results_view
from moderator.participant.forms import header
from moderator.participant.live import etag_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from moderator.participant.site import Site


async def show_results(site: Site, request: Request) -> Response:
    """`GET /results`: as text and bars; hidden ones only by their name."""
    voter = await identity.voter_or_none(site, request)
    return await answers.page(site, request, results_view(site.room), voter=voter)


async def live(site: Site, request: Request) -> Response:
    """`GET /live`: the same bytes for all phones, rendered once per state; 304 if they know it."""
    etag = etag_of(site.room)
    headers = {"etag": etag, "cache-control": "no-cache"}
    known = header(request, "if-none-match")
    if etag in known or known == "*":
        return Response(status_code=304, headers=headers)
    return Response(site.live.body, 200, headers, "application/json")
