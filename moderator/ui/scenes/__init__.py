"""Scenes of the window for pictures: each shows one state worth looking at."""

from __future__ import annotations
