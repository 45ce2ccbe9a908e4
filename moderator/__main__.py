"""The program: `python -m moderator` and the command `moderator`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from moderator import cli

if TYPE_CHECKING:
    from moderator.domain.ids import WorkshopId
    from moderator.paths import Paths


def _open_window(paths: Paths, store_url: str | None, workshop_id: WorkshopId | None) -> int:
    # Qt is loaded only where a window opens.
    from moderator import app  # noqa: PLC0415

    return app.open_window(paths, store_url, workshop_id)


def main() -> int:
    """Run one command, or open the window if there is none; returns the exit code."""
    return cli.main(sys.argv[1:], _open_window)


if __name__ == "__main__":
    sys.exit(main())
