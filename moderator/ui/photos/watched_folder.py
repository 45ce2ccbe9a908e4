"""A folder that a camera, a cable or a cloud puts photos into: each is told once it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from moderator.errors import BadInput, msg
from moderator.ui.photos.photo_drops import SUFFIXES

if TYPE_CHECKING:
    from pathlib import Path

_LOOK_AGAIN = 300
"""Milliseconds after which a file that has not grown is taken to be whole."""


class WatchedFolder(QObject):
    """Tells of photos that come into a folder; those that lie there already are left alone.

    Signals:
        arrived: path of a photo.
    """

    arrived = Signal(object)

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self.folder: Path | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._known: set[Path] = set()
        self._growing: dict[Path, int] = {}
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_LOOK_AGAIN)
        self._again.timeout.connect(self._look)

    def watch(self, folder: Path) -> None:
        """Watch `folder` from now on, and no other.

        Raises:
            BadInput: it cannot be watched.
        """
        self.stop()
        try:
            self._known = set(_photos(folder))
        except OSError as error:
            raise _refused(folder) from error
        self._watcher = QFileSystemWatcher(self)
        if not self._watcher.addPath(str(folder)):
            raise _refused(folder)
        self._watcher.directoryChanged.connect(self._look)
        self.folder = folder

    def stop(self) -> None:
        """Watch nothing any more."""
        if self._watcher is not None:
            self._watcher.deleteLater()
        self._watcher, self.folder = None, None
        self._growing.clear()
        self._again.stop()

    def _look(self) -> None:
        if self.folder is None:
            return
        try:
            sizes = {file: file.stat().st_size for file in _photos(self.folder)}
        except OSError:
            # It was renamed at this moment, or the stick was pulled out; the next look tells.
            sizes = {}
        for file, size in sizes.items():
            if file in self._known:
                continue
            if size and self._growing.get(file) == size:
                self._known.add(file)
                self._growing.pop(file)
                self.arrived.emit(file)
            else:
                self._growing[file] = size
                self._again.start()


def _photos(folder: Path) -> list[Path]:
    return sorted(
        file
        for file in folder.iterdir()
        if file.suffix.lower().lstrip(".") in SUFFIXES and not file.name.startswith(".")
    )


def _refused(folder: Path) -> BadInput:
    return BadInput(
        msg("“{folder}” cannot be watched."),
        msg("Please choose another folder."),
        folder=folder.name,
    )
