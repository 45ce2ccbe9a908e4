"""Cards as they come out of the printer: read back from rendered pages."""

from __future__ import annotations

import json
from io import BytesIO, StringIO
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderator.domain.ideas import CardColour
from moderator.errors import BadInput, NotFound
from moderator.i18n import words
from moderator.printing.boxes import Box
from moderator.printing.card_drawing import CardFace
from moderator.printing.cards import idea_face, print_idea_cards
from moderator.printing.manifest import write_manifest
from tests.fakes.evenings import card_code, sample_clusters, sample_ideas
from tests.fakes.rendered_pages import Pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moderator.printing.placed import PlacedCard

ADDRESS = "http://192.168.137.1"
BASES = ("", ADDRESS, "http://192.168.178.123:8080", "https://mitreden.example.org/tupfing")
A4 = (297, 210)
HOSTILE = {
    "long": "Wir wünschen uns mehr Grün. " * 110,
    "one word": "Fördermittelantragsstellung" * 100,
    "no letters": "\n\n\t   \n",
    "right to left": "שלום לכולם, \u202e\u0645\u0631\u062d\u0628\u0627\u202c",
    "emoji": "🎉👩‍👩‍👧👍🏽🇩🇪❤️" * 40,
    "controls": "a\x00b\x07c\x1bd\x85e\ufeff",
    "markup": "<b>&amp; (Klammern) \\( %PDF ' ; BT ET Q",
    "marks": "Z" + "\u0323\u0301" * 300,
    "private": "\ue000\ufffd\U0010ffff",
    "many lines": "x\n" * 2000,
}


def faces() -> list[CardFace]:
    clusters = {cluster.id: cluster for cluster in sample_clusters()}
    return [idea_face(idea, clusters) for idea in sample_ideas()]


def printed(
    cards: Iterable[CardFace], base_url: str = "", language: str = "en"
) -> tuple[Pages, list[PlacedCard]]:
    target = BytesIO()
    placed = print_idea_cards(target, cards, words(language), base_url=base_url, title="Test")
    return Pages(target.getvalue()), placed


@pytest.mark.parametrize(("base_url", "dpi"), list(product(BASES, (150, 300))))
def test_every_code_reads_as_the_manifest_says_and_where_it_says(base_url: str, dpi: int) -> None:
    pages, placed = printed([*faces(), CardFace(card_code(99))], base_url)
    for page in range(1, len(pages) + 1):
        found = {code.text: code for code in pages.picture(page, dpi).codes()}
        expected = {card.url: card for card in placed if card.page == page}
        assert found.keys() == expected.keys()
        for text, card in expected.items():
            assert found[text].x == pytest.approx(card.qr_mm.x + card.qr_mm.w / 2, abs=0.3)
            assert found[text].y == pytest.approx(card.qr_mm.y + card.qr_mm.h / 2, abs=0.3)


@pytest.mark.parametrize("base_url", BASES)
def test_codes_read_from_a_slanted_picture(base_url: str) -> None:
    pages, placed = printed(faces()[:4], base_url)
    found = {code.text for code in pages.picture(1, 150).codes(turned=7)}
    assert found == {card.url for card in placed}


def test_positions_in_the_manifest_agree_with_the_ink() -> None:
    pages, placed = printed(faces()[:4], ADDRESS)
    picture = pages.picture(1, 300)
    for card in placed:
        assert_same_place(picture.dark_part(card.qr_mm.grown(3)), card.qr_mm)
        assert_same_place(picture.dark_part(card.dots_mm.grown(1)), card.dots_mm)


def assert_same_place(seen: Box, stated: Box) -> None:
    for number, expected in zip(seen, stated, strict=True):
        assert number == pytest.approx(expected, abs=0.3)


