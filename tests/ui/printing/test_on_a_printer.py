"""From the system's own dialog to the paper: nothing scaled or moved, only pages asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from moderator.operations.papers import Paper, PrintJob, print_paper
from moderator.ui.printing import printer_output
from moderator.ui.printing.print_wish import PrintWish
from tests.fakes.rendered_pages import Pages
from tests.ui.driving import button, idle
from tests.ui.printing.choosing import choose

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.dialogs.print_dialog import PrintDialog
    from moderator.ui.main_window import MainWindow

pytestmark = pytest.mark.gui


def printer_to(file: Path, dpi: int) -> QPrinter:
    """Return a printer whose paper is a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(dpi)
    return printer


@pytest.mark.parametrize(("sheet", "dpi"), [("a6", 300), ("avery-l7160", 1200)])
def test_paper_and_pdf_agree_to_a_third_of_a_millimetre(  # noqa: PLR0917
    dialog: PrintDialog,
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
    workshop: Workshop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sheet: str,
    dpi: int,
) -> None:
    reference, paper = tmp_path / "reference.pdf", tmp_path / "paper.pdf"
    print_paper(desk, workshop.id, PrintJob(Paper.IDEAS, reference, sheet=sheet))
    monkeypatch.setattr(printer_output, "choose_printer", lambda *_: printer_to(paper, dpi))
    dialog.form.sheet.choose(sheet)
    button(dialog, "Print …").click()
    idle(qtbot, window)
    drawn, printed = Pages(reference.read_bytes()), Pages(paper.read_bytes())
    assert len(printed) == len(drawn)
    seen = 0
    for page in range(1, len(drawn) + 1):
        assert printed.size_mm(page) == pytest.approx(drawn.size_mm(page), abs=0.3)
        expected = {each.text: (each.x, each.y) for each in drawn.picture(page, 200).codes()}
        found = {each.text: (each.x, each.y) for each in printed.picture(page, 200).codes()}
        assert found.keys() == expected.keys()
        for text, place in expected.items():
            assert found[text] == pytest.approx(place, abs=0.3)
        seen += len(found)
    assert seen == 6


def test_only_the_pages_that_were_asked_for_are_printed(
    dialog: PrintDialog,
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paper = tmp_path / "paper.pdf"
    printer = printer_to(paper, 300)
    monkeypatch.setattr(printer_output, "choose_printer", lambda *_: printer)
    printer.setFromTo(3, 4)
    button(dialog, "Print …").click()
    qtbot.waitUntil(dialog.banner.isVisible)
    idle(qtbot, window)
    assert "the document ends with page 2" in dialog.banner.message
    printer.setFromTo(2, 2)
    button(dialog, "Print …").click()
    idle(qtbot, window)
    printed = Pages(paper.read_bytes())
    assert len(printed) == 1
    assert len(printed.picture(1, 200).codes()) == 2


def test_the_systems_dialog_leads_to_paper(
    dialog: PrintDialog,
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The dialog is Qt's own; without a printer it offers to print into a file."""
    paper = tmp_path / "paper.pdf"
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Fake"])
    opened: list[bool] = []

    def answer() -> None:
        system = QApplication.activeModalWidget()
        assert isinstance(system, QPrintDialog)
        opened.append(system.testOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange))
        field = next(
            each for each in system.findChildren(QLineEdit) if each.objectName() == "filename"
        )
        field.setText(str(paper))
        accept = next(each for each in system.findChildren(QPushButton) if each.isDefault())
        accept.click()

    QTimer.singleShot(0, answer)
    button(dialog, "Print …").click()
    idle(qtbot, window)
    assert opened == [True]
    assert window.banner.message == "Sent to the printer. 6 cards on 2 pages."
    assert len(Pages(paper.read_bytes())) == 2


def test_the_systems_dialog_can_be_left(
    dialog: PrintDialog, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Fake"])
    choose(qtbot, dialog, window, "blank")
    ranges: list[bool] = []

    def leave() -> None:
        system = QApplication.activeModalWidget()
        assert isinstance(system, QPrintDialog)
        # A page left out would be cards with codes that nobody holds.
        ranges.append(system.testOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange))
        system.reject()

    QTimer.singleShot(0, leave)
    button(dialog, "Print …").click()
    assert ranges == [False]
    assert dialog.isVisible()
    assert dialog.confirm.isEnabled()


def test_fronts_and_backs_are_meant_for_one_sheet() -> None:
    assert PrintWish("projects").is_two_sided
    assert PrintWish("ballots", backs=True).is_two_sided
    assert not PrintWish("ideas").is_two_sided
