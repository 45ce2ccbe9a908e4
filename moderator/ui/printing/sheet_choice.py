"""Which sheet is in the tray, what it looks like, and ways to add one or to correct the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui.dialogs.form_dialog import add_field
from moderator.ui.printing.paper_words import offset_words, sheet_name, sheet_words
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.flow_layout import flow_of
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from moderator.i18n import Words
    from moderator.printing.sheets import Sheet
    from moderator.ui.bindings import Bindings

_AROUND_LIST = 32
_NO_OFFSET = (0.0, 0.0)


class SheetChoice(QWidget):
    """A list of sheets with a line about the chosen one.

    Signals:
        changed: another sheet is chosen.
        new_wanted, change_wanted, removal_wanted: an own sheet is to be made, changed, removed.
        offset_wanted: the printer is to be corrected for the chosen sheet.
    """

    changed = Signal()
    new_wanted = Signal()
    change_wanted = Signal()
    removal_wanted = Signal()
    offset_wanted = Signal()

    def __init__(self, bound: Bindings) -> None:
        super().__init__()
        self._bound = bound
        self._sheets: Sequence[Sheet] = ()
        self._offsets: Mapping[str, tuple[float, float]] = {}
        self.which, self.about = QComboBox(), label("caption", wrap=True)
        self.which.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.which.setMinimumContentsLength(18)
        self.new = push_button(bound, msg("New sheet …"), role="link")
        self.change = push_button(bound, msg("Change …"), role="link")
        self.remove = push_button(bound, msg("Delete …"), role="link")
        self.offset = push_button(bound, msg("Printer offset …"), role="link")
        bound.text(self.change.setAccessibleName, msg("Change this sheet"))
        bound.text(self.remove.setAccessibleName, msg("Delete this sheet"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        add_field(bound, column, msg("Sheet"), self.which)
        column.addWidget(self.about)
        column.addLayout(flow_of(self.new, self.change, self.remove, self.offset, gap=4))
        self._listen()

    def offer(
        self, sheets: Sequence[Sheet], offsets_mm: Mapping[str, tuple[float, float]], usual: str
    ) -> None:
        """Offer `sheets`, with the usual one chosen."""
        self._sheets, self._offsets = sheets, offsets_mm
        self.which.blockSignals(True)
        self.which.clear()
        for sheet in sheets:
            self.which.addItem("", sheet.name)
        self.which.blockSignals(False)
        self.choose(usual)
        self._show()

    def choose(self, name: str) -> None:
        """Choose a sheet by name, if it is offered."""
        at = self.which.findData(name)
        if at >= 0:
            self.which.setCurrentIndex(at)

    def allow_own(self, *, allowed: bool) -> None:
        """Say whether own sheets can be made for what is printed."""
        self.new.setVisible(allowed)

    @property
    def chosen(self) -> Sheet | None:
        """The sheet that is chosen."""
        at = self.which.currentIndex()
        return self._sheets[at] if 0 <= at < len(self._sheets) else None

    @property
    def offset_mm(self) -> tuple[float, float]:
        """How far print on it is moved to the right and down."""
        chosen = self.chosen
        return self._offsets.get(chosen.name, _NO_OFFSET) if chosen else _NO_OFFSET

    # ------------------------------------------------------------------ private

    def _listen(self) -> None:
        self.which.currentIndexChanged.connect(self._show)
        self.which.currentIndexChanged.connect(self.changed)
        self.new.clicked.connect(self.new_wanted)
        self.change.clicked.connect(self.change_wanted)
        self.remove.clicked.connect(self.removal_wanted)
        self.offset.clicked.connect(self.offset_wanted)

    def _show(self) -> None:
        own = self.chosen is not None and self.chosen.own
        self.change.setVisible(own)
        self.remove.setVisible(own)
        self._bound.words(self, self._speak)

    def _speak(self, w: Words) -> None:
        for at, sheet in enumerate(self._sheets):
            self.which.setItemText(at, sheet_name(w, sheet))
        # The list may be wider than the field: titles differ at their ends.
        shown = self.which.view()
        shown.setMinimumWidth(shown.sizeHintForColumn(0) + _AROUND_LIST)
        if (chosen := self.chosen) is not None:
            moved = offset_words(w, self.offset_mm)
            outlines = w("Dashed lines show the labels.") if moved else ""
            self.about.setText(" ".join(filter(None, (sheet_words(w, chosen), moved, outlines))))
