"""A small drawing of a sheet while it is typed: paper, labels, and what lies beside the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from moderator.operations.sheet_drafts import SheetDraft
    from moderator.ui.bindings import Bindings
    from moderator.ui.look import Look

_EDGE = 4
_MOST_BEYOND = 1.35
"""Of the paper's size: what lies further out is cut off, so that the paper stays in sight."""
_MOST_DRAWN = 500
_PAPER, _LABEL, _LABEL_EDGE, _FIRST = "#FFFFFF", "#F6F1E7", "#8F8473", "#FCE3AE"
_WRONG, _WRONG_EDGE = "#FAD8CC", "#A32E1C"
"""Of the light palette in both themes: it is paper."""


class SheetDrawing(QWidget):
    """Draws labels true to scale; the first one stands out, those beside the paper are red."""

    def __init__(self, look: Look, bound: Bindings) -> None:
        super().__init__()
        self._look = look
        self._draft: SheetDraft | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        bound.look(self, lambda _look: self.update())

    def show_draft(self, draft: SheetDraft) -> None:
        """Draw this sheet from now on."""
        if min(draft.page_mm) > 0:
            self._draft = draft
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for room to tell labels apart."""
        return QSize(self._look.px(260), self._look.px(320))

    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(self._look.px(180), self._look.px(200))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the paper, then its labels."""
        if self._draft is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, self._draft)
        painter.end()

    def _paint(self, painter: QPainter, draft: SheetDraft) -> None:
        reach = [
            min(max(draft.end_mm(way), page), page * _MOST_BEYOND)
            for way, page in enumerate(draft.page_mm)
        ]
        before = [
            min(max(-draft.origin_mm[way], 0), page * (_MOST_BEYOND - 1))
            for way, page in enumerate(draft.page_mm)
        ]
        across, down = (far + near for far, near in zip(reach, before, strict=True))
        scale = min((self.width() - 2 * _EDGE) / across, (self.height() - 2) / down)
        painter.translate(
            (self.width() - across * scale) / 2 + before[0] * scale,
            1 + before[1] * scale,
        )
        paper = QRectF(0, 0, draft.page_mm[0] * scale, draft.page_mm[1] * scale)
        painter.fillRect(paper, QColor(_PAPER))
        self._paint_labels(painter, draft, paper, scale)
        painter.setBrush(QColor(0, 0, 0, 0))
        painter.setPen(QPen(QColor(self._look.colours.control), 1))
        painter.drawRect(paper)

    def _paint_labels(
        self, painter: QPainter, draft: SheetDraft, paper: QRectF, scale: float
    ) -> None:
        inside = paper.adjusted(-scale, -scale, scale, scale)
        for place, box in enumerate(_boxes(draft)):
            label = QRectF(*(length * scale for length in box))
            fits = inside.contains(label)
            fill = _WRONG if not fits else _FIRST if place == 0 else _LABEL
            painter.setBrush(QColor(fill))
            painter.setPen(QPen(QColor(_LABEL_EDGE if fits else _WRONG_EDGE), 1))
            if draft.is_round:
                painter.drawEllipse(label)
            else:
                painter.drawRect(label)


def _boxes(draft: SheetDraft) -> list[tuple[float, float, float, float]]:
    """Return left, top, width and height of the labels in mm, no more than can be told apart."""
    (columns, rows), (left, top) = draft.number, draft.origin_mm
    places = [(column, row) for row in range(min(rows, 100)) for column in range(min(columns, 100))]
    return [
        (left + column * draft.pitch_mm[0], top + row * draft.pitch_mm[1], *draft.label_mm)
        for column, row in places[:_MOST_DRAWN]
    ]
