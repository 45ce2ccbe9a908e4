"""Undo and redo of the workshop, and what they would do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moderator.i18n import step_name
from moderator.ui import operations_on_demand as operations

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.domain.ids import WorkshopId
    from moderator.domain.workshops import Workshop
    from moderator.i18n import Words
    from moderator.operations.desk import Desk
    from moderator.operations.history import History, HistoryStep
    from moderator.ui.background import Background
    from moderator.ui.header import Header
    from moderator.ui.look import Look


class HistoryControl(QObject):
    """Takes steps back and repeats them, and keeps the header's buttons up to date."""

    noted = Signal(str)
    failed = Signal(object)

    def __init__(self, look: Look, background: Background, header: Header) -> None:
        super().__init__()
        self._look, self._background, self._header = look, background, header
        self._workshop: Workshop | None = None
        header.undo_wanted.connect(self.undo)
        header.redo_wanted.connect(self.redo)

    def show_workshop(self, workshop: Workshop | None) -> None:
        """Work on the history of `workshop` from now on."""
        self._workshop = workshop
        self.look_again()

    def look_again(self) -> None:
        """Ask what undo and redo would do next."""
        if self._workshop is None:
            self._header.allow_history(undo=None, redo=None)
            return
        workshop_id = self._workshop.id
        self._background.ask(
            self, lambda desk: operations.history.history(desk, workshop_id), self._show
        )

    def _show(self, history: History) -> None:
        self._header.allow_history(undo=_teller(history.undo), redo=_teller(history.redo))

    def undo(self) -> None:
        """Take the newest step back."""
        self._move(
            _undo,
            lambda w, step: w("Taken back: {step}", step=step_name(w, step)),
        )

    def redo(self) -> None:
        """Repeat the step that was taken back last."""
        self._move(
            _redo,
            lambda w, step: w("Repeated: {step}", step=step_name(w, step)),
        )

    def _move(
        self,
        work: Callable[[Desk, WorkshopId], HistoryStep],
        tell: Callable[[Words, HistoryStep], str],
    ) -> None:
        if self._workshop is None:
            return
        workshop_id = self._workshop.id
        self._background.ask(
            self,
            lambda desk: work(desk, workshop_id),
            lambda step: self.noted.emit(tell(self._look.w, step)),
            self.failed.emit,
            changes=True,
        )


def _teller(step: HistoryStep | None) -> Callable[[Words], str] | None:
    return (lambda w: step_name(w, step)) if step else None


def _undo(desk: Desk, workshop_id: WorkshopId) -> HistoryStep:
    return operations.history.undo(desk, workshop_id)


def _redo(desk: Desk, workshop_id: WorkshopId) -> HistoryStep:
    return operations.history.redo(desk, workshop_id)
