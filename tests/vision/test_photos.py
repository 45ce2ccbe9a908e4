"""Files that are photos, and files that only say so."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from moderator.errors import BadInput
from moderator.vision.photos import grey_from, open_grey, open_photo, photo_from

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TURNED = 6
"""EXIF orientation: the camera was held upright, turn the picture clockwise."""


def picture(width: int = 300, height: int = 200) -> Image.Image:
    """Return a picture that is red on the left and blue on the right."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[:, : width // 2, 0] = 220
    pixels[:, width // 2 :, 2] = 220
    return Image.fromarray(pixels)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return the bytes of a file."""
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def heic(image: Image.Image) -> bytes:
    """Return the bytes of a HEIC file, as iPhones write them."""
    import pillow_heif

    file = BytesIO()
    pillow_heif.from_pillow(image).save(file)
    return file.getvalue()


def exif(orientation: int) -> bytes:
    """Return EXIF data with an orientation."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    return notes.tobytes()


def header_png(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and has hardly any pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rest = chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + rest


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIC"])
def test_all_kinds_of_photos(kind: str) -> None:
    content = heic(picture()) if kind == "HEIC" else saved(picture(), kind)
    photo = photo_from(content, f"wall.{kind.lower()}")
    assert (photo.width, photo.height) == (300, 200)
    assert photo.pixels[100, 20, 2] > 150
    assert photo.pixels[100, 280, 0] > 150
    grey = grey_from(content, "wall").grey()
    assert grey.shape == (200, 300)
    assert np.median(np.abs(grey.astype(int) - photo.grey())) < 3


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_photos_stand_upright(kind: str) -> None:
    content = saved(picture(), kind, exif=exif(TURNED))
    photo, grey = photo_from(content, "turned"), grey_from(content, "turned")
    assert (photo.width, photo.height) == (grey.width, grey.height) == (200, 300)
    assert grey.pixels[20, 100] > grey.pixels[280, 100]
    assert photo.pixels[20, 100, 2] > 150
    assert photo.pixels[280, 100, 0] > 150


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "I;16", "CMYK", "1"])
def test_unusual_colours(mode: str) -> None:
    image = picture().convert("L").convert("I;16") if mode == "I;16" else picture().convert(mode)
    kind = "JPEG" if mode in {"L", "CMYK"} else "PNG"
    assert photo_from(saved(image, kind), "odd").pixels.shape == (200, 300, 3)
    assert grey_from(saved(image, kind), "odd").pixels.shape == (200, 300)


def many_scans(number: int) -> bytes:
    """Return a small progressive JPEG whose last scan stands there `number` times."""
    whole = saved(picture(), "JPEG", progressive=True)
    last, end = whole.rindex(b"\xff\xda"), whole.rindex(b"\xff\xd9")
    return whole[:end] + whole[last:end] * number + whole[end:]


def giant_jpeg() -> bytes:
    """Return a JPEG that claims 200 million pixels."""
    whole = bytearray(saved(picture(), "JPEG"))
    frame = whole.index(b"\xff\xc0") + 5
    whole[frame : frame + 4] = struct.pack(">HH", 12_288, 16_384)
    return bytes(whole)


def giant_webp() -> bytes:
    """Return a WebP that claims 268 million pixels (lossless, RFC 9649, 3.4)."""
    size = (16_383 | 16_383 << 14).to_bytes(4, "little")
    chunk = b"VP8L" + struct.pack("<I", 64) + b"\x2f" + size + bytes(59)
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "text": lambda: b"GIF89a is not welcome here" * 20,
    "gif": lambda: saved(picture(), "GIF"),
    "page": lambda: b"<html><body>photo.jpg</body></html>",
    "jpeg without pixels": lambda: b"\xff\xd8\xff\xe0" + b"\0" * 400,
    "half a jpeg": lambda: saved(picture(), "JPEG")[:900],
    "half a png": lambda: saved(picture(), "PNG")[:200],
    "half a webp": lambda: saved(picture(), "WEBP")[:150],
    "half a heic": lambda: heic(picture())[:400],
    "200 megapixels": lambda: header_png(16_384, 12_288),
    "200 megapixels of jpeg": giant_jpeg,
    "268 megapixels of webp": giant_webp,
    "thousands of scans": lambda: many_scans(5000),
    "moving gif": lambda: saved(
        picture(), "GIF", save_all=True, append_images=[picture().rotate(90)]
    ),
    "drawing": lambda: b"<svg xmlns='http://www.w3.org/2000/svg' width='99999' height='99999'/>",
    "document": lambda: b"%PDF-1.7 photo.jpg",
    "absurd size": lambda: header_png(2_000_000_000, 2_000_000_000),
    "pixels missing": lambda: header_png(4000, 3000),
    "tiny": lambda: saved(picture(40, 30), "JPEG"),
    "moving png": lambda: saved(
        picture(), "PNG", save_all=True, append_images=[picture().rotate(90)]
    ),
    "moving webp": lambda: saved(
        picture(), "WEBP", save_all=True, append_images=[picture().rotate(90)]
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_anything_else_is_refused_in_one_sentence(name: str) -> None:
    content = HOSTILE[name]()
    tracemalloc.start()
    with pytest.raises(BadInput) as refused:
        photo_from(content, "evil.jpg")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(refused.value).startswith("“evil.jpg” is ")
    assert peak < 100_000_000


def test_random_bytes_behind_each_beginning() -> None:
    noise = np.random.default_rng(3).bytes(3000)
    for start in (
        b"\xff\xd8\xff\xe1",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\0\0\0\0WEBP",
        b"\0\0\0 ftypheic",
    ):
        with pytest.raises(BadInput):
            photo_from(start + noise, "noise")


def test_a_photo_in_ten_scans_is_read() -> None:
    assert photo_from(saved(picture(), "JPEG", progressive=True), "progressive").width == 300
    assert photo_from(many_scans(5), "more").width == 300


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_damage_anywhere_is_a_photo_or_one_sentence(kind: str) -> None:
    whole = saved(picture(), kind)
    random = np.random.default_rng(11)
    for _ in range(40):
        damaged = bytearray(whole)
        for place in random.integers(0, len(whole), 3):
            damaged[place] = random.integers(256)
        with suppress(BadInput):
            assert photo_from(bytes(damaged), "damaged").pixels.ndim == 3
            assert grey_from(bytes(damaged), "damaged").pixels.ndim == 2


def test_notes_that_unfold_to_gigabytes_take_no_memory() -> None:
    notes = b"Comment\0\0" + zlib.compress(bytes(60_000_000), 9)
    head = struct.pack(">I", len(notes)) + b"zTXt" + notes
    whole = saved(picture(), "PNG")
    content = whole[:33] + head + struct.pack(">I", zlib.crc32(head[4:])) + whole[33:]
    tracemalloc.start()
    with suppress(BadInput):
        photo_from(content, "notes.png")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def test_a_photo_with_broken_notes_is_still_a_photo() -> None:
    content = saved(picture(), "PNG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    assert photo_from(content, "notes").width == 300


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jpg", tmp_path):
        with pytest.raises(BadInput):
            open_photo(path)
        with pytest.raises(BadInput):
            open_grey(path)
