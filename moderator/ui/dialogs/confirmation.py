"""A question before something that cannot be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.ui.dialogs.form_dialog import FormDialog
from moderator.ui.widgets.labels import label, set_role

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from moderator.i18n import Words
    from moderator.ui.look import Look


class Confirmation(FormDialog):
    """Says what will happen in full sentences; the careful answer has the keyboard."""

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        heading: str,
        confirm: str,
        sentences: Callable[[Words], list[str]],
    ) -> None:
        super().__init__(look, parent, heading, confirm)
        self._confirmed: Callable[[], object] | None = None
        self.setMinimumWidth(look.px(440))
        self.sentences = sentences(look.w)
        for line in self.sentences:
            text = label("body", line, wrap=True)
            self.column.addWidget(text)
        self.column.addStretch(1)
        set_role(self.confirm, "danger")
        self.confirm.setDefault(False)
        self.confirm.setAutoDefault(False)
        self.cancel.setDefault(True)
        self.cancel.setFocus()

    def ask(self, confirmed: Callable[[], object]) -> None:
        """Open the question; call `confirmed` after yes."""
        self._confirmed = confirmed
        self.open()

    def submit(self) -> None:
        """Take the yes."""
        self.accept()
        if self._confirmed is not None:
            self._confirmed()
