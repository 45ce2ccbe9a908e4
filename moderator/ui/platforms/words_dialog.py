"""The words of an idea, changed because of what a platform takes or said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from moderator.errors import msg
from moderator.ui.dialogs.form_dialog import FormDialog
from moderator.ui.widgets.labels import label, set_role
from moderator.ui.widgets.line_edit import BodyEdit, LineEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from moderator.domain.platforms import Content
    from moderator.i18n import Words
    from moderator.ui.look import Look


class WordsDialog(FormDialog):
    """Title and text, with what the platform says of the length of titles."""

    filled = Signal(str, str)
    """Title and text when the form is sent; whoever listens closes the dialog."""

    def __init__(
        self, look: Look, parent: QWidget, content: Content, limits: tuple[int, int], why: str
    ) -> None:
        super().__init__(look, parent, msg("Change the words"), msg("Save"))
        self.setMinimumWidth(look.px(520))
        self._limits = limits
        self.title, self.body, self.length = LineEdit(), BodyEdit(), label("caption")
        self.title.setText(str(content.get("title", "")))
        self.body.setPlainText(str(content.get("body", "")))
        self.column.addWidget(label("body", why, wrap=True))
        self.add_field(msg("Title"), self.title)
        self.column.addWidget(self.length)
        self.add_field(msg("Description"), self.body)
        self.title.textChanged.connect(lambda _text: self.bound.words("length", self._count))
        self.bound.words("length", self._count)
        self.title.setFocus()
        self.title.selectAll()

    def _count(self, w: Words) -> None:
        least, most = self._limits
        letters = len(self.title.text())
        fits = least <= letters <= most
        set_role(self.length, "caption" if fits else "wrong")
        self.length.setText(
            w("{n} characters; {least} to {most} fit there", n=letters, least=least, most=most)
        )

    def submit(self) -> None:
        """Hand over what was typed; the dialog closes once it is saved."""
        self.wait(waiting=True)
        self.filled.emit(self.title.text(), self.body.toPlainText())
