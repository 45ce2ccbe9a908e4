"""Photos of the wall in the window: read, reviewed, accepted, transcribed."""

from __future__ import annotations
