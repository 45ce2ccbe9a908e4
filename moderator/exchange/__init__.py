"""Files of other programs: spreadsheets, JSON and ballots in the .pb format, to and fro."""

from __future__ import annotations
