"""One page of a PDF as it will be printed, to look at closely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QScrollArea, QWidget

from moderator.ui.widgets.pause import Pause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from moderator.printing.page_pictures import PagePicture
    from moderator.ui.look import Look

ZOOMS = (25, 33, 50, 75, 100, 150, 200, 300, 400)
"""Steps of enlargement, percent of the true size."""
_DPI = 96
_MM_PER_INCH = 25.4
_EDGE = 12
_CUT = "#A32E1C"
"""Of the light palette in both themes: the page is paper."""
_SETTLED = 60
"""Milliseconds without a change of size after which the page is drawn anew."""


def image_of(picture: PagePicture) -> QImage:
    """Return a drawn page as an image of its own."""
    return QImage(
        picture.pixels,
        picture.width,
        picture.height,
        picture.stride,
        QImage.Format.Format_RGB32,
    ).copy()


class _Page(QWidget):
    """The page itself, on the desk."""

    def __init__(self, view: PageView) -> None:
        super().__init__()
        self._view = view
        self.image: QImage | None = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the page with an edge; a stronger one while it has the keyboard."""
        if self.image is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self.image)
        # Ink on coloured paper keeps its own light only as far as the paper throws it back.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.fillRect(self.rect(), QColor(self._view.stock))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        self._paint_labels(painter)
        colours = self._view.look.colours
        focused = self._view.hasFocus()
        painter.setPen(
            QPen(QColor(colours.focus if focused else colours.control), 3 if focused else 1)
        )
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_labels(self, painter: QPainter) -> None:
        """Paint where the labels are cut, so that a moved print is seen beside them."""
        across = self.width() / self._view.page_mm[0]
        down = self.height() / self._view.page_mm[1]
        painter.setPen(QPen(QColor(_CUT), 1, Qt.PenStyle.DashLine))
        for x, y, w, h in self._view.labels_mm:
            painter.drawRect(QRectF(x * across, y * down, w * across, h * down))


class PageView(QScrollArea):
    """Shows a page fitted or enlarged; Ctrl and the wheel enlarge.

    Signals:
        wanted: the page should be drawn at so many dots per inch.
        zoomed: the enlargement has changed.
    """

    wanted = Signal(float)
    zoomed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._page = _Page(self)
        self._page_mm = (210.0, 297.0)
        self.stock = "#FFFFFF"
        self.labels_mm: Sequence[Sequence[float]] = ()
        self._zoom = 0
        self._soon = Pause(self, _SETTLED, self.ask)
        self.setWidget(self._page)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fit()

    @property
    def image(self) -> QImage | None:
        """The page that is shown."""
        return self._page.image

    @property
    def percent(self) -> int:
        """The enlargement, percent of the true size."""
        return round(self._scale() * 100)

    @property
    def is_fitted(self) -> bool:
        """Whether the whole page is shown."""
        return not self._zoom

    @property
    def is_settling(self) -> bool:
        """Whether the page will be asked for anew in a moment."""
        return self._soon.is_on

    @property
    def dpi(self) -> float:
        """How finely the page is drawn for this enlargement."""
        return self._scale() * _DPI * self.devicePixelRatioF()

    @property
    def page_mm(self) -> tuple[float, float]:
        """Size of the page that is shown."""
        return self._page_mm

    def lay_on(self, stock: str, labels_mm: Sequence[Sequence[float]]) -> None:
        """Show the page on paper of the colour `stock`, #RRGGBB, with outlines of its labels.

        Args:
            stock: colour of the paper.
            labels_mm: left, top, width and height of each outline.
        """
        self.stock, self.labels_mm = stock, labels_mm
        self._page.update()

    def show_picture(self, picture: PagePicture) -> None:
        """Show a page; where its size differs it is fitted anew."""
        self._page.image = image_of(picture)
        if picture.page_mm != self._page_mm:
            self._page_mm = picture.page_mm
            self._fit()
            if abs(picture.width / picture.page_mm[0] * _MM_PER_INCH - self.dpi) > 1:
                self._soon.begin()
        self._page.update()

    def clear(self) -> None:
        """Show no page."""
        self._page.image = None
        self._page.update()

    def ask(self) -> None:
        """Ask for the page in the present size."""
        self.wanted.emit(self.dpi)

    def step_zoom(self, steps: int) -> None:
        """Enlarge or shrink by one step of `ZOOMS` from what is shown."""
        now = self._scale() * 100
        further = [each for each in ZOOMS if (each > now + 1 if steps > 0 else each < now - 1)]
        if further:
            self._set_zoom(min(further) if steps > 0 else max(further))

    def fit(self) -> None:
        """Show the whole page."""
        self._set_zoom(0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Enlarge while Ctrl is held, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fit the page with 0; scroll as ever."""
        if event.key() == Qt.Key.Key_0:
            self.fit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        self._page.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self._page.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page anew."""
        super().resizeEvent(event)
        if self.is_fitted:
            self._fit()
            self._soon.begin()

    def sizeHint(self) -> QSize:
        """Ask for room enough to judge a page."""
        return QSize(self.look.px(420), self.look.px(420))

    def _set_zoom(self, zoom: int) -> None:
        self._zoom = zoom
        self._fit()
        self._soon.begin()

    def _scale(self) -> float:
        if self._zoom:
            return self._zoom / 100
        room = self.maximumViewportSize()
        across, down = (length / _MM_PER_INCH * _DPI for length in self._page_mm)
        fitted = min((room.width() - _EDGE) / across, (room.height() - _EDGE) / down)
        return max(fitted, ZOOMS[0] / 200)

    def _fit(self) -> None:
        scale = self._scale()
        across, down = (round(each / _MM_PER_INCH * _DPI * scale) for each in self._page_mm)
        self._page.resize(across, down)
        self._page.update()
        self.zoomed.emit()
