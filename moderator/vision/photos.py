"""Opens photos: JPEG, PNG, HEIC and WebP, turned upright; refuses what is none, in one sentence.

The kind is told by the first bytes, never by the name. The size is read from the header and checked
before a single pixel is decoded, so that a small file cannot fill the memory.
"""

from __future__ import annotations

import struct
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from moderator.errors import BadInput, msg
from moderator.vision.jpeg_scans import require_sound_scans

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

MOST_PIXELS = 65_000_000
MOST_BYTES = 200_000_000
"""Three bytes for each of the pixels: a PNG that could not be packed at all."""
LEAST_SIDE = 120

_BROKEN_FILE = (
    OSError,
    SyntaxError,  # Pillow's word for a broken header
    ValueError,
    struct.error,
    IndexError,
    KeyError,
    EOFError,
    OverflowError,
    RuntimeError,
    Image.DecompressionBombError,
)


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """A picture ready to be read.

    Attributes:
        name: of its file, for messages.
        pixels: upright, BGR, uint8, shape (height, width, 3).
    """

    name: str
    pixels: NDArray[np.uint8]

    @property
    def width(self) -> int:
        """Width in px."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Height in px."""
        return int(self.pixels.shape[0])

    def grey(self) -> NDArray[np.uint8]:
        """Return the picture in grey, shape (height, width)."""
        return np.asarray(cv2.cvtColor(self.pixels, cv2.COLOR_BGR2GRAY), np.uint8)


def open_photo(file: Path) -> Photo:
    """Open a photo.

    Raises:
        BadInput: the file cannot be read, is no photo, is broken, animated, too large or too small.
    """
    try:
        size = file.stat().st_size
        if not file.is_file():
            raise _no_photo(file.name)
        if size > MOST_BYTES:
            raise _too_large(file.name)
        content = file.read_bytes()
    except OSError as error:
        raise BadInput(
            msg("“{name}” cannot be read."),
            msg("Please look whether the file is there and may be opened."),
            name=file.name,
        ) from error
    return photo_from(content, file.name)


def photo_from(content: bytes, name: str) -> Photo:
    """Open a photo from the bytes of its file; see `open_photo`.

    Raises:
        BadInput: it is no photo, or broken, animated, too large or too small.
    """
    if len(content) > MOST_BYTES:
        raise _too_large(name)
    kind = _kind(content)
    if kind is None:
        raise _no_photo(name)
    try:
        image = kind(BytesIO(content))
    except (*_BROKEN_FILE, UnidentifiedImageError) as error:
        raise _broken(name) from error
    _check(image, name)
    quick = isinstance(image, JpegImageFile) and image.mode in {"RGB", "L"}
    try:
        if isinstance(image, JpegImageFile):
            require_sound_scans(content)
        return Photo(name, _jpeg_pixels(content) if quick else _pixels(image))
    except (*_BROKEN_FILE, cv2.error) as error:
        raise _broken(name) from error
    except MemoryError as error:
        raise _too_large(name) from error


def _kind(content: bytes) -> Callable[[BytesIO], Image.Image] | None:
    if content.startswith(b"\xff\xd8\xff"):
        return JpegImageFile
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PngImageFile
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WebPImageFile
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        return _heif
    return None


_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}


def _heif(file: BytesIO) -> Image.Image:
    # Loaded when it is needed: it brings a decoder of its own.
    from pillow_heif import HeifImageFile  # noqa: PLC0415

    image: Image.Image = HeifImageFile(file)  # type: ignore[no-untyped-call]
    return image


def _check(image: Image.Image, name: str) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise _too_large(name)
    if min(image.size) < LEAST_SIDE:
        raise BadInput(
            msg("“{name}” is too small: {width} × {height} pixels."),
            msg("Please choose the photo as the camera took it, not its preview."),
            name=name,
            width=image.width,
            height=image.height,
        )
    if getattr(image, "is_animated", False) and image.format in {"PNG", "WEBP"}:
        raise BadInput(
            msg("“{name}” is a moving picture."), msg("Please choose a single photo."), name=name
        )


def _jpeg_pixels(content: bytes) -> NDArray[np.uint8]:
    """Decode a JPEG, turned as its EXIF says; three times as fast as Pillow does.

    Raises:
        ValueError: it is not sound, or cannot be decoded.
    """
    pixels = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    if pixels is None:
        raise ValueError
    return np.asarray(pixels, np.uint8)


def _pixels(image: Image.Image) -> NDArray[np.uint8]:
    image.load()
    turned = _upright(image)
    plain = turned if turned.mode in {"RGB", "L"} else _without_alpha(turned)
    array = np.asarray(plain)
    code = cv2.COLOR_RGB2BGR if array.ndim == 3 else cv2.COLOR_GRAY2BGR
    return np.asarray(cv2.cvtColor(array, code), np.uint8)


def _upright(image: Image.Image) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ImageOps.exif_transpose(image)
    except _BROKEN_FILE:
        # A photo whose notes are broken is still a photo.
        return image


def _without_alpha(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        grey = np.asarray(image, np.float64)
        top = max(float(grey.max()), 255.0)
        return Image.fromarray((grey * (255.0 / top)).clip(0, 255).astype(np.uint8))
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        seen = image.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")
    return image.convert("RGB")


def _no_photo(name: str) -> BadInput:
    return BadInput(
        msg("“{name}” is not a photo that can be read."),
        msg("JPEG, PNG, HEIC and WebP work."),
        name=name,
    )


def _broken(name: str) -> BadInput:
    return BadInput(
        msg("“{name}” is damaged or not complete."),
        msg("Please copy it from the camera again, or take another photo."),
        name=name,
    )


def _too_large(name: str) -> BadInput:
    return BadInput(
        msg("“{name}” is too large: photos up to {most} million pixels can be read."),
        msg("Please set the camera to fewer pixels; 12 million are plenty."),
        name=name,
        most=MOST_PIXELS // 1_000_000,
    )
