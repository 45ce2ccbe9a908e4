"""The stage: a real window on a real store, brought into one scene after the other."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from moderator.domain.workshops import Language
from moderator.operations.desk import open_desk
from moderator.settings import Theme
from moderator.ui.background import Background
from moderator.ui.look import Look
from moderator.ui.main_window import MainWindow
from moderator.ui.scenes.plays import PLAYS
from moderator.ui.scenes.props import Props

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.paths import Paths

SIZE = (1280, 800)
_PATIENCE = 20.0
"""Seconds after which a scene that does not come to rest is given up."""
_ROUNDS = 6
_PAUSES = 0.25
"""Seconds after which every pause of typing is over."""


class Stage:
    """Plays scenes and takes their pictures."""

    def __init__(self, paths: Paths, out: Path, only: str = "") -> None:
        self._out, self._only = out, only
        self.taken = 0
        app = QApplication.instance()
        self._app = app if isinstance(app, QApplication) else QApplication(["moderator"])
        self._under_way = 0
        paths.create_profile()
        self._desk = open_desk(paths)
        self.props = Props(self._desk)
        self.look = Look(self._app, paths.profile / "settings.json")
        self.background = Background(lambda: open_desk(paths))
        self.background.busy.connect(self._note_work)
        self.background.unexpected.connect(self._fail)
        self.window = MainWindow(self.look, self.background)
        self.window.resize(*SIZE)
        self.window.show()
        self.background.start()
        self._failure: Exception | None = None
        self.settle()

    def close(self) -> None:
        """End the worker."""
        self.window.phone_server.close()
        self.background.stop()
        self._desk.close()
        self.window.hide()

    def dress(self, language: Language, theme: Theme) -> None:
        """Speak `language` in the colours of `theme`."""
        self.look.change_language(language)
        self.look.change_theme(theme)
        self.settle()

    def play_all(self, suffix: str) -> None:
        """Play every scene and take its picture."""
        for name in PLAYS:
            self.play(name, suffix)

    def play_sizes(self) -> None:
        """Play the crowded scenes with large text, small windows and large ones."""
        self.dress(Language.GERMAN, Theme.LIGHT)
        for percent, size in ((125, SIZE), (125, (1280, 720)), (200, SIZE), (100, (1920, 1080))):
            self.look.change_text_scale(percent)
            self.window.resize(*size)
            self.settle()
            for name in PLAYS:
                self.play(name, f"de-{percent}-{size[0]}x{size[1]}")
        self.look.change_text_scale(100)
        self.window.resize(*SIZE)

    def play(self, name: str, suffix: str) -> None:
        """Play one scene, take its picture, and leave the stage empty."""
        if self._only not in f"{name}-{suffix}":
            return
        shown = PLAYS[name](self)
        self.settle(_PAUSES)
        if shown is None:
            self.window.activateWindow()
            self.settle()
        picture = self._picture(shown)
        picture.save(str(self._out / f"{name}-{suffix}.png"))
        self.taken += 1
        self._clear(shown)

    def settle(self, rest: float = 0.03) -> None:
        """Let all work finish, and `rest` seconds pass without any."""
        end, quiet_since, quiet_rounds = time.monotonic() + _PATIENCE, time.monotonic(), 0
        while quiet_rounds < _ROUNDS or time.monotonic() - quiet_since < rest:
            if time.monotonic() > end:
                raise TimeoutError
            loop = QEventLoop()
            QTimer.singleShot(5, loop.quit)
            loop.exec()
            # Rounds count too: on a busy machine one slow picture may outlast the rest.
            quiet_rounds = 0 if self._under_way else quiet_rounds + 1
            if self._under_way:
                quiet_since = time.monotonic()
        if self._failure is not None:
            raise self._failure

    # ------------------------------------------------------------------ private

    def _note_work(self, number: int) -> None:
        self._under_way = number

    def _fail(self, error: Exception) -> None:
        self._failure = error

    def _picture(self, shown: QWidget | None) -> QPixmap:
        if shown is not None and not isinstance(shown, QDialog):
            return shown.grab()
        picture = self.window.grab()
        if shown is not None:
            painter = QPainter(picture)
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 70))
            dialog = shown.grab()
            at = QPoint(
                (picture.width() - dialog.width()) // 2, (picture.height() - dialog.height()) // 2
            )
            painter.drawPixmap(at, dialog)
            painter.end()
        return picture

    def _clear(self, shown: QWidget | None) -> None:
        if isinstance(shown, QDialog):
            _close_with_parents(shown)
        elif shown is not None:
            shown.close()
        window = self.window
        for screen in window.screens:
            screen.forget()
        window.vote.ballots.sheet.forget()
        window.vote.ballots.banner.put_away()
        window.banner.put_away()
        self.settle()


def _close_with_parents(dialog: QDialog) -> None:
    """Close a dialog and those that it was opened from."""
    above = dialog.parentWidget()
    dialog.reject()
    if isinstance(above, QDialog):
        _close_with_parents(above)
