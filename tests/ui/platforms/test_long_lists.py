"""Plans and histories of thousands of lines: only what is on show is put into words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from moderator.domain.ids import WorkshopId
from moderator.domain.platforms import AccountId, Counted, HistoryLine, ItemKind, RemoteId, Scope
from moderator.sync.comparing import Action
from moderator.sync.planning import PlanLine
from moderator.sync.standing import Proof
from moderator.ui.platforms import history_page, plan_list
from moderator.ui.platforms.history_page import HistoryPage
from moderator.ui.platforms.plan_page import PlanPage
from moderator.ui.platforms.platform_work import HistoryView, PlanView

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from moderator.ui.look import Look
    from moderator.ui.platforms.row_list import Row

pytestmark = pytest.mark.gui
MANY = 2000
TOWN = "https://stadt.example"
MOMENT = datetime(2026, 11, 12, 18, 30, tzinfo=UTC)


def counted(module: object, name: str, monkeypatch: pytest.MonkeyPatch) -> list[Row]:
    """Return a list that grows with every row that is put into words."""
    rows: list[Row] = []
    write: Callable[..., Row] = getattr(module, name)

    def noted(*told: object) -> Row:
        rows.append(write(*told))
        return rows[-1]

    monkeypatch.setattr(module, name, noted)
    return rows


def test_a_plan_of_thousands_writes_only_what_is_on_show(
    look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PlanPage(look)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    rows = counted(plan_list, "_row", monkeypatch)
    kinds, dots = (ItemKind.IDEA, ItemKind.VOTES), (None, Counted("Runde eins", 3))
    lines = [
        PlanLine(
            Action.CREATE,
            kinds[number % 2],
            f"{number}",
            f"Idee {number}",
            "It is not there yet.",
            counted=dots[number % 2],
        )
        for number in range(MANY)
    ]
    page.show_view(PlanView(lines))
    page.list.choose(f"create/{lines[MANY - 2].key}")
    page.grab()
    assert 0 < len(rows) < 100
    assert page.line == lines[MANY - 2]
    assert {row.below for row in rows if row.key} == {
        "It is not there yet.",
        "“Runde eins”: 3 dots",
    }
    assert len(page.list.model_of_rows.rows) == MANY + 1


def test_a_history_of_thousands_writes_only_what_is_on_show(
    look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = HistoryPage(look)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    rows = counted(history_page, "_proof_row", monkeypatch)
    rows_of_runs = counted(history_page, "_happened_row", monkeypatch)
    scope = Scope(AccountId("account"), WorkshopId("workshop"))
    keys = [f"idea:{number}" for number in range(MANY)]
    page.show_history(
        HistoryView(
            [
                Proof(key, ItemKind.IDEA, key, RemoteId(key), f"{TOWN}/{key}", MOMENT)
                for key in keys
            ],
            [HistoryLine(scope, MOMENT, key, key, "sent") for key in keys],
        )
    )
    page.proofs.choose(keys[-1])
    page.grab()
    assert 0 < len(rows) < 100
    assert 0 < len(rows_of_runs) < 100
    assert page.address.isVisible()
