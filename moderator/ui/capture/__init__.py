"""Parts of the capture screen."""

from __future__ import annotations
