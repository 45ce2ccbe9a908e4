"""What stands on the platform, with its address and time, and the runs that brought it there."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.sync.plan_words import kind_word
from moderator.ui.bindings import Bindings
from moderator.ui.platforms.remote_address import RemoteAddress
from moderator.ui.platforms.rest_of_page import WIDE_FROM
from moderator.ui.platforms.row_list import LateRow, Row, RowList
from moderator.ui.platforms.runs import Run, happened_words, runs_of
from moderator.ui.widgets.empty_state import EmptyState
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from PySide6.QtGui import QResizeEvent

    from moderator.domain.platforms import HistoryLine
    from moderator.i18n import Words
    from moderator.sync.standing import Proof
    from moderator.ui.look import Look
    from moderator.ui.platforms.platform_work import HistoryView

_NOTHING, _FILLED = range(2)
MOST_SHOWN = 2000
"""The newest items; who looks for older ones finds them on the platform."""
_SIGNS = {
    "sent": ("check", "positive"),
    "changed there": ("check", "positive"),
    "found there and linked": ("check", "positive"),
    "refused": ("x", "danger"),
    "second copy removed": ("minus", "ink_soft"),
}


class HistoryPage(QWidget):
    """Proofs on the left, runs on the right."""

    noted = Signal(str)
    """One short sentence for the status line."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self.proofs, self.runs = RowList(look), RowList(look)
        self.address = RemoteAddress(look)
        self.heading = label("subheading", wrap=True)
        self._proofs: Sequence[Proof] = ()
        self._runs: Sequence[Run] = ()
        self._pages = QStackedWidget()
        self._arrange()
        self.proofs.chosen.connect(lambda _key: self._show_address())
        self.proofs.entered.connect(self._browse)
        self.address.noted.connect(self.noted)

    def _arrange(self) -> None:
        self.bound.text(self.proofs.setAccessibleName, msg("On the platform"))
        self.bound.text(self.runs.setAccessibleName, msg("Runs"))
        runs = label("subheading")
        self.bound.text(runs.setText, msg("Runs"))
        self._halves = QHBoxLayout()
        self._halves.setSpacing(24)
        self._halves.addLayout(_column(self.heading, self.proofs, self.address), 3)
        self._halves.addLayout(_column(runs, self.runs), 2)
        filled = QWidget()
        filled.setLayout(self._halves)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(
            EmptyState(
                self.bound,
                "inbox",
                msg("Nothing stands there yet"),
                msg("What was sent or brought here is listed with its address and time."),
            )
        )
        self._pages.addWidget(filled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the halves below each other where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < self._look.px(WIDE_FROM)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(way)

    def show_history(self, view: HistoryView) -> None:
        """Show what is there and what happened."""
        self._proofs, self._runs = view.proofs, runs_of(view.lines)
        self._pages.setCurrentIndex(_FILLED if view.proofs or view.lines else _NOTHING)
        self.bound.words("rows", self._write)

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self.proofs.setFocus()

    def _write(self, w: Words) -> None:
        number = len(self._proofs)
        self.heading.setText(
            w.plural("{n} item is on the platform", "{n} items are on the platform", number)
        )
        when = _moments(w)
        rows: list[Row | LateRow] = [
            LateRow(proof.key, partial(_proof_row, w, when, proof))
            for proof in self._proofs[:MOST_SHOWN]
        ]
        rest = number - len(rows)
        rows += [Row(w.plural("… and {n} more", "… and {n} more", rest))] if rest else []
        self.proofs.show_rows(rows)
        self.runs.show_rows([row for run in self._runs for row in _run_rows(w, when, run)])

    def _show_address(self) -> None:
        self.address.show_address(self._chosen_address())

    def _chosen_address(self) -> str:
        key = self.proofs.key
        return next((each.url for each in self._proofs if each.key == key), "")

    def _browse(self) -> None:
        if self._chosen_address():
            self.address.browse.click()


def _column(heading: QWidget, *below: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addWidget(heading, 0, Qt.AlignmentFlag.AlignTop)
    for place, each in enumerate(below):
        column.addWidget(each, 0 if place else 1)
    return column


def _moments(w: Words) -> Callable[[datetime], str]:
    """Return how moments are written; a run has thousands in the same minute."""
    written = cache(w.moment)
    return lambda moment: written(moment.replace(second=0, microsecond=0))


def _proof_row(w: Words, when: Callable[[datetime], str], proof: Proof) -> Row:
    return Row(
        title=proof.title or w("not on the board any more"),
        key=proof.key,
        below=" · ".join(part for part in (when(proof.at), proof.url) if part),
        aside=kind_word(w, proof.kind),
        sign="check",
        colour="positive",
    )


def _run_rows(w: Words, when: Callable[[datetime], str], run: Run) -> list[Row | LateRow]:
    heading = Row(f"{when(run.began_at)}: {happened_words(w, run)}")
    keys = [f"{run.began_at}/{place}" for place in range(len(run.lines))]
    below = [
        LateRow(key, partial(_happened_row, w, when, key, line))
        for key, line in zip(keys, run.lines, strict=True)
    ]
    return [heading, *below]


def _happened_row(w: Words, when: Callable[[datetime], str], key: str, line: HistoryLine) -> Row:
    sign, colour = _SIGNS.get(line.what, ("clock", "ink_soft"))
    time = when(line.at).rpartition(", ")[2]
    return Row(line.title or w("item"), key, f"{time} · {w(line.what)}", "", sign, colour)
