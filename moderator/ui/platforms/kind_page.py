"""The first step of the assistant: which kind of platform, and what it can and cannot take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.dialogs.scrolled_part import scrolled_part
from moderator.ui.platforms.kind_words import in_detail
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from moderator.i18n import Words
    from moderator.ui.look import Look
    from moderator.ui.platforms.platform_work import KindFacts

_WIDE_FROM = 520
"""Below this width, px at 100 % text, the facts stand below the kinds."""


class KindPage(QWidget):
    """A list of kinds, and the facts about the chosen one."""

    chosen = Signal()

    def __init__(self, look: Look, kinds: Mapping[str, KindFacts]) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self.kinds = list(kinds.values())
        self.list = QListWidget()
        self.list.setObjectName("panel")
        self.bound.text(self.list.setAccessibleName, msg("Kind of platform"))
        self.title, self.facts = label("subheading", wrap=True), label(wrap=True)
        self._arrange()
        self.list.addItems([kind.title for kind in self.kinds])
        self.list.currentRowChanged.connect(lambda _row: self._tell())
        self.bound.look("rows", self._dress)
        self.list.setCurrentRow(0)

    def _arrange(self) -> None:
        inner = QVBoxLayout()
        inner.setSpacing(8)
        inner.addWidget(self.title)
        inner.addWidget(self.facts)
        inner.addStretch(1)
        sheet = QFrame()
        sheet.setObjectName("sheet")
        around = QVBoxLayout(sheet)
        around.setContentsMargins(16, 14, 8, 14)
        around.addWidget(scrolled_part(inner))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(self.list, 2)
        self._row.addWidget(sheet, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the facts below the kinds where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < self._look.px(_WIDE_FROM)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)

    @property
    def kind(self) -> KindFacts:
        """The kind that is chosen."""
        return self.kinds[max(0, self.list.currentRow())]

    def choose(self, key: str) -> None:
        """Choose the kind with this key."""
        keys = [kind.key for kind in self.kinds]
        if key in keys:
            self.list.setCurrentRow(keys.index(key))

    def _tell(self) -> None:
        self.bound.words("facts", self._write)
        self.chosen.emit()

    def _write(self, w: Words) -> None:
        self.title.setText(self.kind.title)
        self.facts.setText("\n\n".join(in_detail(w, self.kind)))

    def _dress(self, look: Look) -> None:
        colours = look.colours
        self.list.setStyleSheet(
            f"QListWidget::item {{ padding: {look.px(7)}px {look.px(8)}px; border-radius: 6px;"
            f" color: {colours.ink}; }}"
            f"QListWidget::item:selected {{ background: {colours.chosen}; }}"
            f"QListWidget::item:hover:!selected {{ background: {colours.hover}; }}"
        )
