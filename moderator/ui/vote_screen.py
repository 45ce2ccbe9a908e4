"""Vote: prepare a round, open it, take ballots and counts, close it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from moderator.domain.rounds import RoundState
from moderator.errors import msg
from moderator.events import DotsChanged, IdeaAdded, IdeaChanged
from moderator.ui.commands import Command, Group, KeyHint
from moderator.ui.photos.photo_drops import PhotoDrops
from moderator.ui.ranking.ranking_panel import RankingPanel
from moderator.ui.screen import Screen
from moderator.ui.voting import round_work
from moderator.ui.voting.ballot_page import Ballot, BallotPage
from moderator.ui.voting.prepared_page import PreparedPage
from moderator.ui.voting.round_actions import RoundActions
from moderator.ui.voting.round_tabs import RoundTabs
from moderator.ui.widgets.banner import Banner
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.empty_state import EmptyState
from moderator.ui.widgets.flow_layout import FlowLayout
from moderator.ui.widgets.pause import Pause

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import QObject

    from moderator.domain.dot_budgets import DotBudget
    from moderator.domain.ids import RoundId
    from moderator.domain.rounds import VoteRound
    from moderator.events import Event
    from moderator.operations.voting import BallotReceipt
    from moderator.ui.background import Background
    from moderator.ui.look import Look
    from moderator.ui.voting.round_work import RoundView

_EMPTY, _PREPARED, _OPEN, _CLOSED = range(4)
_PAGES = {
    RoundState.PREPARED: _PREPARED,
    RoundState.OPEN: _OPEN,
    RoundState.CLOSED: _CLOSED,
}
_COUNT_AFTER = 300
"""Milliseconds after which ballots from elsewhere are counted anew."""


class VoteScreen(Screen):
    """Tabs of the rounds above, the page of the chosen round below."""

    results_wanted = Signal()
    photos_wanted = Signal(object, object)
    """The dots of a `VoteRound` shall be counted from photos; files that were dropped."""

    def __init__(self, look: Look, background: Background) -> None:
        super().__init__(look, background)
        self.tabs, self.banner = RoundTabs(look), Banner(look)
        self.prepared, self.ballots = PreparedPage(look), BallotPage(look)
        self.closed = RankingPanel(look, with_heading=False)
        self.work = RoundActions(self)
        self.new_button = push_button(self.bound, msg("New round"), icon="plus", key="Ctrl+Shift+N")
        self._pages = QStackedWidget()
        self._wanted: RoundId | None = None
        self._count_soon = Pause(self, _COUNT_AFTER, self._read_view)
        self._arrange()
        self._connect()

    # ----------------------------------------------------------------- building

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.tabs, 1)
        top.addWidget(self.new_button)
        for page in (self._empty_page(), self.prepared, self._open_page(), self._closed_page()):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 16, 32, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(self._pages, 1)

    def _empty_page(self) -> QWidget:
        page = EmptyState(
            self.bound,
            "circle-dot",
            msg("No round yet"),
            msg("Prepare a round with its rule, read the rule out, then open it."),
        )
        self._first = push_button(self.bound, msg("New round"), role="primary", icon="plus")
        self._first.clicked.connect(self.work.ask_for_round)
        page.add_button(self._first)
        return page

    def _open_page(self) -> QWidget:
        page, below, column = QWidget(), FlowLayout(), QVBoxLayout()
        page.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for text, icon, run in (
            (msg("Close the round"), "lock", self.work.ask_to_close),
            (msg("Count from a photo"), "scan-line", self.count_from_photo),
            (msg("Enter counted dots"), "pencil", self.work.ask_for_count),
            (msg("Change the rule"), "settings", self.work.ask_for_rule),
            (msg("Voting codes"), "qr-code", self.work.ask_for_codes),
        ):
            role = "" if icon == "lock" else "quiet"
            button = push_button(self.bound, text, role=role, icon=icon)
            button.clicked.connect(_plain(run))
            below.addWidget(button)
        column.addWidget(self.ballots, 1)
        column.addLayout(below)
        return page

    def _closed_page(self) -> QWidget:
        page, below, column = QWidget(), FlowLayout(), QVBoxLayout()
        page.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        show = push_button(
            self.bound, msg("Show the results"), role="primary", icon="chart-bar-big", key="Ctrl+4"
        )
        show.clicked.connect(self.results_wanted)
        self._show_results = show
        below.addWidget(show)
        for text, icon, run in (
            (msg("Count from a photo"), "scan-line", self.count_from_photo),
            (msg("Enter counted dots"), "pencil", self.work.ask_for_count),
            (msg("Delete round"), "trash-2", self.work.ask_to_remove),
        ):
            button = push_button(self.bound, text, role="quiet", icon=icon)
            button.clicked.connect(_plain(run))
            below.addWidget(button)
        column.addWidget(self.closed, 1)
        column.addLayout(below)
        return page

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show_round)
        self.new_button.clicked.connect(self.work.ask_for_round)
        self.prepared.open_wanted.connect(self.work.open)
        self.prepared.rule_wanted.connect(self.work.ask_for_rule)
        self.prepared.codes_wanted.connect(self.work.ask_for_codes)
        self.prepared.remove_wanted.connect(self.work.ask_to_remove)
        self.prepared.people_changed.connect(self._work_out_dots)
        self.ballots.cast_wanted.connect(self._cast)
        PhotoDrops(self).dropped.connect(self.count_from_photo)

    def commands(self) -> list[Command]:
        """Return what can be done here."""
        work = self.work
        return [
            Command(
                Group.VOTE,
                msg("New round"),
                work.ask_for_round,
                ("Ctrl+Shift+N",),
                "plus",
                within=self,
            ),
            Command(
                Group.VOTE,
                msg("Open the round"),
                work.open,
                ("Ctrl+Return",),
                "lock-open",
                within=self,
            ),
            Command(
                Group.VOTE,
                msg("Close the round"),
                work.ask_to_close,
                ("Ctrl+Shift+Return",),
                "lock",
                within=self,
            ),
            Command(
                Group.VOTE,
                msg("Enter counted dots"),
                work.ask_for_count,
                ("Ctrl+Shift+C",),
                within=self,
            ),
            Command(
                Group.VOTE,
                msg("Count from a photo"),
                self.count_from_photo,
                ("Ctrl+Shift+F",),
                "scan-line",
                within=self,
            ),
            Command(
                Group.VOTE,
                msg("Change the rule"),
                work.ask_for_rule,
                ("Ctrl+Shift+R",),
                within=self,
            ),
            Command(
                Group.VOTE,
                msg("Voting codes"),
                work.ask_for_codes,
                ("Ctrl+Shift+V",),
                within=self,
            ),
        ]

    def key_hints(self) -> list[KeyHint]:
        """Return keys of the ballot line."""
        return [
            KeyHint(Group.VOTE, msg("Put a dot on idea 3"), "3 Enter"),
            KeyHint(Group.VOTE, msg("Put two dots on idea 3, one on idea 7"), "3*2 7 Enter"),
            KeyHint(Group.VOTE, msg("Take the last dot back"), "Backspace"),
            KeyHint(Group.VOTE, msg("Save the ballot, begin the next"), "Enter"),
            KeyHint(Group.VOTE, msg("To the list; there + and − put and take dots"), "↓"),
        ]

    # ------------------------------------------------------------------ reading

    @property
    def current(self) -> VoteRound | None:
        """The round on show."""
        return self.tabs.current

    def leave(self) -> None:
        """Keep the ballot that is begun."""
        self.ballots.leave()

    def forget(self) -> None:
        """Drop the rounds of the workshop that was open."""
        self._wanted = None
        self.banner.put_away()
        self.tabs.show_rounds([])

    def has_unsaved_text(self) -> bool:
        """Tell whether a ballot is begun."""
        return self.ballots.has_unsaved_text()

    def go_to(self, round_id: RoundId) -> None:
        """Show a round as soon as it is read."""
        self._wanted = round_id
        self.mark_stale()

    def hear(self, event: Event, asker: QObject | None) -> None:
        """Count ballots anew; read everything else anew."""
        if isinstance(event, DotsChanged):
            if asker is not self:
                self._count_soon.begin()
        elif not isinstance(event, IdeaAdded | IdeaChanged) or self._shows_prepared():
            self.mark_stale()

    def _shows_prepared(self) -> bool:
        return self.current is None or self.current.state is RoundState.PREPARED

    def refresh(self) -> None:
        """Read the rounds."""
        if self.workshop is None:
            return
        workshop_id = self.workshop.id
        self.background.ask(
            self,
            lambda desk: round_work.read_rounds(desk, workshop_id),
            self._take_rounds,
            self.banner.fail,
        )

    def _take_rounds(self, rounds: list[VoteRound]) -> None:
        wanted, self._wanted = self._wanted, None
        self.tabs.show_rounds(rounds, wanted)

    def _show_round(self, vote_round: VoteRound | None) -> None:
        self.tabs.setVisible(vote_round is not None)
        self.new_button.setVisible(vote_round is not None)
        if vote_round is None:
            self._pages.setCurrentIndex(_EMPTY)
            return
        before = self._pages.currentIndex()
        self._pages.setCurrentIndex(_PAGES[vote_round.state])
        if vote_round.state is RoundState.PREPARED:
            self.prepared.show_round(vote_round, self.work.people_for(vote_round))
        else:
            self._read_view()
        if before != self._pages.currentIndex() and self.isVisible():
            self.take_focus()

    def _read_view(self) -> None:
        vote_round = self.current
        if vote_round is None or vote_round.state is RoundState.PREPARED:
            return
        closed = vote_round.state is RoundState.CLOSED
        self.background.ask(
            self,
            lambda desk: round_work.read_view(desk, vote_round.id, with_results=closed),
            self._take_view,
            self.banner.fail,
        )

    def _take_view(self, view: RoundView) -> None:
        if self.current is None or view.round.id != self.current.id:
            return
        if view.round.state is RoundState.OPEN:
            self.ballots.sheet.show_options(view.ideas, view.headings)
            self.ballots.show_round(view.round)
            self.ballots.show_ballots(view.ballots)
        elif view.results is not None:
            self.closed.show_results(view.results)

    def take_focus(self) -> None:
        """Put the keyboard where work goes on."""
        match self._pages.currentIndex():
            case 0:
                self._first.setFocus()
            case 1:
                self.prepared.open.setFocus()
            case 2:
                self.ballots.take_focus()
            case _:
                self._show_results.setFocus()

    # ------------------------------------------------------------------- acting

    def _work_out_dots(self) -> None:
        vote_round, people = self.current, self.prepared.people_or_none()
        if self.workshop is None or vote_round is None:
            return
        workshop_id = self.workshop.id

        def told(found: tuple[DotBudget, int]) -> None:
            if self.current == vote_round:
                self.prepared.show_budget(vote_round, *found)

        self.background.ask(
            self,
            lambda desk: round_work.preview(desk, workshop_id, vote_round.rule, people),
            told,
            self.prepared.refuse,
        )

    def count_from_photo(self, dropped: Sequence[Path] = ()) -> None:
        """Count the dots of an opened round from photos of the wall."""
        vote_round = self.current
        if vote_round is not None and vote_round.state is not RoundState.PREPARED:
            self.photos_wanted.emit(vote_round, list(dropped))

    def _cast(self, ballot: Ballot) -> None:
        vote_round = self.current
        if vote_round is None:
            return

        def done(answer: tuple[BallotReceipt, int]) -> None:
            receipt, number = answer
            self.ballots.show_ballots(number)
            w = self.look.w
            self.noted.emit(
                w("This code's ballot was replaced.")
                if receipt.replaced
                else w("Ballot {n} is saved.", n=number)
            )

        self.background.ask(
            self,
            lambda desk: round_work.cast(desk, vote_round.id, ballot),
            done,
            lambda error: self._not_cast(vote_round, ballot, error),
            changes=True,
        )

    def _not_cast(self, vote_round: VoteRound, ballot: Ballot, error: Exception) -> None:
        self.ballots.came_back(vote_round.id, ballot, error)
        if self.current is None or self.current.id != vote_round.id:
            self.banner.fail(error)


def _plain(run: Callable[[], object]) -> Callable[[], object]:
    """Return a call that drops what a button's signal says."""
    return lambda *_checked: run()
