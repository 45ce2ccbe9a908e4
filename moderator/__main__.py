"""The program: `python -m moderator` and the command `moderator`."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from moderator import cli

if TYPE_CHECKING:
    from types import ModuleType

    from moderator.domain.ids import WorkshopId
    from moderator.paths import Paths


def _open_window(paths: Paths, store_url: str | None, workshop_id: WorkshopId | None) -> int:
    code: int = _load_window().open_window(paths, store_url, workshop_id)
    return code


def _load_window() -> ModuleType:
    # A start makes many things that stay and hardly any garbage; to look for it takes as long as to
    # draw the window. `window_program` lets the collector work again after the first picture.
    gc.disable()
    # Qt is loaded only where a window opens.
    from moderator import app  # noqa: PLC0415

    return app


def main() -> int:
    """Run one command, or open the window if there is none; returns the exit code."""
    if getattr(sys, "frozen", False):
        # The packed program starts itself anew for each process that helps to serve phones.
        from multiprocessing import freeze_support  # noqa: PLC0415

        freeze_support()
    return cli.main(sys.argv[1:], _open_window)


if __name__ == "__main__":
    sys.exit(main())
