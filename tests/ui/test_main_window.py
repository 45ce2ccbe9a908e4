from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)

from moderator.domain.workshops import Language
from moderator.errors import StoreBusy
from moderator.operations.desk import open_desk
from moderator.operations.glance import workshops_at_a_glance
from moderator.operations.workshops import delete_workshop
from moderator.settings import TEXT_SCALES, Theme, read_settings
from moderator.ui.background import Background
from moderator.ui.dialogs.command_palette import CommandPalette
from moderator.ui.dialogs.confirmation import Confirmation
from moderator.ui.dialogs.keys_dialog import KeysDialog
from moderator.ui.main_window import (
    CAPTURE,
    PHONES,
    PLATFORMS,
    RESULTS,
    START,
    VOTE,
    MainWindow,
)
from moderator.ui.palette import DARK, LIGHT
from moderator.ui.status_line import Saved
from tests.ui.driving import idle, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from moderator.domain.ideas import Idea
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.paths import Paths
    from moderator.ui.look import Look

pytestmark = pytest.mark.gui
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(workshop: Workshop, window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Return the window with a workshop open."""
    window.open_workshop(workshop)
    idle(qtbot, window)
    return window


def test_ctrl_and_a_digit_lead_to_the_places(opened: MainWindow, qtbot: QtBot) -> None:
    for key, place in (
        (Qt.Key.Key_3, VOTE),
        (Qt.Key.Key_4, RESULTS),
        (Qt.Key.Key_5, PHONES),
        (Qt.Key.Key_6, PLATFORMS),
        (Qt.Key.Key_2, CAPTURE),
        (Qt.Key.Key_1, START),
    ):
        QTest.keyClick(opened, key, CTRL)
        assert opened.stack.currentIndex() == place
        assert opened.navigation.buttons[place].isChecked()
        idle(qtbot, opened)


def test_without_a_workshop_only_the_start_is_open(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_3, CTRL)
    assert window.stack.currentIndex() == START
    assert [each.isEnabled() for each in window.navigation.buttons] == [True] + [False] * 5


def test_the_language_changes_while_running_and_is_remembered(
    opened: MainWindow, tmp_path: Path
) -> None:
    titles = [action.text() for action in opened.menuBar().actions()]
    assert titles[:3] == ["Workshop", "Edit", "View"]
    opened.look.change_language(Language.GERMAN)
    titles = [action.text() for action in opened.menuBar().actions()]
    assert titles[:3] == ["Workshop", "Bearbeiten", "Ansicht"]
    assert opened.header.undo.accessibleName() == "Rückgängig"
    assert read_settings(tmp_path / "settings.json").language is Language.GERMAN


def test_colours_change_while_running(opened: MainWindow, qapp: QApplication) -> None:
    opened.look.change_theme(Theme.DARK)
    assert opened.look.colours is DARK
    assert DARK.ground in qapp.styleSheet()
    opened.look.change_theme(Theme.LIGHT)
    assert opened.look.colours is LIGHT
    assert LIGHT.ground in qapp.styleSheet()


def test_text_grows_and_shrinks_within_its_steps(opened: MainWindow, tmp_path: Path) -> None:
    for _ in range(9):
        QTest.keyClick(opened, Qt.Key.Key_Plus, CTRL)
    assert opened.look.percent == TEXT_SCALES[-1]
    assert read_settings(tmp_path / "settings.json").text_scale == TEXT_SCALES[-1]
    QTest.keyClick(opened, Qt.Key.Key_Minus, CTRL)
    assert opened.look.percent == TEXT_SCALES[-2]
    QTest.keyClick(opened, Qt.Key.Key_0, CTRL)
    assert opened.look.percent == 100


def test_a_question_mark_shows_all_keys_but_can_be_typed(opened: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClicks(opened.capture.entry.title, "Why?")
    assert opened.capture.entry.title.text() == "Why?"
    opened.capture.entry.title.setText("")
    QTest.keyClick(opened, Qt.Key.Key_1, CTRL)
    idle(qtbot, opened)
    opened.start.list.setFocus()
    QTest.keyClicks(opened.start.list, "?")
    keys = shown(KeysDialog)
    assert "Ctrl+Shift+Z" in keys.listed
    assert keys.listed["Ctrl+Shift+Z"] == "Redo"
    keys.reject()


def test_no_two_commands_share_a_key(opened: MainWindow) -> None:
    everywhere = [*opened.commands.anywhere, *opened.commands.for_workshop]
    for screen in opened.screens:
        keys = [key for each in (*everywhere, *screen.commands()) for key in each.keys]
        assert len(keys) == len(set(keys))


def test_the_palette_finds_and_runs_a_command(opened: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(opened, Qt.Key.Key_K, CTRL)
    palette = shown(CommandPalette)
    assert len(palette.texts()) > 10
    QTest.keyClicks(palette.search, "resu")
    assert palette.texts() == ["Results"]
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert opened.stack.currentIndex() == RESULTS
    idle(qtbot, opened)


def test_the_palette_is_walked_with_arrows(opened: MainWindow) -> None:
    palette = opened.commands.open_palette()
    QTest.keyClick(palette.search, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    QTest.keyClick(palette.search, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_an_open_workshop_that_is_deleted_elsewhere_closes(
    opened: MainWindow, workshop: Workshop, desk: Desk, qtbot: QtBot
) -> None:
    delete_workshop(desk, workshop.id)
    qtbot.waitUntil(lambda: opened.workshop is None)
    assert opened.stack.currentIndex() == START
    idle(qtbot, opened)


def test_closing_with_unsaved_text_asks_once(opened: MainWindow) -> None:
    opened.capture.entry.title.setText("noch nicht fertig")
    assert not opened.close()
    question = shown(Confirmation)
    question.reject()
    assert opened.isVisible()
    assert opened.capture.entry.title.text() == "noch nicht fertig"
    opened.close()
    QTest.mouseClick(shown(Confirmation).confirm, Qt.MouseButton.LeftButton)
    assert not opened.isVisible()


def test_the_window_comes_back_where_it_was(
    opened: MainWindow, workshop: Workshop, tmp_path: Path
) -> None:
    opened.setGeometry(40, 50, 1100, 700)
    opened.close()
    settings = read_settings(tmp_path / "settings.json")
    assert settings.window is not None
    assert (settings.window.width, settings.window.height) == (1100, 700)
    assert settings.last_workshop == workshop.id
    assert json.loads((tmp_path / "settings.json").read_text())["version"] == 1


@pytest.fixture
def locked_store(paths: Paths, qtbot: QtBot) -> Iterator[tuple[Background, list[bool]]]:
    """Give a worker whose store is locked as long as the list holds True."""
    locked = [True]

    def opening() -> Desk:
        if locked[0]:
            raise StoreBusy("Another program holds the store.", "Close it and try again.")
        return open_desk(paths)

    made = Background(opening)
    with qtbot.waitSignal(made.not_opened):
        made.start()
    yield made, locked
    made.stop()


def test_a_locked_store_is_told_and_tried_again(
    locked_store: tuple[Background, list[bool]], look: Look, qtbot: QtBot
) -> None:
    background, locked = locked_store
    window = MainWindow(look, background)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.banner.isVisible)
    assert window.banner.message == "Another program holds the store. Close it and try again."
    assert window.status.state is Saved.FAILED
    locked[0] = False
    QTest.mouseClick(window.banner.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.banner.isVisible())
    assert window.status.saved.text() == "Everything is saved"


def test_a_first_glance_is_shown_before_the_store_is_open(
    look: Look, qtbot: QtBot, workshop: Workshop, paths: Paths
) -> None:
    window = MainWindow(look, Background(lambda: open_desk(paths)))
    qtbot.addWidget(window)
    window.show_glance(workshops_at_a_glance(paths))
    assert [line.title for line in window.start.model.lines] == [workshop.title]
    assert window.status.saved.text() == "Opening …"


class _Windows(QObject):
    """Notes every window that shows itself."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shows = event.type() == QEvent.Type.Show
        if shows and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched)
        return False


