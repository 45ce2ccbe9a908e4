"""Title, place, date, language and people of a workshop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QVBoxLayout

from moderator.domain.workshops import Language
from moderator.errors import msg
from moderator.ui.dialogs.form_dialog import FormDialog, add_field
from moderator.ui.widgets.line_edit import LineEdit
from moderator.ui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from moderator.domain.workshops import Workshop
    from moderator.ui.look import Look


_MOST_PEOPLE = 100_000


@dataclass(frozen=True, slots=True)
class WorkshopFields:
    """What the dialog asks for; 0 people means not known."""

    title: str
    place: str
    held_on: date
    language: Language
    people: int


class WorkshopDialog(FormDialog):
    """Asks for a new workshop, or for changes to one."""

    filled = Signal(object)
    """`WorkshopFields` when the form is sent; whoever listens closes the dialog."""

    def __init__(self, look: Look, parent: QWidget, workshop: Workshop | None = None) -> None:
        heading = msg("Change workshop") if workshop else msg("New workshop")
        super().__init__(look, parent, heading, msg("Save") if workshop else msg("Create"))
        self.title, self.place = LineEdit(), LineEdit()
        self.date, self.language = QDateEdit(), QComboBox()
        self.people = NumberField(0, _MOST_PEOPLE, 0)
        self.setMinimumWidth(look.px(480))
        self._prepare()
        self._lay_out()
        if workshop is not None:
            self._fill(workshop)
        self.title.setFocus()

    def _prepare(self) -> None:
        self.bound.text(
            self.title.setPlaceholderText, msg("for example: Ideas for our village square")
        )
        self.bound.text(self.place.setPlaceholderText, msg("for example: Gasthaus Krone"))
        self.date.setCalendarPopup(True)
        self.date.setLocale(self.look.locale)
        self.date.setDisplayFormat(self.look.day_format)
        self.date.setDate(QDate.currentDate())
        self.bound.text(self.people.setSpecialValueText, msg("not known yet"))
        for language, name in ((Language.GERMAN, "Deutsch"), (Language.ENGLISH, "English")):
            self.language.addItem(name, language)
        self.language.setCurrentIndex(self.language.findData(self.look.w.language))

    def _lay_out(self) -> None:
        self.add_field(msg("Title"), self.title)
        self.add_field(msg("Place"), self.place)
        left, right, row = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        self.column.addLayout(row)
        add_field(self.bound, left, msg("Date"), self.date)
        add_field(self.bound, right, msg("People"), self.people)
        self.add_field(
            msg("Language of cards and protocol"),
            self.language,
            msg("The window has its own language, at the top right."),
        )

    def _fill(self, workshop: Workshop) -> None:
        self.title.setText(workshop.title)
        self.place.setText(workshop.place)
        if workshop.held_on:
            day = workshop.held_on
            self.date.setDate(QDate(day.year, day.month, day.day))
        self.people.setValue(workshop.participants or 0)
        self.language.setCurrentIndex(self.language.findData(workshop.language))

    def submit(self) -> None:
        """Hand over what was typed; the dialog stays until it is stored."""
        self.wait(waiting=True)
        day = self.date.date()
        self.filled.emit(
            WorkshopFields(
                title=self.title.text(),
                place=self.place.text(),
                held_on=day.toPython(),  # type: ignore[arg-type]
                language=Language(self.language.currentData()),
                people=self.people.value(),
            )
        )
