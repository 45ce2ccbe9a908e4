"""Own sheets and the printer's offset: asked for in dialogs over the print dialog, then kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from moderator.errors import ModeratorError, msg
from moderator.ui import operations_on_demand as operations
from moderator.ui.dialogs.confirmation import Confirmation
from moderator.ui.dialogs.offset_dialog import OffsetDialog
from moderator.ui.printing.outlet import Outlet
from moderator.ui.printing.paper_words import sheet_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.domain.workshops import Workshop
    from moderator.i18n import Words
    from moderator.operations.desk import Desk
    from moderator.operations.print_choices import PrintOffer
    from moderator.operations.sheet_drafts import SheetDraft
    from moderator.printing.sheets import Sheet
    from moderator.ui.background import Background
    from moderator.ui.dialogs.form_dialog import FormDialog
    from moderator.ui.dialogs.sheet_dialog import SheetDialog
    from moderator.ui.printing.paper_form import PaperForm


class SheetWork(QObject):
    """Opens the dialogs and renews the form after each change.

    Signals:
        failed: a sheet could not be opened or removed, and why.
    """

    failed = Signal(object)

    def __init__(
        self, dialog: FormDialog, form: PaperForm, background: Background, workshop: Workshop
    ) -> None:
        super().__init__(dialog)
        self._dialog, self._form = dialog, form
        self._background, self._workshop = background, workshop
        form.sheet.new_wanted.connect(self.ask_for_new)
        form.sheet.change_wanted.connect(self.ask_to_change)
        form.sheet.removal_wanted.connect(self.ask_to_remove)
        form.sheet.offset_wanted.connect(self.ask_for_offset)

    def ask_for_new(self) -> SheetDialog:
        """Ask for the measures of a new own sheet of cards, or of mats where those are printed."""
        chosen = self._form.sheet.chosen
        mats = chosen is not None and chosen.use.value == "coasters"
        drafts = operations.sheet_drafts
        return self._open(drafts.SheetDraft(kept={"for": "coasters" if mats else "cards"}), "")

    def ask_to_change(self) -> SheetDialog | None:
        """Ask for other measures of the own sheet that is chosen."""
        chosen = self._form.sheet.chosen
        if chosen is None:
            return None
        try:
            draft = operations.sheet_drafts.draft_of(chosen, self._dialog.look.w.language.value)
        except ModeratorError as error:
            self.failed.emit(error)
            return None
        return self._open(draft, chosen.name)

    def ask_to_remove(self) -> Confirmation | None:
        """Ask before the own sheet that is chosen is deleted."""
        chosen = self._form.sheet.chosen
        if chosen is None:
            return None

        def sentences(w: Words) -> list[str]:
            return [
                w("“{sheet}” will no longer be offered.", sheet=sheet_name(w, chosen)),
                w("Its printer offset is deleted, too. What is printed stays as it is."),
            ]

        question = Confirmation(
            self._dialog.look,
            self._dialog,
            msg("Delete this sheet?"),
            msg("Delete the sheet"),
            sentences,
        )
        name = chosen.name
        question.ask(
            lambda: self._ask(
                lambda desk: operations.sheets.remove_sheet(desk, name),
                lambda offer: self._form.renew_sheets(offer, ""),
                self.failed.emit,
            )
        )
        return question

    def ask_for_offset(self) -> OffsetDialog | None:
        """Ask how the printer is to be corrected for the chosen sheet."""
        chosen = self._form.sheet.chosen
        if chosen is None:
            return None
        outlet = Outlet(self._background, self._workshop.id, self)
        dialog = OffsetDialog(
            self._dialog.look, self._dialog, chosen, self._form.sheet.offset_mm, outlet
        )
        # As long as the dialog: signals of a later one must not reach it.
        outlet.setParent(dialog)

        def keep(offset_mm: tuple[float, float]) -> None:
            self._ask(
                lambda desk: operations.sheets.set_offset(desk, chosen.name, offset_mm),
                lambda offer: self._renew(dialog, offer, chosen),
                dialog.fail,
            )

        dialog.wanted.connect(keep)
        dialog.open()
        return dialog

    # ------------------------------------------------------------------ private

    def _open(self, draft: SheetDraft, former: str) -> SheetDialog:
        # Not before: what is known of sheets is loaded by the worker.
        from moderator.ui.dialogs.sheet_dialog import SheetDialog  # noqa: PLC0415

        dialog = SheetDialog(
            self._dialog.look, self._dialog, draft, self._own_sheets(former), is_new=not former
        )

        def keep(typed: SheetDraft) -> None:
            saved: list[Sheet] = []
            self._ask(
                lambda desk: saved.append(operations.sheets.save_sheet(desk, typed.data, former)),
                lambda offer: self._renew(dialog, offer, saved[0]),
                dialog.fail,
            )

        dialog.wanted.connect(keep)
        dialog.open()
        return dialog

    def _own_sheets(self, former: str) -> list[Sheet]:
        return [each for each in self._form.own_sheets if each.name != former]

    def _ask(
        self,
        change: Callable[[Desk], object],
        done: Callable[[PrintOffer], None],
        failed: Callable[[Exception], None],
    ) -> None:
        workshop_id = self._workshop.id

        def work(desk: Desk) -> PrintOffer:
            change(desk)
            return operations.print_choices.print_offer(desk, workshop_id)

        self._background.ask(self, work, done, failed)

    def _renew(self, dialog: FormDialog, offer: PrintOffer, sheet: Sheet) -> None:
        dialog.accept()
        self._form.renew_sheets(offer, sheet.name)
