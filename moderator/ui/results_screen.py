"""Results: the rankings of one or more rounds side by side, and large for the projector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from moderator.domain.rounds import RoundState
from moderator.errors import msg
from moderator.events import IdeaAdded
from moderator.ui.commands import Command, Group, KeyHint
from moderator.ui.ranking.presentation import Presentation
from moderator.ui.ranking.ranking_panel import RankingPanel
from moderator.ui.screen import Screen
from moderator.ui.voting import round_work
from moderator.ui.widgets.banner import Banner
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.empty_state import EmptyState
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.pause import Pause

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from moderator.domain.ids import RoundId, WorkshopId
    from moderator.domain.rounds import VoteRound
    from moderator.events import Event
    from moderator.operations.desk import Desk
    from moderator.ui.background import Background
    from moderator.ui.look import Look
    from moderator.ui.voting.round_work import RoundView

_PAUSE = 200
"""Milliseconds after which dots that came in meanwhile are shown."""
_MOST = 3
"""More rankings side by side could not be read."""


class ResultsScreen(Screen):
    """Choose rounds, compare, show."""

    def __init__(self, look: Look, background: Background) -> None:
        super().__init__(look, background)
        self.boxes: dict[RoundId, QCheckBox] = {}
        self.panels: list[RankingPanel] = []
        self.banner = Banner(look)
        self.show_button = push_button(
            self.bound, msg("Show large"), role="primary", icon="monitor", key="F11"
        )
        self.presentation: Presentation | None = None
        self._views: list[RoundView] = []
        self._chosen: list[RoundId] = []
        self._choice, self._columns = QHBoxLayout(), QHBoxLayout()
        self._pages = QStackedWidget()
        self._soon_again = Pause(self, _PAUSE, self.mark_stale)
        self._arrange()

    def _arrange(self) -> None:
        heading = label("figure")
        self.bound.text(heading.setText, msg("Results"))
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addWidget(heading)
        top.addLayout(self._choice)
        top.addStretch(1)
        top.addWidget(self.show_button)
        self.show_button.clicked.connect(self.present)
        page = QWidget()
        page.setLayout(self._columns)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(24)
        self._pages.addWidget(page)
        self._pages.addWidget(
            EmptyState(
                self.bound,
                "chart-bar-big",
                msg("No results yet"),
                msg("Open a round and enter ballots; the ranking then stands here."),
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 32, 20)
        column.setSpacing(16)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(self._pages, 1)

    def commands(self) -> list[Command]:
        """Return what can be done here."""
        return [
            Command(
                Group.RESULTS, msg("Show large"), self.present, ("F11",), "monitor", within=self
            )
        ]

    def key_hints(self) -> list[KeyHint]:
        """Return keys of the large view."""
        return [
            KeyHint(Group.RESULTS, msg("Turn pages in the large view"), "PgUp / PgDn"),
            KeyHint(Group.RESULTS, msg("Leave the large view"), "Esc"),
        ]

    # ------------------------------------------------------------------ reading

    def forget(self) -> None:
        """Drop the results of the workshop that was open."""
        self._chosen = []
        self.banner.put_away()
        self._take_views([])

    def hear(self, event: Event, _asker: QObject | None) -> None:
        """Show anew what came in, a few times a second at most."""
        if not isinstance(event, IdeaAdded) and not self._soon_again.is_on:
            self._soon_again.begin()

    def refresh(self) -> None:
        """Read the rankings."""
        if self.workshop is None:
            return
        workshop_id = self.workshop.id
        self.background.ask(
            self, lambda desk: _read_all(desk, workshop_id), self._take_views, self.banner.fail
        )

    def _take_views(self, views: list[RoundView]) -> None:
        self._views = views
        known = [view.round.id for view in views]
        self._chosen = [each for each in self._chosen if each in known]
        if not self._chosen and known:
            self._chosen = [_first_choice([view.round for view in views])]
        self._pages.setCurrentIndex(0 if views else 1)
        self._offer_rounds()
        self._show_panels()

    def _offer_rounds(self) -> None:
        wanted = {view.round.id: view.round for view in self._views}
        if list(wanted) != list(self.boxes):
            for box in self.boxes.values():
                self._choice.removeWidget(box)
                box.deleteLater()
            self.boxes = {each: self._make_box(each) for each in wanted}
        for round_id, box in self.boxes.items():
            box.setText(wanted[round_id].title.replace("&", "&&"))
            box.blockSignals(True)
            box.setChecked(round_id in self._chosen)
            box.blockSignals(False)
            box.setVisible(len(wanted) > 1)

    def _make_box(self, round_id: RoundId) -> QCheckBox:
        box = QCheckBox()
        box.toggled.connect(lambda checked: self._choose(round_id, wanted=checked))
        self._choice.addWidget(box)
        return box

    def _choose(self, round_id: RoundId, *, wanted: bool) -> None:
        if wanted:
            self._chosen = [*self._chosen, round_id][-_MOST:]
        elif len(self._chosen) > 1:
            self._chosen.remove(round_id)
        self._offer_rounds()
        self._show_panels()

    @property
    def shown(self) -> list[RoundView]:
        """The rounds that are compared, in their order."""
        return [view for view in self._views if view.round.id in self._chosen]

    def _show_panels(self) -> None:
        shown = self.shown
        while len(self.panels) < len(shown):
            panel = RankingPanel(self.look)
            self.panels.append(panel)
            self._columns.addWidget(panel, 1)
        for place, panel in enumerate(self.panels):
            panel.setVisible(place < len(shown))
        for view, panel in zip(shown, self.panels, strict=False):
            if view.results is not None:
                panel.show_results(view.results)
            else:
                panel.show_nothing(view.round, _why_nothing(view.round))
        self.show_button.setVisible(any(view.results for view in shown))
        if self.presentation is not None and self.presentation.isVisible():
            self.presentation.show_results([view.results for view in shown if view.results])

    # ------------------------------------------------------------------- acting

    def present(self) -> None:
        """Show the chosen rankings on the whole screen."""
        found = [view.results for view in self.shown if view.results]
        if not found:
            return
        self.presentation = Presentation(self.look, self.workshop.title if self.workshop else "")
        self.presentation.show_results(found)
        screen = self.window().screen()
        self.presentation.setGeometry(screen.geometry())
        self.presentation.showFullScreen()

    def take_focus(self) -> None:
        """Put the keyboard on the first ranking."""
        if self.panels and self.panels[0].isVisibleTo(self):
            self.panels[0].view.setFocus()
        else:
            self.setFocus()


def _first_choice(rounds: list[VoteRound]) -> RoundId:
    closed = [each for each in rounds if each.state is RoundState.CLOSED]
    return (closed or rounds)[-1].id


def _why_nothing(vote_round: VoteRound) -> str:
    if vote_round.state is RoundState.PREPARED:
        return msg("This round is not open yet.")
    return msg("The result stays hidden until the round is closed.")


def _read_all(desk: Desk, workshop_id: WorkshopId) -> list[RoundView]:
    return [
        round_work.read_view(desk, each.id, with_results=True)
        for each in round_work.read_rounds(desk, workshop_id)
    ]
