"""Opens photos: JPEG, PNG, HEIC and WebP, turned upright; refuses what is none, in one sentence.

The kind is told by the first bytes, never by the name. The size is read from the header and checked
before a single pixel is decoded, so that a small file cannot fill the memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from moderator.errors import BadInput, msg
from moderator.vision.jpeg_scans import require_sound_scans
from moderator.vision.photo_pixels import BROKEN, Wanted, jpeg_pixels, pixels_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

MOST_PIXELS = 65_000_000
MOST_BYTES = 200_000_000
"""Three bytes for each of the pixels: a PNG that could not be packed at all."""
LEAST_SIDE = 120


@dataclass(frozen=True, slots=True, eq=False)
class _Picture:
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


class Photo(_Picture):
    """A picture ready to be read.

    Attributes:
        name: of its file, for messages.
        pixels: upright, BGR, uint8, shape (height, width, 3).
    """

    __slots__ = ()

    def grey(self) -> NDArray[np.uint8]:
        """Return the picture in grey, shape (height, width)."""
        return np.asarray(cv2.cvtColor(self.pixels, cv2.COLOR_BGR2GRAY), np.uint8)


class GreyPhoto(_Picture):
    """A picture ready for a first look: a JPEG is opened in half the time without its colours.

    Attributes:
        name: of its file, for messages.
        pixels: upright, grey, uint8, shape (height, width).
    """

    __slots__ = ()

    def grey(self) -> NDArray[np.uint8]:
        """Return the picture, shape (height, width)."""
        return self.pixels


def open_photo(file: Path) -> Photo:
    """Open a photo.

    Raises:
        BadInput: the file cannot be read, is no photo, is broken, animated, too large or too small.
    """
    return photo_from(_content(file), file.name)


def open_grey(file: Path) -> GreyPhoto:
    """Open a photo without its colours.

    Raises:
        BadInput: see `open_photo`.
    """
    return grey_from(_content(file), file.name)


def _content(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if not file.is_file():
            raise _no_photo(file.name)
        if size > MOST_BYTES:
            raise _too_large(file.name)
        return file.read_bytes()
    except OSError as error:
        raise BadInput(
            msg("“{name}” cannot be read."),
            msg("Please look whether the file is there and may be opened."),
            name=file.name,
        ) from error


def photo_from(content: bytes, name: str) -> Photo:
    """Open a photo from the bytes of its file; see `open_photo`.

    Raises:
        BadInput: it is no photo, or broken, animated, too large or too small.
    """
    return Photo(name, _decoded(content, name, Wanted.COLOUR))


def grey_from(content: bytes, name: str) -> GreyPhoto:
    """Open a photo without its colours from the bytes of its file; see `open_photo`.

    Raises:
        BadInput: it is no photo, or broken, animated, too large or too small.
    """
    return GreyPhoto(name, _decoded(content, name, Wanted.GREY))


def is_jpeg(content: bytes) -> bool:
    """Tell whether a file says that it is a JPEG."""
    return _kind(content) is JpegImageFile


def _decoded(content: bytes, name: str, wanted: Wanted) -> NDArray[np.uint8]:
    if len(content) > MOST_BYTES:
        raise _too_large(name)
    kind = _kind(content)
    if kind is None:
        raise _no_photo(name)
    try:
        image = kind(BytesIO(content))
    except (*BROKEN, UnidentifiedImageError) as error:
        raise _broken(name) from error
    _check(image, name)
    quick = isinstance(image, JpegImageFile) and image.mode in {"RGB", "L"}
    try:
        if isinstance(image, JpegImageFile):
            require_sound_scans(content)
        return jpeg_pixels(content, wanted) if quick else pixels_of(image, wanted)
    except (*BROKEN, cv2.error) as error:
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
