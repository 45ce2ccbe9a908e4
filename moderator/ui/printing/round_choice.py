"""Which round voting cards or a poster of the result are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from moderator.errors import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.domain.rounds import VoteRound
    from moderator.i18n import Words
    from moderator.ui.bindings import Bindings


class RoundChoice(QComboBox):
    """A list of rounds; with `general`, the first line stands for no round in particular."""

    def __init__(self, bound: Bindings) -> None:
        super().__init__()
        self._bound = bound
        self._rounds: Sequence[VoteRound] = ()
        self._general = False
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)

    def offer(self, rounds: Sequence[VoteRound], *, general: bool) -> None:
        """Offer `rounds`, the first one chosen, or none where `general` is."""
        self._rounds, self._general = rounds, general
        self.blockSignals(True)
        self.clear()
        if general:
            self.addItem("", "")
        for each in rounds:
            self.addItem("", each.id)
        self.blockSignals(False)
        self._bound.words(self, self._speak)

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to choose from."""
        return bool(self._rounds)

    @property
    def chosen(self) -> str:
        """Id of the round, empty for none in particular."""
        return self.currentData() or ""

    def _speak(self, w: Words) -> None:
        first = 1 if self._general else 0
        if self._general:
            self.setItemText(0, w("Every round of the evening"))
        for at, each in enumerate(self._rounds, start=first):
            self.setItemText(at, w("Round {number}: {title}", number=each.number, title=each.title))


ROUND_NAME = msg("For which round")
