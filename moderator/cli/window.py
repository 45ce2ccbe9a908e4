"""No command: the desktop application."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace

    from moderator.cli.session import Session


def open_(session: Session, _args: Namespace) -> int:
    """Open the window."""
    return session.open_window(session.paths, session.store_url, None)
