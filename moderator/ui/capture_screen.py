"""Capture: ideas are typed at speaking speed and appear as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from moderator.errors import NotFound, msg
from moderator.events import DotsChanged, IdeaAdded, IdeaChanged, RoundChanged
from moderator.ui import operations_on_demand as operations
from moderator.ui.board.arrangement import CardLine, CardState, IdeaFields
from moderator.ui.board.board_model import BoardModel
from moderator.ui.board.board_view import BoardView
from moderator.ui.capture import board_work
from moderator.ui.capture.board_bar import BoardBar
from moderator.ui.capture.board_state import BoardState
from moderator.ui.capture.camera_work import CameraWork
from moderator.ui.capture.capture_commands import capture_commands
from moderator.ui.capture.card_editor import CardEditor
from moderator.ui.capture.hint_line import HintLine
from moderator.ui.capture.idea_entry import IdeaEntry
from moderator.ui.commands import Group, KeyHint
from moderator.ui.photos.photo_drops import PhotoDrops
from moderator.ui.screen import Screen
from moderator.ui.widgets.banner import Banner
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.empty_state import EmptyState
from moderator.ui.widgets.pause import Pause

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from moderator.domain.ideas import Cluster, Idea
    from moderator.domain.ids import IdeaId, WorkshopId
    from moderator.events import Event
    from moderator.ui.background import Background
    from moderator.ui.commands import Command
    from moderator.ui.look import Look

_PAUSE = 120
"""Milliseconds without a key after which similar ideas are looked for."""


class CaptureScreen(Screen):
    """Entry above, board below."""

    import_wanted = Signal()
    hashtag_wanted = Signal()
    handwriting_wanted = Signal(object)
    """Cards shall be typed from photos; files that were dropped."""

    def __init__(self, look: Look, background: Background) -> None:
        super().__init__(look, background)
        self.state, self.model = BoardState(), BoardModel(look)
        self._states: dict[WorkshopId, BoardState] = {}
        self._begun: dict[WorkshopId, IdeaFields] = {}
        self.entry, self.hints, self.bar = IdeaEntry(look), HintLine(look), BoardBar(look)
        self.banner, self.board = Banner(look), BoardView(look, self.model)
        self.editor = CardEditor(look, self)
        self.camera, self._pages = CameraWork(self), QStackedWidget()
        self._pause = Pause(self, _PAUSE, self._look_for_similar)
        self._arrange()
        self._connect()

    # ----------------------------------------------------------------- building

    def _arrange(self) -> None:
        self._pages.addWidget(self.board)
        self._pages.addWidget(self._empty_page())
        below, beside, whole = QVBoxLayout(), QVBoxLayout(), QHBoxLayout(self)
        for layout in (below, whole):
            layout.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self._pages)
        beside.setContentsMargins(0, 16, 24, 16)
        beside.addWidget(self.camera.panel)
        beside.addStretch(1)
        above, column = QVBoxLayout(), QVBoxLayout()
        whole.setSpacing(0)
        whole.addLayout(column, 1)
        whole.addLayout(beside)
        above.setContentsMargins(7, 0, 21, 0)
        above.setSpacing(8)
        for part in (self.entry, self.hints, self.banner, self.bar):
            above.addWidget(part)
        # The board's scroll bar stands in the margin, so that cards and fields end on one line.
        column.setContentsMargins(25, 16, 11, 0)
        column.setSpacing(4)
        column.addLayout(above)
        column.addLayout(below, 1)
        self.bound.text(self.board.setAccessibleName, msg("Board"))

    def _empty_page(self) -> QWidget:
        page = EmptyState(
            self.bound,
            "lightbulb",
            msg("The board is still empty"),
            msg("Type the first idea above and press Enter, or bring in a list."),
        )
        bring_in = push_button(self.bound, msg("Import ideas"), icon="upload")
        bring_in.clicked.connect(self.import_wanted)
        page.add_button(bring_in)
        posts = push_button(self.bound, msg("Hashtag"), icon="tag")
        self.bound.text(posts.setToolTip, msg("Ideas from a hashtag"))
        posts.clicked.connect(self.hashtag_wanted)
        page.add_button(posts)
        photos = push_button(self.bound, msg("Type cards from photos"), icon="scan-line")
        photos.clicked.connect(lambda: self.handwriting_wanted.emit([]))
        page.add_button(photos)
        return page

    def _connect(self) -> None:
        self.entry.entered.connect(self._save)
        self.entry.scanned.connect(self._take_code)
        self.entry.title_changed.connect(self._pause.begin)
        self.hints.chosen.connect(self._go_to)
        self.bar.search_wanted.connect(self._search)
        self.bar.search.left.connect(self.take_focus)
        self.bar.grouping_wanted.connect(self._group)
        self.bar.import_wanted.connect(self.import_wanted)
        self.bar.camera_wanted.connect(self.camera.toggle)
        PhotoDrops(self).dropped.connect(self.handwriting_wanted)
        self.board.edit_wanted.connect(self._edit_at)
        self.board.typed.connect(self.entry.take_typed)
        self.board.moved.connect(self._place_editor)
        self.editor.submitted.connect(self._store_change)
        self.editor.closed.connect(self._editor_closed)

    def commands(self) -> list[Command]:
        """Return what can be done here."""
        return capture_commands(self)

    def key_hints(self) -> list[KeyHint]:
        """Return keys of the entry."""
        return [
            KeyHint(Group.CAPTURE, msg("Save the idea, begin the next"), "Enter"),
            KeyHint(Group.CAPTURE, msg("To the description, table, cluster"), "Tab"),
        ]

    def take_focus(self) -> None:
        """Put the keyboard on the field for the next idea."""
        self.entry.title.setFocus()

    def has_unsaved_text(self) -> bool:
        """Tell whether an idea is typed, on its way, or was sent back."""
        here = not self.entry.is_empty or self.editor.card is not None
        elsewhere = any(state.waiting or state.unsaved_change for state in self._states.values())
        return here or elsewhere or bool(self._begun)

    # ------------------------------------------------------------------ reading

    def leave(self) -> None:
        """Store a change that is being typed, and keep an idea that is begun for the way back."""
        if self.workshop is None:
            return
        if self.editor.card is not None:
            self.editor.submit()
        if not self.entry.is_empty:
            self._begun[self.workshop.id] = self.entry.fields()

    def forget(self) -> None:
        """Show the board of the other workshop, with what was left there."""
        grouped = self.state.grouped
        workshop_id = self.workshop.id if self.workshop else None
        self.state = BoardState(grouped=grouped)
        self.entry.forget()
        if workshop_id is not None:
            self.state = self._states.setdefault(workshop_id, self.state)
            self.state.grouped, self.state.wanted = grouped, None
            if begun := self._begun.pop(workshop_id, None):
                self.entry.give_back(begun)
        self.bar.search.clear()
        self.editor.close_editor()
        self.banner.put_away()
        self.camera.close()
        self._show()
        self._offer_retry()

    def hear(self, event: Event, asker: QObject | None) -> None:
        """Read the board anew, except after what was done here and is known already."""
        own = asker is self and isinstance(event, IdeaAdded | IdeaChanged)
        if not own and not isinstance(event, RoundChanged | DotsChanged):
            self.mark_stale()

    def refresh(self) -> None:
        """Read ideas and clusters."""
        if self.workshop is None:
            return
        workshop_id = self.workshop.id
        self.camera.know_new_cards()
        self.background.ask(
            self,
            lambda desk: board_work.read_board(desk, workshop_id),
            lambda found: self._take_snapshot(workshop_id, *found),
            self.banner.fail,
        )

    def _take_snapshot(
        self, workshop_id: WorkshopId, ideas: list[Idea], clusters: list[Cluster]
    ) -> None:
        state = self._states.setdefault(workshop_id, BoardState())
        state.take_snapshot(ideas, clusters)
        if state is self.state:
            self.entry.offer_clusters(state.headings)
            self._show()
            self._take_up_change()

    def _show(self) -> None:
        self.board.grouped = self.state.grouped and bool(self.state.clusters)
        self.model.set_lines(self.state.lines())
        nothing = not self.state.ideas and not self.state.waiting
        self._pages.setCurrentIndex(1 if nothing else 0)
        self.bar.setVisible(not nothing)
        found = None if self.state.wanted is None else len(self.state.wanted)
        self.bar.show_count(len(self.state.ideas), len(self.state.clusters), found)

    def _group(self, grouped: bool) -> None:
        self.state.grouped = grouped
        self._show()

    # ------------------------------------------------------------------- saving

    def _save(self, fields: IdeaFields, key: str = "") -> None:
        if self.workshop is None:
            return
        key, workshop_id, state = key or str(uuid4()), self.workshop.id, self.state
        state.set_out(key, fields)
        self.banner.put_away()
        self.hints.show_similar([])
        self._show()
        self.board.scrollToTop()
        self.background.ask(
            self,
            lambda desk: board_work.add_idea(desk, workshop_id, fields, key),
            lambda idea: self._saved(state, key, idea),
            lambda error: self._not_saved(state, key, error),
            changes=True,
        )

    def _saved(self, state: BoardState, key: str, idea: Idea) -> None:
        state.arrived(key, idea)
        if state is not self.state:
            return
        self._show()
        if self.editor.card is None:
            self.board.go_to(idea.id)
        if not state.knows_cluster_of(idea):
            self.mark_stale()

    def _not_saved(self, state: BoardState, key: str, error: Exception) -> None:
        self.banner.fail(error)
        if state is self.state and self.entry.is_empty:
            self.entry.give_back(state.drop(key))
        else:
            # Another idea is typed by now, or another workshop is shown: it waits on its board.
            state.came_back(key)
        self._show()
        self._offer_retry()

    def _offer_retry(self) -> None:
        if not self.state.failed:
            return
        if self.banner.isHidden():
            number = len(self.state.failed)
            self.banner.tell(
                lambda w: (
                    w.plural("{n} idea is not saved.", "{n} ideas are not saved.", number),
                    "",
                ),
                "danger",
            )
        if not self.banner.buttons:
            self.banner.offer(msg("Try again"), self._try_again)

    def _try_again(self) -> None:
        for waiting in self.state.failed:
            self._save(waiting.fields, waiting.key)

    # ------------------------------------------------------------------ finding

    def find_ideas(self) -> None:
        """Put the keyboard where ideas are looked for."""
        self.bar.search.setFocus()
        self.bar.search.selectAll()

    def _search(self, text: str) -> None:
        if self.workshop is None:
            return
        if not text:
            self._narrow(None)
            return
        workshop_id = self.workshop.id
        self.background.ask(
            self,
            lambda desk: board_work.search(desk, workshop_id, text),
            lambda found: self._found(workshop_id, text, found),
            self.banner.fail,
        )

    def _found(self, workshop_id: WorkshopId, text: str, wanted: set[IdeaId]) -> None:
        here = self.workshop is not None and self.workshop.id == workshop_id
        if here and text == self.bar.search.text().strip():
            self._narrow(wanted)

    def _narrow(self, wanted: set[IdeaId] | None) -> None:
        self.state.wanted = wanted
        self._show()

    def _look_for_similar(self) -> None:
        # Imported here: its matcher would cost a start 60 ms; the worker has loaded it by now.
        from moderator.domain.ideas import similar_ideas  # noqa: PLC0415

        self.hints.show_similar(
            similar_ideas(self.entry.title.text(), list(self.state.ideas.values()))
        )

    def go_to_similar(self) -> None:
        """Go to the idea that is most like the one being typed."""
        if (first := self.hints.first()) is not None:
            self._go_to(first)

    def _go_to(self, idea_id: IdeaId) -> None:
        if self.state.wanted is not None and idea_id not in self.state.wanted:
            self.bar.search.clear()
            self._narrow(None)
        if self.board.go_to(idea_id):
            self.board.setFocus()

    def _take_code(self, code: str) -> None:
        if self.workshop is None:
            return
        workshop_id = self.workshop.id
        self.background.ask(
            self,
            lambda desk: board_work.look_up_card(desk, workshop_id, code),
            lambda idea: self.card_found(code, idea),
            lambda error: self._card_unknown(code, error),
        )

    def _card_unknown(self, code: str, error: Exception) -> None:
        self.banner.fail(error)
        if isinstance(error, NotFound):
            self.banner.offer(msg("Use it for the next idea"), lambda: self.card_found(code, None))

    def card_found(self, code: str, idea: Idea | None) -> None:
        """Go to the idea of a card; a blank card is for the next idea (None)."""
        self.banner.put_away()
        if idea is None:
            self.entry.expect_code(code)
            self.take_focus()
            return
        if idea.removed_at is not None:
            number = idea.number
            self.banner.tell(lambda w: (w("Idea {n} was taken from the board.", n=number), ""))
            return
        self.state.changed(idea)
        self._show()
        self._go_to(idea.id)

    # ----------------------------------------------------------------- changing

    def edit_current(self) -> None:
        """Change the chosen card where it hangs."""
        self._edit_at(self.board.currentIndex())

    def _edit_at(self, index: QModelIndex) -> None:
        card = self.board.current_card() if index.isValid() else None
        if card is None or card.state is CardState.SAVING:
            return
        if self.editor.card is not None:
            # What is typed there comes first; the person decides whether it is kept.
            self.editor.title.setFocus()
            return
        self.editor.open_for(card, self.state.headings)
        self._place_editor()

    def _place_editor(self) -> None:
        if self.editor.card is not None and self.board.currentIndex().isValid():
            card = self.board.card_box(self.board.currentIndex()).toRect()
            shift = self.board.viewport().mapTo(self, QPoint(0, 0))
            self.editor.place_over(card.translated(shift), self.rect())

    def _editor_closed(self) -> None:
        self.board.setFocus()

    def _store_change(self, card: CardLine, fields: IdeaFields) -> None:
        if card.idea is None:
            self.state.drop(card.key)
            self.editor.close_editor()
            self._save(fields)
            return
        idea_id, state = card.idea.id, self.state
        self.background.ask(
            self,
            lambda desk: board_work.change_idea(desk, idea_id, fields),
            lambda idea: self._changed(state, idea),
            lambda error: self._not_changed(state, card, fields, error),
            changes=True,
        )

    def _changed(self, state: BoardState, idea: Idea) -> None:
        state.changed(idea)
        if state is not self.state:
            return
        self.editor.close_editor()
        self._show()
        self.board.go_to(idea.id)
        if not state.knows_cluster_of(idea):
            self.mark_stale()

    def _not_changed(
        self, state: BoardState, card: CardLine, fields: IdeaFields, error: Exception
    ) -> None:
        if state is self.state:
            self.editor.fail(error)
        else:
            state.unsaved_change = (card, fields)
            self.banner.fail(error)

    def _take_up_change(self) -> None:
        """Go on with a change that could not be stored while this board was left."""
        if self.state.unsaved_change is None:
            return
        (card, fields), self.state.unsaved_change = self.state.unsaved_change, None
        if card.idea is not None and self.board.go_to(card.idea.id):
            self.editor.open_for(card, self.state.headings, fields)
            self._place_editor()

    def remove_current(self) -> None:
        """Take the chosen card from the board."""
        card = self.board.current_card()
        if card is None or card.state is CardState.SAVING:
            return
        if card.idea is None:
            self._take_back(card)
            return
        idea, state = card.idea, self.state
        self.background.ask(
            self,
            lambda desk: operations.ideas.remove_idea(desk, idea.id),
            lambda _nothing: self._removed(state, idea),
            self.banner.fail,
            changes=True,
        )

    def _take_back(self, card: CardLine) -> None:
        """Put an idea that is not saved back into the field, unless another one is typed there."""
        if not self.entry.is_empty:
            self.noted.emit(self.look.w("Please save the idea that is typed above first."))
            return
        self.entry.give_back(self.state.drop(card.key))
        self._show()

    def _removed(self, state: BoardState, idea: Idea) -> None:
        row = self.model.row_of(idea.id)
        state.removed(idea.id)
        if state is not self.state:
            return
        self._show()
        self.board.setCurrentIndex(self.model.index(max(0, min(row, self.model.rowCount() - 1))))
        self.noted.emit(self.look.w("Deleted: “{title}”. Ctrl+Z brings it back.", title=idea.title))
