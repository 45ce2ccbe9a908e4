"""The line below the entry: which keys there are, and ideas that may say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from moderator.errors import msg
from moderator.ui.bindings import Bindings
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.domain.ideas import Similar
    from moderator.domain.ids import IdeaId
    from moderator.ui.look import Look

_MOST = 3
_LONGEST = 38


class HintLine(QWidget):
    """Keeps its height whatever it says, so that nothing jumps while people type."""

    chosen = Signal(object)
    """The `IdeaId` of a similar idea to look at."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.bound = Bindings(look, self)
        self._keys, self._there = label("soft"), label("strong")
        self.bound.text(
            self._keys.setText, msg("Enter saves the idea · Tab leads to the description")
        )
        self.bound.text(self._there.setText, msg("Already there?"))
        self.links = [QPushButton() for _ in range(_MOST)]
        self._ids: list[IdeaId] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self._keys)
        row.addWidget(self._there)
        for place, link in enumerate(self.links):
            link.setProperty("role", "link")
            link.setAutoDefault(False)
            link.clicked.connect(lambda _checked=False, at=place: self.chosen.emit(self._ids[at]))
            row.addWidget(link)
        row.addStretch(1)
        self.bound.look(self, lambda now: self.setFixedHeight(now.px(30)))
        self.show_similar([])

    def show_similar(self, found: Sequence[Similar]) -> None:
        """Point at ideas that are like the one being typed; none shows the keys again."""
        self._ids = [each.idea.id for each in found]
        self._keys.setVisible(not found)
        self._there.setVisible(bool(found))
        for place, link in enumerate(self.links):
            link.setVisible(place < len(found))
            if place < len(found):
                idea = found[place].idea
                link.setText(_shortened(f"{idea.number}  {idea.title}"))
                link.setToolTip(idea.title)
                link.setAccessibleName(f"{idea.number} {idea.title}")

    def first(self) -> IdeaId | None:
        """Return the idea that is most alike."""
        return self._ids[0] if self._ids else None


def _shortened(text: str) -> str:
    # An ampersand would be taken for a key of the button.
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
    return shown.replace("&", "&&")
