"""The limit: cards as a competent programmer writes them first, with reportlab and qrcode alone.

The page looks like the product's: same sheet, same text fitted by the same rules, what all cards
share stored once. Text is drawn by the canvas; the code is an image from `qrcode.make`.
"""

from __future__ import annotations

import random
from contextlib import contextmanager
from typing import TYPE_CHECKING

import qrcode
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from moderator.domain.codes import ALPHABET, CARD_LENGTH, CardCode, shown_card_code, with_check
from moderator.domain.ideas import CardColour
from moderator.printing.boxes import points
from moderator.printing.card_drawing import CardFace
from moderator.printing.card_furniture import ASCENT, IDEA_FORM, define_furniture
from moderator.printing.cut_marks import define_cut_marks, draw_cut_marks
from moderator.printing.hyphens import breaks_of
from moderator.printing.inks import BLACK, SLOT, SOFT, TINTS, colour
from moderator.printing.layouts import read_layout
from moderator.printing.qr_codes import card_address
from moderator.printing.sheet_catalogue import read_sheet
from moderator.printing.text_fit import LEADING, Room, fit_text
from moderator.printing.typefaces import Weight, typeface

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from moderator.i18n import Words
    from moderator.printing.layouts import Sizes
    from moderator.printing.typefaces import Typeface

SHEET = "a6"
ADDRESS = "http://192.168.137.1"
_VOCABULARY = """Bank Schatten Markt Lehne Weg Schule Zebrastreifen morgens Jugendtreff Lastenrad
Bahnhof Rathaus Werkstatt Reparatur Samstag Mitfahrbank Landstraße Kino Freibad Frühstück Nachbarn
Straße Brunnen Spielplatz Heft Schrift Abendbus Wochenende Heimweg Sportplatz Baumpaten Grün
Fahrradständer Bücherei Öffnungszeiten Verein Ältere Kinder gemeinsam und mit für ohne neue
sichere offene alte große kleine mehr weniger am im auf vor hinter zwischen jeden ersten
"""
_CLUSTERS = (
    ("Treffpunkte", CardColour.YELLOW),
    ("Unterwegs", CardColour.GREEN),
    ("Miteinander", CardColour.BLUE),
    ("", CardColour.WHITE),
)


def idea_faces(count: int) -> Iterator[CardFace]:
    """Yield `count` cards of believable length, no two alike, the same ones in every run."""
    chance = random.Random(7)
    for number in range(1, count + 1):
        signs = "".join(chance.choices(ALPHABET, k=CARD_LENGTH - 1))
        heading, tint = chance.choice(_CLUSTERS)
        yield CardFace(
            code=CardCode(with_check(signs)),
            title=_sentence(chance, chance.randint(1, 6)),
            body=_sentence(chance, chance.choice((0, 0, 6, 9, 14, 25))),
            number=number,
            table=str(chance.randint(1, 8)),
            cluster=heading,
            colour=tint,
        )


def _sentence(chance: random.Random, length: int) -> str:
    words = " ".join(chance.choices(_VOCABULARY.split(), k=length))
    return words[:1].upper() + words[1:]


@contextmanager
def ascii85(*, used: bool) -> Iterator[None]:
    """Let reportlab write streams as text, as it does unless told otherwise, or as bytes."""
    before, rl_config.useA85 = rl_config.useA85, int(used)
    try:
        yield
    finally:
        rl_config.useA85 = before


def print_plainly(
    target: BinaryIO, faces: Iterable[CardFace], w: Words, *, codes: bool = True
) -> None:
    """Write the cards as PDF to `target`, with or without their QR codes."""
    sheet = read_sheet(SHEET)
    height = points(sheet.page_mm[1])
    canvas = Canvas(target, pagesize=(points(sheet.page_mm[0]), height))
    card = _PlainCard(canvas, w)
    define_cut_marks(canvas, sheet)
    for count, face in enumerate(faces):
        if count and count % sheet.labels == 0:
            draw_cut_marks(canvas)
            canvas.showPage()
        label = sheet.label(count % sheet.labels)
        canvas.saveState()
        canvas.translate(points(label.x), height - points(label.y))
        card.draw(face)
        if codes:
            card.draw_code(card_address(ADDRESS, face.code))
        canvas.restoreState()
    draw_cut_marks(canvas)
    canvas.showPage()
    canvas.save()


