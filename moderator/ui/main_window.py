"""The window: navigation, header, the screens, the status line."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from moderator.errors import NotFound, msg
from moderator.settings import WindowPlace
from moderator.ui import dialogs_on_demand as dialogs
from moderator.ui import operations_on_demand as operations
from moderator.ui.bindings import Bindings
from moderator.ui.file_work import FileWork, show_file
from moderator.ui.header import Header
from moderator.ui.history_control import HistoryControl
from moderator.ui.navigation import Navigation
from moderator.ui.start.workshop_list import WorkshopLine
from moderator.ui.start_screen import StartScreen
from moderator.ui.status_line import Saved, StatusLine
from moderator.ui.widgets.banner import Banner
from moderator.ui.window_commands import WindowCommands

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent

    from moderator.domain.ids import WorkshopId
    from moderator.domain.workshops import Workshop
    from moderator.events import Event
    from moderator.i18n import Words
    from moderator.operations.glance import Glance
    from moderator.ui.background import Background
    from moderator.ui.capture_screen import CaptureScreen
    from moderator.ui.look import Look
    from moderator.ui.phones.server_process import ServerProcess
    from moderator.ui.phones_screen import PhonesScreen
    from moderator.ui.photos_screen import PhotosScreen
    from moderator.ui.platforms_screen import PlatformsScreen
    from moderator.ui.results_screen import ResultsScreen
    from moderator.ui.screen import Screen
    from moderator.ui.vote_screen import VoteScreen
    from moderator.ui.workshop_screens import WorkshopScreens

START, CAPTURE, VOTE, RESULTS, PHONES, PLATFORMS, PHOTOS = range(7)
_LEAST = (960, 600)
_FIRST = (1280, 800)
_WIDE_FROM = 900
"""Below this width, px at 100 % text, the navigation shows signs only."""


class MainWindow(QMainWindow):
    """Puts the parts together and passes on what happened."""

    workshop_opened = Signal(object)
    painted = Signal()

    def __init__(self, look: Look, background: Background, store_url: str | None = None) -> None:
        super().__init__()
        self._store_url = store_url
        self.look, self.background = look, background
        self.bound = Bindings(look, self)
        self.workshop: Workshop | None = None
        self.navigation, self.header, self.status = Navigation(look), Header(look), StatusLine(look)
        self.banner = Banner(look)
        self.start = StartScreen(look, background)
        self.screens: list[Screen] = []
        """Those that are built; the start screen is first."""
        self.stack = QStackedWidget()
        self.history = HistoryControl(look, background, self.header)
        self.files = FileWork(look, background, self)
        self._may_close = False
        self._arrange()
        self._connect()
        self.commands = WindowCommands(self)
        self._take_in(self.start)
        self.show_place(START)
        self._set_workshop(None)
        self._take_place()

    def _take_in(self, screen: Screen) -> None:
        self.stack.addWidget(screen)
        self.screens.append(screen)
        screen.noted.connect(self.status.show_note)
        self.commands.take_in(screen)

    @cached_property
    def of_workshop(self) -> WorkshopScreens:
        """The screens of a workshop, loaded and built when this is first asked for."""
        from moderator.ui.photos.ways_in import WaysIn  # noqa: PLC0415 (with the screens)
        from moderator.ui.workshop_screens import build_screens  # noqa: PLC0415 (see there)

        made = build_screens(self.look, self.background, self.phone_server)
        for screen in made:
            self._take_in(screen)
        made.capture.import_wanted.connect(self.files.import_file)
        made.capture.hashtag_wanted.connect(self.files.ask_for_hashtag)
        made.vote.results_wanted.connect(lambda: self.show_place(RESULTS))
        made.phones.posters_wanted.connect(self.files.ask_for_posters)
        ways = WaysIn(made)
        ways.photos_wanted.connect(lambda: self.show_place(PHOTOS))
        ways.vote_wanted.connect(lambda: self.show_place(VOTE))
        ways.capture_wanted.connect(lambda: self.show_place(CAPTURE))
        self.commands.rest(workshop_open=False)
        self.commands.draw_signs()
        return made

    @cached_property
    def phone_server(self) -> ServerProcess:
        """The process that phones talk to, off until somebody lets them in."""
        from moderator.ui.phones.server_process import (  # noqa: PLC0415 (with the screens)
            ServerProcess,
            own_program,
        )

        profile = self.look.profile
        return ServerProcess(own_program(profile, self._store_url), profile)

    def complete(self) -> None:
        """Build what no start needs, unless that was done before."""
        _ = self.of_workshop

    @property
    def capture(self) -> CaptureScreen:
        """Where ideas are collected."""
        return self.of_workshop.capture

    @property
    def vote(self) -> VoteScreen:
        """Where votes are held."""
        return self.of_workshop.vote

    @property
    def results(self) -> ResultsScreen:
        """Where the ranking is shown."""
        return self.of_workshop.results

    def _arrange(self) -> None:
        right, row, whole = QVBoxLayout(), QHBoxLayout(), QVBoxLayout()
        for layout in (right, row, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        notices = QVBoxLayout()
        notices.setContentsMargins(24, 12, 24, 0)
        notices.addWidget(self.banner)
        notices.addWidget(self.files.progress)
        right.addWidget(self.header)
        right.addLayout(notices)
        right.addWidget(self.stack, 1)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        whole.addLayout(row, 1)
        whole.addWidget(self.status)
        centre = QWidget()
        centre.setObjectName("ground")
        centre.setLayout(whole)
        self.setCentralWidget(centre)
        self.setMinimumSize(*_LEAST)

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.show_place)
        self.start.chosen.connect(self.open_workshop)
        self.history.noted.connect(self.status.show_note)
        self.history.failed.connect(self.banner.fail)
        self.files.failed.connect(self.banner.fail)
        self.files.done.connect(self._tell_of_file)
        background = self.background
        background.opened.connect(self._opened)
        background.not_opened.connect(self._not_opened)
        background.happened.connect(self._hear)
        background.changed_elsewhere.connect(self._read_everything)
        background.saving.connect(lambda: self.status.tell(Saved.SAVING))
        background.saved.connect(lambda: self.status.tell(Saved.DONE))
        background.not_saved.connect(lambda: self.status.tell(Saved.FAILED))
        self.bound.words("title", lambda _w: self._name_window())
        self.look.colours_changed.connect(self._fold)

    # ------------------------------------------------------------------ the desk

    def show_glance(self, found: Sequence[Glance]) -> None:
        """Show the workshops that a first glance found, until the desk is open."""
        self.start.show_lines(
            [
                WorkshopLine(each.id, each.title, each.place, each.held_on, each.ideas)
                for each in found
            ]
        )

    def _opened(self) -> None:
        self.banner.put_away()
        if self.status.state in {Saved.OPENING, Saved.FAILED}:
            self.status.tell(Saved.NOTHING_YET)
        self._read_everything()

    def _not_opened(self, error: Exception) -> None:
        self.status.tell(Saved.FAILED)
        self.banner.fail(error)
        self.banner.offer(msg("Try again"), self.start.refresh)

    def _hear(self, event: Event, asker: QObject | None) -> None:
        # Whoever tells of events has loaded them; a start does not need them.
        from moderator.events import WorkshopChanged  # noqa: PLC0415

        if isinstance(event, WorkshopChanged):
            self.start.hear(event, asker)
            self._read_workshop(event.workshop_id)
        else:
            self.start.mark_stale()
        if self.workshop is None or event.workshop_id != self.workshop.id:
            return
        for screen in self.screens[1:]:
            screen.hear(event, asker)
        self.history.look_again()

    def _read_everything(self) -> None:
        for screen in self.screens:
            screen.mark_stale()
        self.history.look_again()
        if self.workshop is not None:
            self._read_workshop(self.workshop.id)

    def _read_workshop(self, workshop_id: WorkshopId) -> None:
        if self.workshop is None or self.workshop.id != workshop_id:
            return
        self.background.ask(
            self,
            lambda desk: operations.workshops.read_workshop(desk, workshop_id),
            self._set_workshop,
            self._lose_workshop,
        )

    def _lose_workshop(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self._set_workshop(None)
            self.show_place(START)

    def _tell_of_file(self, speak: Callable[[Words], tuple[str, str]], file: Path | None) -> None:
        self.banner.tell(speak, "positive")
        if file is not None:
            self.banner.offer(msg("Open file"), lambda: show_file(file))

    # ------------------------------------------------------------------ workshops

    def open_workshop(self, workshop: Workshop) -> None:
        """Open `workshop` where its ideas are collected."""
        self.banner.put_away()
        self._set_workshop(workshop)
        self.look.remember(last_workshop=workshop.id)
        self.show_place(CAPTURE)
        self.workshop_opened.emit(workshop)

    def new_workshop(self) -> None:
        """Ask for a new workshop."""
        self.show_place(START)
        self.start.ask_for_new()

    def open_by_id(self, workshop_id: WorkshopId) -> None:
        """Open the workshop with this id."""
        self.start.open_by_id(workshop_id)

    def _set_workshop(self, workshop: Workshop | None) -> None:
        if workshop is not None:
            self.complete()
        self.workshop = workshop
        self.header.show_workshop(workshop)
        self.history.show_workshop(workshop)
        self.files.show_workshop(workshop)
        self.navigation.allow_places(workshop_open=workshop is not None)
        for screen in self.screens:
            screen.show_workshop(workshop)
        self.commands.rest(workshop_open=workshop is not None)
        self._name_window()

    def _name_window(self) -> None:
        self.setWindowTitle(f"{self.workshop.title} – Moderator" if self.workshop else "Moderator")

    def show_place(self, place: int) -> None:
        """Go to one of the places."""
        if place != START and self.workshop is None:
            return
        self.stack.setCurrentIndex(place)
        self.navigation.show_place(self._place_of_photos if place == PHOTOS else place)
        self.header.setVisible(self.workshop is not None or place == START)
        self.commands.show_place(place)
        self.screens[place].take_focus()

    @property
    def _place_of_photos(self) -> int:
        """Where the screen of photos was opened from."""
        return CAPTURE if self.photos.round is None else VOTE

    @property
    def photos(self) -> PhotosScreen:
        """Where photos of the wall are read."""
        return self.of_workshop.photos

    @property
    def platforms(self) -> PlatformsScreen:
        """Where platforms are synced with."""
        return self.of_workshop.platforms

    @property
    def phones(self) -> PhonesScreen:
        """Where phones are let in."""
        return self.of_workshop.phones

    @property
    def screen_shown(self) -> Screen:
        """The screen that is on show."""
        return self.screens[self.stack.currentIndex()]

    # ----------------------------------------------------------------- the window

    def _take_place(self) -> None:
        place = self.look.settings.window
        self.resize(*((place.width, place.height) if place else _FIRST))
        if place is None:
            return
        if any(each.geometry().contains(place.x, place.y) for each in QGuiApplication.screens()):
            self.move(place.x, place.y)
        if place.maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of every painting; an event filter would load every kind of event there is."""
        super().paintEvent(event)
        self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the navigation where there is little room."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        self.navigation.set_narrow(self.width() < self.look.px(_WIDE_FROM))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask once if something typed is not saved; then remember the place of the window."""
        unsaved = [screen for screen in self.screens if screen.has_unsaved_text()]
        if unsaved and not self._may_close:
            event.ignore()
            self._ask_before_closing(unsaved[0])
            return
        if "phone_server" in self.__dict__ and not self._ready_to_part():
            event.ignore()
            return
        normal = self.normalGeometry() if self.isMaximized() else self.geometry()
        self.look.remember(
            window=WindowPlace(
                normal.x(), normal.y(), normal.width(), normal.height(), self.isMaximized()
            )
        )
        super().closeEvent(event)

    def _ready_to_part(self) -> bool:
        """End what goes on elsewhere; ask first where somebody would miss it, and return False."""
        if self.platforms.is_sending and not self._may_close:
            self._ask_before_stopping()
            return False
        here = self.phone_server.phones
        if here and not self._may_close:
            question = dialogs.Confirmation(
                self.look,
                self,
                msg("Close and send the phones away?"),
                msg("Close and send away"),
                lambda w: [
                    w.plural("{n} phone is here.", "{n} phones are here.", here),
                    w("What was sent so far is saved."),
                ],
            )
            question.ask(self._close_anyway)
            return False
        self.phone_server.close()
        self.platforms.part()
        return True

    def _ask_before_stopping(self) -> None:
        question = dialogs.Confirmation(
            self.look,
            self,
            msg("Close while something is sent?"),
            msg("Close and stop"),
            lambda w: [
                w("What has arrived stays there; the rest waits for the next run."),
                w("Nothing is sent twice."),
            ],
        )
        question.ask(self._close_anyway)

    def _ask_before_closing(self, screen: Screen) -> None:
        self.show_place(self.screens.index(screen))
        question = dialogs.Confirmation(
            self.look,
            self,
            msg("Close without saving?"),
            msg("Close and discard"),
            lambda w: [w("Something that was typed is not saved yet.")],
        )
        question.ask(self._close_anyway)

    def _close_anyway(self) -> None:
        self._may_close = True
        self.close()
