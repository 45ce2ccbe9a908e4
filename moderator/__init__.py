"""Moderator: capture, vote and hand out on the evening itself, without internet."""

from __future__ import annotations

__version__ = "0.1.0"
