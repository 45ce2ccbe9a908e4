"""Commands that look after the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.errors import BadInput, msg
from moderator.operations import upkeep

if TYPE_CHECKING:
    from argparse import Namespace

    from moderator.cli.session import Session

TROUBLE = 3


def backup(session: Session, args: Namespace) -> None:
    """Write a copy of the store."""
    target = upkeep.back_up(session.desk, args.file)
    session.answer({"file": str(target)}, [str(target)])


def restore(session: Session, args: Namespace) -> None:
    """Put a copy in the place of the store."""
    if session.store_url:
        raise BadInput(
            msg("Restoring replaces the store of the profile, not one at another address."),
            msg("Leave out --store and MODERATOR_STORE, or use the tools of that database."),
        )
    kept = upkeep.restore(session.paths, args.file)
    session.answer(
        {"restored": str(args.file), "kept": str(kept)},
        [session.w("Restored. What was there before is kept in {file}.", file=kept)],
    )


def doctor(session: Session, _args: Namespace) -> int:
    """Look for trouble; exit code 3 if there is any."""
    checks = upkeep.examine(session.paths, session.store_url)
    session.answer(
        [{"check": each.check, "ok": each.ok, "hint": each.hint} for each in checks],
        [f"{'✓' if each.ok else '✗'} {each.check}  {each.hint}" for each in checks],
    )
    return 0 if all(each.ok for each in checks) else TROUBLE
