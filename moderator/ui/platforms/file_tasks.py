"""Files for platforms where no program may sign in: chosen, named, written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from moderator.ui import dialogs_on_demand as dialogs
from moderator.ui.platforms import platform_work
from moderator.ui.platforms.file_dialog import FileDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from moderator.domain.workshops import Workshop
    from moderator.ui.background import Background
    from moderator.ui.look import Look
    from moderator.ui.platforms.platform_work import KindFacts


class FileTasks(QObject):
    """Writes the hand-over file of a kind of platform.

    Signals:
        written: the file, and the number of ideas in it.
        failed: why it was not written.
    """

    written = Signal(object, int)
    failed = Signal(object)

    def __init__(
        self,
        look: Look,
        background: Background,
        screen: QWidget,
        workshop: Callable[[], Workshop | None],
    ) -> None:
        super().__init__(screen)
        self._look, self._background, self._screen = look, background, screen
        self._workshop = workshop
        self.kinds: Mapping[str, KindFacts] = {}
        self.menu = QMenu(screen)

    def ask_for_kind(self) -> None:
        """Ask for which platform, in a menu; then where to save."""
        menu = self.menu
        menu.clear()
        for kind in self.kinds.values():
            if kind.endings:
                endings = ", ".join(kind.endings)
                action = menu.addAction(f"{kind.title}  ({endings})")
                action.triggered.connect(self._asks_for(kind.key))
        corner = self._screen.rect().center()
        menu.popup(self._screen.mapToGlobal(corner))

    def _asks_for(self, key: str) -> Callable[[], object]:
        return lambda: self.ask_for_file(key)

    def ask_for_file(self, key: str) -> FileDialog | None:
        """Tell about the file for a kind of platform; then ask where to save it."""
        kind = self.kinds.get(key)
        if kind is None or self._workshop() is None or not kind.endings:
            return None
        dialog = FileDialog(self._look, self._screen.window(), kind)
        dialog.filled.connect(lambda template: self.ask_for_target(key, template))
        dialog.open()
        return dialog

    def ask_for_target(self, key: str, template: str = "") -> None:
        """Ask where to save the file for a kind of platform, and write it."""
        kind, workshop, choosing = self.kinds.get(key), self._workshop(), dialogs.file_dialogs
        if kind is None or workshop is None or not kind.endings:
            return
        files = [
            choosing.file_kind(f"{kind.title} {ending}", ending.removeprefix("."))
            for ending in kind.endings
        ]
        name = choosing.file_name(f"{workshop.title} {kind.key}", kind.endings[0])
        title = self._look.w("Save file for {platform}", platform=kind.title)
        target = choosing.ask_for_target(self._screen.window(), title, name, ";;".join(files))
        if target is not None:
            self.write(key, target, template)

    def write(self, key: str, target: Path, template: str = "") -> None:
        """Write the file for a kind of platform to `target`, with the columns of a template."""
        workshop = self._workshop()
        if workshop is None:
            return
        workshop_id = workshop.id
        self._background.ask(
            self,
            lambda desk: platform_work.write_file(desk, workshop_id, key, target, template),
            lambda ideas: self.written.emit(target, ideas),
            self.failed.emit,
        )
