"""The .pb format of pabulib.org: ideas with ballots, for counting and for research."""

from __future__ import annotations

from moderator.exchange.pabulib.reading import read_pabulib
from moderator.exchange.pabulib.writing import write_pabulib

__all__ = ["read_pabulib", "write_pabulib"]
