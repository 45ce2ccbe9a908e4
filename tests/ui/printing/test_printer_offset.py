"""Correcting a printer from the print dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from moderator.errors import BadInput
from moderator.operations import sheets
from moderator.operations.papers import Paper, PrintJob, print_paper
from moderator.ui.dialogs.offset_dialog import LONG_MARK_MM, MOST_MM, OffsetDialog
from tests.fakes.rendered_pages import Pages
from tests.ui.driving import button, idle, is_shown, shown
from tests.ui.printing.choosing import choose, previewed

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.dialogs.print_dialog import PrintDialog
    from moderator.ui.main_window import MainWindow

pytestmark = pytest.mark.gui
KEY = Qt.Key


@pytest.fixture
def correcting(dialog: PrintDialog, window: MainWindow, qtbot: QtBot) -> OffsetDialog:
    """Return the dialog for the printer's offset on A6 cards."""
    choose(qtbot, dialog, window, "ideas")
    button(dialog, "Printer offset …").click()
    return shown(OffsetDialog)


def positions(file: Path) -> dict[str, tuple[float, float]]:
    codes = Pages(file.read_bytes()).picture(1, 200).codes()
    return {code.text: (code.x, code.y) for code in codes}


def test_what_is_measured_moves_the_print(  # noqa: PLR0917
    correcting: OffsetDialog,
    dialog: PrintDialog,
    window: MainWindow,
    qtbot: QtBot,
    desk: Desk,
    workshop: Workshop,
    target: Path,
) -> None:
    unmoved = target.with_name("unmoved.pdf")
    print_paper(desk, workshop.id, PrintJob(Paper.IDEAS, unmoved))
    drawn = correcting.drawing.grab().toImage()
    QTest.keyClicks(correcting.measured[0], "48.5")
    QTest.keyClicks(correcting.measured[1], "52")
    assert [field.text() for field in correcting.moves] == ["1.5", "−2"]
    assert correcting.about.text().startswith("Print is moved 1.5 mm to the right and 2 mm up.")
    assert correcting.drawing.grab().toImage() != drawn
    QTest.keyClick(correcting.measured[1], KEY.Key_Return)
    idle(qtbot, window)
    assert not is_shown(OffsetDialog)
    assert sheets.offsets_mm(desk) == {"a6": (1.5, -2)}
    dialog.submit()
    idle(qtbot, window)
    before, after = positions(unmoved), positions(target)
    assert len(before) == 4
    for text, (x, y) in before.items():
        assert after[text] == pytest.approx((x + 1.5, y - 2), abs=0.15)


def test_the_preview_shows_the_labels_where_print_is_moved(
    correcting: OffsetDialog, dialog: PrintDialog, window: MainWindow, qtbot: QtBot, desk: Desk
) -> None:
    view = dialog.preview.view
    assert len(view.labels_mm) == 0
    before = view.image
    correcting.moves[0].setText("3")
    correcting.submit()
    idle(qtbot, window)
    previewed(qtbot, dialog, window)
    assert view.image != before
    assert [tuple(each[:2]) for each in view.labels_mm][:2] == [(0.5, 0), (148.5, 0)]
    assert "Print is moved 3 mm to the right." in dialog.form.sheet.about.text()
    button(dialog, "Printer offset …").click()
    again = shown(OffsetDialog)
    assert [field.text() for field in again.moves] == ["3", "0"]
    again.forget.click()
    again.submit()
    idle(qtbot, window)
    previewed(qtbot, dialog, window)
    assert view.image == before
    assert sheets.offsets_mm(desk) == {}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("viel", "This is not a number."), ("11", "Was the page printed at 100 %?")],
)
def test_an_offset_that_cannot_be_meant_is_told(
    correcting: OffsetDialog, desk: Desk, typed: str, sentence: str
) -> None:
    correcting.moves[1].setText(typed)
    assert correcting.fault.isVisible()
    assert sentence in correcting.fault.text()
    correcting.confirm.click()
    assert is_shown(OffsetDialog)
    assert correcting.moves[1].hasFocus()
    assert sheets.offsets_mm(desk) == {}
    with pytest.raises(BadInput):
        sheets.set_offset(desk, "a6", (0, MOST_MM + 0.1))
    sheets.set_offset(desk, "a6", (0, MOST_MM))


def test_the_calibration_page_is_saved_and_measured_again(
    correcting: OffsetDialog, qtbot: QtBot, target: Path
) -> None:
    correcting.moves[0].setText("2")
    correcting.save_page.click()
    qtbot.waitUntil(correcting.banner.isVisible)
    assert correcting.banner.message == "Saved: chosen.pdf Now measure on the printed page."
    text = Pages(target.read_bytes()).text(1)
    assert f"{LONG_MARK_MM} " in text
    assert "2 mm" in text
    # The page was printed with 2 mm, and is still half a millimetre off.
    QTest.keyClicks(correcting.measured[0], "50.5")
    assert correcting.moves[0].text() == "1.5"
