"""What handwriting says, as a suggestion: by a package with its own models that may be missing.

The package is the extra `handwriting` of this program. It fetches nothing when it reads; nothing
leaves the computer. See docs/decisions/0027-handwriting-suggestions.md.
"""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_PACKAGES = ("rapidocr", "onnxruntime")
_SETTINGS = {
    "Global.log_level": "error",
    # Crops are upright: no need to ask how they lie.
    "Global.use_cls": False,
    # The other processor stays with the window.
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
_LEAST_SURE = 0.6
"""Lines that the package itself trusts less are left out."""

_SIDE = 800
"""Px of the longer side on which lines are looked for."""

_EDGE = 16
"""Px of paper put around a crop: words at its very edge are not found otherwise."""


class HandwritingReader(Protocol):
    """Reads one crop after the other; slow, so on a thread of its own."""

    def read(self, crop: NDArray[np.uint8]) -> str:
        """Return what is written there in one line, empty if nothing can be read.

        Args:
            crop: upright, BGR, shape (height, width, 3).
        """


def can_read_handwriting() -> bool:
    """Tell whether the package is installed."""
    return all(find_spec(package) is not None for package in _PACKAGES)


def open_handwriting_reader() -> HandwritingReader:
    """Load the package and its models; takes some seconds.

    Raises:
        ImportError: it is not installed.
    """
    return _PackageReader(import_module("rapidocr").RapidOCR(params=_SETTINGS))


class _PackageReader:
    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def read(self, crop: NDArray[np.uint8]) -> str:
        found = self._engine(_prepared(crop))
        return one_line(zip(found.txts or (), found.scores or (), strict=True))


def handwriting_in(reader: HandwritingReader, content: bytes) -> str:
    """Return what is written on a crop, empty if nothing can be read.

    Args:
        reader: that reads it.
        content: the crop as JPEG.
    """
    pixels = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    return "" if pixels is None else reader.read(np.asarray(pixels, np.uint8))


def one_line(lines: Iterable[tuple[str, float]]) -> str:
    """Join lines, each with how sure it is, 0 to 1; a word parted by a hyphen becomes one."""
    text = ""
    for line, sure in lines:
        if sure < _LEAST_SURE or not line.strip():
            continue
        parted = text.endswith("-") and line[:1].islower()
        text = text[:-1] + line.strip() if parted else f"{text} {line.strip()}"
    return _SHARP_S.sub("ß", text.strip())


_SHARP_S = re.compile(r"(?<=[a-zäöü])B(?=[a-zäöü])")
"""The package knows the letter, but mostly takes it for a capital B."""


def _prepared(crop: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = crop.shape[:2]
    part = _SIDE / max(height, width)
    size = max(round(width * part), 1), max(round(height * part), 1)
    sized = cv2.resize(crop, size, interpolation=cv2.INTER_CUBIC if part > 1 else cv2.INTER_AREA)
    paper = [float(each) for each in np.percentile(sized.reshape(-1, 3), 80, axis=0)]
    framed = cv2.copyMakeBorder(sized, _EDGE, _EDGE, _EDGE, _EDGE, cv2.BORDER_CONSTANT, value=paper)
    return np.asarray(framed, np.uint8)
