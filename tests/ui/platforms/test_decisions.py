"""What the platform refuses, what a colleague changed there, and who else is sending."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from moderator.domain.moments import now
from moderator.domain.platforms import references_in
from moderator.domain.rules import VoteRule
from moderator.operations.ideas import IdeaChange, change_idea, list_ideas
from moderator.operations.rounds import close_round, create_round, open_round
from moderator.operations.voting import cast_ballot
from moderator.sync.accounts import list_accounts
from moderator.sync.comparing import Action
from moderator.sync.running import running
from moderator.sync.secret_store import open_secrets
from moderator.ui.dialogs.confirmation import Confirmation
from moderator.ui.platforms.account_assistant import AccountAssistant
from moderator.ui.platforms.plan_groups import PlanGroup
from moderator.ui.platforms.words_dialog import WordsDialog
from tests.ui.driving import button, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from moderator.domain.ballots import Dots
    from moderator.domain.ideas import Idea
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.platforms.platform_tasks import PlatformTasks
    from tests.fakes.adhocracy_plus import FakeAdhocracyPlus
    from tests.fakes.answers import FakeAnswer
    from tests.fakes.go_vocal import FakeGoVocal

pytestmark = pytest.mark.gui
KEY = Qt.Key


def look(tasks: PlatformTasks, rest: Callable[[], None]) -> None:
    tasks.look()
    rest()


def send(tasks: PlatformTasks, rest: Callable[[], None]) -> None:
    tasks.panel.send_button.click()
    rest()


def choose(tasks: PlatformTasks, title: str) -> None:
    rows = tasks.panel.plan.list.model_of_rows.rows
    tasks.panel.plan.list.choose(next(row.key for row in rows if row.title == title))


def ours(fake: FakeAdhocracyPlus) -> list[str]:
    return [each.name for each in fake.ideas.values() if references_in(each.description)]


def shorten_the_refused(tasks: PlatformTasks, rest: Callable[[], None]) -> None:
    """Say in other words what the platform does not take."""
    plan = tasks.panel.plan
    plan.filter.buttons[PlanGroup.REFUSED].click()
    line = plan.line
    assert line is not None
    assert line.action is Action.REFUSED
    assert plan.panel.why.text().startswith("The title has more than 120 characters")
    QTest.keyClick(plan.list, KEY.Key_F2)
    dialog = shown(WordsDialog)
    assert dialog.length.text() == "136 characters; 1 to 120 fit there"
    dialog.title.setText("Bänke am Bach")
    dialog.confirm.click()
    rest()


def test_refused_left_out_and_changed_over_there(
    on_adhocracy: PlatformTasks,
    adhocracy: FakeAdhocracyPlus,
    desk: Desk,
    workshop: Workshop,
    rest: Callable[[], None],
    qtbot: QtBot,
) -> None:
    ideas = list_ideas(desk, workshop.id)
    change_idea(desk, ideas[0].id, IdeaChange("Bänke " + "x" * 130))
    look(on_adhocracy, rest)
    panel, plan = on_adhocracy.panel, on_adhocracy.panel.plan
    choose(on_adhocracy, "Radweg")
    QTest.keyClick(plan.list, KEY.Key_Delete)
    rest()
    assert plan.sent == 4
    send(on_adhocracy, rest)
    assert len(ours(adhocracy)) == 4
    assert panel.banner.message == (
        "The platform was read again: everything else is there, once. 1 item was refused."
    )
    shorten_the_refused(on_adhocracy, rest)
    plan.filter.buttons[PlanGroup.STAYS].click()
    choose(on_adhocracy, "Radweg")
    button(plan.panel, "Send after all").click()
    rest()
    assert panel.send_button.text().strip() == "Send 2 items"
    send(on_adhocracy, rest)
    assert {"Bänke am Bach", "Radweg"} <= set(ours(adhocracy))
    assert "everything is there, once" in panel.banner.message

    there = next(each for each in adhocracy.ideas.values() if each.name == "Radweg")
    there.name = "Radweg (Redaktion)"
    change_idea(desk, ideas[2].id, IdeaChange("Radweg zum See"))
    look(on_adhocracy, rest)
    assert [each.content["title"] for each in plan.panel.comparison.versions] == [
        "Radweg zum See",
        "Radweg (Redaktion)",
        "Radweg",
    ]
    button(plan.panel, "Keep theirs").click()
    rest()
    look(on_adhocracy, rest)
    assert (plan.sent, there.name) == (0, "Radweg (Redaktion)")
    close_a_round(desk, workshop, {ideas[1].id: 2, ideas[3].id: 1})
    agree_to_the_terms(on_adhocracy, rest, qtbot)
    assert sorted(each.user for each in adhocracy.comments.values()) == ["alice", "alice"]


def agree_to_the_terms(tasks: PlatformTasks, rest: Callable[[], None], qtbot: QtBot) -> None:
    """See comments refused, tick that the terms are agreed to, and try all of them again."""
    look(tasks, rest)
    send(tasks, rest)
    panel = tasks.panel
    assert panel.banner.message.endswith("2 items were refused.")
    assert "agree to the organisation's terms" in panel.plan.panel.why.text()
    panel.account.change.click()
    assistant = shown(AccountAssistant)
    for _step in ("sign in", "save"):
        assistant.place.terms.setChecked(True)
        assistant.confirm.click()
        qtbot.waitUntil(lambda: not assistant.work.is_busy)
    rest()
    panel.plan.filter.retry_all.click()
    rest()
    assert panel.plan.sent == 2
    send(tasks, rest)
    assert "everything is there, once" in panel.banner.message


def test_a_number_that_a_colleague_typed_is_added_to_ours(
    on_go_vocal: PlatformTasks,
    go_vocal: FakeGoVocal,
    desk: Desk,
    workshop: Workshop,
    ideas: list[Idea],
    rest: Callable[[], None],
) -> None:
    close_a_round(desk, workshop, {ideas[0].id: 2})
    look(on_go_vocal, rest)
    send(on_go_vocal, rest)
    benches = next(each for each in go_vocal.ideas.values() if each.title["de-DE"] == "Bänke")
    assert benches.votes == 2
    benches.votes = 7
    close_a_round(desk, workshop, {ideas[0].id: 3})
    look(on_go_vocal, rest)
    plan = on_go_vocal.panel.plan
    plan.filter.buttons[PlanGroup.PERSON].click()
    versions = {each.name: each.content for each in plan.panel.comparison.versions}
    assert versions == {
        "Here": {"number": 3},
        "On the platform": {"number": 7},
        "Last sent": {"number": 2},
    }
    button(plan.panel, "Add both").click()
    rest()
    assert plan.filter.current is PlanGroup.TO_DO
    send(on_go_vocal, rest)
    assert benches.votes == 8
    assert "everything is there, once" in on_go_vocal.panel.banner.message


class Gate:
    """Lets requests that write wait; a test opens it."""

    def __init__(self, fake: FakeAdhocracyPlus) -> None:
        self._handle, self.opened, self.reached = fake.handle, threading.Event(), threading.Event()

    def handle(self, method: str, target: str, *more: Any) -> FakeAnswer:
        if method == "POST" and target.endswith("/ideas/"):
            self.reached.set()
            assert self.opened.wait(20)
        return self._handle(method, target, *more)


def test_a_run_is_held_stopped_and_done_by_itself(
    on_adhocracy: PlatformTasks,
    adhocracy: FakeAdhocracyPlus,
    desk: Desk,
    rest: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    panel, run = on_adhocracy.panel, on_adhocracy.panel.run
    assert not panel.by_itself.isChecked()
    assert not adhocracy.asked
    look(on_adhocracy, rest)
    (account,) = list_accounts(desk.store)
    with running(desk.store, account.id, now):
        send(on_adhocracy, rest)
    assert panel.banner.message.startswith("This platform is being synced already")
    assert not ours(adhocracy)

    gate = Gate(adhocracy)
    monkeypatch.setattr(adhocracy, "handle", gate.handle)
    panel.send_button.click()
    qtbot.waitUntil(gate.reached.is_set)
    assert not any(each.isEnabled() for each in panel.plan.panel.buttons)
    run.pause.click()
    assert run.text.text().startswith("Paused:")
    run.go_on.click()
    panel.window().close()
    question = shown(Confirmation)
    assert "Nothing is sent twice." in question.sentences
    question.reject()
    QTest.keyClick(panel.plan.list, KEY.Key_Escape)
    assert run.text.text().startswith("Stopping;")
    gate.opened.set()
    rest()
    assert 0 < len(ours(adhocracy)) < 6
    assert panel.banner.message.startswith("Stopped.")
    assert panel.plan.sent == 6 - len(ours(adhocracy))

    with qtbot.waitSignal(on_adhocracy.own_accord.told):
        panel.by_itself.click()
    rest()
    assert panel.by_itself.isChecked()
    assert len(ours(adhocracy)) == 6
    panel.by_itself.click()
    assert not on_adhocracy.own_accord.is_on
    pull(on_adhocracy, rest)
    come_with_a_wrong_password(on_adhocracy, desk, rest)


def close_a_round(desk: Desk, workshop: Workshop, dots: Dots) -> None:
    made = create_round(desk, workshop.id, "Was zuerst?", VoteRule())
    open_round(desk, made.id, 12)
    cast_ballot(desk, made.id, dots)
    close_round(desk, made.id)


def pull(tasks: PlatformTasks, rest: Callable[[], None]) -> None:
    """Bring the idea that stands there."""
    tasks.panel.account.pull.click()
    rest()
    assert tasks.panel.banner.message == (
        "The ideas from the platform are on the board. 1 idea added. 6 ideas brought up to date."
    )


def come_with_a_wrong_password(tasks: PlatformTasks, desk: Desk, rest: Callable[[], None]) -> None:
    """Let the password be changed over there."""
    (account,) = list_accounts(desk.store)
    secrets = open_secrets(desk.paths)
    secrets.keep(account.id, {"password": "old", "access": "", "refresh": ""})
    look(tasks, rest)
    banner = tasks.panel.banner
    assert banner.message.startswith("User name or password are not right for “Stadt”.")
    (again,) = banner.buttons
    assert again.text() == "Sign in again"
    again.click()
    assistant = shown(AccountAssistant)
    assert assistant.sign_in.address.isReadOnly()
    assistant.reject()
