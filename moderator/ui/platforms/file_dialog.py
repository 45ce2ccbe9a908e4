"""What a person should know before a file for a platform is written, and its template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from moderator.errors import msg
from moderator.ui import dialogs_on_demand as dialogs
from moderator.ui.dialogs.fitting import fit_size
from moderator.ui.dialogs.form_dialog import FormDialog
from moderator.ui.dialogs.scrolled_part import scrolled_part
from moderator.ui.platforms.kind_words import file_in_detail
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from moderator.ui.look import Look
    from moderator.ui.platforms.platform_work import KindFacts

_WITH_TEMPLATE = frozenset({"go-vocal", "go-vocal-v2"})
"""Kinds whose importer wants the columns of a file that it offers itself."""
_SIZE = (580, 400)


class FileDialog(FormDialog):
    """Tells what becomes of the file; asks for the template where there is one.

    Signals:
        filled: the template, empty for none.
    """

    filled = Signal(str)

    def __init__(self, look: Look, parent: QWidget, kind: KindFacts) -> None:
        super().__init__(look, parent, msg("Save file for {platform}"), msg("Save file"))
        self.bound.words(
            self.heading.setText,
            lambda w: self.heading.setText(w("Save file for {platform}", platform=kind.title)),
        )
        self.bound.words(
            self.setWindowTitle,
            lambda w: self.setWindowTitle(w("Save file for {platform}", platform=kind.title)),
        )
        self.facts, self.template = label(wrap=True), LineEdit()
        self.choose = push_button(self.bound, msg("Choose"), icon="folder-open")
        self._arrange_fields(with_template=kind.key in _WITH_TEMPLATE)
        self.bound.words(
            "facts", lambda w: self.facts.setText("\n\n".join(file_in_detail(w, kind)))
        )
        self.choose.clicked.connect(self._ask_for_template)
        fit_size(self, look, *_SIZE)

    def _arrange_fields(self, *, with_template: bool) -> None:
        inner = QVBoxLayout()
        inner.addWidget(self.facts, 0, Qt.AlignmentFlag.AlignTop)
        inner.addStretch(1)
        self.column.addWidget(scrolled_part(inner), 1)
        if not with_template:
            return
        both, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.template, 1)
        row.addWidget(self.choose)
        both.setLayout(row)
        both.setFocusProxy(self.template)
        hint = msg("The file that the phase offers for its importer; without it the usual columns.")
        self.add_field(msg("Template"), both, hint)
        self.bound.text(self.template.setAccessibleName, msg("Template"))

    def _ask_for_template(self) -> None:
        choosing = dialogs.file_dialogs
        kinds = choosing.file_kind(self.look.w("Workbook"), "xlsx")
        found = choosing.ask_for_file(self, self.look.w("Template"), kinds)
        if found is not None:
            self.template.setText(str(found))

    def submit(self) -> None:
        """Go on to where the file is saved."""
        typed = self.template.text().strip()
        self.accept()
        self.filled.emit(str(Path(typed).expanduser()) if typed else "")
