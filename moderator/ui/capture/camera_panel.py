"""What the camera sees, and what is held into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.failure_words import failure_words
from moderator.ui.widgets.buttons import push_button, sign_button
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QPaintEvent

    from moderator.i18n import Words
    from moderator.ui.look import Look
    from moderator.vision.held_cards import HeldLook

_WIDTH, _MOST_WIDE = 300, 360
"""Of the picture, px at 100 %; large text wraps rather than leave no room for the board."""
_WIDE, _HIGH = 16, 9
_COLOURS = {"card": "#7BD389", "foreign": "#F29A86", "unclear": "#F2A91B"}
"""On the picture, the same in both themes; the words below say what each means."""


class Preview(QWidget):
    """The picture, as in a mirror, with the code that is seen."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.image, self._look = QImage(), look
        self.held: HeldLook | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        """Return the usual shape of a camera's picture."""
        width = _width(self._look)
        return QSize(width, width * _HIGH // _WIDE)

    def show_picture(self, image: QImage, held: HeldLook | None) -> None:
        """Show a picture; a null one clears the place."""
        self.image, self.held = image, held
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint picture and code."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._look.colours.sunken))
        if self.image.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self._place()
        # People know themselves from the mirror: what moves left shall move left.
        painter.translate(place.center().x() * 2, 0)
        painter.scale(-1, 1)
        painter.drawImage(place, self.image)
        if self.held is not None and self.held.corners:
            painter.setPen(QPen(QColor(_COLOURS[self.held.held.value]), 4))
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(place.x() + x * place.width(), place.y() + y * place.height())
                        for x, y in self.held.corners
                    ]
                )
            )

    def _place(self) -> QRectF:
        size = QSize(self.image.size()).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())


class CameraPanel(QFrame):
    """Stands beside the board while a camera is on.

    Signals:
        other_wanted: another camera shall be used.
        again_wanted: the camera shall be opened once more.
        left: the panel is not in sight any more.
    """

    other_wanted = Signal()
    again_wanted = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self.bound = Bindings(look, self)
        self.preview = Preview(look)
        self.told, self.advice = label("strong", wrap=True), label("soft", wrap=True)
        self.name = label("caption", wrap=True)
        self.close_it = sign_button(self.bound, msg("Close the camera"), "x")
        self.other = push_button(self.bound, msg("Other camera"), role="quiet", icon="refresh-cw")
        self.again = push_button(self.bound, msg("Try again"))
        self._arrange()
        self.other.clicked.connect(self.other_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.close_it.clicked.connect(self.left)
        self.bound.look(self, lambda now: self.setFixedWidth(_width(now) + 24))
        self.bound.text(self.preview.setAccessibleName, msg("Picture of the camera"))
        self.hide()

    def _arrange(self) -> None:
        top, column = QHBoxLayout(), QVBoxLayout(self)
        heading = label("subheading")
        self.bound.text(heading.setText, msg("Camera"))
        top.addWidget(heading, 1)
        top.addWidget(self.close_it)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.preview)
        for each in (self.told, self.advice, self.again, self.name, self.other):
            column.addWidget(each)
        column.addStretch(1)

    def wait(self) -> None:
        """Show that the camera is being opened."""
        self.preview.show_picture(QImage(), None)
        self._show_buttons(failed=False)
        self.say(lambda w: (w("Opening the camera …"), ""))
        self.show()

    def take_camera(self, name: str) -> None:
        """Show that the camera gives pictures; `name` is empty where the system does not tell."""
        self.name.setText(name)
        self.name.setVisible(bool(name))
        self.say(lambda w: (w("Hold a card into the picture."), ""))

    def fail(self, error: Exception) -> None:
        """Tell why there are no pictures."""
        self.preview.show_picture(QImage(), None)
        self._show_buttons(failed=True)
        self.say(lambda w: failure_words(w, error))
        self.show()

    def _show_buttons(self, *, failed: bool) -> None:
        self.name.hide()
        self.again.setVisible(failed)
        self.other.setVisible(not failed)

    def say(self, speak: Callable[[Words], tuple[str, str]]) -> None:
        """Show a sentence and a second one."""

        def show(w: Words) -> None:
            first, second = speak(w)
            self.told.setText(first)
            self.advice.setText(second)
            self.advice.setVisible(bool(second))

        self.bound.words("told", show)

    def hideEvent(self, event: QHideEvent) -> None:
        """A camera that nobody sees is not on."""
        super().hideEvent(event)
        self.left.emit()


def _width(look: Look) -> int:
    return min(look.px(_WIDTH), _MOST_WIDE)
