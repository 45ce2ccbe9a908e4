"""A photo to look at closely, with the cards and dots that were found drawn on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView

from moderator.ui.bindings import Bindings
from moderator.ui.photos.photo_marks import DotMark, NumberMark, OutlineMark, polygon_of

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QImage, QMouseEvent, QResizeEvent, QWheelEvent

    from moderator.domain.codes import CardCode
    from moderator.domain.photo_reviews import (
        PhotoReview,
        Quad,
        ReviewedCard,
        ReviewedDot,
        UnreadCard,
    )
    from moderator.domain.rules import DotColour
    from moderator.ui.look import Look

_STEP = 1.25
_MOST = 12.0
"""Screen px for one px of the photo."""
_STILL = 5
"""Pointer px that a click may move before it becomes a drag."""
_AROUND_CARD = 0.35
"""Blank around a card that is looked at, as a share of its longer side."""
_AROUND_PLACE = 3.5
"""The same around a code that could not be read: the card reaches four times as far."""


class PhotoView(QGraphicsView):
    """Zooms with the wheel and with + and −, fits with 0, moves when it is dragged.

    Signals:
        card_clicked: code of a card.
        dot_clicked: code of its card, and the dot.
        place_clicked: code of a card, and a place on it where no dot is, px of the photo.
        dot_turned: code of its card, and a dot that was clicked with the right button.
        unread_clicked: an `UnreadCard`.
        bare_clicked: a place where nothing was found, px of the photo.
    """

    card_clicked = Signal(str)
    dot_clicked = Signal(str, object)
    place_clicked = Signal(str, float, float)
    dot_turned = Signal(str, object)
    unread_clicked = Signal(object)
    bare_clicked = Signal(float, float)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._scene = QGraphicsScene(self)
        self._picture = QGraphicsPixmapItem()
        self._picture.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._picture)
        self._marks: list[OutlineMark | NumberMark | DotMark] = []
        self._cards: list[ReviewedCard] = []
        self._outlines: dict[CardCode, OutlineMark] = {}
        self._places: dict[UnreadCard, OutlineMark] = {}
        self.chosen: CardCode | None = None
        self.chosen_place: UnreadCard | None = None
        self.chosen_dot: ReviewedDot | None = None
        self._pressed: QPoint | None = None
        self._fits = True
        self.setScene(self._scene)
        self.setObjectName("photo")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self._bound = Bindings(look, self)
        self._bound.look("ground", lambda now: self.setBackgroundBrush(QColor(now.colours.sunken)))

    # ------------------------------------------------------------------ showing

    def show_photo(self, image: QImage, width: int, height: int) -> None:
        """Show a photo of `width` × `height` px; `image` may be smaller."""
        self._picture.setPixmap(QPixmap.fromImage(image))
        self._picture.setScale(width / max(1, image.width()))
        self._scene.setSceneRect(QRectF(0, 0, width, height))
        self.fit()

    def clear_photo(self) -> None:
        """Show nothing until another photo is read."""
        self._picture.setPixmap(QPixmap())
        self.show_marks(None, 0)

    def show_marks(self, review: PhotoReview | None, photo: int) -> None:
        """Draw what was found on the photo with this index; the zoom stays."""
        for mark in self._marks:
            self._scene.removeItem(mark)
        self._marks, self._cards, self._outlines, self._places = [], [], {}, {}
        if review is None:
            return
        own = self.chosen_place
        places = review.unread if own in review.unread or own is None else (*review.unread, own)
        for place in places:
            if place.photo == photo:
                outline = self._places[place] = OutlineMark(place.corners)
                outline.show_unread(chosen=place == self.chosen_place)
                self._put(outline)
        for card in review.cards:
            if card.photo == photo:
                self._draw_card(card)

    def _draw_card(self, card: ReviewedCard) -> None:
        self._cards.append(card)
        outline = self._outlines[card.code] = OutlineMark(card.corners)
        outline.show_state(doubtful=card.needs_look, chosen=card.code == self.chosen)
        self._put(outline)
        font = self._look.font(12, bold=True)
        text = str(card.total) if card.says_something else "?"
        self._put(NumberMark(card.corners, text, font, doubtful=card.needs_look))
        for dot in card.dots:
            chosen = card.code == self.chosen and dot == self.chosen_dot
            self._put(DotMark(dot, self._letter(dot.colour), font, chosen=chosen))

    def _letter(self, colour: DotColour) -> str:
        # Two letters: in German, green and yellow begin with the same one.
        return self._look.w(colour.value)[:2].capitalize()

    def _put(self, mark: OutlineMark | NumberMark | DotMark) -> None:
        self._marks.append(mark)
        self._scene.addItem(mark)

    def choose(self, code: CardCode | None, place: UnreadCard | None = None) -> None:
        """Draw this card, or this place that could not be read, as the chosen one."""
        self.chosen, self.chosen_place = code, place
        for card in self._cards:
            self._outlines[card.code].show_state(doubtful=card.needs_look, chosen=card.code == code)
        for each, outline in self._places.items():
            outline.show_unread(chosen=each == place)

    # ------------------------------------------------------------------ zooming

    def fit(self) -> None:
        """Show the whole photo."""
        self._fits = True
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def look_at(self, card: ReviewedCard) -> None:
        """Show this card large."""
        self._look_at(card.corners, _AROUND_CARD)

    def look_at_place(self, place: UnreadCard) -> None:
        """Show this place large, with the card around it."""
        self._look_at(place.corners, _AROUND_PLACE)

    def _look_at(self, corners: Quad, around: float) -> None:
        box = polygon_of(corners).boundingRect()
        blank = max(box.width(), box.height()) * around
        self._fits = False
        self.fitInView(
            box.adjusted(-blank, -blank, blank, blank), Qt.AspectRatioMode.KeepAspectRatio
        )

    def zoom(self, steps: float) -> None:
        """Enlarge by steps, make smaller by negative ones; stops where the whole photo fits."""
        least = self._fitting_scale()
        wanted = min(max(self.transform().m11() * _STEP**steps, least), _MOST)
        if wanted <= least:
            self.fit()
            return
        self._fits = False
        factor = wanted / self.transform().m11()
        self.scale(factor, factor)

    def _fitting_scale(self) -> float:
        shown, whole = self.viewport().rect(), self.sceneRect()
        if whole.isEmpty():
            return 1.0
        return min(shown.width() / whole.width(), shown.height() / whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole photo in sight if it was."""
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the pointer is."""
        self.zoom(event.angleDelta().y() / 120)
        event.accept()

    # ------------------------------------------------------------------ clicking

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a click; a drag has moved the photo."""
        super().mouseReleaseEvent(event)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        begun, self._pressed = self._pressed, None
        here = event.position().toPoint()
        if begun is None or (here - begun).manhattanLength() > _STILL:
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self._click(self.mapToScene(here))
        elif event.button() == Qt.MouseButton.RightButton:
            self._click_right(self.mapToScene(here))

    def _click(self, place: QPointF) -> None:
        card = self._card_at(place)
        if card is None:
            self._click_unread(place)
        elif card.code != self.chosen:
            # The first click only chooses: nobody changes a card that was not looked at.
            self.card_clicked.emit(card.code)
        elif (dot := _dot_at(card, place)) is not None:
            self.dot_clicked.emit(card.code, dot)
        else:
            self.place_clicked.emit(card.code, place.x(), place.y())

    def _click_right(self, place: QPointF) -> None:
        card = self._card_at(place)
        if card is None:
            return
        if card.code != self.chosen:
            self.card_clicked.emit(card.code)
        elif (dot := _dot_at(card, place)) is not None:
            self.dot_turned.emit(card.code, dot)

    def _click_unread(self, place: QPointF) -> None:
        for each in self._places:
            if polygon_of(each.corners).containsPoint(place, Qt.FillRule.OddEvenFill):
                self.unread_clicked.emit(each)
                return
        if self.sceneRect().contains(place):
            self.bare_clicked.emit(place.x(), place.y())

    def _card_at(self, place: QPointF) -> ReviewedCard | None:
        rule = Qt.FillRule.OddEvenFill
        found = [
            each for each in self._cards if polygon_of(each.corners).containsPoint(place, rule)
        ]
        chosen = [each for each in found if each.code == self.chosen]
        return next(iter(chosen or found), None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        self.viewport().update()


def _dot_at(card: ReviewedCard, place: QPointF) -> ReviewedDot | None:
    """Return the uppermost dot at a place, px of the photo."""
    for dot in reversed(card.dots):
        if (dot.x - place.x()) ** 2 + (dot.y - place.y()) ** 2 <= dot.radius**2:
            return dot
    return None
