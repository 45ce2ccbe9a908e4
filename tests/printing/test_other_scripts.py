"""Hebrew, Arabic and emoji: joined, in the order they are seen, inside their box."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFont, features

from moderator.errors import NotFound
from moderator.i18n import words
from moderator.paths import resource
from moderator.printing import other_scripts
from moderator.printing.card_drawing import CardFace
from moderator.printing.cards import print_idea_cards
from moderator.printing.reading_order import reads_from_right, seen_order
from moderator.printing.streamed_pdf import StreamedCanvas
from moderator.printing.text_fit import Room, fit_text, one_line
from moderator.printing.typefaces import Weight, typeface
from tests.fakes.evenings import card_code
from tests.fakes.rendered_pages import Pages

FACE = typeface(Weight.REGULAR)
BOLD = typeface(Weight.BOLD)
SIZE = 60.0
DPI = 144

HEBREW, ARABIC, EMOJI = "שלום", "مرحبا بكم", "🎉"
MIXED = st.text(
    st.sampled_from(
        "אבגדהוזחטיכלםמןנסעפףצץקרשתְָּׁ"
        "ابةتثجحخدذرزسشصضطظعغفقكلمنهويىءئؤأإآپچژگکیەێڕڵۆڤ\u0651\u064e\u200c،؟١٢٣"
        "abcÄß 12()-\n🎉❤□"
    ),
    max_size=300,
)


@pytest.mark.parametrize(
    ("text", "drawable"),
    [
        (HEBREW, HEBREW),
        (ARABIC, ARABIC),
        ("می\u200cرود", "می\u200cرود"),
        ("שָׁלוֹם", "שָׁלוֹם"),
        ("👩‍👩‍👧 und 👍🏽 ❤️", "👩 und 👍 ❤"),
        ("漢字", "□□"),
        ("ܫܠܡܐ", "□□□□"),
        ("a\u202eb\u2066c", "abc"),
    ],
)
def test_what_some_face_has_is_kept(text: str, drawable: str) -> None:
    assert FACE.drawable(text) == drawable
    assert FACE.drawable(drawable) == drawable


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("Grüße (12)", "Grüße (12)"),
        ("אבג (12)", "(12) גבא"),
        ("Café אבג und דה", "Café גבא und הד"),
        ("אבג A1 דה", "הד A1 גבא"),
        ("Café (א) [+45]", "Café (א) [+45]"),
        ("א (ב) c", "c (ב) א"),
        ("א [b] ((ג))", "((ג)) [b] א"),
        ("«א» 12-15 €", "€ 12-15 «א»"),
    ],
)
def test_lines_are_put_into_the_order_they_are_seen(line: str, seen: str) -> None:
    assert seen_order(line, from_right=reads_from_right(line)) == seen


def drawn(text: str, weight: Weight = Weight.REGULAR) -> Pages:
    """Return a page with one line of text at `SIZE` pt, its baseline in the middle."""
    target = BytesIO()
    canvas = StreamedCanvas(target, (600, 200), "de", "")
    face = typeface(weight)
    canvas.put(canvas.text_operators(face, SIZE, 20, 100, [face.drawable(text)]))
    canvas.showPage()
    canvas.save()
    return Pages(target.getvalue())


def ink(image: Image.Image) -> Image.Image:
    """Return what is dark, cut to its edges."""
    dark = image.convert("L").point(lambda value: 255 if value < 128 else 0)
    box = dark.getbbox()
    assert box is not None
    return dark.crop(box)


@pytest.mark.skipif(not features.check("raqm"), reason="Pillow comes without its shaping library")
@pytest.mark.parametrize("weight", [Weight.REGULAR, Weight.BOLD])
@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("مرحبا", "Arabic"),
        ("سلام", "Arabic"),
        ("می\u200cرود", "Arabic"),
        ("مُحَمَّد", "Arabic"),
        ("ڕۆژباش", "Arabic"),
        ("ښه", "Arabic"),
        ("שלום", "Hebrew"),
        ("שָׁלוֹם", "Hebrew"),
    ],
)
def test_words_look_as_another_typesetter_sets_them(text: str, script: str, weight: Weight) -> None:
    ours = ink(drawn(text, weight).picture(1, DPI).image)
    cut = "Bold" if weight is Weight.BOLD else "Regular"
    file = resource("fonts", "others", f"NotoSans{script}-{cut}.ttf")
    font = ImageFont.truetype(str(file), SIZE * DPI / 72, layout_engine=ImageFont.Layout.RAQM)
    page = Image.new("L", (1200, 400), 255)
    ImageDraw.Draw(page).text((100, 250), text, 0, font, anchor="ls")
    theirs = ink(page)
    assert np.allclose(ours.size, theirs.size, atol=3)
    other = np.asarray(ImageChops.difference(ours, theirs.resize(ours.size)))
    assert (other > 128).mean() < 0.06


@pytest.mark.parametrize("text", ["مرحبا", "سلام", "שָׁלוֹם", "🎉", "abc مرحبا (12) 🎉"])
def test_a_line_is_as_wide_as_it_was_measured(text: str) -> None:
    line = f"|{text}|"
    seen = ink(drawn(line).picture(1, DPI).image).width * 72 / DPI / SIZE
    assert seen == pytest.approx(FACE.width(line) - FACE.width("|") * 0.7, abs=0.12)


@settings(max_examples=150, deadline=None)
@given(MIXED, st.floats(60, 400), st.floats(20, 300))
def test_nothing_leaves_the_box(text: str, width: float, height: float) -> None:
    room = Room(width, height, 20, 10)
    for face in (FACE, BOLD):
        result = fit_text(text, face, room, "[+{}]".format)
        assert all(face.width(line) * result.size <= width + 1e-3 for line in result.lines)
        line = one_line(text, face, width, 10)
        assert face.width(line) * 10 <= width + 1e-3


@settings(max_examples=40, deadline=None)
@given(MIXED)
def test_any_mixture_prints(text: str) -> None:
    target = BytesIO()
    print_idea_cards(target, [CardFace(card_code(1), text, text, 1, text, text)], words("de"))
    assert len(Pages(target.getvalue())) == 1


def test_a_title_that_reads_from_the_right_begins_at_the_right() -> None:
    target = BytesIO()
    cards = [CardFace(card_code(1), HEBREW, "Danach"), CardFace(card_code(2), "Guten Tag")]
    placed = print_idea_cards(target, cards, words("de"))
    picture = Pages(target.getvalue()).picture(1, 150)
    first, second = (card.text_mm for card in placed)
    hebrew = picture.dark_part(first._replace(h=12))
    german = picture.dark_part(second._replace(h=12))
    assert hebrew.right == pytest.approx(first.right, abs=1.2)
    assert german.x == pytest.approx(second.x, abs=1.2)


def test_plain_text_embeds_no_further_font() -> None:
    def fonts(title: str) -> bytes:
        target = BytesIO()
        print_idea_cards(target, [CardFace(card_code(1), title)], words("de"))
        return target.getvalue()

    assert b"Noto" not in fonts("Bänke am Markt → 5 €")
    for title, font in ((HEBREW, b"NotoSansHebrew-Bold"), (EMOJI, b"NotoEmoji-Regular")):
        assert font in fonts(title)


def test_a_missing_file_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        other_scripts, "resource", lambda *parts: resource("fonts", "no", parts[-1])
    )
    other_scripts._font.cache_clear()
    other_scripts.other_font.cache_clear()
    with pytest.raises(NotFound) as caught:
        other_scripts.other_font(ord("ש"), bold=False)
    assert "NotoSansHebrew-Regular.ttf" in str(caught.value)
    other_scripts.other_font.cache_clear()
