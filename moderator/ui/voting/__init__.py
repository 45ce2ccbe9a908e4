"""Parts of the vote screen."""

from __future__ import annotations
