"""Phones in the window: the server that is watched, the codes to join, what waits for a glance."""

from __future__ import annotations
