"""The window: everything that needs Qt."""

from __future__ import annotations
