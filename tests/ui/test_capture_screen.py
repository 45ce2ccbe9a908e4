from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from moderator.domain.codes import new_card_code
from moderator.domain.ideas import IdeaDraft
from moderator.domain.workshops import Language
from moderator.errors import StoreFull
from moderator.operations import ideas as operations
from moderator.operations.clusters import list_clusters
from moderator.operations.ideas import list_ideas
from moderator.operations.importing import import_file
from moderator.operations.papers import Paper, PrintJob, print_paper
from moderator.operations.workshops import create_workshop
from moderator.ui.board.arrangement import CardLine, CardState, Heading
from moderator.ui.board.card_painting import CardPainter
from moderator.ui.status_line import Saved
from tests.ui.driving import idle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from moderator.domain.ideas import Idea
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.capture_screen import CaptureScreen
    from moderator.ui.main_window import MainWindow

pytestmark = pytest.mark.gui
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def titles(capture: CaptureScreen) -> list[str]:
    return [line.fields.title for line in capture.model.lines if isinstance(line, CardLine)]


def type_idea(capture: CaptureScreen, title: str) -> None:
    capture.entry.title.insert(title)
    QTest.keyClick(capture.entry.title, Qt.Key.Key_Return)


def choose(capture: CaptureScreen, idea: Idea) -> None:
    assert capture.board.go_to(idea.id)
    capture.board.setFocus()


def test_an_empty_board_says_what_to_do(capture: CaptureScreen) -> None:
    assert not capture.board.isVisible()
    assert not capture.bar.isVisible()
    assert capture.entry.title.hasFocus()


def test_ideas_are_typed_one_after_the_other(
    capture: CaptureScreen, window: MainWindow, qtbot: QtBot, desk: Desk, workshop: Workshop
) -> None:
    for title in ("Bänke am Brunnen", "Bücherschrank", "Linden"):
        type_idea(capture, title)
        assert capture.entry.title.text() == ""
        assert capture.entry.title.hasFocus()
    idle(qtbot, window)
    assert titles(capture) == ["Linden", "Bücherschrank", "Bänke am Brunnen"]
    assert [idea.title for idea in list_ideas(desk, workshop.id)] == titles(capture)[::-1]
    newest = capture.model.lines[0]
    assert isinstance(newest, CardLine)
    assert newest.state is CardState.FRESH
    assert window.status.state is Saved.DONE
    assert window.status.saved.text().startswith("Saved ✓ ")


