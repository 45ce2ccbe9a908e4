"""From the first account to the proof, as a person goes: by buttons and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from moderator.domain.languages import Language
from moderator.domain.platforms import references_in
from moderator.operations.ideas import list_ideas
from moderator.sync.accounts import list_accounts
from moderator.sync.secret_store import open_secrets
from moderator.ui.dialogs.confirmation import Confirmation
from moderator.ui.platforms.account_assistant import PLACE, SIGN_IN, AccountAssistant
from moderator.ui.platforms.file_dialog import FileDialog
from moderator.ui.platforms.plan_groups import PlanGroup
from tests.ui.driving import is_shown, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.platforms.platform_tasks import PlatformTasks
    from tests.fakes.adhocracy_plus import FakeAdhocracyPlus

pytestmark = pytest.mark.gui
KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def submitted(qtbot: QtBot) -> None:
    """Press the confirming button of the assistant and wait for what comes of it."""
    assistant = shown(AccountAssistant)
    assistant.confirm.click()
    qtbot.waitUntil(
        lambda: not is_shown(AccountAssistant) or not assistant.work.is_busy,
    )


def typed(address: str, password: str) -> None:
    """Fill in the second step of the assistant."""
    page = shown(AccountAssistant).sign_in
    for field, text in ((page.address, address), (page.user, "alice"), (page.password, password)):
        field.clear()
        QTest.keyClicks(field, text)


def add_by_assistant(fake: FakeAdhocracyPlus, qtbot: QtBot) -> None:
    """Add a platform with one wrong password and one server that is off on the way."""
    assistant = shown(AccountAssistant)
    assert "Takes ideas, pictures, votes" in assistant.kind.facts.text()
    submitted(qtbot)
    typed("http://127.0.0.1:9", "secret")
    submitted(qtbot)
    assert assistant.banner.message.startswith("127.0.0.1 cannot be reached.")
    assert [each.text() for each in assistant.banner.buttons] == ["Go on without a test"]
    typed(fake.address, "wrong")
    submitted(qtbot)
    assert assistant.pages.currentIndex() == SIGN_IN
    assert "password are not right for “127.0.0.1”" in assistant.banner.message
    typed(fake.address, "alice-password")
    submitted(qtbot)
    place = assistant.place
    assert (assistant.pages.currentIndex(), place.greeting.text()) == (PLACE, "Signed in as alice.")
    assert place.list.item(0).text().startswith("Sunfield Park renewal: Collect ideas")
    assert (place.module.text(), place.name.text()) == ("1", "Sunfield Park renewal")
    place.module.clear()
    QTest.keyClicks(place.module, "99")
    place.name.setText("Stadt")
    submitted(qtbot)
    assert assistant.banner.message == "There is no module 99 on this platform."
    place.list.setCurrentRow(0)
    assert place.module.text() == "1"
    submitted(qtbot)


def save_a_file(
    tasks: PlatformTasks, target: Path, rest: Callable[[], None], patch: pytest.MonkeyPatch
) -> None:
    """Save the file for a platform that no program signs in to."""
    patch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    tasks.panel.file_first.click()
    actions = {each.text().partition(" ")[0]: each for each in tasks.files.menu.actions()}
    actions["CONSUL"].trigger()
    tasks.files.menu.close()
    shown(FileDialog).confirm.click()
    rest()
    assert "No round is closed yet" in tasks.panel.banner.message
    actions["mein.berlin"].trigger()
    shown(FileDialog).confirm.click()
    rest()
    assert tasks.panel.banner.message == "Saved: town.csv 6 ideas are in it."
    assert "Bücherschrank" in target.read_text("utf-8-sig")


def test_from_an_account_to_the_plan_and_to_the_proof(
    tasks: PlatformTasks,
    adhocracy: FakeAdhocracyPlus,
    desk: Desk,
    workshop: Workshop,
    rest: Callable[[], None],
    qtbot: QtBot,
) -> None:
    panel = tasks.panel
    QTest.keyClick(panel.add_first, KEY.Key_Return, CTRL)
    add_by_assistant(adhocracy, qtbot)
    rest()
    (account,) = list_accounts(desk.store)
    assert (account.name, account.url, account.modules) == ("Stadt", adhocracy.address, ("1",))
    adhocracy.asked.clear()

    QTest.keyClick(panel.look_button, KEY.Key_Return, CTRL)
    rest()
    rows = panel.plan.list.model_of_rows.rows
    assert [row.title for row in rows[:2]] == ["New on the platform (6)", "Bänke"]
    assert panel.plan.panel.why.text() == "It is not there yet."
    assert [each.content["title"] for each in panel.plan.panel.comparison.versions] == ["Bänke"]
    assert panel.send_button.text().strip() == "Send 6 items"
    assert not [each for each in adhocracy.asked if each.startswith("POST /api/modules")]

    steps: list[tuple[int, int]] = []
    tasks.errand.went_on.connect(lambda step: steps.append((step.done, step.total)))
    QTest.keyClick(panel.plan.list, KEY.Key_Return, CTRL)
    assert panel.run.isVisible()
    assert not panel.account.choice.isEnabled()
    rest()
    assert (steps[0], steps[-1]) == ((0, 6), (6, 6))
    ours = [each for each in adhocracy.ideas.values() if references_in(each.description)]
    titles = [idea.title for idea in list_ideas(desk, workshop.id)]
    assert sorted(each.name for each in ours) == sorted(titles)
    assert "everything is there, once" in panel.banner.message
    assert panel.plan.filter.buttons[PlanGroup.STAYS].isVisible()
    assert not panel.send_button.isEnabled()


def test_the_proof_is_listed_and_the_account_changed_and_removed(
    on_adhocracy: PlatformTasks,
    adhocracy: FakeAdhocracyPlus,
    desk: Desk,
    rest: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    for _step in ("look", "send"):
        on_adhocracy.go_on()
        rest()
    (to_the_proof,) = on_adhocracy.panel.banner.buttons
    to_the_proof.click()
    rest()
    history = on_adhocracy.panel.history
    assert history.heading.text() == "6 items are on the platform"
    assert history.runs.model_of_rows.rows[0].title.endswith(": 6 × sent")
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    QTest.keyClick(history.proofs, KEY.Key_Return)
    history.address.copy.click()
    assert opened == [QGuiApplication.clipboard().text()]
    assert opened[0].startswith(adhocracy.address)
    rename(on_adhocracy, desk, rest, qtbot)
    remove(on_adhocracy, desk, rest)
    save_a_file(on_adhocracy, desk.paths.profile / "town.csv", rest, monkeypatch)


def rename(tasks: PlatformTasks, desk: Desk, rest: Callable[[], None], qtbot: QtBot) -> None:
    """Give the account another name; its password and its links stay."""
    bar = tasks.panel.account
    (before,) = list_accounts(desk.store)
    bar.change.click()
    assistant = shown(AccountAssistant)
    assert assistant.sign_in.password.text() == ""
    assistant.look.change_language(Language.GERMAN)
    assert assistant.heading.text() == "Plattform ändern"
    assert tasks.panel.history.heading.text() == "6 Einträge stehen auf der Plattform"
    assert tasks.panel.history.runs.model_of_rows.rows[0].title.endswith(": 6 × gesendet")
    assistant.look.change_language(Language.ENGLISH)
    submitted(qtbot)
    assert assistant.place.list.currentRow() == 0
    assistant.place.name.setText("Rathaus")
    assistant.confirm.click()
    qtbot.waitUntil(lambda: not is_shown(AccountAssistant))
    rest()
    (after,) = list_accounts(desk.store)
    assert (after.id, after.name, bar.choice.currentText()) == (before.id, "Rathaus", "Rathaus")
    assert open_secrets(desk.paths).read(after.id, "password") == "alice-password"


def remove(tasks: PlatformTasks, desk: Desk, rest: Callable[[], None]) -> None:
    """Remove the account with its password."""
    (account,) = list_accounts(desk.store)
    tasks.panel.account.remove.click()
    shown(Confirmation).confirm.click()
    rest()
    assert not list_accounts(desk.store)
    assert not open_secrets(desk.paths).read(account.id, "password")
    assert tasks.panel.add_first.isVisible()
