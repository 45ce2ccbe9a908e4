"""The print dialog, used like a person would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QWheelEvent
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from moderator.domain.workshops import Language
from moderator.operations.papers import Paper, PrintJob
from moderator.operations.sheet_drafts import DOWN, ORIGIN
from moderator.operations.voting_cards import count_voting_codes
from moderator.settings import AddressKind, PrintChoice, read_settings
from moderator.ui.dialogs.print_dialog import PrintDialog
from moderator.ui.printing import printer_output
from tests.fakes.rendered_pages import Pages
from tests.fakes.store_contents import store_contents
from tests.ui.driving import button, idle, is_shown
from tests.ui.printing.choosing import choose, go_to, previewed

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from moderator.domain.ideas import Idea
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.paths import Paths
    from moderator.ui.capture_screen import CaptureScreen
    from moderator.ui.look import Look
    from moderator.ui.main_window import MainWindow

pytestmark = pytest.mark.gui
CTRL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


def test_the_preview_shows_the_pages_of_the_pdf_and_turns_them(
    dialog: PrintDialog, window: MainWindow, qtbot: QtBot
) -> None:
    assert dialog.form.paper.currentText() == "Idea cards of the board"
    assert dialog.preview.place.text() == "Page 1 of 2"
    first = dialog.preview.view.image
    assert first is not None
    assert first.width() / first.height() == pytest.approx(297 / 210, abs=0.01)
    QTest.keyClick(dialog, KEY.Key_PageDown)
    previewed(qtbot, dialog, window)
    assert dialog.preview.place.text() == "Page 2 of 2"
    assert dialog.preview.view.image != first
    assert not dialog.preview.forth.isEnabled()
    QTest.keyClick(dialog, KEY.Key_PageDown)
    QTest.keyClick(dialog, KEY.Key_PageUp)
    previewed(qtbot, dialog, window)
    assert dialog.preview.view.image == first


def test_the_preview_is_enlarged_by_keys_and_by_the_wheel(
    dialog: PrintDialog, window: MainWindow, qtbot: QtBot
) -> None:
    view = dialog.preview.view
    fitted, before = view.percent, view.image
    assert view.is_fitted
    assert before is not None
    QTest.keyClick(dialog, KEY.Key_Plus)
    previewed(qtbot, dialog, window)
    qtbot.waitUntil(lambda: view.image is not None and view.image.width() > before.width())
    larger = view.percent
    assert larger > fitted
    wheel = QWheelEvent(
        QPointF(20, 20),
        QPointF(view.mapToGlobal(QPoint(20, 20))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.percent < larger
    QTest.keyClick(dialog, KEY.Key_Minus)
    QTest.keyClick(dialog, KEY.Key_0, CTRL)
    assert (view.percent, view.is_fitted) == (fitted, True)


def test_kind_and_sheet_are_chosen_by_keys_and_said_in_words(
    dialog: PrintDialog, window: MainWindow, qtbot: QtBot
) -> None:
    form = dialog.form
    assert form.sheet.about.text() == "4 pieces of 148 × 105 mm on A4 landscape (297 × 210 mm)."
    choose(qtbot, dialog, window, "blank")
    assert form.count.isVisible()
    go_to(form.sheet.which, "avery-3474")
    assert form.sheet.which.currentText() == "Avery Zweckform 3474 – 70 × 37 mm"
    assert form.sheet.about.text() == "24 pieces of 70 × 37 mm on A4 (210 × 297 mm)."
    previewed(qtbot, dialog, window)
    assert dialog.preview.place.text() == "Page 1 of 2"
    form.start.setValue(24)
    form.count.setValue(26)
    qtbot.waitUntil(lambda: dialog.preview.place.text() == "Page 1 of 3")
    choose(qtbot, dialog, window, "join")
    assert not form.count.isVisible()
    assert not form.start.isVisible()
    assert form.wifi_name.isVisible()


def test_no_preview_issues_a_code(
    dialog: PrintDialog, window: MainWindow, qtbot: QtBot, desk: Desk
) -> None:
    before = store_contents(desk)
    seen = set()
    for paper in ("blank", "ballots", "coasters", "tables", "join", "projects", "calibration"):
        choose(qtbot, dialog, window, paper)
        assert dialog.preview.place.text().startswith("Page 1 of")
        if dialog.preview.samples.isVisible():
            seen.add(paper)
    assert seen == {"blank", "ballots", "coasters"}
    assert store_contents(desk) == before


def test_what_cannot_be_previewed_is_explained_in_its_place(
    dialog: PrintDialog, window: MainWindow, qtbot: QtBot
) -> None:
    choose(qtbot, dialog, window, "results")
    assert dialog.preview.trouble.isVisible()
    assert "There is no result to print yet." in dialog.preview.trouble.text()
    assert dialog.preview.place.text() == ""


def test_an_address_that_does_not_outlive_the_evening_is_warned_about(
    dialog: PrintDialog, window: MainWindow, qtbot: QtBot
) -> None:
    choice = dialog.form.address
    assert not choice.address.isVisible()
    QTest.keyClick(choice.kind, KEY.Key_Down)
    assert choice.address.isVisible()
    QTest.keyClicks(choice.address, "http://192.168.0.10:8080")
    assert choice.warning.isVisible()
    assert "tonight’s network" in choice.warning.text
    previewed(qtbot, dialog, window)
    assert dialog.preview.place.text() == "Page 1 of 2"
    for paper in ("join", "calibration"):
        choose(qtbot, dialog, window, paper)
        assert not choice.warning.isVisible()
    choose(qtbot, dialog, window, "ideas")
    QTest.keyClick(choice.kind, KEY.Key_Down)
    assert not choice.warning.isVisible()
    QTest.keyClicks(choice.address, "https://example.org")
    assert not choice.warning.isVisible()
    QTest.keyClick(choice.kind, KEY.Key_Up)
    assert choice.address.text() == "http://192.168.0.10:8080"


def test_a_file_is_saved_and_the_choice_is_remembered(
    dialog: PrintDialog, window: MainWindow, qtbot: QtBot, target: Path, tmp_path: Path
) -> None:
    choose(qtbot, dialog, window, "blank")
    go_to(dialog.form.sheet.which, "dl")
    dialog.form.count.setValue(5)
    QTest.keyClick(dialog.form.address.kind, KEY.Key_Down)
    QTest.keyClicks(dialog.form.address.address, "http://10.0.0.2")
    QTest.keyClick(dialog.form.address.address, KEY.Key_Return)
    idle(qtbot, window)
    assert not is_shown(PrintDialog)
    assert window.banner.message == "Saved: chosen.pdf 5 cards on 2 pages."
    assert len(Pages(target.read_bytes())) == 2
    remembered = PrintChoice("blank", "dl", 5, AddressKind.LOCAL, "http://10.0.0.2", "")
    assert read_settings(tmp_path / "settings.json").printing == remembered
    again = window.files.ask_what_to_print()
    assert again is not None
    previewed(qtbot, again, window)
    assert again.form.choice == remembered
    assert again.form.start.value() == 1


def test_a_big_job_shows_its_pages_and_is_stopped_without_a_file(
    dialog: PrintDialog, window: MainWindow, qtbot: QtBot, desk: Desk, target: Path
) -> None:
    before = store_contents(desk)
    choose(qtbot, dialog, window, "blank")
    dialog.form.count.setValue(400)
    qtbot.waitUntil(lambda: dialog.preview.place.text() == "Page 1 of 100")
    dialog.line.bar.valueChanged.connect(lambda _page: dialog.cancel.click())
    button(dialog, "Save as PDF …").click()
    assert dialog.line.isVisible()
    assert not dialog.confirm.isEnabled()
    idle(qtbot, window)
    assert dialog.isVisible()
    assert dialog.banner.message == "Printing was stopped. No file was left behind."
    assert list(target.parent.iterdir()) == []
    assert store_contents(desk) == before
    assert dialog.confirm.isEnabled()
    QTest.keyClick(dialog, KEY.Key_Escape)
    assert not is_shown(PrintDialog)


def test_voting_cards_warn_and_are_never_opened(
    dialog: PrintDialog,
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
    workshop: Workshop,
    target: Path,
) -> None:
    choose(qtbot, dialog, window, "ballots")
    assert dialog.form.secret.isVisible()
    assert "shown only once" in dialog.form.secret.text
    assert not dialog.view_file.isVisible()
    assert dialog.form.count.value() == 12
    dialog.submit()
    idle(qtbot, window)
    assert "12 cards on 2 pages." in window.banner.message
    assert window.banner.buttons == []
    assert count_voting_codes(desk, workshop.id, PrintJob(Paper.BALLOTS, target)) == 12


@pytest.mark.parametrize(("answer", "codes"), [("Replace", 3), ("Add more", 15)])
def test_voting_cards_made_before_are_asked_about(  # noqa: PLR0917
    dialog: PrintDialog,
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
    workshop: Workshop,
    target: Path,
    answer: str,
    codes: int,
) -> None:
    choose(qtbot, dialog, window, "ballots")
    dialog.submit()
    idle(qtbot, window)
    target.unlink()
    again = window.files.ask_what_to_print()
    assert again is not None
    previewed(qtbot, again, window)
    again.form.count.setValue(3)
    again.submit()
    idle(qtbot, window)
    assert again.banner.message.startswith("12 voting codes were made before")
    assert not target.exists()
    qtbot.waitUntil(lambda: all(each.isVisible() for each in again.banner.buttons))
    button(again, answer).click()
    idle(qtbot, window)
    assert target.exists()
    assert ("12 former voting codes are invalid" in window.banner.message) == (answer == "Replace")
    assert count_voting_codes(desk, workshop.id, PrintJob(Paper.BALLOTS, target)) == codes


def test_open_writes_into_the_profile_and_shows_it(
    dialog: PrintDialog,
    window: MainWindow,
    qtbot: QtBot,
    paths: Paths,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []

    def no_viewer(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", no_viewer)
    button(dialog, "Open").click()
    idle(qtbot, window)
    file = paths.profile / "opened" / "Marktplatz.pdf"
    assert opened == [file.as_posix()]
    assert len(Pages(file.read_bytes())) == 2
    assert "no program that shows a PDF" in dialog.banner.message


def test_a_computer_without_a_printer_says_so(
    dialog: PrintDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    button(dialog, "Print …").click()
    assert dialog.banner.message.startswith("This computer has no printer. Save a PDF")


def test_a_printer_gets_every_page_in_its_true_size(
    dialog: PrintDialog,
    window: MainWindow,
    qtbot: QtBot,
    paths: Paths,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printer.pdf"))
    printer.setResolution(300)
    monkeypatch.setattr(printer_output, "choose_printer", lambda *_: printer)
    button(dialog, "Print …").click()
    idle(qtbot, window)
    assert window.banner.message == "Sent to the printer. 6 cards on 2 pages."
    pages = Pages((tmp_path / "printer.pdf").read_bytes())
    assert len(pages) == 2
    assert pages.size_mm(1) == pytest.approx((297, 210), abs=0.5)
    codes = sorted((code.x, code.y) for code in pages.picture(1, 200).codes())
    assert len(codes) == 4
    # Cards of A6 stand 148 mm apart, and so do their codes.
    assert codes[3][0] - codes[0][0] == pytest.approx(148, abs=0.4)
    assert [each.name for each in paths.profile.glob("printing-*")] == []


def test_voting_cards_that_a_printer_left_off_are_to_be_replaced(  # noqa: PLR0917
    dialog: PrintDialog,
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
    workshop: Workshop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printer.pdf"))
    monkeypatch.setattr(printer_output, "choose_printer", lambda *_: printer)
    choose(qtbot, dialog, window, "ballots")

    def stop_at_the_second_page(page: int) -> None:
        if dialog.outlet.paper_job is not None and page == 2:
            dialog.cancel.click()

    dialog.line.bar.valueChanged.connect(stop_at_the_second_page)
    button(dialog, "Print …").click()
    qtbot.waitUntil(dialog.banner.isVisible)
    idle(qtbot, window)
    assert "The codes were made all the same." in dialog.banner.message
    job = PrintJob(Paper.BALLOTS, tmp_path / "x.pdf")
    assert count_voting_codes(desk, workshop.id, job) == 12
    assert dialog.confirm.isEnabled()


def test_a_warning_is_whole_in_large_text_and_a_small_window(
    ideas: list[Idea],
    capture: CaptureScreen,
    window: MainWindow,
    look: Look,
    qtbot: QtBot,
) -> None:
    look.change_text_scale(125)
    window.resize(1280, 720)
    opened = window.files.ask_what_to_print()
    assert opened is not None
    qtbot.waitUntil(lambda: opened.form.paper.count() == len(Paper))
    choose(qtbot, opened, window, "ballots")
    secret = opened.form.secret
    text = next(each for each in secret.findChildren(QLabel) if each.text() == secret.text)
    assert text.heightForWidth(text.width()) > text.fontMetrics().height()
    assert text.height() >= text.heightForWidth(text.width())


def test_the_keyboard_goes_down_the_form(
    dialog: PrintDialog, window: MainWindow, qtbot: QtBot
) -> None:
    choose(qtbot, dialog, window, "ballots")
    form = dialog.form
    form.paper.setFocus()
    for expected in (
        form.paper,
        form.sheet.which,
        form.sheet.new,
        form.sheet.offset,
        form.count,
        form.start,
        form.backs,
        form.stock.kind,
        form.address.kind,
    ):
        assert QApplication.focusWidget() is expected
        QTest.keyClick(dialog, KEY.Key_Tab)


def test_new_words_reach_lists_and_numbers_while_the_dialog_is_open(
    dialog: PrintDialog, window: MainWindow, look: Look, qtbot: QtBot
) -> None:
    made = dialog.sheets.ask_for_new()
    written = [made.fields[ORIGIN][DOWN].text()]
    look.change_language(Language.GERMAN)
    written.append(made.fields[ORIGIN][DOWN].text())
    assert written == ["0.5", "0,5"]
    assert made.draft.origin_mm == (0.0, 0.5)
    assert dialog.form.paper.currentText() == "Ideenkarten der Pinnwand"
    made.reject()
