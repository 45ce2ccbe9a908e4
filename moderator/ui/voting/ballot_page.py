"""Paper ballots of an open round, one after the other at speed."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.i18n import rule_sentences
from moderator.ui.bindings import Bindings
from moderator.ui.voting.dot_draft import DotDraft
from moderator.ui.voting.dot_sheet import DotSheet
from moderator.ui.voting.misfit_words import misfit_sentences
from moderator.ui.widgets.banner import Banner
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.labels import label, set_role
from moderator.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from moderator.domain.ids import RoundId
    from moderator.domain.rounds import VoteRound
    from moderator.i18n import Words
    from moderator.ui.look import Look


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot on its way: its key makes sure that trying again never counts it twice."""

    draft: DotDraft
    code: str
    key: str


@dataclass(slots=True)
class _Begun:
    """What is typed for one round and not saved: it stays when another round is shown."""

    draft: DotDraft
    code: str = ""
    line: str = ""
    failed: list[Ballot] = field(default_factory=list)
    parked: list[Ballot] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        typed = self.code.strip() or self.line.strip() or self.failed or self.parked
        return self.draft.is_empty and not typed


class BallotPage(QWidget):
    """Type the numbers of one ballot, Enter; Enter again saves it and begins the next."""

    cast_wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self.round: VoteRound | None = None
        self.sheet, self.code, self.banner = DotSheet(look), LineEdit(), Banner(look)
        self.save = push_button(self.bound, msg("Save ballot"), role="primary", key="Enter")
        self.left, self.left_name = label("display"), label("soft", wrap=True)
        self.ballots, self.ballots_name = label("figure"), label("soft", wrap=True)
        self.rule = label("soft", wrap=True)
        self.hint = label("soft", wrap=True)
        self._failed: list[Ballot] = []
        self._parked: list[Ballot] = []
        self._left: dict[RoundId, _Begun] = {}
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.code.setMaxLength(60)
        self.bound.text(self.code.setPlaceholderText, msg("Ballot code, if any"))
        self.bound.text(self.code.setAccessibleName, msg("Ballot code, if any"))
        self.bound.look(self.code, lambda look: self.code.setMaximumWidth(look.px(216)))
        self.bound.text(
            self.hint.setText, msg("Enter takes the numbers, Enter again saves the ballot.")
        )
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.sheet.field, 3)
        top.addWidget(self.code, 2)
        top.addWidget(self.save)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.sheet, 1)
        middle.addWidget(self._side())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.hint)
        column.addWidget(self.banner)
        column.addLayout(middle, 1)
        order = (self.sheet.field, self.code, self.save, self.sheet.list)
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _side(self) -> QScrollArea:
        side, page = QScrollArea(), QFrame()
        page.setObjectName("sheet")
        side.setWidget(page)
        side.setWidgetResizable(True)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(2)
        for part in (self.left, self.left_name):
            column.addWidget(part)
        column.addSpacing(12)
        for part in (self.ballots, self.ballots_name):
            column.addWidget(part)
        column.addSpacing(16)
        column.addWidget(self.rule)
        column.addStretch(1)
        self.bound.look(side, lambda look: side.setFixedWidth(look.px(224)))
        return side

    def _connect(self) -> None:
        self.sheet.changed.connect(self._count)
        self.sheet.finished.connect(self.finish)
        self.sheet.refused.connect(self.banner.fail)
        self.sheet.accepted.connect(self.banner.put_away)
        self.sheet.scanned.connect(self._take_code)
        self.save.clicked.connect(self._save_pressed)
        self.code.returnPressed.connect(self.sheet.field.setFocus)

    # ------------------------------------------------------------------ showing

    def show_round(self, vote_round: VoteRound) -> None:
        """Take ballots of `vote_round`; what is being typed stays if it is the same round."""
        if self.round is None or self.round.id != vote_round.id:
            self.leave()
            self.round = vote_round
            self._return_to(vote_round.id)
        self.round = vote_round
        self.bound.words("rule", lambda w: self.rule.setText(_rule_text(w, vote_round)))
        self._count()

    def leave(self) -> None:
        """Keep what is typed for this round until it is shown again."""
        if self.round is None:
            return
        begun = _Begun(
            self.sheet.draft,
            self.code.text(),
            self.sheet.field.text(),
            self._failed,
            self._parked,
        )
        if not begun.is_empty:
            self._left[self.round.id] = begun
        self.round = None

    def _return_to(self, round_id: RoundId) -> None:
        begun = self._left.pop(round_id, None) or _Begun(DotDraft())
        self.sheet.forget()
        self.sheet.show_draft(begun.draft)
        self.code.setText(begun.code)
        self.sheet.field.setText(begun.line)
        self._failed, self._parked = begun.failed, begun.parked
        self.banner.put_away()
        if self._failed:
            self._tell_of_failed()

    def show_ballots(self, number: int) -> None:
        """Say how many ballots there are."""
        self.ballots.setText(self._look.w.number(number))
        self.bound.words(
            "ballots",
            lambda w: self.ballots_name.setText(
                w.plural("ballot entered", "ballots entered", number)
            ),
        )

    def _count(self) -> None:
        if self.round is None:
            return
        draft, budget = self.sheet.draft, self.round.dots or 0
        left = budget - draft.used
        self.left.setText(str(left) if left >= 0 else f"−{-left}")
        set_role(self.left, "display" if left >= 0 else "display-wrong")
        against = self.round.rule.negative_dots
        self.bound.words(
            "left", lambda w: self.left_name.setText(_left_words(w, left, against, draft.against))
        )

    def take_focus(self) -> None:
        """Put the keyboard on the line."""
        self.sheet.field.setFocus()

    def has_unsaved_text(self) -> bool:
        """Tell whether a ballot is begun or was sent back, here or in another round."""
        return not self.sheet.is_empty or bool(self._failed or self._parked or self._left)

    # ------------------------------------------------------------------- saving

    def _save_pressed(self) -> None:
        if not self.sheet.field.text().strip() or self.sheet.take_over():
            self.finish()

    def finish(self) -> None:
        """Hand the ballot over if it fits; otherwise say in plain words why not."""
        if self.round is None:
            return
        draft = self.sheet.draft
        if draft.is_empty and not self.code.text().strip():
            self.banner.tell(lambda w: (w("There is no dot on this ballot yet."), ""))
            return
        if misfits := self.sheet.options.misfits(draft.dots, self.round):
            ideas = self.sheet.options.by_id
            self.banner.tell(
                lambda w: (misfit_sentences(w, misfits, ideas), w("The ballot is not saved yet.")),
                "danger",
            )
            return
        self._hand_over(Ballot(draft, self.code.text().strip(), str(uuid4())))

    def _hand_over(self, ballot: Ballot) -> None:
        self.sheet.forget()
        self.code.setText("")
        self.banner.put_away()
        self.take_focus()
        if self._parked:
            self._take_up(self._parked.pop())
        self.cast_wanted.emit(ballot)

    def came_back(self, round_id: RoundId, ballot: Ballot, error: Exception) -> None:
        """Show why a ballot could not be saved; it stays to be corrected or tried again."""
        if self.round is None or self.round.id != round_id:
            begun = self._left.setdefault(round_id, _Begun(DotDraft()))
            begun.failed.append(ballot)
            return
        self.banner.fail(error)
        if self.sheet.is_empty:
            self._take_up(ballot)
            return
        self._failed.append(ballot)
        self.banner.offer(msg("Bring it back"), self._bring_back)

    def _tell_of_failed(self) -> None:
        number = len(self._failed)
        self.banner.tell(
            lambda w: (
                w.plural("{n} ballot is not saved.", "{n} ballots are not saved.", number),
                "",
            ),
            "danger",
        )
        self.banner.offer(msg("Bring it back"), self._bring_back)

    def _bring_back(self) -> None:
        if not self._failed:
            return
        if not self.sheet.is_empty:
            self._parked.append(Ballot(self.sheet.draft, self.code.text(), ""))
        self.sheet.forget()
        self._take_up(self._failed.pop())
        self.banner.put_away()
        if self._failed:
            self._tell_of_failed()

    def _take_up(self, ballot: Ballot) -> None:
        self.sheet.show_draft(ballot.draft)
        self.code.setText(ballot.code)
        self.take_focus()

    def _take_code(self, code: str) -> None:
        self.code.setText(code)
        self.take_focus()


def _rule_text(w: Words, vote_round: VoteRound) -> str:
    return "\n".join(rule_sentences(w, vote_round.rule, vote_round.dots, vote_round.working))


def _left_words(w: Words, left: int, against: int, used_against: int) -> str:
    text = w.plural("dot left", "dots left", abs(left)) if left >= 0 else w("too many dots")
    if against:
        rest = against - used_against
        more = w.plural("{n} dot against left", "{n} dots against left", rest)
        text = f"{text}\n{more}"
    return text
