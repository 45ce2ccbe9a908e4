"""The platforms screen, and towns behind real sockets of this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from moderator.sync import catalogue
from moderator.sync.accounts import AccountDraft, add_account
from moderator.sync.pace import Pace
from moderator.sync.secret_store import open_secrets
from moderator.ui.main_window import PLATFORMS
from tests.fakes.adhocracy_plus import FakeAdhocracyPlus
from tests.fakes.go_vocal import PHASE, PROJECT, FakeGoVocal
from tests.fakes.servers import serving
from tests.ui.driving import idle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from moderator.domain.ideas import Idea
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.main_window import MainWindow
    from moderator.ui.platforms.platform_tasks import PlatformTasks
    from tests.fakes.answers import FakeAnswer


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let requests follow each other without a pause."""
    monkeypatch.setattr(catalogue, "Pace", lambda _per_second: Pace(0))


@pytest.fixture
def adhocracy() -> Iterator[FakeAdhocracyPlus]:
    """Give an adhocracy+ that serves; its `address` is the one to sign in at."""
    fake = FakeAdhocracyPlus()

    def handle(*asked: Any) -> FakeAnswer:
        # Looked up for each request: a test may put something between.
        return fake.handle(*asked)

    with serving(handle) as url:
        fake.address = url
        yield fake


@pytest.fixture
def go_vocal() -> FakeGoVocal:
    """Return a Go Vocal."""
    return FakeGoVocal()


@pytest.fixture
def go_vocal_url(go_vocal: FakeGoVocal) -> Iterator[str]:
    """Give the address at which it serves."""
    with serving(go_vocal.handle) as url:
        yield url


@pytest.fixture
def rest(window: MainWindow, qtbot: QtBot) -> Callable[[], None]:
    """Return a function that waits until nothing is under way, on any thread."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not window.platforms.tasks.work.is_busy)
        idle(qtbot, window)
        qtbot.waitUntil(lambda: not window.platforms.tasks.work.is_busy)

    return wait


@pytest.fixture
def tasks(
    workshop: Workshop, ideas: list[Idea], window: MainWindow, rest: Callable[[], None]
) -> Iterator[PlatformTasks]:
    """Give what the screen of the workshop with its six ideas does."""
    assert len(ideas) == 6
    window.open_workshop(workshop)
    window.show_place(PLATFORMS)
    rest()
    yield window.platforms.tasks
    window.platforms.part()


@pytest.fixture
def on_adhocracy(
    adhocracy: FakeAdhocracyPlus, desk: Desk, tasks: PlatformTasks, rest: Callable[[], None]
) -> PlatformTasks:
    """Return the screen with an account on adhocracy+."""
    draft = AccountDraft(
        "Stadt", "adhocracy+", adhocracy.address, "alice", ("1",), {}, "alice-password"
    )
    add_account(desk.store, open_secrets(desk.paths), draft)
    tasks.refresh()
    rest()
    return tasks


@pytest.fixture
def on_go_vocal(
    go_vocal_url: str, desk: Desk, tasks: PlatformTasks, rest: Callable[[], None]
) -> PlatformTasks:
    """Return the screen with an account on Go Vocal."""
    options = {"project": PROJECT}
    draft = AccountDraft(
        "Vocal", "go-vocal", go_vocal_url, "alice", (PHASE,), options, "alice-password"
    )
    add_account(desk.store, open_secrets(desk.paths), draft)
    tasks.refresh()
    rest()
    return tasks
