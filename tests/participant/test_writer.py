"""The writing thread: told after the commit; one failure does not spoil others; never endless."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from moderator.domain.ideas import IdeaDraft
from moderator.errors import BadInput
from moderator.operations import ideas
from moderator.operations.desk import Actor, open_desk
from moderator.participant import writer as writing
from moderator.participant.refusals import Busy
from moderator.participant.writer import Writer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from moderator.domain.ideas import Idea
    from moderator.operations.desk import Desk
    from moderator.paths import Paths
    from tests.fakes.boards import Board


def add(desk: Desk, board: Board, title: str) -> Callable[[], Idea]:
    """Return the writing of an idea."""
    return lambda: ideas.add_idea(desk, board.workshop_id, IdeaDraft(title))


def run(desk: Desk, play: Callable[[Writer], Awaitable[None]]) -> list[str]:
    """Play with a running writer; returns what the event loop was told."""
    told: list[str] = []

    async def whole() -> None:
        async for writer in started():
            await play(writer)

    async def started() -> AsyncIterator[Writer]:
        writer = Writer(desk, lambda: told.append("batch"), lambda _news: told.append("elsewhere"))
        desk.changed_elsewhere()
        writer.start()
        yield writer
        await writer.stop()

    asyncio.run(whole())
    return told


def test_what_fails_is_told_to_its_sender_alone(desk: Desk, board: Board) -> None:
    titles = ["Eins", " ", "Drei"]

    async def play(writer: Writer) -> None:
        tasks = [writer.do(add(desk, board, title)) for title in titles]
        one, bad, three = await asyncio.gather(*tasks, return_exceptions=True)
        assert isinstance(bad, BadInput)
        assert [one.title, three.title] == ["Eins", "Drei"]  # type: ignore[union-attr]

    run(desk, play)
    kept = [each.title for each in ideas.list_ideas(desk, board.workshop_id)]
    assert "Eins" in kept
    assert "Drei" in kept


def test_many_that_wait_share_a_commit(desk: Desk, board: Board) -> None:
    async def play(writer: Writer) -> None:
        gate = threading.Event()
        first = asyncio.create_task(writer.do(gate.wait))
        await asyncio.sleep(0)
        others = [asyncio.create_task(writer.do(add(desk, board, f"Neu {n}"))) for n in range(50)]
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(first, *others)

    assert run(desk, play).count("batch") <= 3


def test_too_much_that_waits_is_refused_at_once(
    desk: Desk, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST_WAITING", 5)

    async def play(writer: Writer) -> None:
        gate = threading.Event()
        waiting = [asyncio.create_task(writer.do(gate.wait)) for _ in range(20)]
        while not any(each.done() for each in waiting):
            await asyncio.sleep(0)
        gate.set()
        ended = await asyncio.gather(*waiting, return_exceptions=True)
        refused = [each for each in ended if isinstance(each, Busy)]
        assert 10 <= len(refused) <= 15
        assert all(each.retry_after == 2 for each in refused)

    run(desk, play)


def test_the_loop_goes_on_once_all_is_written(
    desk: Desk, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "STAND_STILL", 3600.0)

    async def play(writer: Writer) -> None:
        titles = ["Eins", " ", "Drei"]
        tasks = [writer.do(add(desk, board, title)) for title in titles]
        await asyncio.gather(*tasks, return_exceptions=True)
        await writer.do(lambda: None)

    assert "batch" in run(desk, play)


def test_the_loop_does_not_wait_long_for_a_slow_task(desk: Desk) -> None:
    async def play(writer: Writer) -> None:
        gate = threading.Event()
        slow = asyncio.create_task(writer.do(gate.wait))
        await asyncio.sleep(0)
        gate.set()  # only the loop can do this: it goes on although the task has not ended
        await slow

    assert run(desk, play).count("batch") == 1


def test_stopping_finishes_what_waits(desk: Desk, board: Board) -> None:
    async def play(writer: Writer) -> None:
        for n in range(20):
            task = writer.do(add(desk, board, f"Z{n}"))
            asyncio.ensure_future(task)  # noqa: RUF006  (stopping is what ends it)
        await asyncio.sleep(0)

    run(desk, play)
    kept = [each.title for each in ideas.list_ideas(desk, board.workshop_id)]
    assert all(f"Z{n}" in kept for n in range(20))


def test_nothing_is_written_after_the_end(desk: Desk, board: Board) -> None:
    ended: list[Writer] = []

    async def play(writer: Writer) -> None:
        ended.append(writer)

    run(desk, play)
    with pytest.raises(Busy):
        asyncio.run(ended[0].do(lambda: None))


def test_what_another_program_writes_is_noticed(profile: Paths, desk: Desk, board: Board) -> None:
    async def play(writer: Writer) -> None:
        await writer.look()
        ideas.add_idea(other, board.workshop_id, IdeaDraft("Von anderswo"))
        await writer.look()

    other = open_desk(profile, actor=Actor.PHONE)
    try:
        assert run(desk, play).count("elsewhere") == 1
    finally:
        other.close()
