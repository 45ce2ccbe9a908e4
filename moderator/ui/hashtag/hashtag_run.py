"""One look under a hashtag on its way, on a thread of its own: desk and window stay free."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from moderator.ui.side_work import SideWork

if TYPE_CHECKING:
    from moderator.sync.hashtags import Harvest


class Gathered(NamedTuple):
    """What was read, and under which tag, without its sign."""

    tag: str
    harvest: Harvest


class HashtagRun(SideWork):
    """Reads posts; ends before the next page after `stop`.

    Signals:
        went_on: how many posts came in so far.
        done: what was `Gathered`.
        failed: why nothing was read.
    """

    went_on = Signal(int)

    def __init__(self, parent: QObject, server: str, tag: str, language: str) -> None:
        super().__init__(parent, "hashtag")
        self._server, self._tag, self._language = server, tag, language

    def work(self) -> Gathered:
        """Ask the server."""
        # What speaks with servers takes a while to load: not at a start, not on the main thread.
        from moderator.sync.hashtags import hashtag_wish, read_hashtag  # noqa: PLC0415

        wish = hashtag_wish(self._server, self._tag, self._language)
        harvest = read_hashtag(
            wish,
            lambda read: self.tell(lambda: self.went_on.emit(read)),
            self.stopped.is_set,
        )
        return Gathered(wish.tag, harvest)
