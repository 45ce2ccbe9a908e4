from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QFile
from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtWidgets import QLabel

from moderator.domain.workshops import Language
from moderator.settings import TEXT_SCALES
from moderator.ui import icons, theme
from moderator.ui.bindings import Bindings
from moderator.ui.palette import DARK, LIGHT

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from moderator.ui.look import Look

pytestmark = pytest.mark.gui


def test_the_bundled_typeface_is_used_and_its_figures_are_equally_wide(look: Look) -> None:
    font = look.font(16)
    assert QFontInfo(font).family() == theme.FAMILY
    assert len({QFontMetrics(font).horizontalAdvance(figure) for figure in "0123456789"}) == 1


@pytest.mark.parametrize("percent", TEXT_SCALES)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_place_of_the_style_sheet_is_filled(colours: object, percent: int) -> None:
    sheet = theme.style_sheet(colours, percent)  # type: ignore[arg-type]
    assert "$" not in sheet
    assert f"font-size: {round(14 * percent / 100)}px" in sheet
    sizes = {int(size) for size in re.findall(r"font-size: (\d+)px", sheet)}
    assert sizes <= {round(size * percent / 100) for size in theme.TEXT_SIZES}


def test_pictures_of_the_style_sheet_are_there(look: Look) -> None:
    named = set(re.findall(r'url\("([^"]+)"\)', theme.style_sheet(look.colours, 100)))
    assert len(named) >= 6
    missing = [name for name in named if not QFile.exists(name)]
    assert missing == []


def test_days_are_written_as_people_do(look: Look) -> None:
    day = date(2026, 5, 4)
    assert look.day(day) == "4 May 2026"
    look.change_language(Language.GERMAN)
    assert look.day(day) == "4. Mai 2026"


def test_settings_that_cannot_be_written_do_not_stop_anything(look: Look, tmp_path: Path) -> None:
    (tmp_path / "settings.json").unlink(missing_ok=True)
    (tmp_path / "settings.json").mkdir()
    look.change_language(Language.GERMAN)
    assert look.w.language is Language.GERMAN


def test_signs_take_the_colour_they_are_given(look: Look) -> None:
    image = icons.sign_pixmap("check", "#FF0000", 24).toImage()
    inks = {
        image.pixelColor(x, y).name()
        for x in range(24)
        for y in range(24)
        if image.pixelColor(x, y).alpha() > 200
    }
    assert inks == {"#ff0000"}
    icon = look.icon("check")
    assert not icon.isNull()


def test_bound_words_follow_the_language_until_forgotten(look: Look, qtbot: QtBot) -> None:
    label, other = QLabel(), QLabel()
    for each in (label, other):
        qtbot.addWidget(each)
    bound = Bindings(look, label)
    bound.text(label.setText, "Save")
    bound.text(other.setText, "Cancel")
    look.change_language(Language.GERMAN)
    assert (label.text(), other.text()) == ("Speichern", "Abbrechen")
    bound.forget(other.setText)
    look.change_language(Language.ENGLISH)
    assert (label.text(), other.text()) == ("Save", "Abbrechen")
