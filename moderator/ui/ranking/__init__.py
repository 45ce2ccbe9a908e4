"""Rankings as bars, in the window and on the projector."""

from __future__ import annotations
