"""PDF pages as pictures: what ink is where, in millimetres, and which QR codes can be read."""

from __future__ import annotations

from typing import NamedTuple

import pypdfium2
import zxingcpp
from PIL import Image, ImageDraw

from moderator.printing.boxes import Box, points

DARK = 128
PAPER = 250


class ReadCode(NamedTuple):
    """The text of a code and the middle of its symbol in mm from the page's top left."""

    text: str
    x: float
    y: float


class Picture:
    """A page rendered at `dpi`."""

    def __init__(self, image: Image.Image, dpi: int) -> None:
        self.image = image.convert("L")
        self.dpi = dpi

    def _pixels(self, mm: float) -> int:
        return round(mm / 25.4 * self.dpi)

    def edges(self, box: Box) -> tuple[int, int, int, int]:
        """Return left, top, right and bottom of `box` in pixels."""
        left, top, right, bottom = map(self._pixels, (box.x, box.y, box.right, box.bottom))
        return left, top, right, bottom

    def crop(self, box: Box) -> Image.Image:
        return self.image.crop(self.edges(box))

    def has_ink(self, box: Box) -> bool:
        """Tell whether anything but white paper is in `box`."""
        return min(self.crop(box).tobytes()) < PAPER

    def dark_part(self, box: Box) -> Box:
        """Return the bounds of everything dark inside `box`, in mm on the page."""
        bounds = self.crop(box).point(lambda value: 255 if value < DARK else 0).getbbox()
        assert bounds is not None
        left, top, right, bottom = (value / self.dpi * 25.4 for value in bounds)
        return Box(box.x + left, box.y + top, right - left, bottom - top)

    def codes(self, turned: float = 0) -> list[ReadCode]:
        """Return all QR codes, also from the picture `turned` by degrees."""
        picture = self.image.rotate(turned, expand=True, fillcolor=255) if turned else self.image
        return [self._code(found) for found in zxingcpp.read_barcodes(picture)]

    def easy_codes(self, turned: float = 0) -> list[ReadCode]:
        """Return the QR codes that a reader in a hurry finds: no second try, ten times faster."""
        picture = self.image.rotate(turned, expand=True, fillcolor=255) if turned else self.image
        found = zxingcpp.read_barcodes(
            picture,
            formats=zxingcpp.barcode_formats_from_str("QRCode"),
            try_rotate=False,
            try_downscale=False,
            try_invert=False,
        )
        return [self._code(each) for each in found]

    def has_ink_between(self, outer: Box, inner: Box) -> bool:
        """Tell whether anything but white paper lies between two ellipses."""
        image = self.crop(outer)
        mask = Image.new("L", image.size, 0)
        left, top = self._pixels(inner.x - outer.x), self._pixels(inner.y - outer.y)
        draw = ImageDraw.Draw(mask)
        draw.ellipse((0, 0, image.width - 1, image.height - 1), fill=255)
        edge = (left, top, left + self._pixels(inner.w), top + self._pixels(inner.h))
        draw.ellipse(edge, fill=0)
        white = Image.new("L", image.size, 255)
        return min(Image.composite(image, white, mask).tobytes()) < PAPER

    def _code(self, found: zxingcpp.Barcode) -> ReadCode:
        place = found.position
        corners = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
        x = sum(corner.x for corner in corners) / 4 / self.dpi * 25.4
        y = sum(corner.y for corner in corners) / 4 / self.dpi * 25.4
        return ReadCode(found.text, x, y)


class Pages:
    """A PDF opened from its bytes."""

    def __init__(self, data: bytes) -> None:
        self._pdf = pypdfium2.PdfDocument(data)

    def __len__(self) -> int:
        return len(self._pdf)

    @property
    def title(self) -> str:
        return str(self._pdf.get_metadata_dict()["Title"])

    def size_mm(self, page: int) -> tuple[float, float]:
        width, height = self._pdf[page - 1].get_size()
        return width / points(1), height / points(1)

    def picture(self, page: int, dpi: int = 150) -> Picture:
        rendered = self._pdf[page - 1].render(scale=dpi / 72, grayscale=True)
        return Picture(rendered.to_pil(), dpi)

    def text(self, page: int, box: Box | None = None) -> str:
        """Return the text of a page, or of what lies in `box` (mm), on one line."""
        content = self._pdf[page - 1].get_textpage()
        if box is None:
            found = content.get_text_range()
        else:
            height = self._pdf[page - 1].get_height()
            found = content.get_text_bounded(
                left=points(box.x),
                right=points(box.right),
                top=height - points(box.y),
                bottom=height - points(box.bottom),
            )
        return " ".join(found.replace("\ufffe", "-").split())

    def all_text(self) -> str:
        return " ".join(self.text(page) for page in range(1, len(self) + 1))
