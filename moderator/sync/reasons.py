"""Reasons as they are kept in the store: translatable, with their values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from moderator.errors import ModeratorError

if TYPE_CHECKING:
    from moderator.i18n import Words


def written(error: ModeratorError) -> str:
    """Return `error` as text to keep: its sentences as message ids, its values as text."""
    details = {name: str(value) for name, value in error.details.items()}
    return json.dumps([error.title, error.advice, details], ensure_ascii=False)


def told(reason: str, w: Words) -> str:
    """Return a kept reason, or a plain message id, in a person's language."""
    if not reason.startswith('["'):
        return w(reason)
    title, advice, details = json.loads(reason)
    return " ".join(filter(None, w.error(ModeratorError(title, advice, **details))))
