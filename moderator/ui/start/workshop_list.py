"""The list of workshops: one calm row each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate

from moderator.domain.round_states import RoundState
from moderator.ui.line_model import LineModel, LineRole
from moderator.ui.painting import chip_before, panel, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QListView, QStyleOptionViewItem

    from moderator.domain.ids import WorkshopId
    from moderator.i18n import Words
    from moderator.ui.line_model import Index
    from moderator.ui.look import Look

_GAP = 10


class WorkshopLine(NamedTuple):
    """What a row shows; `states` is empty while the rounds are not known yet."""

    id: WorkshopId
    title: str
    place: str
    held_on: date | None
    ideas: int
    states: tuple[RoundState, ...] = ()


def facts(look: Look, line: WorkshopLine) -> str:
    """Return place, day and number of ideas in one line."""
    ideas = look.w.plural("{n} idea", "{n} ideas", line.ideas)
    day = look.day(line.held_on) if line.held_on else ""
    return " · ".join(part for part in (line.place, day, ideas) if part)


def round_states(w: Words, states: Sequence[RoundState]) -> list[tuple[str, RoundState]]:
    """Return what is to say about the rounds, the open ones first."""
    found = []
    if opened := sum(state is RoundState.OPEN for state in states):
        text = w.plural("{n} round open", "{n} rounds open", opened)
        found.append((text, RoundState.OPEN))
    if closed := sum(state is RoundState.CLOSED for state in states):
        text = w.plural("{n} round closed", "{n} rounds closed", closed)
        found.append((text, RoundState.CLOSED))
    return found


class WorkshopModel(LineModel[WorkshopLine]):
    """The workshops, the newest first."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        look.language_changed.connect(self.lines_changed)

    def row_of(self, workshop_id: WorkshopId | None) -> int:
        """Return the row of a workshop, -1 if it is not shown."""
        return next((at for at, line in enumerate(self.lines) if line.id == workshop_id), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return title, spoken description or the whole line."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            states = [text for text, _ in round_states(self._look.w, line.states)]
            return ", ".join([line.title, facts(self._look, line), *states])
        return line if role == LineRole else None


def _is_hovered(option: QStyleOptionViewItem) -> bool:
    # With the first row under the pointer: PySide6 takes long to load all the names of QStyle.
    from PySide6.QtWidgets import QStyle  # noqa: PLC0415

    return bool(option.state & QStyle.StateFlag.State_MouseOver)


class WorkshopDelegate(QStyledItemDelegate):
    """Paints a row: title over facts, the state of the rounds on the right."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of every row, px."""
        return QSize(200, self._look.px(70) + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        line: WorkshopLine = index.data(LineRole)
        box = QRectF(option.rect).adjusted(1, _GAP / 2, -1, -_GAP / 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, chosen = self._look.colours, index == self._view.currentIndex()
        hovered = not chosen and self._view.underMouse() and _is_hovered(option)
        strong = colours.focus if self._view.hasFocus() else colours.control
        ground = colours.hover if hovered else colours.surface
        panel(painter, box, ground, (strong, 2) if chosen else (colours.line, 1), 10)
        right = self._paint_states(painter, box, line)
        self._paint_texts(painter, box.adjusted(20, 0, right - box.right() - 8, 0), line)
        painter.restore()

    def _paint_states(self, painter: QPainter, box: QRectF, line: WorkshopLine) -> float:
        """Paint the chips from the right; returns where they begin."""
        colours, right = self._look.colours, box.right() - 20
        for text, state in reversed(round_states(self._look.w, line.states)):
            both = (colours.sunken, colours.ink_soft)
            if state is RoundState.OPEN:
                both = (colours.positive_ground, colours.positive)
            font = self._look.font(12, bold=True)
            right = chip_before(painter, right, box.center().y(), text, font, both) - 8
        return right

    def _paint_texts(self, painter: QPainter, box: QRectF, line: WorkshopLine) -> None:
        look, half = self._look, box.height() / 2
        upper = QRectF(box.left(), box.top() + 8, box.width(), half - 6)
        lower = QRectF(box.left(), box.top() + half, box.width(), half - 8)
        write(painter, upper, line.title, look.font(16, bold=True), look.colours.ink)
        write(painter, lower, facts(look, line), look.font(14), look.colours.ink_soft)
