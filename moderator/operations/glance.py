"""The workshops of a profile at a glance, without loading the rest of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.storage.glance import Glance, glance

if TYPE_CHECKING:
    from moderator.paths import Paths

__all__ = ["Glance", "workshops_at_a_glance"]


def workshops_at_a_glance(paths: Paths) -> list[Glance]:
    """Return the workshops in the profile's store, newest first; empty if it cannot be read yet."""
    return glance(paths.store_file)
