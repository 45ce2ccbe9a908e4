"""The one run at work on an account, as a row: which machine, process and run holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.domain.moments import moment_text, read_moment
from moderator.storage import bookkeeping, tables

if TYPE_CHECKING:
    from datetime import datetime

    from moderator.domain.platforms import AccountId
    from moderator.storage.unit_of_work import Reader, UnitOfWork

_table = tables.sync_runs


@dataclass(frozen=True, slots=True)
class Run:
    """A run at work.

    Attributes:
        run: its own id.
        machine: name of the machine.
        process: process id there.
        process_began: tells the process from a later one with the same id.
        alive_at: its last sign of life.
    """

    account_id: AccountId
    run: str
    machine: str
    process: int
    process_began: str
    began_at: datetime
    alive_at: datetime


def holder(reader: Reader, account_id: AccountId) -> Run | None:
    """Return the run that holds an account, None if it is free."""
    row = reader.read(_table, account_id)
    if row is None:
        return None
    return Run(
        account_id,
        str(row["run"]),
        str(row["machine"]),
        int(row["process"] or 0),
        str(row["process_began"]),
        read_moment(str(row["began_at"])),
        read_moment(str(row["alive_at"])),
    )


def hold(work: UnitOfWork, run: Run) -> None:
    """Let `run` hold its account from now on, or renew its sign of life."""
    bookkeeping.write(
        work,
        _table,
        {
            "account_id": run.account_id,
            "run": run.run,
            "machine": run.machine,
            "process": run.process,
            "process_began": run.process_began,
            "began_at": moment_text(run.began_at),
            "alive_at": moment_text(run.alive_at),
        },
    )


def release(work: UnitOfWork, account_id: AccountId) -> None:
    """Free an account."""
    bookkeeping.erase(work, _table, account_id)
