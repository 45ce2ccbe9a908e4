"""Pictures that come in: small enough, really pictures, and without what cameras add to them."""

from __future__ import annotations

import io
import re

from PIL import Image, ImageOps

from moderator.platform_server.problems import Problem

LARGEST_PICTURE = 5_000_000
_MOST_PIXELS = 40_000_000
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
_NAME = re.compile(r'filename="([0-9A-Za-z._-]{1,100})"')
_UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    OverflowError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def name_in(disposition: str) -> str:
    """Return the file name in a Content-Disposition header, `picture` if it holds none."""
    found = _NAME.search(disposition)
    return found[1] if found else "picture"


def cleaned(data: bytes, media_type: str) -> bytes:
    """Return a picture drawn anew, upright: place, camera and name of its maker stay out.

    Raises:
        Problem: 415, it says that it is something else; 422, it is none, or too large.
    """
    kind = _FORMATS.get(media_type)
    if kind is None:
        raise Problem(415, "media-type", "This kind of content is not taken here.", "JPEG or PNG.")
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise _no_picture()
            image = ImageOps.exif_transpose(opened)
            image.info.clear()
            saved = io.BytesIO()
            mode = "RGBA" if kind == "PNG" and "A" in image.getbands() else "RGB"
            image.convert(mode).save(saved, kind, quality=90, optimize=False)
    except _UNREADABLE as error:
        raise _no_picture() from error
    return saved.getvalue()


def _no_picture() -> Problem:
    return Problem(422, "unfit", "This is not a picture that can be shown.")
