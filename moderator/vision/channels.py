"""What the three channels of each pixel say together: mean, least and span.

The same as NumPy's `mean`, `min` and so on along the last axis, in a tenth of their time: NumPy
goes through an axis of three number by number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Plane = NDArray[np.float32]
    """One number a pixel, shape (height, width)."""

    Picture = NDArray[np.float32]
    """Three numbers a pixel, shape (height, width, 3)."""

_THIRDS = np.full((1, 3), 1 / 3, np.float32)


def mean_of(picture: Picture) -> Plane:
    """Return the mean of the channels of each pixel."""
    return np.asarray(cv2.transform(picture, _THIRDS), np.float32)


def least_of(picture: Picture) -> Plane:
    """Return the smallest channel of each pixel."""
    first, second, third = cv2.split(picture)
    return np.asarray(cv2.min(cv2.min(first, second), third), np.float32)


def span_of(picture: Picture) -> Plane:
    """Return by how much the largest channel of each pixel exceeds the smallest."""
    first, second, third = cv2.split(picture)
    most = cv2.max(cv2.max(first, second), third)
    return np.asarray(most - cv2.min(cv2.min(first, second), third), np.float32)


def chroma_of(lab: Picture) -> Plane:
    """Return how colourful each pixel of a picture in CIE L*a*b* is, 0 for grey."""
    _, green_red, blue_yellow = cv2.split(lab)
    return np.asarray(cv2.magnitude(green_red, blue_yellow), np.float32)


def at_spots(picture: NDArray[np.float32], spots: NDArray[np.intp]) -> NDArray[np.float32]:
    """Return the pixels with the given numbers, counted row by row: shape (n, 3)."""
    return picture.reshape(-1, 3).take(spots, axis=0)
