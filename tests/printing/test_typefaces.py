"""Signs that the typeface does not have, and a typeface that is not there."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderator.errors import NotFound
from moderator.printing import typefaces
from moderator.printing.typefaces import Weight, typeface

if TYPE_CHECKING:
    from pathlib import Path

FACE = typeface(Weight.REGULAR)


@pytest.mark.parametrize(
    ("text", "printable"),
    [
        ("Grüße – „Bänke“ für 5 €", "Grüße – „Bänke“ für 5 €"),
        ("u\u0308ber", "über"),
        ("Бургер και Ω", "Бургер και Ω"),
        ("שלום", "□□□□"),
        ("👩‍👩‍👧 und 👍🏽", "□ und □"),
        ("❤️", "❤"),
        ("a\u202eb\u2066c\x00d\x07", "abcd"),
        ("Zeile\r\nnoch\reine\tdrei", "Zeile\nnoch\neine drei"),
        ("eng\u00a0und\u2009breit", "eng und breit"),
        ("weich\u00adtrennen", "weichtrennen"),
    ],
)
def test_printable(text: str, printable: str) -> None:
    assert FACE.printable(text) == printable


@given(st.text())
def test_only_signs_with_a_glyph_are_left(text: str) -> None:
    printable = FACE.printable(text)
    assert FACE.printable(printable) == printable
    assert all(unicodedata.category(sign)[0] != "C" for sign in printable if sign != "\n")
    assert FACE.width(printable.replace("\n", "")) >= 0


@pytest.mark.parametrize("weight", Weight)
def test_every_cut_has_figures_of_one_width(weight: Weight) -> None:
    if weight is not Weight.ITALIC:
        assert len({typeface(weight).width(figure) for figure in "0123456789"}) == 1


@pytest.mark.parametrize("content", [None, b"", b"not a font" * 100])
def test_a_missing_or_damaged_file_is_said(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        (tmp_path / f"{Weight.BOLD.value}.ttf").write_bytes(content)
    monkeypatch.setattr(typefaces, "resource", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(NotFound) as caught:
        typeface.__wrapped__(Weight.BOLD)
    assert "SourceSans3-Bold.ttf" in str(caught.value)
