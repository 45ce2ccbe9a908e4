"""The limit: an empty window of PySide6. Ends once it is painted."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow


class _Watch(QObject):
    painted = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.painted |= event.type() == QEvent.Type.Paint
        return False


def main() -> None:
    """Show the window and end the process."""
    app = QApplication(sys.argv[:1])
    window, watch = QMainWindow(), _Watch()
    window.installEventFilter(watch)
    window.resize(1280, 800)
    window.show()
    while not watch.painted:
        app.processEvents()
    # What was painted reaches the screen when the event ends; nothing else is waited for.
    app.processEvents()
    os._exit(0)


main()
