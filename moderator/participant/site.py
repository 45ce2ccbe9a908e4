"""What every page of the phone server is handed: the desk, the room, who writes, who is known."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from moderator.errors import NotFound
from moderator.participant.guessing import Guessing
from moderator.participant.identity import KnownVoters
from moderator.participant.live import LiveRoom
from moderator.participant.pages import Pages
from moderator.participant.presence import Presence
from moderator.participant.refusals import Busy
from moderator.participant.self_test import SelfTest
from moderator.participant.views import Frame, PageLanguage
from moderator.participant.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from moderator.domain.codes import BallotCode
    from moderator.domain.ids import WorkshopId
    from moderator.events import News
    from moderator.operations.desk import Desk
    from moderator.participant.identity import Voter
    from moderator.participant.room import Room
    from moderator.participant.views import Notice

T = TypeVar("T")

READERS = 3
"""Threads that read and draw pages; more would only be in each other's way on a small laptop."""
MOST_PICTURES_AT_ONCE = 2
"""Pictures that are opened at the same time: one of 50 megapixels takes 200 MB while it is open."""
MOST_PICTURES_WAITING = 20


@dataclass(frozen=True, slots=True)
class Entrance:
    """How people get in.

    Attributes:
        names: host names that lead here besides private addresses, in lower case.
        join_code: what may be typed instead of a voting code where joining is open.
    """

    names: frozenset[str] = frozenset({"localhost"})
    join_code: str = ""


@dataclass
class Site:
    """One workshop as it is served to phones.

    Attributes:
        desk: opened for phones; only `writer` writes at it.
        opened: ballots given to devices without a card, by the key they were asked for with.
    """

    desk: Desk
    workshop_id: WorkshopId
    entrance: Entrance = field(default_factory=Entrance)
    guessing: Guessing = field(default_factory=Guessing)
    presence: Presence = field(default_factory=Presence)
    self_test: SelfTest = field(default_factory=SelfTest)
    pages: Pages = field(default_factory=Pages)
    opened: dict[str, BallotCode] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._readers = ThreadPoolExecutor(READERS, "reader")
        self.voters = KnownVoters(self.guessing)
        self.live = LiveRoom(self.desk, self.workshop_id, self.read)
        self.writer = Writer(self.desk, self.live.after_batch, self._changed_elsewhere)
        self._picture_readers = ThreadPoolExecutor(MOST_PICTURES_AT_ONCE, "pictures")
        self.pictures_waiting = 0
        self._unsubscribe: Callable[[], None] | None = None

    async def start(self) -> None:
        """Read the room and begin to write.

        Raises:
            ModeratorError: the store cannot be read.
        """
        self._unsubscribe = self.desk.bus.subscribe(self.live.note)
        await self.read(self.desk.changed_elsewhere)  # what comes after this is news
        await self.live.start()
        self.writer.start()

    async def stop(self) -> None:
        """Finish what was begun."""
        await self.writer.stop()
        await self.live.stop()
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._readers.shutdown()
        self._picture_readers.shutdown()

    def _changed_elsewhere(self, news: News) -> None:
        if news.dots is None:
            self.voters.doubt()
            self.live.changed_elsewhere()
        for event in news.dots or ():
            self.live.note(event)
        self.live.after_batch()

    @property
    def room(self) -> Room:
        """The workshop as phones may see it now.

        Raises:
            NotFound: it was deleted.
        """
        return self.live.room

    @property
    def workshop_language(self) -> PageLanguage:
        """The language of the workshop; German where it was deleted."""
        try:
            return PageLanguage(self.room.workshop.language.value)
        except NotFound:
            return PageLanguage.GERMAN

    async def newest_room(self) -> Room:
        """Return the room with what other programs have written up to now.

        For what is not found in `room`: it may have come within the last quarter of a second.

        Raises:
            NotFound: the workshop was deleted.
            Busy: too much waits to be written.
        """
        await self.writer.look()
        await self.live.fresh()
        return self.room

    async def read(self, task: Callable[[], T]) -> T:
        """Run `task`, which reads or draws, on a thread of its own."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, task)

    async def open_picture(self, task: Callable[[], T]) -> T:
        """Run `task`, which opens a picture, on one of few threads: pictures take much memory.

        Raises:
            Busy: too many pictures wait.
        """
        if self.pictures_waiting >= MOST_PICTURES_WAITING:
            raise Busy(5)
        self.pictures_waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._picture_readers, task)
        finally:
            self.pictures_waiting -= 1

    def frame(
        self,
        request: Request,
        language: PageLanguage,
        voter: Voter | None,
        notice: Notice | None,
        key: str,
    ) -> Frame:
        """Return what a page has around its content."""
        path: str = request.scope["path"]  # request.url would trip over a damaged Host header
        try:
            room = self.room
        except NotFound:
            return Frame("", "", language, path, "", notice=notice, key=key)
        workshop = room.workshop
        return Frame(
            title=workshop.title,
            place=workshop.place,
            language=language,
            path=path,
            version=room.version,
            voter=voter is not None,
            voter_tail=voter.tail if voter else "",
            voting_open=bool(room.open_rounds),
            results_shown=bool(room.results),
            notice=notice,
            key=key,
            voter_pass=voter.code if voter else "",
            workshop_language=PageLanguage(workshop.language.value),
        )
