"""The rounds of a workshop side by side, each with its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar

from moderator.domain.rounds import RoundState
from moderator.errors import msg
from moderator.ui.bindings import Bindings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.domain.ids import RoundId
    from moderator.domain.rounds import VoteRound
    from moderator.i18n import Words
    from moderator.ui.look import Look

_SIGNS = {
    RoundState.PREPARED: ("pencil", "ink_soft"),
    RoundState.OPEN: ("lock-open", "positive"),
    RoundState.CLOSED: ("lock", "ink_soft"),
}
_STATES = {
    RoundState.PREPARED: msg("“{title}”, prepared"),
    RoundState.OPEN: msg("“{title}”, open"),
    RoundState.CLOSED: msg("“{title}”, closed"),
}


class RoundTabs(QTabBar):
    """One tab for each round; the choice stays when rounds are read anew."""

    chosen = Signal(object)
    """The `VoteRound` on show."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self.rounds: list[VoteRound] = []
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.currentChanged.connect(self._tell)
        self.bound.text(self.setAccessibleName, msg("Rounds"))
        self.bound.look("signs", lambda _look: self._draw())

    def show_rounds(self, rounds: Sequence[VoteRound], wanted: RoundId | None = None) -> None:
        """Show `rounds`, and `wanted` or the one shown so far, else the open or the last one."""
        kept = wanted or (self.current.id if self.current else None)
        self.blockSignals(True)
        while self.count() > len(rounds):
            self.removeTab(self.count() - 1)
        while self.count() < len(rounds):
            self.addTab("")
        self.rounds = list(rounds)
        self._draw()
        self.setCurrentIndex(self._place(kept))
        self.blockSignals(False)
        self._tell()

    @property
    def current(self) -> VoteRound | None:
        """The round on show."""
        place = self.currentIndex()
        return self.rounds[place] if 0 <= place < len(self.rounds) else None

    def _place(self, kept: RoundId | None) -> int:
        ids = [each.id for each in self.rounds]
        if kept in ids:
            return ids.index(kept)
        opened = [at for at, each in enumerate(self.rounds) if each.state is RoundState.OPEN]
        return opened[-1] if opened else len(ids) - 1

    def _draw(self) -> None:
        for at, each in enumerate(self.rounds):
            sign, colour = _SIGNS[each.state]
            self.setTabIcon(at, self._look.icon(sign, getattr(self._look.colours, colour), 16))
            self.setTabText(at, each.title.replace("&", "&&"))
        self.bound.words("tips", self._tip)

    def _tip(self, w: Words) -> None:
        for at, each in enumerate(self.rounds):
            text = w(_STATES[each.state], title=each.title)
            self.setTabToolTip(at, text)
            self.setAccessibleTabName(at, text)

    def _tell(self) -> None:
        self.chosen.emit(self.current)
