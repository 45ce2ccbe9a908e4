"""Holding, resuming and cancelling a run from another thread, and how it waits."""

from __future__ import annotations

import threading


class Steering:
    """Handed to a run; its buttons may be pressed from any thread."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._going = threading.Event()
        self._going.set()

    @property
    def cancelled(self) -> bool:
        """Whether the run is to end after the requests that are under way."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """End the run soon; what is left waits for the next."""
        self._cancelled.set()
        self._going.set()

    def pause(self) -> None:
        """Send nothing more until `resume`."""
        self._going.clear()

    def resume(self) -> None:
        """Go on after a pause."""
        self._going.set()

    def wait_while_paused(self) -> None:
        """Return once the run may go on."""
        self._going.wait()

    def wait(self, seconds: float) -> None:
        """Wait, but not beyond a cancel."""
        self._cancelled.wait(seconds)
