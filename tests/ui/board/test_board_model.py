from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from moderator.ui.board.arrangement import arrange
from moderator.ui.board.board_model import BoardModel, spoken
from tests.ui.board.test_arrangement import CLUSTERS
from tests.ui.samples import ideas

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from moderator.ui.look import Look

pytestmark = pytest.mark.gui


def test_one_more_idea_is_one_more_row(look: Look, qtbot: QtBot, qtmodeltester: object) -> None:
    model = BoardModel(look)
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    model.set_lines(arrange(ideas(4), ()))
    with (
        qtbot.waitSignal(model.rowsInserted) as inserted,
        qtbot.assertNotEmitted(model.rowsRemoved),
        qtbot.assertNotEmitted(model.modelReset),
    ):
        model.set_lines(arrange(ideas(5), ()))
    assert inserted.args is not None
    assert inserted.args[1:] == [0, 0]
    assert model.rowCount() == 5


def test_a_changed_idea_touches_its_row_only(look: Look, qtbot: QtBot) -> None:
    model = BoardModel(look)
    before = ideas(4)
    model.set_lines(arrange(before, ()))
    after = [*before[:2], replace(before[2], title="Neu"), before[3]]
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.set_lines(arrange(after, ()))
    assert changed.args is not None
    assert [index.row() for index in changed.args[:2]] == [1, 1]


def test_any_new_arrangement_ends_as_wanted(look: Look, qtmodeltester: object) -> None:
    model = BoardModel(look)
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    for lines in (
        arrange(ideas(6), CLUSTERS),
        arrange(ideas(6), ()),
        arrange(ideas(2), CLUSTERS),
        [],
        arrange(ideas(3), CLUSTERS),
    ):
        model.set_lines(lines)
        assert model.lines == lines


def test_headings_cannot_be_chosen(look: Look) -> None:
    model = BoardModel(look)
    model.set_lines(arrange(ideas(2), CLUSTERS))
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable


def test_lines_are_spoken_in_full(look: Look) -> None:
    heading, card = arrange(ideas(1), CLUSTERS)
    assert spoken(look.w, heading) == "Kultur, 1 idea"
    assert spoken(look.w, card) == "Idea 1, Idee 1, Kultur"
