"""Cards found on a photo by their symbols, before they are laid over it whole."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from moderator.vision.homographies import jacobians, project

if TYPE_CHECKING:
    from moderator.domain.codes import CardCode
    from moderator.vision.homographies import Matrix


@dataclass(frozen=True, eq=False)
class SymbolPlace:
    """Where a symbol lies.

    Attributes:
        modules: on a side.
        homography: from modules to px.
    """

    modules: int
    homography: Matrix

    @cached_property
    def middle(self) -> Matrix:
        """The middle of the symbol, px."""
        return np.asarray(project(self.homography, np.full((1, 2), self.modules / 2))[0])

    @cached_property
    def tilt(self) -> Matrix:
        """From modules to px at the middle, shape (2, 2)."""
        return np.asarray(jacobians(self.homography, np.full((1, 2), self.modules / 2))[0])

    @cached_property
    def px_per_module(self) -> float:
        """Scale in the middle."""
        (a, b), (c, d) = self.tilt.tolist()
        return math.sqrt(abs(a * d - b * c))

    @property
    def side(self) -> float:
        """Side of the symbol, px."""
        return self.px_per_module * self.modules

    @property
    def corners(self) -> Matrix:
        """TL, TR, BR, BL in px, shape (4, 2)."""
        return project(self.homography, square(self.modules))

    def is_near(self, other: SymbolPlace) -> bool:
        """Tell whether both cannot be different symbols."""
        reach = max(self.side, other.side) * 0.6
        return math.dist(self.middle, other.middle) < reach


def square(modules: int) -> Matrix:
    """Return the corners of a symbol in modules: TL, TR, BR, BL, shape (4, 2)."""
    return np.array([[0, 0], [modules, 0], [modules, modules], [0, modules]], np.float64)


@dataclass(frozen=True, eq=False)
class FoundCard(SymbolPlace):
    """A card by its symbol.

    Attributes:
        code: an issued code.
        lead: how clearly the code is this one, in standard deviations; infinite if it was read.
        blur: standard deviation of the blur there, in modules.
    """

    code: CardCode
    lead: float
    blur: float


@dataclass(frozen=True, eq=False)
class FailedPlace(SymbolPlace):
    """What is a symbol, but none that could be told.

    Attributes:
        guesses: codes that it could be; they are not accepted by themselves.
        likeness: how much its fixed parts look like those of a symbol, from 0 to 1.
    """

    guesses: tuple[CardCode, ...]
    likeness: float


@dataclass(frozen=True, slots=True, eq=False)
class FoundCards:
    """The cards of a photo, codes found at a second spot, and places that could not be told."""

    cards: tuple[FoundCard, ...]
    again: tuple[FoundCard, ...]
    failed: tuple[FailedPlace, ...]
