"""The start screen: the workshops, a new one, and the sample evening to look around in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from moderator.errors import msg
from moderator.ui import dialogs_on_demand as dialogs
from moderator.ui import operations_on_demand as operations
from moderator.ui.commands import Command, Group, KeyHint
from moderator.ui.line_model import LineRole
from moderator.ui.screen import Screen
from moderator.ui.start.workshop_list import WorkshopDelegate, WorkshopLine, WorkshopModel
from moderator.ui.widgets.banner import Banner
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.empty_state import EmptyState
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QObject

    from moderator.domain.ids import WorkshopId
    from moderator.domain.workshops import Workshop
    from moderator.events import Event
    from moderator.operations.desk import Desk
    from moderator.operations.workshops import WorkshopSummary
    from moderator.ui.background import Background
    from moderator.ui.look import Look
    from moderator.ui.start.workshop_dialog import WorkshopDialog, WorkshopFields


class StartScreen(Screen):
    """Choose, make, change or delete a workshop."""

    chosen = Signal(object)
    """The `Workshop` to open."""

    def __init__(self, look: Look, background: Background) -> None:
        super().__init__(look, background)
        self.model = WorkshopModel(look)
        self.list = QListView()
        self.banner = Banner(look)
        self.new_button = push_button(
            self.bound, msg("New workshop"), role="primary", icon="plus", key="Ctrl+N"
        )
        self._pages = QStackedWidget()
        self._first_button: QPushButton | None = None
        """On the page for those who have no workshop yet, which most starts never need."""
        self._row_buttons: list[QPushButton] = []
        self._known: dict[WorkshopId, Workshop] = {}
        self._make_list()
        self._arrange()

    # ----------------------------------------------------------------- building

    def _make_list(self) -> None:
        self.list.setModel(self.model)
        self._delegate = WorkshopDelegate(self.look, self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.activated.connect(self._open)
        self.list.selectionModel().currentChanged.connect(self._rest_buttons)
        self.bound.text(self.list.setAccessibleName, msg("Workshops"))
        self.bound.look(self.list, lambda _look: self.list.doItemsLayout())

    def _arrange(self) -> None:
        heading = label("figure")
        self.bound.text(heading.setText, msg("Workshops"))
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self.new_button)
        self.new_button.clicked.connect(self.ask_for_new)
        self._pages.addWidget(self._filled_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(self._pages, 1)

    def _filled_page(self) -> QWidget:
        page, below = QWidget(), QHBoxLayout()
        for text, icon, key, run in (
            (msg("Open"), "arrow-right", "Enter", self._open_current),
            (msg("Change"), "pencil", "F2", self._change_current),
            (msg("Delete"), "trash-2", "Del", self.ask_to_delete),
        ):
            button = push_button(self.bound, text, role="quiet", icon=icon, key=key)
            button.clicked.connect(run)
            self._row_buttons.append(button)
            below.addWidget(button)
        below.addStretch(1)
        sample = push_button(self.bound, msg("Open the sample evening"), role="quiet", icon="play")
        sample.clicked.connect(self.open_sample)
        below.addWidget(sample)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addLayout(below)
        return page

    def _empty_page(self) -> QWidget:
        page = EmptyState(
            self.bound,
            "users",
            msg("No workshop yet"),
            msg("Create one for your evening, or look around in a finished sample."),
        )
        for text, role, icon, run in (
            (msg("New workshop"), "primary", "plus", self.ask_for_new),
            (msg("Open the sample evening"), "", "play", self.open_sample),
        ):
            button = push_button(self.bound, text, role=role, icon=icon)
            button.clicked.connect(run)
            page.add_button(button)
            if role == "primary":
                self._first_button = button
        return page

    # ------------------------------------------------------------------ reading

    def show_lines(self, lines: Sequence[WorkshopLine]) -> None:
        """Show `lines`, keeping the current row."""
        kept = self.current()
        self.model.set_lines(lines)
        row = max(self.model.row_of(kept.id if kept else self.look.settings.last_workshop), 0)
        self.list.setCurrentIndex(self.model.index(row))
        focused = self.window().focusWidget()
        self._show_page(empty=not lines)
        self.new_button.setVisible(bool(lines))
        self._rest_buttons()
        # Hidden with its page, the keyboard would go to whatever button comes next.
        if focused in {self.list, self._first_button or self.list}:
            self.take_focus()

    def _show_page(self, *, empty: bool) -> None:
        if empty and self._first_button is None:
            self._pages.addWidget(self._empty_page())
        self._pages.setCurrentIndex(1 if empty else 0)

    def refresh(self) -> None:
        """Read the list anew."""
        self.background.ask(
            self,
            _list,
            self._show,
            self.banner.fail,
        )

    def _show(self, found: list[WorkshopSummary]) -> None:
        self._known = {each.workshop.id: each.workshop for each in found}
        self.show_lines([_line(each) for each in found])

    def hear(self, event: Event, _asker: QObject | None) -> None:
        """Everything shown here may have changed."""
        del event
        self.mark_stale()

    def current(self) -> WorkshopLine | None:
        """Return the row that has the keyboard."""
        found: WorkshopLine | None = self.list.currentIndex().data(LineRole)
        return found

    def take_focus(self) -> None:
        """Put the keyboard on the list, or on the button that makes the first workshop."""
        empty = self._pages.currentIndex() == 1
        (self._first_button if empty and self._first_button else self.list).setFocus()

    # ------------------------------------------------------------------- acting

    def commands(self) -> list[Command]:
        """Return what can be done here."""
        return [
            Command(
                Group.WORKSHOP,
                msg("Change workshop"),
                self._change_current,
                ("F2",),
                "pencil",
                within=self.list,
            ),
            Command(
                Group.WORKSHOP,
                msg("Delete workshop"),
                self.ask_to_delete,
                ("Del",),
                "trash-2",
                within=self.list,
            ),
        ]

    def key_hints(self) -> list[KeyHint]:
        """Return keys of the list."""
        return [KeyHint(Group.WORKSHOP, msg("Open the chosen workshop"), "Enter")]

    def _rest_buttons(self) -> None:
        for button in self._row_buttons:
            button.setEnabled(self.list.currentIndex().isValid())

    def _open(self, index: QModelIndex) -> None:
        line: WorkshopLine = index.data(LineRole)
        self.open_by_id(line.id)

    def _open_current(self) -> None:
        if line := self.current():
            self.open_by_id(line.id)

    def open_by_id(self, workshop_id: WorkshopId) -> None:
        """Open a workshop of the list."""
        self.background.ask(
            self,
            lambda desk: operations.workshops.read_workshop(desk, workshop_id),
            self.chosen.emit,
            self.banner.fail,
        )

    def open_sample(self) -> None:
        """Make the sample evening once, and open it."""
        self.background.ask(
            self,
            _sample,
            self.chosen.emit,
            self.banner.fail,
            changes=True,
        )

    def ask_for_new(self) -> WorkshopDialog:
        """Ask for a new workshop and open it."""
        dialog = dialogs.WorkshopDialog(self.look, self.window())
        dialog.filled.connect(lambda fields: self._create(dialog, fields))
        dialog.open()
        return dialog

    def _create(self, dialog: WorkshopDialog, fields: WorkshopFields) -> None:
        def done(workshop: Workshop) -> None:
            dialog.accept()
            self.chosen.emit(workshop)

        self.background.ask(
            dialog, lambda desk: _create(desk, fields), done, dialog.fail, changes=True
        )

    def _change_current(self) -> None:
        line = self.current()
        workshop = self._known.get(line.id) if line else None
        if workshop is None:
            return
        dialog = dialogs.WorkshopDialog(self.look, self.window(), workshop)
        dialog.filled.connect(lambda fields: self._store_change(dialog, workshop.id, fields))
        dialog.open()

    def _store_change(
        self, dialog: WorkshopDialog, workshop_id: WorkshopId, fields: WorkshopFields
    ) -> None:
        self.background.ask(
            dialog,
            lambda desk: _change(desk, workshop_id, fields),
            lambda _changed: dialog.accept(),
            dialog.fail,
            changes=True,
        )

    def ask_to_delete(self) -> None:
        """Ask whether to delete the chosen workshop."""
        line = self.current()
        if line is None:
            return
        question = dialogs.Confirmation(
            self.look,
            self.window(),
            msg("Delete this workshop?"),
            msg("Delete for good"),
            lambda w: [
                w(
                    "“{title}” with all its ideas, rounds and ballots will be gone.",
                    title=line.title,
                ),
                w("This cannot be taken back."),
            ],
        )
        question.ask(lambda: self._delete(line.id))

    def _delete(self, workshop_id: WorkshopId) -> None:
        self.background.ask(
            self,
            lambda desk: operations.workshops.delete_workshop(desk, workshop_id),
            None,
            self.banner.fail,
            changes=True,
        )


def _list(desk: Desk) -> list[WorkshopSummary]:
    return operations.workshops.list_workshops(desk)


def _sample(desk: Desk) -> Workshop:
    return operations.sample_evening.sample_evening(desk)


def _line(summary: WorkshopSummary) -> WorkshopLine:
    workshop = summary.workshop
    return WorkshopLine(
        id=workshop.id,
        title=workshop.title,
        place=workshop.place,
        held_on=workshop.held_on,
        ideas=summary.ideas,
        states=tuple(each.state for each in summary.rounds),
    )


def _create(desk: Desk, fields: WorkshopFields) -> Workshop:
    change = operations.workshops.WorkshopChange(
        place=fields.place,
        held_on=fields.held_on,
        language=fields.language,
        participants=fields.people,
    )
    return operations.workshops.create_workshop(desk, fields.title, change)


def _change(desk: Desk, workshop_id: WorkshopId, fields: WorkshopFields) -> Workshop:
    change = operations.workshops.WorkshopChange(
        title=fields.title,
        place=fields.place,
        held_on=fields.held_on,
        language=fields.language,
        participants=fields.people,
    )
    return operations.workshops.change_workshop(desk, workshop_id, change)
