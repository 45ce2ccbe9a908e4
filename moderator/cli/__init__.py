"""The command line: parse, call an operation, print. `main` is its only way in."""

from __future__ import annotations

from moderator.cli.program import main

__all__ = ["main"]
