"""Everything a person can do, one function each: one transaction, one journal entry, events."""

from __future__ import annotations
