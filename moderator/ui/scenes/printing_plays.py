"""Scenes of the print dialog and of the dialogs that it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.operations.sheet_drafts import ACROSS, NUMBER
from moderator.ui.dialogs.print_dialog import PrintDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from moderator.ui.dialogs.offset_dialog import OffsetDialog
    from moderator.ui.dialogs.sheet_dialog import SheetDialog
    from moderator.ui.scenes.stage import Stage

_PREVIEWED = 0.6
"""Seconds without work after which a preview is on show."""
_LABELS = "avery-l7160"
"""A sheet that no other scene prints on: its offset stays."""


def _paper(stage: Stage, paper: str, sheet: str = "") -> PrintDialog:
    workshop = stage.props.voting if paper == "ballots" else stage.props.sample
    stage.window.open_workshop(workshop)
    stage.settle()
    dialog = stage.window.files.ask_what_to_print()
    stage.settle()
    if not isinstance(dialog, PrintDialog):
        raise TypeError(dialog)
    form = dialog.form
    form.stock.kind.setCurrentIndex(0)
    form.address.kind.setCurrentIndex(0)
    form.paper.setCurrentIndex(form.paper.findData(paper))
    form.sheet.choose(sheet)
    return dialog


def printing_dark_paper(stage: Stage) -> QWidget | None:
    """Some ideas on paper that is too dark for codes."""
    dialog = _paper(stage, "ideas", "a6")
    form = dialog.form
    form.ideas.take([idea.id for idea in form.ideas.ideas[:3]])
    form.stock.kind.setCurrentIndex(form.stock.kind.count() - 1)
    form.stock.other.setText("#C0392B")
    stage.settle(_PREVIEWED)
    return dialog


def printing_yellow_paper(stage: Stage) -> QWidget | None:
    """Voting cards of one round on yellow paper."""
    dialog = _paper(stage, "ballots", "a7")
    dialog.form.round.setCurrentIndex(1)
    dialog.form.stock.kind.setCurrentIndex(1)
    stage.settle(_PREVIEWED)
    return dialog


def printing_round(stage: Stage) -> QWidget | None:
    """The poster of a round's result."""
    dialog = _paper(stage, "results")
    stage.settle(_PREVIEWED)
    return dialog


def printing_some(stage: Stage) -> QWidget | None:
    """Ideas being ticked."""
    dialog = _paper(stage, "ideas")
    stage.settle(_PREVIEWED)
    picking = dialog.pick_ideas()
    for row in (0, 2, 3):
        item = picking.list.item(row)
        item.setCheckState(type(item.checkState()).Checked)
    return picking


def printing_sheet(stage: Stage) -> SheetDialog:
    """A new sheet."""
    dialog = _paper(stage, "blank", "avery-3474")
    stage.settle(_PREVIEWED)
    made = dialog.sheets.ask_for_new()
    made.title.setText("Vereinskarten")
    return made


def printing_sheet_wrong(stage: Stage) -> QWidget | None:
    """A sheet with more columns than the paper holds."""
    made = printing_sheet(stage)
    made.fields[NUMBER][ACROSS].setText("4")
    return made


def printing_offset(stage: Stage) -> QWidget | None:
    """The printer's offset, measured."""
    return _measured(stage, _paper(stage, "blank", _LABELS))


def printing_moved(stage: Stage) -> QWidget | None:
    """Print moved beside its labels, as the printer needs it."""
    dialog = _paper(stage, "blank", _LABELS)
    correcting = _measured(stage, dialog)
    if correcting is not None:
        correcting.submit()
    stage.settle(_PREVIEWED)
    return dialog


def _measured(stage: Stage, dialog: PrintDialog) -> OffsetDialog | None:
    stage.settle(_PREVIEWED)
    if any(dialog.form.sheet.offset_mm):
        _forget_offset(stage, dialog)
    correcting = dialog.sheets.ask_for_offset()
    if correcting is not None:
        for field, length in zip(correcting.measured, (48.5, 52), strict=True):
            field.show_length(length, stage.look.w)
            field.textEdited.emit(field.text())
    return correcting


def _forget_offset(stage: Stage, dialog: PrintDialog) -> None:
    """Let every picture begin with a printer that was not corrected."""
    correcting = dialog.sheets.ask_for_offset()
    if correcting is not None:
        correcting.forget.click()
        correcting.submit()
    stage.settle()


PRINTING_PLAYS: tuple[Callable[[Stage], QWidget | None], ...] = (
    printing_dark_paper,
    printing_yellow_paper,
    printing_round,
    printing_some,
    printing_sheet,
    printing_sheet_wrong,
    printing_offset,
    printing_moved,
)
