"""The parts of a plan side by side, each with its number; one is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.platforms.plan_groups import PlanGroup
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderator.i18n import Words
    from moderator.ui.look import Look

_GAP = 6


class PlanFilter(QWidget):
    """Buttons of which one is down; parts without a line are not offered."""

    chosen = Signal(object)
    """The `PlanGroup` to show."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self._counts: Mapping[PlanGroup, int] = {}
        self._group = QButtonGroup(self)
        self.buttons: dict[PlanGroup, QPushButton] = {}
        row = FlowLayout(_GAP)
        for place, group in enumerate(PlanGroup):
            button = QPushButton()
            button.setProperty("role", "filter")
            button.setCheckable(True)
            button.setAutoDefault(False)
            self._group.addButton(button, place)
            self.buttons[group] = button
            row.addWidget(button)
        self.retry_all = push_button(
            self.bound, msg("Try all again"), role="quiet", icon="refresh-cw"
        )
        row.addWidget(self.retry_all)
        self._group.idClicked.connect(lambda place: self.chosen.emit(list(PlanGroup)[place]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        self.bound.words("words", self._write)

    @property
    def current(self) -> PlanGroup:
        """The part that is shown."""
        return list(PlanGroup)[max(0, self._group.checkedId())]

    def show_counts(
        self, counts: Mapping[PlanGroup, int], group: PlanGroup, *, retriable: int
    ) -> None:
        """Show how many lines each part has; `group` is down.

        Args:
            counts: lines by part.
            group: the part on show.
            retriable: how many refused lines can be tried again as they are.
        """
        self.retry_all.setVisible(retriable > 1)
        self._counts = counts
        self.buttons[group].setChecked(True)
        for each, button in self.buttons.items():
            button.setVisible(bool(counts.get(each)) or each in {PlanGroup.TO_DO, group})
        self._write(self._look.w)

    def _write(self, w: Words) -> None:
        for group, button in self.buttons.items():
            number = w.number(self._counts.get(group, 0))
            button.setText(f"{w(group.value)}  {number}")
