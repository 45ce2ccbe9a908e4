"""What happened between a workshop and a platform, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.storage import sync_history

if TYPE_CHECKING:
    from moderator.domain.platforms import HistoryLine, Scope
    from moderator.storage.store import Store


def read_history(store: Store, scope: Scope, limit: int = 200) -> list[HistoryLine]:
    """Return the newest lines, the newest first; see `HistoryLine`."""
    with store.reading() as reader:
        return sync_history.newest(reader, scope, limit)