def test_no_part_flashes_up_as_a_window_of_its_own(
    workshop: Workshop, ideas: list[Idea], window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    windows = _Windows()
    qapp.installEventFilter(windows)
    window.open_workshop(workshop)
    for place in (CAPTURE, VOTE, RESULTS, PHONES, PLATFORMS, START):
        window.show_place(place)
        idle(qtbot, window)
    assert window.capture.board.go_to(ideas[0].id)
    qapp.removeEventFilter(windows)
    assert windows.seen == []


def test_everything_that_takes_keys_has_a_spoken_name(opened: MainWindow, qtbot: QtBot) -> None:
    nameless = []
    for place in (START, CAPTURE, VOTE, RESULTS, PHONES, PLATFORMS):
        opened.show_place(place)
        idle(qtbot, opened)
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QListView):
            for each in opened.findChildren(kind):
                if not each.isVisible() or each.focusPolicy() == Qt.FocusPolicy.NoFocus:
                    continue
                text = each.text() if isinstance(each, QAbstractButton) else ""
                if not (each.accessibleName() or text):
                    nameless.append((place, each))
    assert nameless == []


@pytest.mark.parametrize("percent", [100, 125, 200])
@pytest.mark.parametrize("language", list(Language))
def test_words_of_buttons_are_never_cut(
    opened: MainWindow, qtbot: QtBot, percent: int, language: Language
) -> None:
    opened.look.change_language(language)
    opened.look.change_text_scale(percent)
    opened.resize(1280, 720)
    cut = []
    for place in (START, CAPTURE, VOTE, RESULTS, PHONES, PLATFORMS):
        opened.show_place(place)
        idle(qtbot, opened)
        for each in opened.findChildren(QAbstractButton):
            corner = each.mapTo(opened, QPoint(each.width(), 0)) if each.isVisible() else QPoint()
            narrow = each.isVisible() and each.width() < each.minimumSizeHint().width()
            if narrow or corner.x() > opened.width():
                cut.append((place, each.text(), each.width(), each.minimumSizeHint().width()))
    opened.look.change_text_scale(100)
    assert cut == []
