"""How far a long run has come, told on standard error while it works."""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from moderator.i18n import Words
    from moderator.sync.engine import Progress

EVERY = 10.0
"""Seconds between two lines where they are not read from a screen, for example in a log."""


class ProgressLine:
    """One line that is written anew on a screen; elsewhere a line now and then.

    Args:
        w: the person's words.
        out: where to write, else standard error.
        clock: seconds that only move forward.
    """

    def __init__(
        self,
        w: Words,
        out: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._w, self._out, self._clock = w, out or sys.stderr, clock
        self._on_screen = self._out.isatty()
        self._turn = threading.Lock()
        self._told_at = clock()
        self._wide = 0

    def __enter__(self) -> ProgressLine:
        """Say that the platform is read first."""
        if self._on_screen:
            self._write(self._w("Reading the platform …"))
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Leave the screen to the answer."""
        if self._on_screen:
            self._write("")

    def tell(self, step: Progress) -> None:
        """Tell how far it has come; may be called on any thread."""
        with self._turn:
            now = self._clock()
            if not self._on_screen and now - self._told_at < EVERY:
                return
            self._told_at = now
            self._write(self._w("Sending: {done} of {total} …", done=step.done, total=step.total))

    def _write(self, sentence: str) -> None:
        # Blanks instead of a control sequence: not every console of Windows knows those.
        over = f"\r{' ' * self._wide}\r{sentence}"
        self._wide = len(sentence)
        self._out.write(over if self._on_screen else f"{sentence}\n")
        self._out.flush()
