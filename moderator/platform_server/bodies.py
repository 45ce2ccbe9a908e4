"""Reads what a request brings along, no more and for no longer than fits."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect

from moderator.platform_server.problems import Problem

if TYPE_CHECKING:
    from starlette.requests import Request

LARGEST_JSON = 256_000
LARGEST_FORM = 4_000
_SECONDS = 60


async def read_bounded(request: Request, most: int) -> bytes:
    """Return the body of a request, `most` bytes at most.

    Raises:
        Problem: 413, it is larger; 408, it takes more than a minute.
    """
    told = request.headers.get("content-length", "")
    if told.isascii() and told.isdigit() and int(told[:20]) > most:
        raise _too_large(most)
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise _too_large(most)
                parts.append(part)
    except (TimeoutError, ClientDisconnect) as error:
        raise Problem(408, "too-slow", "The request took too long.", headers=_CLOSE) from error
    return b"".join(parts)


_CLOSE = {"Connection": "close"}


def _too_large(most: int) -> Problem:
    detail = f"{most} bytes at most."
    return Problem(413, "too-large", "The request is too large.", detail, headers=_CLOSE)
