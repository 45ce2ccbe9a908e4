"""Photos of what hangs on walls and is none of a workshop's cards: nothing on them may be accepted.

All of them are drawn from a random generator, seen aside, blurred, noisy and compressed, in the
sizes in which cards appear on a photo of a board.
"""

from __future__ import annotations

from functools import cache, partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from moderator.domain.codes import ALPHABET, CARD_LENGTH, CardCode, with_check
from moderator.domain.workshops import Language
from moderator.i18n import words
from moderator.paths import resource
from moderator.printing.card_drawing import CardFace
from moderator.printing.cards import print_idea_cards
from moderator.printing.page_pictures import draw_page
from moderator.printing.qr_codes import QrEncoder

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

SIZE = (2400, 1800)
"""Width and height of a scene, px."""

ADDRESS = "http://192.168.137.1"
_PAGE_DPI = 50
_VOCABULARY = """Bürgerhaus Sommerfest Programm Eintritt frei Samstag Nachmittag Musik Kuchen
Flohmarkt
Anmeldung Verein Freiwillige Feuerwehr Gemeinde Landkreis Wochenende Wanderung Treffpunkt Rathaus
und der die das mit von zum auf im am bis ab nur alle wir sie neu mehr Uhr Ort Zeit Plan
"""


def random_codes(random: Generator, number: int, but: Container[CardCode] = ()) -> list[CardCode]:
    """Return `number` different card codes, none of those in `but`."""
    found: dict[CardCode, None] = {}
    while len(found) < number:
        code = CardCode(with_check("".join(random.choice(list(ALPHABET), CARD_LENGTH - 1))))
        if code not in but:
            found[code] = None
    return list(found)


def scenes(
    issued: Container[CardCode] = (),
) -> Mapping[str, Callable[[Generator], NDArray[np.uint8]]]:
    """Return what makes each kind of scene, by its name; no code in `issued` is on any of them."""
    return {
        "cards of another workshop": partial(_foreign_cards, issued),
        "posters with codes": _posters,
        "plain codes": _plain_codes,
        "codes like a card's": partial(_alike_codes, issued),
        "book pages": _book_pages,
        "crosswords and patterns": _patterns,
    }


def photographed(flat: NDArray[np.uint8], random: Generator) -> NDArray[np.uint8]:
    """Return a flat picture as a camera sees it: aside, uneven in light, blurred, noisy, JPEG."""
    height, width = flat.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = corners + random.uniform(-0.06, 0.06, (4, 2)) * (width, height)
    view = cv2.getPerspectiveTransform(corners, seen.astype(np.float32))
    picture: NDArray[Any] = cv2.warpPerspective(
        flat, view, (width, height), borderValue=(150, 170, 185)
    )
    left, right = (float(each) for each in random.uniform(0.6, 1.0, 2))
    lamp = np.linspace(left, right, width, dtype=np.float32)[None, :, None]
    picture = cv2.GaussianBlur(picture.astype(np.float32) * lamp, (0, 0), random.uniform(0.5, 1.7))
    picture = picture + random.normal(0, random.uniform(1, 6), picture.shape)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(70, 93))]
    _, data = cv2.imencode(".jpg", np.clip(picture, 0, 255).astype(np.uint8), quality)
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def _foreign_cards(issued: Container[CardCode], random: Generator) -> NDArray[np.uint8]:
    """Return printed cards of codes that nobody here issued."""
    address = ADDRESS if random.random() < 0.5 else ""
    pdf = BytesIO()
    faces = map(CardFace, random_codes(random, 24, issued))
    print_idea_cards(pdf, faces, words(Language.GERMAN), base_url=address)
    pages = [_page(pdf.getvalue(), page) for page in range(1, 7)]
    rows = [np.hstack(pages[:3]), np.hstack(pages[3:])]
    return _fitted(np.vstack(rows))


def _page(pdf: bytes, page: int) -> NDArray[np.uint8]:
    drawn = draw_page(pdf, page, _PAGE_DPI)
    rows = np.frombuffer(drawn.pixels, np.uint8).reshape(drawn.height, drawn.stride)
    return rows[:, : drawn.width * 4].reshape(drawn.height, drawn.width, 4)[..., :3].copy()


