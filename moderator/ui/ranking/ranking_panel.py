"""One round's result: how many ballots, how close it was, and the bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from moderator.domain.rounds import RoundState
from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.painting import write
from moderator.ui.ranking.bar_painting import part_brush
from moderator.ui.ranking.parts import PARTS
from moderator.ui.ranking.ranking_view import RankingView
from moderator.ui.widgets.labels import label, set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from moderator.domain.rounds import VoteRound
    from moderator.domain.tallies import Results
    from moderator.i18n import Words
    from moderator.ui.look import Look

STATE_WORDS = {
    RoundState.PREPARED: msg("prepared"),
    RoundState.OPEN: msg("open"),
    RoundState.CLOSED: msg("closed"),
}
STATE_ROLES = {
    RoundState.PREPARED: "chip",
    RoundState.OPEN: "chip-open",
    RoundState.CLOSED: "chip-closed",
}


def ballots_sentence(w: Words, results: Results) -> str:
    """Return how many ballots count, and how many do not."""
    text = w.plural("{n} ballot", "{n} ballots", results.ballots)
    if results.set_aside:
        aside = w.plural("{n} set aside", "{n} set aside", results.set_aside)
        text = f"{text}, {aside}"
    counted = sum(count.number for count in results.counts)
    if counted:
        dots = w.plural("{n} dot counted on paper", "{n} dots counted on paper", counted)
        text = f"{text} · {dots}" if results.ballots else dots
    return text


class RankingPanel(QWidget):
    """Heading, facts and bars of one round, or why there is nothing to see yet."""

    def __init__(self, look: Look, *, with_heading: bool = True) -> None:
        super().__init__()
        self.bound = Bindings(look, self)
        self.results: Results | None = None
        self._with_heading = with_heading
        self.title, self.chip = label("heading", wrap=True), label("chip")
        self.facts, self.close_call = label("soft", wrap=True), label("strong", wrap=True)
        self.legend, self.view = Legend(look), RankingView(look)
        self.nothing = label("body", wrap=True)
        self.bound.text(self.view.setAccessibleName, msg("Ranking"))
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        for part in (self.facts, self.close_call, self.legend):
            column.addWidget(part)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.view, 1)
        # Only now: a part without a parent would show itself as a window of its own.
        self.title.setVisible(with_heading)
        self.chip.setVisible(with_heading)

    def show_results(self, results: Results) -> None:
        """Show a ranking."""
        self.results = results
        self._name(results.round)
        self.view.ranking.set_ranking(results.ranking)
        self.legend.show_parts(self.view.ranking.parts)
        self.bound.words("facts", lambda w: self.facts.setText(ballots_sentence(w, results)))
        # Beside another ranking the line stays, empty, so that the bars begin at one height.
        self.close_call.setVisible(results.close_call or self._with_heading)
        close = results.close_call
        self.bound.words(
            "close", lambda w: self.close_call.setText(close_words(w) if close else "")
        )
        self._reveal(found=True)

    def show_nothing(self, vote_round: VoteRound, text: str) -> None:
        """Say why there is no ranking; `text` is an English message id."""
        self.results = None
        self._name(vote_round)
        self.bound.words("nothing", lambda w: self.nothing.setText(w(text)))
        self._reveal(found=False)

    def _name(self, vote_round: VoteRound) -> None:
        self.title.setText(vote_round.title)
        set_role(self.chip, STATE_ROLES[vote_round.state])
        self.bound.words("state", lambda w: self.chip.setText(w(STATE_WORDS[vote_round.state])))

    def _reveal(self, *, found: bool) -> None:
        for part in (self.facts, self.view):
            part.setVisible(found)
        self.nothing.setVisible(not found)
        if not found:
            self.close_call.hide()
            self.legend.hide()


def close_words(w: Words) -> str:
    """Return the sentence that a narrow first place calls for."""
    return w("The first two are so close that this is to be read as a tie.")


class Legend(QWidget):
    """What the forms in the bars mean; hidden while there is only one."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._parts: list[str] = []
        look.colours_changed.connect(self.updateGeometry)
        look.language_changed.connect(self.update)

    def show_parts(self, parts: list[str]) -> None:
        """Explain `parts`."""
        self._parts = parts
        self.setVisible(len(parts) > 1)
        self.setAccessibleName(", ".join(self._look.w(PARTS[part]) for part in parts))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of one line, px."""
        return QSize(120, self._look.px(20))

    def minimumSizeHint(self) -> QSize:
        """Return the room of one line, px."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a sample and the word of each part."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, left = self._look.px(12), 0.0
        for part in self._parts:
            sample = QRectF(left, (self.height() - side) / 2, side * 1.6, side)
            painter.fillRect(sample, QColor(self._look.colours.bar_ground))
            painter.fillRect(sample, part_brush(part, self._look.colours))
            words = QRectF(sample.right() + 6, 0, self.width(), self.height())
            font, colours = self._look.font(12), self._look.colours
            left = words.left() + write(
                painter, words, self._look.w(PARTS[part]), font, colours.ink_soft
            )
            left += self._look.px(18)
        painter.end()
