"""Steps of reading a photo: told to whoever waits, timed, and ended early when asked."""

from __future__ import annotations

import time
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Told = Callable[["Stage", float], None]
    """Is told which stage begins, and how much of the whole is done then, from 0 to 1."""


class Stage(StrEnum):
    """The steps in their order."""

    FIND = "find"
    LAY = "lay"
    LIGHT = "light"
    COUNT = "count"
    DONE = "done"


_BEGINS = {
    Stage.FIND: 0.0,
    Stage.LAY: 0.45,
    Stage.LIGHT: 0.6,
    Stage.COUNT: 0.8,
    Stage.DONE: 1.0,
}


class ReadingStopped(Exception):
    """Somebody asked to stop; nothing was read."""


class Stages:
    """Tells and times the stages of one reading."""

    def __init__(self, told: Told | None = None, stopped: Callable[[], bool] | None = None) -> None:
        self._told = told
        self._stopped = stopped
        self._began = self._last = time.perf_counter()
        self._now: Stage | None = None
        self.seconds: dict[str, float] = {}

    def begin(self, stage: Stage) -> None:
        """Begin a stage, which ends the one before.

        Raises:
            ReadingStopped: somebody asked to stop.
        """
        moment = time.perf_counter()
        if self._now is not None:
            self.seconds[self._now.value] = moment - self._last
        self._now, self._last = stage, moment
        self.seconds["all"] = moment - self._began
        if self._stopped is not None and self._stopped():
            raise ReadingStopped
        if self._told is not None:
            self._told(stage, _BEGINS[stage])
