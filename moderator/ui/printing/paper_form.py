"""What to print, on which sheet, how many, from which label on, and what the codes hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.settings import AddressKind, PrintChoice
from moderator.ui.dialogs.form_dialog import add_field
from moderator.ui.printing.address_choice import AddressChoice
from moderator.ui.printing.idea_choice import IdeaChoice
from moderator.ui.printing.notice import Notice
from moderator.ui.printing.paper_words import PAPERS
from moderator.ui.printing.print_wish import (
    COUNTED,
    FOR_TONIGHT,
    OF_IDEAS,
    OF_ROUNDS,
    ON_STOCK,
    SHOWN_ONCE,
    WITH_BACKS,
    WITH_LABELS,
    WITH_WIFI,
    WITHOUT_ADDRESS,
    PrintWish,
)
from moderator.ui.printing.round_choice import ROUND_NAME, RoundChoice
from moderator.ui.printing.sheet_choice import SheetChoice
from moderator.ui.printing.stock_choice import StockChoice
from moderator.ui.widgets.line_edit import LineEdit
from moderator.ui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from moderator.i18n import Words
    from moderator.operations.print_choices import PaperChoice, PrintOffer
    from moderator.printing.sheets import Sheet
    from moderator.ui.bindings import Bindings

_NARROW_GAP = 12


class PaperForm(QWidget):
    """The left half of the print dialog; empty until `offer` brings what there is."""

    changed = Signal()

    def __init__(self, bound: Bindings) -> None:
        super().__init__()
        self.setObjectName("page")
        self._bound = bound
        self._offer: PrintOffer | None = None
        self._choices: dict[str, PaperChoice] = {}
        self.paper = QComboBox()
        self.round = RoundChoice(bound)
        self.ideas = IdeaChoice(bound)
        self.sheet = SheetChoice(bound)
        self.count, self.start = NumberField(1, 1, 1), NumberField(1, 1, 1)
        self.stock = StockChoice(bound)
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

    def offer(self, offer: PrintOffer, last: PrintChoice) -> None:
        """Show what can be printed, and choose what was printed last."""
        self._take(offer)
        with QSignalBlocker(self):
            self.address.choose(last)
            self.stock.choose(last.paper_colour)
            self.ideas.offer(offer.ideas, offer.clusters)
            self._offer_papers(last.paper)
            self._show_paper()
            if last.paper == self.paper.currentData():
                self.sheet.choose(last.sheet)
                self.count.setValue(last.count or self.count.value())
        self.changed.emit()

    def renew_sheets(self, offer: PrintOffer, wanted: str) -> None:
        """Show sheets and offsets anew, with the sheet `wanted` chosen; all else stays."""
        self._take(offer)
        with QSignalBlocker(self):
            self._offer_sheets(self.paper.currentData())
            self.sheet.choose(wanted)
            self._show_sheet()
        self.changed.emit()

    @property
    def wish(self) -> PrintWish:
        """What is asked for at this moment."""
        name = self.paper.currentData()
        wifi = name in WITH_WIFI
        return PrintWish(
            paper=name,
            sheet=self.sheet.which.currentData() or "",
            count=self.count.value() if name in COUNTED else None,
            start=self.start.value(),
            base_url="" if name in WITHOUT_ADDRESS else self.address.base_url,
            wifi_name=self.wifi_name.text().strip() if wifi else "",
            wifi_password=self.wifi_password.text() if wifi else "",
            backs=name in WITH_BACKS and self.backs.isChecked(),
            round_id=self.round.chosen if name in OF_ROUNDS else "",
            ideas=self.ideas.chosen if name in OF_IDEAS else (),
            paper_colour=self.stock.colour if name in ON_STOCK else "",
            offset_mm=self.sheet.offset_mm,
        )

    @property
    def own_sheets(self) -> list[Sheet]:
        """The sheets that somebody added here, for whatever paper."""
        every = {each.name: each for paper in self._choices.values() for each in paper.sheets}
        return [each for each in every.values() if each.own]

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
            paper_colour=self.stock.colour,
        )

    # ------------------------------------------------------------------ private

    def _take(self, offer: PrintOffer) -> None:
        self._offer = offer
        self._choices = {str(each.paper): each for each in offer.papers}

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        column.addWidget(self._group("paper", msg("What"), self.paper))
        column.addWidget(self.secret)
        column.addWidget(self._group("round", ROUND_NAME, self.round))
        column.addWidget(self.ideas)
        column.addWidget(self.sheet)
        numbers = QHBoxLayout()
        numbers.setSpacing(_NARROW_GAP)
        start = self._group(
            "start", msg("Start at label"), self.start, msg("For sheets partly used.")
        )
        for group in (self._group("count", msg("Number"), self.count), start):
            numbers.addWidget(group, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(numbers)
        column.addWidget(self.backs)
        column.addWidget(self.stock)
        column.addWidget(self.address)
        column.addWidget(self._group("wifi", msg("Name of the Wi-Fi"), self.wifi_name))
        column.addWidget(self._group("password", msg("Password of the Wi-Fi"), self.wifi_password))
        column.addStretch(1)
        self._bound.text(self.backs.setText, msg("Print the backs, too"))
        self.paper.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.paper.setMinimumContentsLength(18)

    def _group(self, key: str, name: str, field: QWidget, hint: str = "") -> QWidget:
        group = QWidget()
        inside = QVBoxLayout(group)
        inside.setContentsMargins(0, 0, 0, 0)
        add_field(self._bound, inside, name, field, hint)
        self._groups[key] = group
        return group

    def _listen(self) -> None:
        self.paper.currentIndexChanged.connect(self._show_paper)
        self.sheet.changed.connect(self._show_sheet)
        self.round.currentIndexChanged.connect(self.changed)
        for signal in (self.count.valueChanged, self.start.valueChanged):
            signal.connect(self.changed)
        for part in (self.ideas, self.stock, self.address):
            part.changed.connect(self.changed)
        self.backs.toggled.connect(self.changed)
        for field in (self.wifi_name, self.wifi_password):
            field.textChanged.connect(self.changed)

    def _offer_papers(self, last: str) -> None:
        with QSignalBlocker(self.paper):
            for name in self._choices:
                self.paper.addItem(PAPERS[name], name)
            self.paper.setCurrentIndex(max(0, self.paper.findData(last)))
        self._bound.words("papers", self._speak)

    def _speak(self, w: Words) -> None:
        for at in range(self.paper.count()):
            self.paper.setItemText(at, w(PAPERS[self.paper.itemData(at)]))

    def _show_paper(self) -> None:
        name = self.paper.currentData()
        choice = self._choices[name]
        with QSignalBlocker(self):
            self._offer_sheets(name)
            self.round.offer(choice.rounds, general=name == SHOWN_ONCE)
            if name in COUNTED:
                self.count.setRange(1, choice.most)
                self.count.setValue(choice.usual_count)
            self._show_parts(name)
            self._show_sheet()
        self.changed.emit()

    def _show_parts(self, name: str) -> None:
        self._groups["count"].setVisible(name in COUNTED)
        self._groups["round"].setVisible(name in OF_ROUNDS and self.round.is_needed)
        for key in ("wifi", "password"):
            self._groups[key].setVisible(name in WITH_WIFI)
        self.ideas.setVisible(name in OF_IDEAS and bool(self.ideas.ideas))
        self.sheet.allow_own(allowed=name in WITH_LABELS | WITHOUT_ADDRESS)
        self.backs.setVisible(name in WITH_BACKS)
        self.secret.setVisible(name == SHOWN_ONCE)
        self.stock.need(wanted=name in ON_STOCK)
        self.address.setVisible(name not in WITHOUT_ADDRESS)
        self.address.expect_to_last(lasting=name not in FOR_TONIGHT | WITHOUT_ADDRESS)

    def _offer_sheets(self, name: str) -> None:
        choice, offer = self._choices[name], self._offer
        offsets = offer.offsets_mm if offer is not None else {}
        self.sheet.offer(choice.sheets, offsets, choice.usual_sheet)

    def _show_sheet(self) -> None:
        sheet = self.sheet.chosen
        with_labels = self.paper.currentData() in WITH_LABELS
        labels = sheet.labels if sheet and with_labels else 1
        self.start.setRange(1, labels)
        self.start.setValue(1)
        self._groups["start"].setVisible(labels > 1)
        self.changed.emit()
