"""The line above the board: how many ideas, finding, grouping, bringing files in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.commands import shown_keys
from moderator.ui.widgets.buttons import push_button, sign_button
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.line_edit import LineEdit
from moderator.ui.widgets.pause import Pause

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from moderator.i18n import Words
    from moderator.ui.look import Look

_PAUSE = 150
"""Milliseconds without a key after which a search begins."""


_WIDE_FROM = 580
"""Px at 100 % from which there is room for the number of ideas."""


class SearchField(LineEdit):
    """Finds while one types; Esc shows everything again."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field with Esc, or leave it if it is empty."""
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            self.left.emit()
            return
        super().keyPressEvent(event)


class BoardBar(QWidget):
    """Counts, finds, groups."""

    search_wanted = Signal(str)
    grouping_wanted = Signal(bool)
    import_wanted = Signal()
    camera_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self.count, self.search = label("soft"), SearchField()
        self.grouped = QCheckBox()
        self.grouped.setChecked(True)
        self.bring_in = push_button(
            self.bound, msg("Import"), role="quiet", icon="upload", key=shown_keys("Ctrl+I")
        )
        self.camera = sign_button(
            self.bound, msg("Find cards with the camera"), "camera", key=shown_keys("Ctrl+Shift+K")
        )
        self._pause = Pause(self, _PAUSE, self._ask)
        self._arrange()
        self._connect()
        self.show_count(0, 0, None)

    def _arrange(self) -> None:
        self.bound.text(self.search.setPlaceholderText, msg("Find an idea"))
        self.bound.text(self.search.setAccessibleName, msg("Find an idea"))
        self.bound.text(self.grouped.setText, msg("By cluster"))
        self.bound.look("width", lambda now: self.search.setMaximumWidth(now.px(240)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.search, 1)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.grouped)
        row.addWidget(self.camera)
        row.addWidget(self.bring_in)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._pause.begin)
        self.grouped.toggled.connect(self.grouping_wanted)
        self.bring_in.clicked.connect(self.import_wanted)
        self.camera.clicked.connect(self.camera_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to what can be used; the number of ideas is told where there is more."""
        super().resizeEvent(event)
        self.count.setVisible(self.width() >= self._look.px(_WIDE_FROM))

    def _ask(self) -> None:
        self.search_wanted.emit(self.search.text().strip())

    def show_count(self, ideas: int, clusters: int, found: int | None) -> None:
        """Say how many ideas there are, or how many of them were found."""
        self.bound.words(
            self.count, lambda w: self.count.setText(_words(w, ideas, clusters, found))
        )


def _words(w: Words, ideas: int, clusters: int, found: int | None) -> str:
    if found is not None:
        return w("{found} of {ideas} ideas", found=w.number(found), ideas=w.number(ideas))
    counted = w.plural("{n} idea", "{n} ideas", ideas)
    if not clusters:
        return counted
    return w(
        "{ideas} in {clusters}",
        ideas=counted,
        clusters=w.plural("{n} cluster", "{n} clusters", clusters),
    )
