from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from moderator.errors import BadInput, msg
from moderator.ui.side_work import SideWork

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


class Errand(SideWork):
    """Whatever a test wants done."""

    def __init__(self, parent: QObject, wanted: Callable[[], object]) -> None:
        super().__init__(parent, "test")
        self._wanted = wanted

    def work(self) -> object:
        return self._wanted()


def _refuse() -> None:
    raise BadInput(msg("This code is not one of this workshop."))


def _trip() -> None:
    raise ZeroDivisionError


def test_work_is_done_on_a_thread_of_its_own(qtbot: QtBot) -> None:
    owner = QObject()
    errand = Errand(owner, threading.current_thread)
    with qtbot.waitSignal(errand.done) as told:
        errand.start()
    assert told.args is not None
    assert told.args[0] is not threading.current_thread()


@pytest.mark.parametrize(("wanted", "logged"), [(_refuse, 0), (_trip, 1)])
def test_failures_are_told_and_only_the_unexpected_logged(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture, wanted: Callable[[], None], logged: int
) -> None:
    owner = QObject()
    errand = Errand(owner, wanted)
    with caplog.at_level(logging.ERROR), qtbot.waitSignal(errand.failed) as told:
        errand.start()
    assert isinstance((told.args or [None])[0], BadInput | ZeroDivisionError)
    assert len(caplog.records) == logged


@pytest.mark.parametrize("wanted", [int, _refuse])
def test_nothing_is_told_after_it_was_stopped(qtbot: QtBot, wanted: Callable[[], object]) -> None:
    owner, go_on = QObject(), threading.Event()
    errand = Errand(owner, lambda: (go_on.wait(), wanted())[1])
    errand.start()
    with qtbot.assertNotEmitted(errand.done), qtbot.assertNotEmitted(errand.failed):
        errand.stop()
        go_on.set()
        errand.wait()


def test_who_stops_waits_for_what_is_being_told(qtbot: QtBot) -> None:
    owner, heard, go_on = QObject(), threading.Event(), threading.Event()
    told: list[str] = []

    def listen() -> None:
        heard.set()
        go_on.wait()
        told.append("told")

    errand = Errand(owner, lambda: errand.tell(listen))

    def stop() -> None:
        errand.stop()
        told.append("stopped")

    stopping = threading.Thread(target=stop)
    errand.start()
    heard.wait()
    stopping.start()
    assert not errand.stopped.is_set()
    go_on.set()
    stopping.join()
    errand.wait()
    assert told == ["told", "stopped"]
