"""A pattern laid over a symbol that lies a little off, and one that is given up."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from moderator.vision.found_cards import SymbolPlace
from moderator.vision.homographies import project
from moderator.vision.symbol_alignment import Surroundings, align
from moderator.vision.symbol_patterns import QUIET, fixed_modules, fixed_samples

_MODULES, _PX = 21, 3.0
_TRUE = np.array([[_PX, 0.2, 80.0], [-0.15, _PX, 90.0], [0.0, 0.0, 1.0]])
_OFF = np.array([[1, 0, 2.0], [0, 1, -1.5], [0, 0, 1]])


def _painted() -> np.ndarray:
    """Return a photo with the parts that all symbols share, grey where they differ."""
    grid = np.nan_to_num(fixed_modules(_MODULES), nan=0.5)
    fine = np.kron(grid, np.ones((8, 8))) * 200 + 30
    to_modules = np.array([[1 / 8, 0, -QUIET + 1 / 16], [0, 1 / 8, -QUIET + 1 / 16], [0, 0, 1]])
    photo = cv2.warpPerspective(
        fine, _TRUE @ to_modules, (240, 240), borderMode=cv2.BORDER_CONSTANT, borderValue=230
    )
    return np.asarray(cv2.GaussianBlur(photo, (0, 0), 1.0), np.uint8)


def _around(photo: np.ndarray) -> Surroundings:
    corners = SymbolPlace(_MODULES, _TRUE).corners
    return Surroundings.of(photo, corners, 6 * _PX, 0.5 * _PX)


def test_a_pattern_two_px_off_finds_its_symbol() -> None:
    samples = fixed_samples(_MODULES, 0.6)
    found = align(_around(_painted()), _OFF @ _TRUE, samples, _MODULES / 2, 10)
    away = project(found.homography, samples.points) - project(_TRUE, samples.points)
    assert np.abs(away).max() < 0.25
    assert found.likeness > 0.97


def test_a_place_that_is_no_symbol_is_given_up() -> None:
    stripes = np.asarray(np.indices((240, 240))[1] // 9 % 2 * 140 + 60, np.uint8)
    around, samples = _around(stripes), fixed_samples(_MODULES, 0.6)
    given_up = align(around, _TRUE, samples, _MODULES / 2, 10, 0.4)
    assert given_up.likeness == -1.0
    assert given_up.homography == pytest.approx(_TRUE)
