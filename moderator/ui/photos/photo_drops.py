"""Photos dropped onto a part of the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

SUFFIXES = ("jpg", "jpeg", "png", "heic", "heif", "webp")
"""What cameras and phones make; what a file really is, its first bytes say."""


class PhotoDrops(QObject):
    """Lets photos be dropped onto a widget.

    Signals:
        dropped: paths of the files.
    """

    dropped = Signal(object)

    def __init__(self, onto: QWidget) -> None:
        super().__init__(onto)
        onto.setAcceptDrops(True)
        onto.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take photos; leave everything else to the widget."""
        if isinstance(event, QDropEvent) and photos_in(event.mimeData()):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop and not isinstance(event, QDragEnterEvent):
                self.dropped.emit(photos_in(event.mimeData()))
            return True
        return super().eventFilter(watched, event)


def photos_in(dragged: QMimeData) -> list[Path]:
    """Return the files among what is dragged whose names are those of photos."""
    files = [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()]
    return [file for file in files if file.suffix.lower().lstrip(".") in SUFFIXES]