def _fitted(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    wall = np.full((SIZE[1], SIZE[0], 3), (120, 155, 190), np.uint8)
    height, width = (min(a, b) for a, b in zip(picture.shape[:2], wall.shape[:2], strict=True))
    wall[:height, :width] = picture[:height, :width]
    return wall


def _posters(random: Generator) -> NDArray[np.uint8]:
    """Return posters: headlines on colour, and a code with an address, a network or a contact."""
    wall = Image.new("RGB", SIZE, (195, 190, 180))
    draw = ImageDraw.Draw(wall)
    for left in range(20, SIZE[0] - 500, 480):
        for top in range(20, SIZE[1] - 560, 600):
            ground = tuple(int(each) for each in random.integers(90, 256, 3))
            draw.rectangle([left, top, left + 450, top + 570], fill=ground)
            for line in range(6):
                spot = (left + 20, top + 15 + 48 * line)
                draw.text(spot, _phrase(random, 3), fill=(20, 20, 30), font=_font(42 - 5 * line))
            side = int(random.integers(70, 220))
            _paste(wall, _symbol(_any_text(random), side), left + 30, top + 320)
    return _bgr(wall)


def _plain_codes(random: Generator) -> NDArray[np.uint8]:
    """Return rows of codes with any text, from small to large."""
    return _sheet_of_codes(random, [_any_text(random) for _ in range(60)])


def _alike_codes(issued: Container[CardCode], random: Generator) -> NDArray[np.uint8]:
    """Return rows of codes that are made as a card's are, alone and with the same address."""
    codes = random_codes(random, 60, issued)
    heads = (f"{ADDRESS}/K/", f"{ADDRESS}/V/", "http://10.0.0.7/K/")
    texts = [code if place % 2 else heads[place % 3] + code for place, code in enumerate(codes)]
    return _sheet_of_codes(random, texts)


def _sheet_of_codes(random: Generator, texts: Sequence[str]) -> NDArray[np.uint8]:
    wall = Image.new("RGB", SIZE, (250, 250, 248))
    for place, text in enumerate(texts):
        row, column = divmod(place, 10)
        spot = (20 + 235 * column, 20 + 290 * row)
        _paste(wall, _symbol(text, int(random.integers(34, 100))), *spot)
    return _bgr(wall)


def _book_pages(random: Generator) -> NDArray[np.uint8]:
    """Return pages of text, as on a wall of newspaper cuttings."""
    wall = Image.new("RGB", SIZE, (246, 243, 236))
    draw = ImageDraw.Draw(wall)
    for column in range(4):
        size = int(random.integers(9, 26))
        lines = int((SIZE[1] - 40) / (1.25 * size))
        for line in range(lines):
            spot = (20 + 600 * column, 20 + int(1.25 * size * line))
            text = _phrase(random, 20)[: int(1080 / size)]
            draw.text(spot, text, fill=(25, 22, 20), font=_font(size))
    return _bgr(wall)


def _patterns(random: Generator) -> NDArray[np.uint8]:
    """Return crosswords, woven cloth and chance modules with finder patterns round them."""
    wall = Image.new("RGB", SIZE, (240, 240, 240))
    for place in range(40):
        row, column = divmod(place, 8)
        cells = int(random.choice([13, 17, 21, 25, 29]))
        grid = (random.random((cells, cells)) < random.uniform(0.3, 0.7)).astype(np.uint8)
        if place % 2 and cells >= 21:
            _put_finders(grid)
        side = int(random.integers(40, 130))
        tile = Image.fromarray(grid * 255).resize((side, side), Image.Resampling.BOX)
        _paste(wall, tile, 30 + 290 * column, 30 + 340 * row)
    return _bgr(wall)


def _put_finders(grid: NDArray[np.uint8]) -> None:
    finder = np.zeros((8, 8), np.uint8)
    finder[7, :] = finder[:, 7] = 1
    finder[1:6, 1:6] = 1
    finder[2:5, 2:5] = 0
    grid[:8, :8] = finder
    grid[:8, -8:] = finder[:, ::-1]
    grid[-8:, :8] = finder[::-1]


def _any_text(random: Generator) -> str:
    name = "".join(random.choice(list("abcdefghkmnprstuvwxyz0123456789"), 8))
    kinds = (
        f"https://{name}.de",
        f"https://www.{name}.example/veranstaltung?id={name}",
        f"WIFI:T:WPA;S:{name};P:{name}{name};;",
        f"BEGIN:VCARD\nN:{name}\nTEL:+49 30 {random.integers(10**6)}\nEND:VCARD",
        name.upper(),
        str(random.integers(10**9)),
    )
    return str(kinds[random.integers(len(kinds))])


def _phrase(random: Generator, number: int) -> str:
    return " ".join(random.choice(_VOCABULARY.split(), number))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource("fonts", "SourceSans3-Regular.ttf")), size)


_ENCODER = QrEncoder()


def _symbol(text: str, side: int) -> Image.Image:
    """Return a symbol with its quiet zone, `side` px with it."""
    rows = np.array([list(row) for row in _ENCODER.encode(text).rows], np.uint8)
    padded = np.pad((rows > 0).astype(np.uint8) * 255, 4, constant_values=255)
    return Image.fromarray(padded).resize((side, side), Image.Resampling.BOX)


def _paste(wall: Image.Image, tile: Image.Image, left: int, top: int) -> None:
    wall.paste(tile.convert("RGB"), (left, top))


def _bgr(picture: Image.Image) -> NDArray[np.uint8]:
    return np.asarray(picture)[..., ::-1].copy()
