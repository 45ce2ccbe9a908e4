"""Parts of the start screen."""

from __future__ import annotations
