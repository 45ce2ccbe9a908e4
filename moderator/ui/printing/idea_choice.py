"""Which ideas are printed: all, those of a cluster, or some that were picked by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.dialogs.form_dialog import add_field
from moderator.ui.widgets.buttons import push_button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.domain.ideas import Cluster, Idea
    from moderator.i18n import Words
    from moderator.ui.bindings import Bindings

ALL, LOOSE, PICKED = "all", "loose", "picked"
"""Lines of the list beside those of the clusters, which carry their id."""


class IdeaChoice(QWidget):
    """A list of what can be meant, and a button to pick ideas by hand.

    Signals:
        changed: other ideas are chosen.
        picking_wanted: somebody wants to pick by hand.
    """

    changed = Signal()
    picking_wanted = Signal()

    def __init__(self, bound: Bindings) -> None:
        super().__init__()
        self._bound = bound
        self.ideas: Sequence[Idea] = ()
        self.clusters: Sequence[Cluster] = ()
        self._picked: tuple[str, ...] = ()
        self.which = QComboBox()
        self.which.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.which.setMinimumContentsLength(10)
        self.pick = push_button(bound, msg("Pick …"))
        bound.text(self.pick.setAccessibleName, msg("Pick ideas by hand"))
        bound.text(self.pick.setToolTip, msg("Pick ideas by hand"))
        self._lay_out(bound)
        self.which.currentIndexChanged.connect(self.changed)
        self.pick.clicked.connect(self.picking_wanted)

    def offer(self, ideas: Sequence[Idea], clusters: Sequence[Cluster]) -> None:
        """Offer what is on the board, all of it chosen; nothing is picked."""
        self.ideas, self.clusters, self._picked = ideas, clusters, ()
        self._fill(ALL)

    def take(self, picked: Sequence[str]) -> None:
        """Choose the ideas with these ids, at least one."""
        self._picked = tuple(picked)
        self._fill(PICKED)
        self.changed.emit()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of the ideas; empty for all."""
        which = self.which.currentData()
        return () if which in {None, ALL} else self._members(which)

    @property
    def preset(self) -> tuple[str, ...]:
        """Ids of the ideas with which picking begins."""
        which = self.which.currentData()
        return self._members(which) if which != ALL else self._picked

    # ------------------------------------------------------------------ private

    def _lay_out(self, bound: Bindings) -> None:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.which, 1)
        across.addWidget(self.pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        title = add_field(bound, column, msg("Which ideas"), row)
        title.setBuddy(self.which)
        bound.text(self.which.setAccessibleName, msg("Which ideas"))

    def _members(self, which: str) -> tuple[str, ...]:
        if which == PICKED:
            return self._picked
        wanted = None if which == LOOSE else which
        return tuple(idea.id for idea in self.ideas if idea.cluster_id == wanted)

    def _fill(self, chosen: str) -> None:
        lines = [ALL, *(each.id for each in self.clusters), LOOSE]
        shown = [each for each in lines if each == ALL or self._members(each)]
        if self._picked:
            shown.append(PICKED)
        self.which.blockSignals(True)
        self.which.clear()
        for each in shown if self.clusters else [each for each in shown if each != LOOSE]:
            self.which.addItem("", each)
        self.which.setCurrentIndex(self.which.findData(chosen))
        self.which.blockSignals(False)
        self._bound.words(self, self._speak)

    def _speak(self, w: Words) -> None:
        headings = {each.id: each.heading for each in self.clusters}
        names = {
            ALL: w("All of the board"),
            LOOSE: w("Without a cluster"),
            PICKED: w("Picked by hand"),
        }
        for at in range(self.which.count()):
            key = self.which.itemData(at)
            number = len(self.ideas) if key == ALL else len(self._members(key))
            name = names.get(key) or headings.get(key, "")
            self.which.setItemText(at, f"{name} ({w.number(number)})")
