"""The server's own description: OpenAPI 3.1, as programs read it."""

from __future__ import annotations

from typing import Any


def api_description() -> dict[str, Any]:
    """Return the OpenAPI document."""
    return {"openapi": "3.1.0", "info": {"title": "Moderator", "version": "1"}, "paths": {}}
