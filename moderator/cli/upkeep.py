"""Commands that look after the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.errors import BadInput, msg
from moderator.operations import upkeep

if TYPE_CHECKING:
    from argparse import Namespace

    from moderator.cli.session import Session
    from moderator.operations.upkeep import Check

TROUBLE = 3
_NAMES = {
    "profile": msg("Folder"),
    "disk": msg("Free space"),
    "store": msg("Data"),
    "totals": msg("Totals"),
    "resources": msg("Parts of the program"),
}


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
    hints = [_hint(session, each) for each in checks]
    session.answer(
        [
            {"check": each.check, "ok": each.ok, "hint": hint}
            for each, hint in zip(checks, hints, strict=True)
        ],
        [
            f"{'✓' if each.ok else '✗'} {session.w(_NAMES[each.check])}  {hint}".rstrip()
            for each, hint in zip(checks, hints, strict=True)
        ],
    )
    return 0 if all(each.ok for each in checks) else TROUBLE


def _hint(session: Session, check: Check) -> str:
    if check.problem is None:
        return check.seen
    return " ".join(filter(None, session.w.error(check.problem)))
