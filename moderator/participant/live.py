"""The room in memory, kept up to date: read again after every write that phones can see."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from moderator.domain.rounds import RoundState
from moderator.errors import NotFound, msg
from moderator.events import DotsChanged, Event
from moderator.participant.room import Room, read_room, with_results

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from moderator.domain.ids import WorkshopId
    from moderator.operations.desk import Desk

PAUSE = 0.25
"""Seconds between two readings at least: a vote every millisecond is read four times a second."""
PATIENCE = 3.0
"""Seconds that somebody who has just written something waits for the room to show it."""

_log = logging.getLogger(__name__)


class LiveRoom:
    """Holds the newest state of the room and the answer of `/live`, rendered once per state.

    Args:
        desk: the desk to read at.
        workshop_id: the workshop.
        run: runs a reading on a thread of its own.
    """

    def __init__(
        self,
        desk: Desk,
        workshop_id: WorkshopId,
        run: Callable[[Callable[[], Room]], Awaitable[Room]],
    ) -> None:
        self._desk = desk
        self._workshop_id = workshop_id
        self._run = run
        self._room: Room | None = None
        self._board_stale = False
        self._noted = False
        self._wanted = 0
        self._read = 0
        self._wake = asyncio.Event()
        self._news = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None
        self.body = b""

    @property
    def room(self) -> Room:
        """The room as it was read last.

        Raises:
            NotFound: the workshop was deleted.
        """
        if self._room is None:
            raise NotFound(msg("This workshop does not exist any more."))
        return self._room

    async def start(self) -> None:
        """Read the room for the first time and keep it up to date from now on.

        Raises:
            ModeratorError: it cannot be read.
        """
        self._show(await self._run(lambda: read_room(self._desk, self._workshop_id)))
        self._task = asyncio.create_task(self._keep_fresh())

    async def stop(self) -> None:
        """Read no more."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    def note(self, event: Event) -> None:
        """Take note of what was written here; called on the writing thread."""
        if event.workshop_id != self._workshop_id:
            return
        if isinstance(event, DotsChanged):
            if not self._shows(event):
                return
        else:
            self._board_stale = True
        self._noted = True

    def _shows(self, event: DotsChanged) -> bool:
        return self._room is None or event.round_id in self._room.results

    def after_batch(self) -> None:
        """Read again what the last commit made stale."""
        if self._noted:
            self._noted = False
            self._wanted += 1
            self._wake.set()

    def changed_elsewhere(self) -> None:
        """Read everything again: another program has written."""
        self._board_stale = self._noted = True
        self.after_batch()

    async def fresh(self) -> None:
        """Wait until the room shows everything that was committed up to now, for some seconds."""
        wanted = self._wanted
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE), self._news:
                await self._news.wait_for(lambda: self._read >= wanted)

    async def _keep_fresh(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            await self._read_again()
            await asyncio.sleep(PAUSE)

    async def _read_again(self) -> None:
        wanted, board = self._wanted, self._board_stale or self._room is None
        self._board_stale = False
        before = self._room
        try:
            if board or before is None:
                self._show(await self._run(lambda: read_room(self._desk, self._workshop_id)))
            else:
                self._show(await self._run(lambda: with_results(self._desk, before)))
        except NotFound:
            self._room = None
        except Exception:  # noqa: BLE001  (whatever it is, phones are to see what comes later)
            _log.warning("the room could not be read; it is tried again", exc_info=True)
            self._board_stale = True
            self._wake.set()
            return
        async with self._news:
            self._read = wanted
            self._news.notify_all()

    def _show(self, room: Room) -> None:
        self._room = room
        self.body = json.dumps(live_answer(room), ensure_ascii=False).encode()


def etag_of(room: Room) -> str:
    """Return the ETag (RFC 9110) of what `/live` tells about this state."""
    return f'"{room.version}-{room.dots_version}"'


def live_answer(room: Room) -> dict[str, object]:
    """Return what `/live` tells: versions, and the rounds that were opened."""
    return {
        "version": room.version,
        "dots": room.dots_version,
        "rounds": [
            {
                "id": each.id,
                "title": each.title,
                "state": "open" if each.state is RoundState.OPEN else "closed",
                "hidden": each.id not in room.results,
            }
            for each in room.rounds
        ],
    }
