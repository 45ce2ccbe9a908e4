"""Many operations at once: they share one wait for the disk, and each stands by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from moderator.storage.gathering import CareNeeded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from moderator.operations.desk import Desk

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What an operation returned; it is durable."""

    value: T

    def result(self) -> T:
        """Return the value."""
        return self.value


@dataclass(frozen=True, slots=True)
class Failed:
    """Why an operation failed; nothing of it is kept."""

    error: Exception

    def result(self) -> None:
        """Raise the error."""
        raise self.error


Outcome = Done[T] | Failed


def run_together(
    desk: Desk,
    tasks: Sequence[Callable[[], T]],
    before_commit: Callable[[], None] | None = None,
) -> list[Outcome[T]]:
    """Run ordinary operations one after the other on this thread, with one durable commit.

    Every task is a call of operations with this desk, such as
    `lambda: cast_ballot(desk, round_id, dots)`. It sees what the tasks before it did. What comes
    out is what running them singly would give: an operation that fails takes back its own work
    and nothing else, and each has a journal entry of its own. Their events are published after
    the commit. Other threads may write at the same time and share the commit.

    Args:
        desk: the desk all tasks work at.
        tasks: what to run; none of them may wait for another thread that writes, nor close
            the store. A task may be run a second time after all that the first has written was
            taken back.
        before_commit: called once all is written, before the wait for the disk.

    Returns:
        The outcome of each task, in order, after the commit. Where the store itself failed, every
        task has failed with its `StoreError`, except those that had failed already.

    Raises:
        BaseException: what is no `Exception` (somebody pressed Ctrl+C) ends all tasks at once;
            nothing of any of them is kept.
    """
    if not tasks:
        return []
    try:
        return _run(desk, tasks, before_commit, careful=False)
    except CareNeeded:
        return _run(desk, tasks, before_commit, careful=True)


def _run(
    desk: Desk,
    tasks: Sequence[Callable[[], T]],
    before_commit: Callable[[], None] | None,
    *,
    careful: bool,
) -> list[Outcome[T]]:
    outcomes: list[Outcome[T]] = []
    try:
        with desk.store.together(before_commit, careful=careful):
            outcomes.extend(_outcome(task) for task in tasks)
    except CareNeeded:
        raise
    except Exception as error:  # noqa: BLE001  (whatever it is, each task is told)
        reached = outcomes + [Failed(error)] * (len(tasks) - len(outcomes))
        return [each if isinstance(each, Failed) else Failed(error) for each in reached]
    return outcomes


def _outcome(task: Callable[[], T]) -> Outcome[T]:
    try:
        return Done(task())
    except Exception as error:  # noqa: BLE001  (the caller decides what it means)
        return Failed(error)
