"""Cards held into a camera open their idea, or give a blank card's code to the next one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCameraPermission, QCoreApplication, QObject, Qt

from moderator.domain.codes import CardCode, shown_card_code
from moderator.errors import NotFound, msg
from moderator.ui import operations_on_demand as operations
from moderator.ui.capture import board_work
from moderator.ui.capture.camera_panel import CameraPanel
from moderator.ui.capture.camera_run import CameraRun

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPermission
    from PySide6.QtGui import QImage

    from moderator.domain.ideas import Idea
    from moderator.i18n import Words
    from moderator.ui.capture_screen import CaptureScreen
    from moderator.vision.camera import FrameSource
    from moderator.vision.held_cards import HeldLook
    from moderator.vision.issued_cards import IssuedCards

_KEPT_LOOKS = 15
"""Pictures for which a sentence on a card stays before the next one may take its place."""


class CameraWork(QObject):
    """The camera of the capture screen; on only while its panel is in sight."""

    def __init__(self, screen: CaptureScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self.panel = CameraPanel(screen.look)
        self.run: CameraRun | None = None
        self._asked = 0
        self._first = screen.look.settings.camera
        self._kept = 0
        panel = self.panel
        panel.left.connect(self.close)
        panel.again_wanted.connect(self.open)
        panel.other_wanted.connect(self._change_camera)

    def toggle(self) -> None:
        """Open the camera, or close it."""
        if self.panel.isVisible():
            self.close()
        else:
            self.open()

    def close(self) -> None:
        """Let the camera go and take the panel away."""
        self._end_run()
        self.panel.hide()

    def _end_run(self) -> None:
        self._asked += 1
        run, self.run = self.run, None
        if run is not None:
            run.stop()

    def open(self) -> None:
        """Open the camera; ask the system first, which may ask the person."""
        self._end_run()
        self.panel.wait()
        asked = self._asked
        application = QCoreApplication.instance()
        if application is not None:
            application.requestPermission(
                QCameraPermission(),
                self,
                lambda permission: self._take_permission(asked, permission),
            )

    def _take_permission(self, asked: int, permission: QPermission) -> None:
        workshop = self._screen.workshop
        if asked != self._asked or workshop is None:
            return
        if permission.status() is not Qt.PermissionStatus.Granted:
            self.panel.fail(
                NotFound(
                    msg("The camera may not be used."),
                    msg("Please allow it in the settings of the system, then try again."),
                )
            )
            return
        workshop_id = workshop.id
        self._screen.background.ask(
            self,
            lambda desk: operations.photo_counting.issued_cards(desk, workshop_id),
            lambda issued: self._begin(asked, issued),
            self.panel.fail,
        )

    def _begin(self, asked: int, issued: IssuedCards) -> None:
        if asked != self._asked:
            return
        run = self.run = CameraRun(self, issued, partial(self.open_source, self._first))
        run.opened.connect(lambda source: self._opened(run, source))
        run.pictured.connect(lambda image, look: self._show(run, image, look))
        run.found.connect(lambda code: self._found(run, CardCode(code)))
        run.failed.connect(lambda error: self._failed(run, error))
        run.start()

    def open_source(self, first: int) -> FrameSource:
        """Open a camera; on the thread of the camera."""
        # Loaded with the camera: most evenings need none.
        from moderator.vision.camera import open_camera  # noqa: PLC0415

        return open_camera(first)

    def know_new_cards(self) -> None:
        """Look for cards that were printed meanwhile, too."""
        run, workshop = self.run, self._screen.workshop
        if run is not None and workshop is not None:
            workshop_id = workshop.id
            self._screen.background.ask(
                self,
                lambda desk: operations.photo_counting.issued_cards(desk, workshop_id),
                run.know,
            )

    # ------------------------------------------------------------- from the camera

    def _opened(self, run: CameraRun, source: FrameSource) -> None:
        if run is not self.run:
            return
        from moderator.vision.camera import camera_name  # noqa: PLC0415 (loaded by now)

        number = getattr(source, "number", -1)
        if number >= 0:
            self._first = number
            self._screen.look.remember(camera=number)
        self._kept = 0
        self.panel.take_camera(camera_name(number) if number >= 0 else "")

    def _change_camera(self) -> None:
        self._first += 1
        self.open()

    def _failed(self, run: CameraRun, error: Exception) -> None:
        if run is self.run:
            self._end_run()
            self._first = 0
            self.panel.fail(error)

    def _show(self, run: CameraRun, image: QImage, look: HeldLook) -> None:
        run.ready()
        if run is not self.run:
            return
        self.panel.preview.show_picture(image, look)
        if self._kept:
            self._kept -= 1
        elif look.held.value in _SENTENCES:
            self.panel.say(partial(_sentence, look.held.value))

    def _say(self, speak: Callable[[Words], tuple[str, str]]) -> None:
        self._kept = _KEPT_LOOKS
        self.panel.say(speak)

    # ------------------------------------------------------------------- to the board

    def _found(self, run: CameraRun, code: CardCode) -> None:
        workshop = self._screen.workshop
        if run is not self.run or workshop is None:
            return
        if self._is_typing(code):
            self._say(
                lambda w: (
                    w("Please save what is typed first."),
                    w("The card is taken right after that."),
                )
            )
            run.tell_again()
            return
        workshop_id = workshop.id
        self._screen.background.ask(
            self,
            lambda desk: board_work.look_up_card(desk, workshop_id, code),
            lambda idea: self._open_card(code, idea),
            self._screen.banner.fail,
        )

    def _is_typing(self, code: CardCode) -> bool:
        """Tell whether something would be lost or given to another card than was meant."""
        entry, editor = self._screen.entry, self._screen.editor
        here = not entry.is_empty and entry.fields().code not in {"", code}
        return here or editor.is_changed

    def _open_card(self, code: CardCode, idea: Idea | None) -> None:
        if self.run is None:
            return
        self._screen.editor.close_editor()
        self._screen.card_found(code, idea)
        if idea is None:
            shown = shown_card_code(code)
            advice = msg("The next idea gets its code.")
            self._say(lambda w: (w("Blank card {code}", code=shown), w(advice)))
        elif idea.removed_at is None:
            name = f"{idea.number}  {idea.title}"
            self._say(lambda _w: (name, ""))
            self._screen.edit_current()


_SENTENCES = {
    "nothing": (msg("Hold a card into the picture."), ""),
    "unclear": (msg("A little closer, and hold still."), ""),
    "foreign": (
        msg("This code belongs to no card of this workshop."),
        msg("Cards of other evenings and other codes are left alone."),
    ),
}


def _sentence(held: str, w: Words) -> tuple[str, str]:
    first, second = _SENTENCES[held]
    return w(first), w(second) if second else ""
