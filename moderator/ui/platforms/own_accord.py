"""Sending by itself while the window is open: off until somebody switches it on."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from moderator.sync.answers import SignInNeeded
from moderator.ui import sync_on_demand as sync
from moderator.ui.platforms import platform_work

if TYPE_CHECKING:
    from moderator.domain.ids import WorkshopId
    from moderator.domain.platforms import Account
    from moderator.operations.desk import Desk
    from moderator.sync.background import BackgroundSync


class OwnAccord(QObject):
    """Runs one sync after another for one workshop and one account.

    Signals:
        told: what a run did, a `Report`, or the `ModeratorError` that kept it from running.
        changed: it was switched on or off.
    """

    told = Signal(object)
    changed = Signal()
    _came = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sync: BackgroundSync | None = None
        self._watches = False
        self._came.connect(self._pass_on)

    @property
    def is_on(self) -> bool:
        """Whether it sends by itself."""
        return self._sync is not None

    def start(self, desk: Desk, account: Account, workshop_id: WorkshopId) -> None:
        """Begin; the first run comes at once."""
        self.stop()
        made: BackgroundSync = sync.background.BackgroundSync(
            lambda: platform_work.open_sync(desk, account, workshop_id).engine,
            lambda report: self._tell(made, report),
        )
        self._sync = made
        made.start()
        self._watch_network()
        self.changed.emit()

    def stop(self) -> None:
        """End; a run that is under way ends after the requests it has sent."""
        ended, self._sync = self._sync, None
        if ended is not None:
            # It waits for answers that may take half a minute; nobody here has to.
            threading.Thread(target=ended.stop, name="end-of-sync", daemon=True).start()
            self.changed.emit()

    def _tell(self, by: BackgroundSync, report: object) -> None:
        # Runs on the thread of the sync; the window may be gone by now.
        if isValid(self):
            self._came.emit(by, report)

    def _pass_on(self, by: object, report: object) -> None:
        if by is not self._sync:
            return
        if isinstance(getattr(report, "trouble", None), SignInNeeded):
            # It has ended by itself: a wrong password must not be tried again and again.
            self.stop()
        self.told.emit(report)

    def _watch_network(self) -> None:
        """Let it hurry when the system says that the network is back; else it tries by itself."""
        from PySide6.QtNetwork import QNetworkInformation  # noqa: PLC0415 (few evenings need it)

        if self._watches:
            return
        self._watches = True
        feature = QNetworkInformation.Feature.Reachability
        if QNetworkInformation.loadBackendByFeatures(feature):
            QNetworkInformation.instance().reachabilityChanged.connect(self._hurry)

    def _hurry(self, reach: object) -> None:
        from PySide6.QtNetwork import QNetworkInformation  # noqa: PLC0415 (see above)

        if self._sync is not None and reach is QNetworkInformation.Reachability.Online:
            self._sync.hurry()