@pytest.mark.parametrize("base_url", ["", ADDRESS])
def test_nothing_is_printed_within_five_mm_of_paper_or_card_edges(base_url: str) -> None:
    text = HOSTILE["long"]
    full = [
        CardFace(card_code(n), text, text, 123456, text, text, CardColour.RED) for n in range(4)
    ]
    pages, placed = printed(full, base_url)
    picture = pages.picture(1, 150)
    width, height = A4
    assert not any(picture.has_ink(edge) for edge in ring(Box(0, 0, width, height), 0, 4.8))
    for card in placed:
        # Cut marks run along the cut itself, a tenth of a millimetre to either side.
        assert not any(picture.has_ink(edge) for edge in ring(card.card_mm, 0.4, 4.8))


def ring(box: Box, begin: float, end: float) -> Iterator[Box]:
    """Yield the four strips of `box` from `begin` to `end` mm inside its edge."""
    outer, wide = box.grown(-begin), end - begin
    yield Box(outer.x, outer.y, outer.w, wide)
    yield Box(outer.x, outer.bottom - wide, outer.w, wide)
    yield Box(outer.x, outer.y, wide, outer.h)
    yield Box(outer.right - wide, outer.y, wide, outer.h)


@pytest.mark.parametrize("base_url", ["", ADDRESS])
def test_the_quiet_zone_of_the_code_is_white(base_url: str) -> None:
    pages, placed = printed([CardFace(card_code(1), "W" * 300, "W" * 900)], base_url)
    picture = pages.picture(1, 150)
    symbol = placed[0].qr_mm
    quiet = symbol.w / (21 if not base_url else 25) * 4
    assert not any(picture.has_ink(strip) for strip in ring(symbol.grown(quiet), 0.1, quiet - 0.2))


def test_cards_fill_a4_pages_in_order() -> None:
    pages, placed = printed(faces(), ADDRESS)
    assert len(pages) == 3
    assert all(pages.size_mm(page) == pytest.approx(A4, abs=0.01) for page in (1, 2, 3))
    assert [card.page for card in placed] == [1] * 4 + [2] * 4 + [3] * 4
    assert [card.code for card in placed] == [idea.code for idea in sample_ideas()]
    assert [card.card_mm for card in placed[:4]] == [
        Box(0.5, 0, 148, 105),
        Box(148.5, 0, 148, 105),
        Box(0.5, 105, 148, 105),
        Box(148.5, 105, 148, 105),
    ]


def test_text_number_code_cluster_and_table_can_be_read() -> None:
    pages, placed = printed(faces())
    on_card = pages.text(1, placed[0].card_mm)
    for part in ("Idea 1", "5VR 7HJ", "Bänke am Markt", "Treffpunkte", "Table 1", "Dots here"):
        assert part in on_card
    assert "Mit Lehne und im Schatten" in pages.text(1, placed[0].text_mm)


def test_a_blank_card_has_lines_to_write_on_and_its_code() -> None:
    pages, placed = printed([CardFace(card_code(5))])
    assert "One idea, a few words" in pages.text(1, placed[0].text_mm)
    assert pages.picture(1, 150).has_ink(Box(10, 52, 50, 4))
    assert [code.text for code in pages.picture(1, 150).codes()] == [card_code(5)]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_never_breaks_a_page(name: str) -> None:
    text = HOSTILE[name]
    face = CardFace(card_code(1), text, text, 1, text, text, CardColour.BLUE)
    pages, placed = printed([face, CardFace(card_code(2), "Danach")])
    assert {code.text for code in pages.picture(1, 150).codes()} == {card_code(1), card_code(2)}
    assert "Danach" in pages.text(1, placed[1].text_mm)


def test_a_long_text_ends_with_what_is_missing() -> None:
    pages, placed = printed([CardFace(card_code(1), "Mehr Grün", "Wort " * 600)])
    shown = pages.text(1, placed[0].text_mm)
    missing = int(shown.partition("… [")[2].partition(" more characters]")[0].replace(",", ""))
    assert shown.count("Wort") * 5 + missing == pytest.approx(600 * 5, abs=5)


