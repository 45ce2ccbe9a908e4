"""One picture from a phone, as large as the window allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from moderator.errors import msg
from moderator.ui.dialogs.form_dialog import FormDialog
from moderator.ui.phones.picture_reading import read_small

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from moderator.domain.ids import PictureId
    from moderator.ui.background import Background
    from moderator.ui.look import Look

_SHARE = 0.8
"""Part of the window that the picture may take."""
_FRAME = 180
"""Height of heading, buttons and margins, px at 100 %."""


class PictureDialog(FormDialog):
    """Shows it; Enter or Escape closes."""

    def __init__(
        self, look: Look, background: Background, parent: QWidget, picture_id: PictureId
    ) -> None:
        super().__init__(look, parent, msg("Picture from a phone"), msg("Close"))
        self.cancel.hide()
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bound.text(self.picture.setAccessibleName, msg("Picture from a phone"))
        self.column.addWidget(self.picture, 1)
        window = parent.window()
        width = round(window.width() * _SHARE)
        height = max(round(window.height() * _SHARE) - look.px(_FRAME), look.px(120))
        self.picture.setMinimumSize(min(look.px(320), width), height)
        background.ask(
            self,
            lambda desk: read_small(desk, picture_id, width, height),
            self._show_picture,
            self.fail,
        )

    def _show_picture(self, image: QImage) -> None:
        self.picture.setPixmap(QPixmap.fromImage(image))
        self.adjustSize()
