"""One look under a hashtag on its way, on a thread of its own: desk and window stay free."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moderator.errors import ModeratorError

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.sync.hashtags import Harvest

_log = logging.getLogger(__name__)


class HashtagRun(QObject):
    """Reads posts; after `stop` it tells nothing any more and ends before the next page.

    Signals:
        went_on: how many posts came in so far.
        done: tag without its sign, and a `Harvest`.
        failed: why nothing was read.
    """

    went_on = Signal(int)
    done = Signal(str, object)
    failed = Signal(object)

    def __init__(self, parent: QObject, server: str, tag: str, language: str) -> None:
        super().__init__(parent)
        self._server, self._tag, self._language = server, tag, language
        self._stopped = threading.Event()
        # A dialog that closes takes this along; nobody may be told of anything then.
        self.destroyed.connect(self._stopped.set)
        self._thread = threading.Thread(target=self._run, name="hashtag", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the reading to end."""
        self._stopped.set()

    def wait(self) -> None:
        """Wait until the thread has ended."""
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        try:
            tag, harvest = self._read()
        except Exception as error:  # noqa: BLE001 (told to the person and logged)
            if not isinstance(error, ModeratorError):
                _log.exception("posts could not be read in a way that was not expected")
            failure = error
            self._tell(lambda: self.failed.emit(failure))
        else:
            self._tell(lambda: self.done.emit(tag, harvest))

    def _read(self) -> tuple[str, Harvest]:
        # What speaks with servers takes a while to load: not at a start, not on the main thread.
        from moderator.sync.hashtags import hashtag_wish, read_hashtag  # noqa: PLC0415

        wish = hashtag_wish(self._server, self._tag, self._language)
        harvest = read_hashtag(
            wish,
            lambda read: self._tell(lambda: self.went_on.emit(read)),
            self._stopped.is_set,
        )
        return wish.tag, harvest

    def _tell(self, tell: Callable[[], object]) -> None:
        if not self._stopped.is_set():
            tell()
