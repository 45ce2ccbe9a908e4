"""What comes with the program: a typeface that can print people's names, icons, and licences."""

from __future__ import annotations

from pathlib import Path

import pytest
from defusedxml import ElementTree
from reportlab.pdfbase.ttfonts import TTFont

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
FONTS = sorted((RESOURCES / "fonts").glob("*.ttf"))
ICONS = sorted((RESOURCES / "icons").glob("*.svg"))
# German, Polish, Czech, Turkish, Hungarian, Romanian, Nordic; quotes, dashes, signs used on paper.
NEEDED = (
    "ÄÖÜäöüßẞ ĄĆĘŁŃÓŚŹŻąćęłńóśźż ČĎĚŇŘŠŤŮŽčďěňřšťůž ĞİŞğış ŐŰőű ȘȚșț ÅÆØåæø"
    "„“”‚‘’»«–—… €→≥≤×−·½✓✗●○■□☐☑"
)


def test_the_four_weights_are_there() -> None:
    weights = ["Bold", "Italic", "Regular", "SemiBold"]
    assert [font.stem for font in FONTS] == [f"SourceSans3-{weight}" for weight in weights]


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_reportlab_can_embed_it_and_it_has_every_sign(font: Path) -> None:
    face = TTFont(font.stem, str(font)).face  # refuses outlines it cannot embed
    missing = {sign for sign in NEEDED if sign != " " and ord(sign) not in face.charToGlyph}
    assert not missing


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_figures_line_up(font: Path) -> None:
    widths = [TTFont(font.stem, str(font)).stringWidth(figure, 1000) for figure in "0123456789"]
    assert max(widths) - min(widths) <= 2  # thousandths of the size


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon.stem)
def test_an_icon_takes_the_palette_and_loads_nothing(icon: Path) -> None:
    root = ElementTree.parse(icon).getroot()
    assert root is not None
    assert root.attrib["stroke"] == "currentColor"
    assert root.attrib["viewBox"] == "0 0 24 24"
    drawn = {element.tag.split("}")[1] for element in root.iter()}
    assert drawn <= {"svg", "path", "circle", "rect", "line", "polyline", "polygon", "ellipse"}


def test_licences_lie_beside_what_they_cover() -> None:
    assert "SIL OPEN FONT LICENSE" in (RESOURCES / "fonts" / "OFL.txt").read_text("utf-8")
    assert "ISC License" in (RESOURCES / "icons" / "LICENSE").read_text("utf-8")
