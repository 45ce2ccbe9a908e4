"""The lines of a plan as rows: by action, with the reason of each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from moderator.errors import msg
from moderator.sync.comparing import Action
from moderator.sync.plan_words import about_words, action_word, kind_word
from moderator.ui.bindings import Bindings
from moderator.ui.platforms.plan_groups import PlanGroup, parts_of
from moderator.ui.platforms.row_list import LateRow, Row, RowList

if TYPE_CHECKING:
    from moderator.i18n import Words
    from moderator.sync.planning import PlanLine
    from moderator.ui.look import Look
    from moderator.ui.platforms.plan_groups import Parts

_SIGNS = {
    Action.CREATE: ("plus", "positive"),
    Action.UPDATE: ("pencil", "accent_ink"),
    Action.REMOVE: ("minus", "ink_soft"),
    Action.LINK: ("check", "ink_soft"),
    Action.LEAVE: ("check", "ink_soft"),
    Action.CONFLICT: ("triangle-alert", "accent_ink"),
    Action.GONE: ("triangle-alert", "accent_ink"),
    Action.REFUSED: ("x", "danger"),
}


class PlanList(RowList):
    """One part of a plan."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.bound = Bindings(look, self)
        self._parts: Parts = []
        self._group = PlanGroup.TO_DO
        self._other_part = False
        self.bound.text(self.setAccessibleName, msg("Plan"))

    def show_plan(self, parts: Parts, group: PlanGroup) -> None:
        """Show the lines of `group`."""
        self._other_part = group is not self._group
        self._parts, self._group = parts, group
        self.bound.words("rows", self._write)
        self._other_part = False

    def _write(self, w: Words) -> None:
        rows: list[Row | LateRow] = []
        for action, lines in parts_of(self._parts, self._group):
            heading = w("{name} ({n})", name=action_word(w, action), n=w.number(len(lines)))
            rows.append(Row(heading))
            rows += [LateRow(key_of(line), partial(_row, w, line)) for line in lines]
        self.show_rows(rows, from_top=self._other_part)


def _row(w: Words, line: PlanLine) -> Row:
    sign, colour = _SIGNS[line.action]
    return Row(
        title=line.title or w("not on the board any more"),
        key=key_of(line),
        below=about_words(w, line),
        aside=kind_word(w, line.kind),
        sign=sign,
        colour=colour,
    )


def key_of(line: PlanLine) -> str:
    """Return what tells a line from the others: an item and its second copy have one key there."""
    return f"{line.action}/{line.key}"
