"""Own sheets, made, changed and deleted from the print dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from moderator.operations import sheets
from moderator.operations.sheet_drafts import ACROSS, DOWN, LABEL, NUMBER, ORIGIN, PAGE, PITCH
from moderator.ui.dialogs.confirmation import Confirmation
from moderator.ui.dialogs.sheet_dialog import SheetDialog
from tests.fakes.rendered_pages import Pages
from tests.ui.driving import button, idle, is_shown, shown
from tests.ui.printing.choosing import choose, previewed

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QLineEdit, QWidget
    from pytestqt.qtbot import QtBot

    from moderator.operations.desk import Desk
    from moderator.ui.dialogs.print_dialog import PrintDialog
    from moderator.ui.look import Look
    from moderator.ui.main_window import MainWindow

pytestmark = pytest.mark.gui
KEY = Qt.Key


def type_anew(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


@pytest.fixture
def made(dialog: PrintDialog, window: MainWindow, qtbot: QtBot) -> SheetDialog:
    """Return the dialog for a new sheet, opened by its link."""
    choose(qtbot, dialog, window, "blank")
    button(dialog, "New sheet …").click()
    return shown(SheetDialog)


def test_a_sheet_is_made_and_printed_on(
    made: SheetDialog,
    dialog: PrintDialog,
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
    target: Path,
) -> None:
    QTest.keyClicks(made.title, "Karten vom Verein")
    for row, across, down in ((LABEL, "90", "50"), (NUMBER, "2", "5"), (ORIGIN, "10,5", "20")):
        type_anew(made.fields[row][ACROSS], across)
        type_anew(made.fields[row][DOWN], down)
    assert made.fields[PITCH][ACROSS].text() == "90"
    assert made.about.text() == "10 labels of 90 × 50 mm"
    type_anew(made.fields[PITCH][ACROSS], "95")
    QTest.keyClick(made.fields[PITCH][ACROSS], KEY.Key_Return)
    idle(qtbot, window)
    previewed(qtbot, dialog, window)
    assert not is_shown(SheetDialog)
    form = dialog.form
    assert form.sheet.which.currentText() == "Karten vom Verein – 90 × 50 mm"
    assert form.sheet.about.text() == "10 pieces of 90 × 50 mm on A4 (210 × 297 mm)."
    assert sheets.find_sheet(desk, "Karten vom Verein").origin_mm == (10.5, 20)
    form.count.setValue(10)
    dialog.submit()
    idle(qtbot, window)
    codes = sorted((code.x, code.y) for code in Pages(target.read_bytes()).picture(1, 200).codes())
    assert len(codes) == 10
    assert codes[-1][0] - codes[0][0] == pytest.approx(95, abs=0.4)


def test_a_sheet_is_changed_and_deleted_and_its_choice_stays(
    made: SheetDialog, dialog: PrintDialog, window: MainWindow, qtbot: QtBot, desk: Desk
) -> None:
    QTest.keyClicks(made.title, "Erste")
    made.submit()
    idle(qtbot, window)
    button(dialog, "Change …").click()
    changed = shown(SheetDialog)
    assert changed.title.text() == "Erste"
    type_anew(changed.title, "Zweite")
    type_anew(changed.fields[NUMBER][DOWN], "7")
    changed.submit()
    idle(qtbot, window)
    assert [(each.name, each.rows) for each in sheets.list_sheets(desk) if each.own] == [
        ("zweite", 7)
    ]
    assert dialog.form.wish.sheet == "zweite"
    button(dialog, "Delete …").click()
    question = shown(Confirmation)
    assert "Zweite" in question.sentences[0]
    question.confirm.click()
    idle(qtbot, window)
    assert not any(each.own for each in sheets.list_sheets(desk))
    assert dialog.form.wish.sheet == "a6"
    assert not dialog.form.sheet.change.isVisible()


@pytest.mark.parametrize(
    ("row", "way", "typed", "sentence"),
    [
        (LABEL, ACROSS, "300", "The label is wider than the paper, which measures 210 mm."),
        (LABEL, DOWN, "-4", "A label measures more than 0 mm."),
        (PITCH, ACROSS, "-70", "Labels overlap: from one to the next it is at least 70 mm."),
        (NUMBER, ACROSS, "4", "The last label ends 70 mm outside the paper."),
        (NUMBER, DOWN, "2,5", "This is not a whole number of 1 or more."),
        (ORIGIN, DOWN, "-3", "The first label begins outside the paper."),
        (PAGE, ACROSS, "breit", "This is not a number."),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_field(
    made: SheetDialog, desk: Desk, row: str, way: int, typed: str, sentence: str
) -> None:
    QTest.keyClicks(made.title, "Probe")
    field = made.fields[row][way]
    type_anew(made.fields[PITCH][way], made.fields[PITCH][way].text())
    type_anew(field, typed)
    assert [each.text() for each in made.faults.values() if each.isVisible()] == [sentence]
    assert made.faults[row].isVisible()
    assert field.property("wrong")
    assert field.accessibleDescription() == sentence
    before = made.drawing.grab().toImage()
    QTest.keyClick(field, KEY.Key_Return)
    assert is_shown(SheetDialog)
    assert field.hasFocus()
    assert made.drawing.grab().toImage() == before
    assert not any(each.own for each in sheets.list_sheets(desk))


def test_a_name_is_asked_for_only_once_somebody_wants_to_save(made: SheetDialog) -> None:
    assert not any(each.isVisible() for each in made.faults.values())
    made.confirm.click()
    assert made.faults["title"].text() == "The sheet needs a name."
    assert made.faults["title"].isVisible()
    QTest.keyClicks(made.title, "a6")
    assert made.faults["title"].text() == "There is a sheet of this name already."
    QTest.keyClicks(made.title, " hoch")
    assert not any(each.isVisible() for each in made.faults.values())


def test_the_drawing_follows_every_key(made: SheetDialog) -> None:
    seen = [made.drawing.grab().toImage()]

    def has_changed() -> bool:
        seen.append(made.drawing.grab().toImage())
        return seen[-1] not in seen[:-1]

    type_anew(made.fields[NUMBER][ACROSS], "2")
    assert has_changed()
    QTest.keyClick(made.fields[NUMBER][DOWN], KEY.Key_Down)
    assert made.fields[NUMBER][DOWN].text() == "7"
    assert has_changed()
    type_anew(made.fields[ORIGIN][ACROSS], "100")
    assert has_changed()
    made.round.click()
    assert has_changed()


def test_the_keyboard_goes_from_row_to_row(made: SheetDialog) -> None:
    expected: list[QWidget] = [made.title]
    for fields in made.fields.values():
        expected.extend(fields)
    expected.extend((made.round, made.cut_marks))
    made.title.setFocus()
    for field in expected:
        assert QApplication.focusWidget() is field
        QTest.keyClick(made, KEY.Key_Tab)


def test_buttons_stay_in_sight_in_the_largest_text(
    dialog: PrintDialog, window: MainWindow, qtbot: QtBot, look: Look
) -> None:
    look.change_text_scale(200)
    window.resize(1280, 720)
    for opened in (dialog.sheets.ask_for_new(), dialog.sheets.ask_for_offset()):
        assert opened is not None
        qtbot.waitUntil(opened.confirm.isVisible)
        assert opened.height() <= window.height()
        assert opened.rect().contains(opened.confirm.geometry().translated(opened.box.pos()))
        opened.reject()
