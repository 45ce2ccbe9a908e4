"""Steps from one shape of the store to the next."""

from __future__ import annotations