class _PlainCard:
    """Draws one card; the origin is its upper left corner."""

    def __init__(self, canvas: Canvas, w: Words) -> None:
        self.layout = read_layout(read_sheet(SHEET).layouts["address"])
        self._canvas = canvas
        self._w = w
        self._breaks = breaks_of(w.language)
        define_furniture(canvas, self.layout, w)

    def draw(self, face: CardFace) -> None:
        canvas, layout = self._canvas, self.layout
        canvas.doForm(IDEA_FORM)
        canvas.setFillColor(colour(SOFT))
        canvas.setFont(typeface(Weight.SEMIBOLD).name, layout.number.size)
        number = self._w("Idea {n}", n=face.number)
        canvas.drawString(points(layout.number.x), -points(layout.number.baseline), number)
        canvas.setFillColor(colour(BLACK))
        canvas.setFont(typeface(Weight.SEMIBOLD).name, layout.code.size)
        code = shown_card_code(face.code)
        canvas.drawRightString(points(layout.code.x), -points(layout.code.baseline), code)
        top = self._paragraph(face.title, typeface(Weight.BOLD), layout.title, layout.text.y)
        self._paragraph(face.body, typeface(Weight.REGULAR), layout.body, top)
        self._footer(face)

    def _paragraph(self, text: str, face: Typeface, sizes: Sizes, top: float) -> float:
        """Draw fitted text from `top` mm; return where the next one may begin."""
        area = self.layout.text
        bottom = area.bottom - self.layout.footer_height - 3
        height = points(min(sizes.highest, bottom - top))
        room = Room(points(area.w), height, sizes.largest, sizes.smallest)
        fitted = fit_text(text, face, room, "[+{}]".format, self._breaks)
        block = self._canvas.beginText(points(area.x), -points(top) - fitted.size * ASCENT)
        block.setFont(face.name, fitted.size, fitted.size * LEADING)
        for line in fitted.lines:
            block.textLine(line)
        self._canvas.drawText(block)
        return top + fitted.height / points(1) + 3

    def _footer(self, face: CardFace) -> None:
        canvas, area = self._canvas, self.layout.text
        canvas.setFont(typeface(Weight.REGULAR).name, self.layout.footer_size)
        canvas.setFillColor(colour(SOFT))
        table = self._w("Table {name}", name=face.table)
        baseline = -points(area.bottom - 2)
        canvas.drawRightString(points(area.right), baseline, table)
        canvas.setFont(typeface(Weight.SEMIBOLD).name, self.layout.footer_size)
        canvas.setFillColor(colour(BLACK))
        if face.cluster:
            width = canvas.stringWidth(face.cluster) + points(4)
            height = points(self.layout.footer_height)
            canvas.setFillColor(colour(TINTS[face.colour]))
            canvas.setStrokeColor(colour(SLOT))
            left, bottom = points(area.x), -points(area.bottom)
            canvas.roundRect(left, bottom, width, height, height / 2, fill=1)
            canvas.setFillColor(colour(BLACK))
            canvas.drawString(left + points(2), baseline, face.cluster)

    def draw_code(self, address: str) -> None:
        """Draw the code as an image with its quiet zone round it."""
        image = qrcode.make(address)
        box = self.layout.qr.box
        quiet = box.grown(box.w / image.width * image.border)
        left, bottom, side = points(quiet.x), -points(quiet.bottom), points(quiet.w)
        self._canvas.drawImage(ImageReader(image.get_image()), left, bottom, side, side)