@pytest.mark.parametrize("language", ["de", "en"])
def test_cards_speak_the_language_of_their_workshop(language: str) -> None:
    w = words(language)
    pages, _ = printed([CardFace(card_code(1), "Bänke", number=1, table="3")], language=language)
    for part in (w("Dots here"), w("Idea {n}", n=1), w("Table {name}", name="3")):
        assert part in pages.text(1)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=60))
def test_any_text_prints(title: str, body: str, label: str) -> None:
    pages, _ = printed([CardFace(card_code(1), title, body, 1, label, label)])
    assert len(pages) == 1


def test_the_same_cards_give_the_same_bytes() -> None:
    first, second = BytesIO(), BytesIO()
    for target in (first, second):
        print_idea_cards(target, faces(), words("de"), base_url=ADDRESS)
    assert first.getvalue() == second.getvalue()


def test_the_document_has_a_title_and_embeds_all_its_fonts() -> None:
    target = BytesIO()
    print_idea_cards(target, faces(), words("en"), title="Projektwerkstatt Ü")
    data = target.getvalue()
    assert Pages(data).title == "Projektwerkstatt Ü"
    assert b"Helvetica" not in data
    assert data.count(b"/FontFile2") == data.count(b"/Type /FontDescriptor") >= 3


def test_pages_are_written_while_later_cards_are_still_made() -> None:
    target = BytesIO()
    sizes = []

    def slow_faces() -> Iterator[CardFace]:
        for number in range(40):
            sizes.append(target.tell())
            yield CardFace(card_code(number), f"Idee {number}")

    print_idea_cards(target, slow_faces(), words("en"))
    pages_written = len(set(sizes)) - 2  # nothing yet, then the head of the file
    assert pages_written == 9


def test_a_card_takes_less_than_900_bytes_beside_the_fonts() -> None:
    def size(count: int) -> int:
        target = BytesIO()
        cards = [
            CardFace(card_code(n), f"Idee Nummer {n}", "Mit Lehne und im Schatten.", n)
            for n in range(count)
        ]
        print_idea_cards(target, cards, words("en"), base_url=ADDRESS)
        return len(target.getvalue())

    assert (size(104) - size(4)) / 100 < 900


def test_the_manifest_is_what_the_contract_says() -> None:
    _, placed = printed(faces()[:1], ADDRESS)
    text = StringIO()
    write_manifest(placed, text)
    (entry,) = json.loads(text.getvalue())
    assert entry == {
        "page": 1,
        "code": card_code(1),
        "url": f"{ADDRESS}/K/{card_code(1)}",
        "card_mm": [0.5, 0.0, 148.0, 105.0],
        "qr_mm": [108.5, 6.0, 34.0, 34.0],
        "dots_mm": [85.5, 46.0, 58.0, 54.0],
        "text_mm": [6.5, 15.0, 74.0, 84.0],
        "markers": [],
    }


@pytest.mark.parametrize(
    ("cards", "base_url", "sheet", "error"),
    [
        ([], "", "a6", BadInput),
        ([CardFace(card_code(1))], "javascript:alert(1)", "a6", BadInput),
        ([CardFace(card_code(1))], "", "a0", NotFound),
    ],
)
def test_what_cannot_be_printed_is_refused_before_a_byte_is_written(
    cards: list[CardFace], base_url: str, sheet: str, error: type[Exception]
) -> None:
    target = BytesIO()
    with pytest.raises(error):
        print_idea_cards(target, cards, words("en"), base_url=base_url, sheet=sheet)
    assert target.getvalue() == b""


def test_a_small_label_cuts_the_body_before_the_title() -> None:
    title = "Straßenentwässerungsinvestitionskosten kürzen"
    target = BytesIO()
    face = CardFace(card_code(1), title, "Mit Lehne und im Schatten. " * 20)
    placed = print_idea_cards(target, [face], words("de"), sheet="avery-3474")
    shown = Pages(target.getvalue()).text(1, placed[0].text_mm)
    letters = "".join(filter(str.isalpha, shown.partition("Mit Lehne")[0]))
    assert letters == title.replace(" ", "")
    assert "… [+" in shown
