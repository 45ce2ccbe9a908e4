"""Pictures from phones made small enough for the window, away from the thread that draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from moderator.ui import operations_on_demand as operations

if TYPE_CHECKING:
    from moderator.domain.ids import PictureId
    from moderator.operations.desk import Desk


def read_small(desk: Desk, picture_id: PictureId, width: int, height: int) -> QImage:
    """Return a picture that fits into `width` × `height` px; runs on the worker thread."""
    return scaled_down(operations.pictures.picture_content(desk, picture_id), width, height)


def scaled_down(content: bytes, width: int, height: int) -> QImage:
    """Return an encoded picture so that it fits, never enlarged; an empty one if it is none.

    JPEG is scaled while it is decoded: a photo of 12 megapixels never stands in memory whole.
    """
    kept = QByteArray(content)
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size, most = reader.size(), QSize(width, height)
    if size.width() > width or size.height() > height:
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    return QImage(reader.read())
