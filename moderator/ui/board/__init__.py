"""The board: ideas as cards, drawn only where they can be seen."""

from __future__ import annotations