def test_saved_is_said_only_after_the_commit(
    capture: CaptureScreen, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Saved] = []
    shown = window.status
    really_add = operations.add_idea

    def add(*values: object, **named: object) -> object:
        seen.append(shown.state)
        return really_add(*values, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(operations, "add_idea", add)
    type_idea(capture, "Bänke")
    assert shown.saved.text() == "Saving …"
    card = capture.model.lines[0]
    assert isinstance(card, CardLine)
    assert card.state is CardState.SAVING
    idle(qtbot, window)
    assert seen == [Saved.SAVING]
    assert shown.saved.text().startswith("Saved ✓ ")


def test_tab_leads_through_the_fields_and_table_and_cluster_stay(
    capture: CaptureScreen, window: MainWindow, qtbot: QtBot, desk: Desk, workshop: Workshop
) -> None:
    entry = capture.entry
    QTest.keyClicks(entry.title, "Bench")
    QTest.keyClick(entry.title, Qt.Key.Key_Tab)
    assert entry.body.hasFocus()
    QTest.keyClicks(entry.body, "by the well")
    QTest.keyClick(entry.body, Qt.Key.Key_Tab)
    assert entry.table.hasFocus()
    QTest.keyClicks(entry.table, "4")
    QTest.keyClick(entry.table, Qt.Key.Key_Tab)
    QTest.keyClicks(entry.cluster.field, "Green")
    QTest.keyClick(entry.cluster.field, Qt.Key.Key_Return)
    QTest.keyClicks(entry.title, "Trees")
    QTest.keyClick(entry.title, Qt.Key.Key_Return)
    idle(qtbot, window)
    found = list_ideas(desk, workshop.id)
    assert [(idea.title, idea.body, idea.table) for idea in found] == [
        ("Bench", "by the well", "4"),
        ("Trees", "", "4"),
    ]
    assert len({idea.cluster_id for idea in found}) == 1
    assert list_clusters(desk, workshop.id)[0].heading == "Green"
    heading = capture.model.lines[0]
    assert isinstance(heading, Heading)
    assert (heading.text, heading.count) == ("Green", 2)


def test_ctrl_enter_saves_from_the_description(
    capture: CaptureScreen, window: MainWindow, qtbot: QtBot
) -> None:
    capture.entry.title.setText("Bänke")
    capture.entry.body.setFocus()
    QTest.keyClick(capture.entry.body, Qt.Key.Key_Return)
    assert capture.entry.body.toPlainText() == "\n"
    QTest.keyClick(capture.entry.body, Qt.Key.Key_Return, CTRL)
    idle(qtbot, window)
    assert titles(capture) == ["Bänke"]


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let every saving of an idea fail until undone."""

    def fail(*_values: object, **_named: object) -> None:
        raise StoreFull("The disk is full.", "Make room and try again.")

    with monkeypatch.context() as patch:
        patch.setattr(operations, "add_idea", fail)
        yield patch


def test_a_failed_idea_comes_back_into_the_field(
    capture: CaptureScreen,
    window: MainWindow,
    qtbot: QtBot,
    full_disk: pytest.MonkeyPatch,
) -> None:
    capture.entry.body.setPlainText("mit Lehne")
    type_idea(capture, "Bänke")
    qtbot.waitUntil(capture.banner.isVisible)
    assert capture.entry.title.text() == "Bänke"
    assert capture.entry.body.toPlainText() == "mit Lehne"
    assert capture.banner.message == "The disk is full. Make room and try again."
    assert window.status.state is Saved.FAILED
    assert window.status.saved.text() == "Not saved"
    assert titles(capture) == []
    full_disk.undo()
    QTest.keyClick(capture.entry.title, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert titles(capture) == ["Bänke"]
    assert not capture.banner.isVisible()


def test_a_failed_idea_waits_on_the_board_while_the_next_is_typed(
    capture: CaptureScreen,
    window: MainWindow,
    qtbot: QtBot,
    full_disk: pytest.MonkeyPatch,
    desk: Desk,
    workshop: Workshop,
) -> None:
    type_idea(capture, "Bänke")
    capture.entry.title.insert("Lin")
    qtbot.waitUntil(capture.banner.isVisible)
    assert capture.entry.title.text() == "Lin"
    card = capture.model.lines[0]
    assert isinstance(card, CardLine)
    assert (card.fields.title, card.state) == ("Bänke", CardState.FAILED)
    assert window.capture.has_unsaved_text()
    full_disk.undo()
    retry = capture.banner.buttons[0]
    assert retry.text() == "Try again"
    QTest.mouseClick(retry, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert [idea.title for idea in list_ideas(desk, workshop.id)] == ["Bänke"]
    assert capture.entry.title.text() == "Lin"


def test_nothing_typed_is_lost_when_the_language_changes(
    capture: CaptureScreen, window: MainWindow
) -> None:
    capture.entry.title.setText("Bänke am")
    capture.entry.body.setPlainText("Mit Lehne")
    capture.entry.table.setText("3")
    capture.entry.cluster.setEditText("Grün")
    window.look.change_language(Language.GERMAN)
    assert capture.entry.save.text() == "Speichern"
    assert window.navigation.buttons[1].accessibleName() == "Sammeln"
    fields = capture.entry.fields()
    assert (fields.title, fields.body, fields.table, fields.cluster) == (
        "Bänke am",
        "Mit Lehne",
        "3",
        "Grün",
    )
    window.look.change_language(Language.ENGLISH)
    assert capture.entry.save.text() == "Save"


def test_undo_and_redo_by_keys(capture: CaptureScreen, window: MainWindow, qtbot: QtBot) -> None:
    type_idea(capture, "Bänke")
    idle(qtbot, window)
    type_idea(capture, "Linden")
    idle(qtbot, window)
    assert "Linden" in window.header.undo.toolTip()
    QTest.keyClick(capture.entry.title, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: titles(capture) == ["Bänke"])
    assert "Linden" in window.status.note.text()
    QTest.keyClick(capture.entry.title, Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: titles(capture) == ["Linden", "Bänke"])
    QTest.keyClick(capture.entry.title, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: titles(capture) == ["Bänke"])
    QTest.keyClick(capture.entry.title, Qt.Key.Key_Y, CTRL)
    qtbot.waitUntil(lambda: titles(capture) == ["Linden", "Bänke"])


def test_undo_takes_typed_letters_back_first(
    capture: CaptureScreen, window: MainWindow, qtbot: QtBot
) -> None:
    type_idea(capture, "Bänke")
    idle(qtbot, window)
    QTest.keyClicks(capture.entry.title, "Li")
    QTest.keyClick(capture.entry.title, Qt.Key.Key_Z, CTRL)
    idle(qtbot, window)
    assert capture.entry.title.text() == ""
    assert titles(capture) == ["Bänke"]


def test_cards_hang_under_their_headings(ideas: list[Idea], capture: CaptureScreen) -> None:
    shown = [
        line.text if isinstance(line, Heading) else line.fields.title
        for line in capture.model.lines
    ]
    assert shown == [
        "",
        "Hofladen",
        "Radweg",
        "Grün",
        "Linden pflanzen",
        "Bänke",
        "Kultur",
        "Kino im Saal",
        "Bücherschrank",
    ]
    assert capture.bar.count.text() == "6 ideas in 2 clusters"
    capture.bar.grouped.click()
    assert titles(capture)[0] == ideas[-1].title
    assert len(capture.model.lines) == 6


def test_similar_ideas_are_pointed_out_while_typing(
    ideas: list[Idea], capture: CaptureScreen, window: MainWindow, qtbot: QtBot
) -> None:
    capture.entry.title.setText("Linden pflanze")
    qtbot.waitUntil(capture.hints.links[0].isVisible)
    assert capture.hints.links[0].text() == "4  Linden pflanzen"
    assert not capture.hints.links[1].isVisible()
    QTest.keyClick(capture.entry.title, Qt.Key.Key_G, CTRL)
    card = capture.board.current_card()
    assert card is not None
    assert card.idea is not None
    assert card.idea.id == ideas[3].id
    assert capture.entry.title.text() == "Linden pflanze"
    idle(qtbot, window)


def test_finding_narrows_the_board(
    ideas: list[Idea], capture: CaptureScreen, window: MainWindow, qtbot: QtBot
) -> None:
    QTest.keyClick(capture.entry.title, Qt.Key.Key_F, CTRL)
    assert capture.bar.search.hasFocus()
    QTest.keyClicks(capture.bar.search, "kin")
    qtbot.waitUntil(lambda: titles(capture) == ["Kino im Saal"])
    assert capture.bar.count.text() == "1 of 6 ideas"
    QTest.keyClick(capture.bar.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(titles(capture)) == len(ideas))
    assert capture.entry.title.hasFocus()


def test_a_new_idea_is_seen_even_while_finding(
    ideas: list[Idea], capture: CaptureScreen, window: MainWindow, qtbot: QtBot
) -> None:
    assert ideas
    capture.bar.search.setText("kin")
    qtbot.waitUntil(lambda: titles(capture) == ["Kino im Saal"])
    type_idea(capture, "Brunnen")
    idle(qtbot, window)
    assert "Brunnen" in titles(capture)


def test_a_card_is_changed_in_place(
    ideas: list[Idea], capture: CaptureScreen, window: MainWindow, qtbot: QtBot, desk: Desk
) -> None:
    choose(capture, ideas[0])
    QTest.keyClick(capture.board, Qt.Key.Key_F2)
    assert capture.editor.isVisible()
    assert capture.editor.title.text() == "Bänke"
    capture.editor.title.setText("Bänke mit Lehne")
    QTest.keyClick(capture.editor.title, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not capture.editor.isVisible())
    changed = operations.read_idea(desk, ideas[0].id)
    assert (changed.title, changed.cluster_id) == ("Bänke mit Lehne", ideas[0].cluster_id)
    assert "Bänke mit Lehne" in titles(capture)
    assert capture.board.hasFocus()


def test_a_change_that_fails_keeps_the_editor_and_its_text(
    ideas: list[Idea], capture: CaptureScreen, qtbot: QtBot
) -> None:
    choose(capture, ideas[0])
    QTest.keyClick(capture.board, Qt.Key.Key_Return)
    capture.editor.body.setPlainText("viel Text")
    capture.editor.title.setText("   ")
    QTest.keyClick(capture.editor.title, Qt.Key.Key_Return)
    qtbot.waitUntil(capture.editor.banner.isVisible)
    assert capture.editor.banner.message.startswith("The title is empty.")
    assert capture.editor.body.toPlainText() == "viel Text"
    QTest.keyClick(capture.editor.title, Qt.Key.Key_Escape)
    assert not capture.editor.isVisible()
    assert "Bänke" in titles(capture)


def test_a_card_is_deleted_and_brought_back(
    ideas: list[Idea], capture: CaptureScreen, window: MainWindow, qtbot: QtBot
) -> None:
    choose(capture, ideas[0])
    QTest.keyClick(capture.board, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "Bänke" not in titles(capture))
    assert window.status.note.text() == "Deleted: “Bänke”. Ctrl+Z brings it back."
    assert capture.board.currentIndex().isValid()
    QTest.keyClick(capture.board, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "Bänke" in titles(capture))


def test_delete_in_a_text_field_deletes_letters_only(
    ideas: list[Idea], capture: CaptureScreen, window: MainWindow, qtbot: QtBot
) -> None:
    choose(capture, ideas[0])
    capture.entry.title.setText("x")
    capture.entry.title.setFocus()
    capture.entry.title.home(False)
    QTest.keyClick(capture.entry.title, Qt.Key.Key_Delete)
    idle(qtbot, window)
    assert len(titles(capture)) == len(ideas)


def test_typing_on_the_board_begins_the_next_idea(
    ideas: list[Idea], capture: CaptureScreen
) -> None:
    choose(capture, ideas[0])
    QTest.keyClicks(capture.board, "b")
    assert capture.entry.title.hasFocus()
    assert capture.entry.title.text() == "b"


def test_a_scanned_card_is_found_by_code_and_by_address(
    ideas: list[Idea], capture: CaptureScreen, window: MainWindow, qtbot: QtBot
) -> None:
    for scan, idea in (
        (ideas[1].code, ideas[1]),
        (f"http://192.168.0.10:8080/K/{ideas[4].code}", ideas[4]),
    ):
        QTest.keyClicks(capture.entry.title, scan)
        QTest.keyClick(capture.entry.title, Qt.Key.Key_Return)
        idle(qtbot, window)
        card = capture.board.current_card()
        assert card is not None
        assert card.idea is not None
        assert card.idea.id == idea.id
        assert capture.board.hasFocus()
        capture.take_focus()
    assert capture.entry.title.text() == ""
    assert len(titles(capture)) == len(ideas)


def test_a_scanned_blank_card_gets_the_next_idea(
    capture: CaptureScreen,
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
    workshop: Workshop,
    tmp_path: Path,
) -> None:
    manifest = tmp_path / "b.json"
    job = PrintJob(Paper.BLANK, tmp_path / "b.pdf", count=1, manifest=manifest)
    print_paper(desk, workshop.id, job)
    code = json.loads(manifest.read_text())[0]["code"]
    QTest.keyClicks(capture.entry.title, code.lower())
    QTest.keyClick(capture.entry.title, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert capture.entry.fields().code == code
    type_idea(capture, "Bänke")
    idle(qtbot, window)
    assert list_ideas(desk, workshop.id)[0].code == code
    assert capture.entry.fields().code == ""


def test_a_card_from_elsewhere_is_explained_and_can_be_used(
    capture: CaptureScreen, window: MainWindow, qtbot: QtBot
) -> None:
    code = new_card_code()
    QTest.keyClicks(capture.entry.title, code)
    QTest.keyClick(capture.entry.title, Qt.Key.Key_Return)
    qtbot.waitUntil(capture.banner.isVisible)
    assert code in capture.banner.message
    assert capture.entry.fields().code == ""
    QTest.mouseClick(capture.banner.buttons[0], Qt.MouseButton.LeftButton)
    assert capture.entry.fields().code == code
    idle(qtbot, window)
    assert titles(capture) == []


def test_what_others_write_appears(
    capture: CaptureScreen, qtbot: QtBot, desk: Desk, workshop: Workshop
) -> None:
    operations.add_idea(desk, workshop.id, IdeaDraft("Vom Tisch nebenan"))
    qtbot.waitUntil(lambda: titles(capture) == ["Vom Tisch nebenan"])


def test_two_thousand_ideas_draw_only_what_is_seen(
    crowded: Workshop, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_workshop(crowded)
    capture = window.capture
    qtbot.waitUntil(lambda: capture.model.rowCount() == 2009)
    painted: list[CardLine] = []
    monkeypatch.setattr(CardPainter, "paint", lambda *args, **_: painted.append(args[3]))
    capture.board.viewport().repaint()
    assert 0 < len(painted) < 60
    idle(qtbot, window)


@pytest.fixture
def crowded(desk: Desk, workshop: Workshop, tmp_path: Path) -> Workshop:
    """Return a workshop with 2,000 ideas in nine clusters."""
    table = tmp_path / "many.csv"
    rows = [f"Idee {number};Thema {number % 9}" for number in range(2000)]
    table.write_text("\n".join(["Titel;Cluster", *rows]), encoding="utf-8")
    import_file(desk, workshop.id, table)
    return workshop


def test_an_idea_that_is_begun_waits_while_another_workshop_is_open(
    ideas: list[Idea],
    capture: CaptureScreen,
    workshop: Workshop,
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
) -> None:
    capture.entry.title.setText("Halb fer")
    capture.entry.table.setText("7")
    other = create_workshop(desk, "Anderer Abend")
    window.open_workshop(other)
    idle(qtbot, window)
    assert titles(capture) == []
    assert capture.entry.title.text() == ""
    assert capture.has_unsaved_text()
    window.open_workshop(workshop)
    idle(qtbot, window)
    assert capture.entry.title.text() == "Halb fer"
    assert capture.entry.table.text() == "7"
    assert len(titles(capture)) == len(ideas)


def test_an_idea_that_fails_after_leaving_waits_on_its_own_board(
    capture: CaptureScreen,
    workshop: Workshop,
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
    full_disk: pytest.MonkeyPatch,
) -> None:
    other = create_workshop(desk, "Anderer Abend")
    type_idea(capture, "Bänke")
    window.open_workshop(other)
    idle(qtbot, window)
    assert titles(capture) == []
    assert capture.entry.title.text() == ""
    full_disk.undo()
    window.open_workshop(workshop)
    idle(qtbot, window)
    assert titles(capture) == ["Bänke"]
    assert capture.banner.message == "1 idea is not saved."
    QTest.mouseClick(capture.banner.buttons[0], Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert [idea.title for idea in list_ideas(desk, workshop.id)] == ["Bänke"]
    assert not capture.has_unsaved_text()


def test_a_change_that_is_being_typed_is_stored_on_leaving(
    ideas: list[Idea],
    capture: CaptureScreen,
    workshop: Workshop,
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
) -> None:
    other = create_workshop(desk, "Anderer Abend")
    for title, expected in (("Bänke mit Lehne", "Bänke mit Lehne"), ("   ", "Bänke mit Lehne")):
        choose(capture, ideas[0])
        capture.edit_current()
        capture.editor.title.setText(title)
        capture.editor.body.setPlainText("Viel Text")
        window.open_workshop(other)
        idle(qtbot, window)
        assert not capture.editor.isVisible()
        assert operations.read_idea(desk, ideas[0].id).title == expected
        window.open_workshop(workshop)
        idle(qtbot, window)
    assert capture.editor.isVisible()
    assert capture.editor.body.toPlainText() == "Viel Text"


def test_only_one_card_is_changed_at_a_time(ideas: list[Idea], capture: CaptureScreen) -> None:
    choose(capture, ideas[0])
    capture.edit_current()
    capture.editor.title.setText("Bänke mit Lehne")
    choose(capture, ideas[1])
    capture.edit_current()
    assert capture.editor.title.text() == "Bänke mit Lehne"
    assert capture.editor.title.hasFocus()
