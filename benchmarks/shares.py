"""Shares of a sample, and how far the sample lets one know them."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_Z = 1.96
"""Standard deviations that hold 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` out of `of` cases."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share, from 0 to 1; 0 without a case."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies with 95 %: Wilson's score interval (1927)."""
        if not self.of:
            return 0.0, 1.0
        share, cases = self.value, self.of
        middle = share + _Z**2 / (2 * cases)
        reach = _Z * sqrt(share * (1 - share) / cases + _Z**2 / (4 * cases**2))
        whole = 1 + _Z**2 / cases
        return max((middle - reach) / whole, 0.0), min((middle + reach) / whole, 1.0)

    def __str__(self) -> str:
        """Tell cases, share and interval in one line."""
        low, high = (100 * each for each in self.interval)
        return f"{self.hits} of {self.of} = {100 * self.value:.1f} %  ({low:.1f} – {high:.1f})"
