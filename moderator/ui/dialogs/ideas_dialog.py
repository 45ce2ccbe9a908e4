"""Ideas to tick off: some of the board, found by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem

from moderator.errors import msg
from moderator.paths import resource
from moderator.ui.dialogs.fitting import fit_size
from moderator.ui.dialogs.form_dialog import FormDialog
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from moderator.domain.ideas import Cluster, Idea
    from moderator.i18n import Words
    from moderator.ui.look import Look

_SIZE = (560, 620)
_ID = Qt.ItemDataRole.UserRole
_WORDS = Qt.ItemDataRole.UserRole + 1


class _Search(LineEdit):
    """Arrow down leads into the list."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the list with the arrow down."""
        if event.key() == Qt.Key.Key_Down:
            self.left.emit()
            return
        super().keyPressEvent(event)


class IdeasDialog(FormDialog):
    """A search field and a list with ticks; what is hidden by the search stays ticked.

    Signals:
        picked: ids of the ideas that are ticked, at least one.
    """

    picked = Signal(object)

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        ideas: Sequence[Idea],
        clusters: Sequence[Cluster],
        picked: Sequence[str],
    ) -> None:
        super().__init__(look, parent, msg("Pick ideas"), msg("Take these"))
        self.search, self.list, self.number = _Search(), QListWidget(), label("soft")
        self.tick_all = push_button(self.bound, msg("Tick all shown"))
        self.tick_none = push_button(self.bound, msg("Untick all shown"))
        headings = {each.id: each.heading for each in clusters}
        for idea in ideas:
            heading = headings[idea.cluster_id] if idea.cluster_id else ""
            self._add(idea, heading, ticked=idea.id in set(picked))
        self._lay_out()
        self._listen()
        fit_size(self, look, *_SIZE)
        self._count()
        self.search.setFocus()

    def submit(self) -> None:
        """Take what is ticked."""
        ticked = self.ticked
        if ticked:
            self.accept()
            self.picked.emit(ticked)

    @property
    def ticked(self) -> tuple[str, ...]:
        """Ids of the ideas that are ticked, in the order of the board."""
        return tuple(str(each.data(_ID)) for each in self._items() if _is_ticked(each))

    # ------------------------------------------------------------------ private

    def _add(self, idea: Idea, heading: str, *, ticked: bool) -> None:
        item = QListWidgetItem(f"{idea.number}  {idea.title}")
        item.setData(_ID, idea.id)
        item.setData(_WORDS, f"{idea.number} {idea.title} {idea.body} {heading}".casefold())
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | _CHECKABLE)
        item.setCheckState(_TICKED if ticked else Qt.CheckState.Unchecked)
        item.setToolTip(heading)
        self.list.addItem(item)

    def _lay_out(self) -> None:
        self.list.setObjectName("panel")
        self.list.setUniformItemSizes(True)
        self.bound.look(self.list, self._dress)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setCurrentRow(0)
        self.bound.text(self.list.setAccessibleName, msg("Ideas on the board"))
        self.bound.text(self.search.setPlaceholderText, msg("Find an idea"))
        self.bound.text(self.search.setAccessibleName, msg("Find an idea"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.tick_all)
        row.addWidget(self.tick_none)
        row.addStretch(1)
        row.addWidget(self.number)
        self.column.addWidget(self.search)
        self.column.addWidget(self.list, 1)
        self.column.addLayout(row)

    def _dress(self, look: Look) -> None:
        """Give ticks the look of check boxes, and the row of the keyboard that of other lists."""
        side, colours = look.px(16), look.colours
        tick = resource("style", "tick.svg").as_posix()
        self.list.setStyleSheet(
            f"QListWidget::item {{ min-height: {look.px(26)}px; padding: 1px 6px;"
            f" border-radius: 4px; color: {colours.ink}; }}"
            f"QListWidget::item:selected {{ background: {colours.chosen}; }}"
            f"QListWidget::item:hover:!selected {{ background: {colours.hover}; }}"
            f"QListWidget::indicator {{ width: {side}px; height: {side}px; border-radius: 4px;"
            f" border: 1px solid {colours.control}; background: {colours.surface}; }}"
            f"QListWidget::indicator:checked {{ background: {colours.accent};"
            f' border-color: {colours.accent_edge}; image: url("{tick}"); }}'
        )

    def _listen(self) -> None:
        self.search.textChanged.connect(self._find)
        self.search.left.connect(self.list.setFocus)
        self.list.itemChanged.connect(self._count)
        self.tick_all.clicked.connect(lambda: self._tick_shown(_TICKED))
        self.tick_none.clicked.connect(lambda: self._tick_shown(Qt.CheckState.Unchecked))

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    def _find(self, text: str) -> None:
        wanted = text.casefold().split()
        for item in self._items():
            item.setHidden(not all(each in item.data(_WORDS) for each in wanted))
        shown = next((each for each in self._items() if not each.isHidden()), None)
        if shown is not None:
            self.list.setCurrentItem(shown)

    def _tick_shown(self, state: Qt.CheckState) -> None:
        with QSignalBlocker(self.list):
            for item in self._items():
                if not item.isHidden():
                    item.setCheckState(state)
        self.list.viewport().update()
        self._count()

    def _count(self) -> None:
        self.bound.words(self.number, self._speak)
        self.confirm.setEnabled(bool(self.ticked))

    def _speak(self, w: Words) -> None:
        ticked = len(self.ticked)
        self.number.setText(
            w("{n} of {all} ticked", n=w.number(ticked), all=w.number(self.list.count()))
            if ticked
            else w("Please tick at least one.")
        )


_CHECKABLE = Qt.ItemFlag.ItemIsUserCheckable
_TICKED = Qt.CheckState.Checked


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() == _TICKED
