"""What to print, on which sheet, how many, from which label on, and what the codes hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.settings import AddressKind, PrintChoice
from moderator.ui.dialogs.form_dialog import add_field
from moderator.ui.printing.address_choice import AddressChoice
from moderator.ui.printing.notice import Notice
from moderator.ui.printing.paper_words import PAPERS, sheet_name, sheet_words
from moderator.ui.printing.print_wish import (
    COUNTED,
    FOR_TONIGHT,
    SHOWN_ONCE,
    WITH_LABELS,
    WITH_WIFI,
    WITHOUT_ADDRESS,
    PrintWish,
)
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.line_edit import LineEdit
from moderator.ui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.i18n import Words
    from moderator.operations.print_choices import PaperChoice
    from moderator.printing.sheets import Sheet
    from moderator.ui.bindings import Bindings

_AROUND_LIST = 32


class PaperForm(QWidget):
    """The left half of the print dialog; empty until `offer` brings what there is."""

    changed = Signal()

    def __init__(self, bound: Bindings) -> None:
        super().__init__()
        self.setObjectName("page")
        self._bound = bound
        self._choices: dict[str, PaperChoice] = {}
        self._shown = ""
        self.paper, self.sheet = QComboBox(), QComboBox()
        self.about_sheet = label("caption", wrap=True)
        self.count, self.start = NumberField(1, 1, 1), NumberField(1, 1, 1)
        self.address = AddressChoice(bound)
        self.wifi_name, self.wifi_password = LineEdit(), LineEdit()
        self.backs = QCheckBox()
        self.secret = Notice(
            bound,
            msg(
                "These cards hold secret codes, which are shown only once: "
                "the program keeps no copy that could be printed again."
            ),
        )
        self._groups: dict[str, QWidget] = {}
        self._lay_out()
        self._listen()

    # ------------------------------------------------------------------ outside

    def offer(self, choices: Sequence[PaperChoice], last: PrintChoice) -> None:
        """Show what can be printed, and choose what was printed last."""
        self._choices = {str(each.paper): each for each in choices}
        self.blockSignals(True)
        self.address.choose(last)
        self.paper.blockSignals(True)
        for name in self._choices:
            self.paper.addItem(PAPERS[name], name)
        known = last.paper in self._choices
        self.paper.setCurrentIndex(max(0, self.paper.findData(last.paper)))
        self.paper.blockSignals(False)
        self._bound.words("papers", self._speak)
        self._show_paper()
        if known and last.sheet:
            self._choose_sheet(last.sheet)
        if known and last.count:
            self.count.setValue(last.count)
        self.blockSignals(False)
        self.changed.emit()

    @property
    def wish(self) -> PrintWish:
        """What is asked for at this moment."""
        name = self.paper.currentData()
        wifi = name in WITH_WIFI
        return PrintWish(
            paper=name,
            sheet=self.sheet.currentData() or "",
            count=self.count.value() if name in COUNTED else None,
            start=self.start.value(),
            base_url="" if name in WITHOUT_ADDRESS else self.address.base_url,
            wifi_name=self.wifi_name.text().strip() if wifi else "",
            wifi_password=self.wifi_password.text() if wifi else "",
            backs=name == "coasters" and self.backs.isChecked(),
        )

    @property
    def choice(self) -> PrintChoice:
        """What to remember; labels that are used up and passwords are not."""
        wish = self.wish
        return PrintChoice(
            paper=wish.paper,
            sheet=wish.sheet,
            count=wish.count or 0,
            address=self.address.chosen,
            local_address=self.address.typed(AddressKind.LOCAL),
            public_address=self.address.typed(AddressKind.PUBLIC),
        )

    # ------------------------------------------------------------------ private

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        self._add(column, "paper", msg("What"), self.paper)
        column.addWidget(self.secret)
        sheet = self._add(column, "sheet", msg("Sheet"), self.sheet)
        sheet.addWidget(self.about_sheet)
        self._add(column, "count", msg("Number"), self.count)
        self._add(
            column, "start", msg("Start at label"), self.start, msg("For sheets partly used.")
        )
        column.addWidget(self.backs)
        column.addWidget(self.address)
        self._add(column, "wifi", msg("Name of the Wi-Fi"), self.wifi_name)
        self._add(column, "password", msg("Password of the Wi-Fi"), self.wifi_password)
        column.addStretch(1)
        self._bound.text(self.backs.setText, msg("Print the backs, too"))
        for box in (self.paper, self.sheet):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(18)

    def _add(
        self, column: QVBoxLayout, key: str, name: str, field: QWidget, hint: str = ""
    ) -> QVBoxLayout:
        group = QWidget()
        inside = QVBoxLayout(group)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        add_field(self._bound, inside, name, field, hint)
        column.addWidget(group)
        self._groups[key] = group
        return inside

    def _listen(self) -> None:
        self.paper.currentIndexChanged.connect(self._show_paper)
        self.sheet.currentIndexChanged.connect(self._show_sheet)
        for signal in (self.count.valueChanged, self.start.valueChanged):
            signal.connect(self.changed)
        self.address.changed.connect(self.changed)
        self.backs.toggled.connect(self.changed)
        for field in (self.wifi_name, self.wifi_password):
            field.textChanged.connect(self.changed)

    def _speak(self, w: Words) -> None:
        for at in range(self.paper.count()):
            self.paper.setItemText(at, w(PAPERS[self.paper.itemData(at)]))
        self._speak_of_sheets(w)

    def _speak_of_sheets(self, w: Words) -> None:
        if not self._shown:
            return
        for at, sheet in enumerate(self._choices[self._shown].sheets):
            self.sheet.setItemText(at, sheet_name(w, sheet))
        # The list may be wider than the field: titles differ at their ends.
        shown = self.sheet.view()
        shown.setMinimumWidth(shown.sizeHintForColumn(0) + _AROUND_LIST)
        if (chosen := self._chosen_sheet()) is not None:
            self.about_sheet.setText(sheet_words(w, chosen))

    def _show_paper(self) -> None:
        name = self.paper.currentData()
        choice = self._choices[name]
        self._shown = name
        self._offer_sheets(choice)
        if name in COUNTED:
            self.count.blockSignals(True)
            self.count.setRange(1, choice.most)
            self.count.setValue(choice.usual_count)
            self.count.blockSignals(False)
        self._show_parts(name)
        self._show_sheet()

    def _show_parts(self, name: str) -> None:
        self._groups["count"].setVisible(name in COUNTED)
        for key in ("wifi", "password"):
            self._groups[key].setVisible(name in WITH_WIFI)
        self.backs.setVisible(name == "coasters")
        self.secret.setVisible(name == SHOWN_ONCE)
        self.address.setVisible(name not in WITHOUT_ADDRESS)
        self.address.expect_to_last(lasting=name not in FOR_TONIGHT | WITHOUT_ADDRESS)

    def _offer_sheets(self, choice: PaperChoice) -> None:
        self.sheet.blockSignals(True)
        self.sheet.clear()
        for sheet in choice.sheets:
            self.sheet.addItem(sheet.name, sheet.name)
        self.sheet.blockSignals(False)
        self._choose_sheet(choice.usual_sheet)

    def _choose_sheet(self, name: str) -> None:
        at = self.sheet.findData(name)
        if at >= 0:
            self.sheet.setCurrentIndex(at)

    def _chosen_sheet(self) -> Sheet | None:
        sheets = self._choices[self._shown].sheets
        at = self.sheet.currentIndex()
        return sheets[at] if 0 <= at < len(sheets) else None

    def _show_sheet(self) -> None:
        self._bound.words("sheets", self._speak_of_sheets)
        sheet = self._chosen_sheet()
        labels = sheet.labels if sheet and self._shown in WITH_LABELS else 1
        self.start.blockSignals(True)
        self.start.setRange(1, labels)
        self.start.setValue(1)
        self.start.blockSignals(False)
        self._groups["start"].setVisible(labels > 1)
        self.changed.emit()
