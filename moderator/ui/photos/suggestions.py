"""What handwriting seems to say, asked for one card ahead, if a person wants that."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from moderator.errors import ModeratorError, msg
from moderator.ui import operations_on_demand as operations
from moderator.ui.photos.suggestion_run import SuggestionRun

if TYPE_CHECKING:
    from moderator.domain.codes import CardCode
    from moderator.operations.transcription import HandwrittenCard
    from moderator.ui.photos_screen import PhotosScreen
    from moderator.vision.handwriting import HandwritingReader

INSTALL = "pip install rapidocr onnxruntime"
"""How the package comes in."""


class Suggestions(QObject):
    """Acts for the page on which cards are typed; off until a person switches it on."""

    def __init__(self, screen: PhotosScreen) -> None:
        super().__init__(screen)
        self._screen, self._page = screen, screen.typing
        self._known: dict[tuple[str, CardCode], str] = {}
        self._asked: set[tuple[str, CardCode]] = set()
        self._run: SuggestionRun | None = None
        self._page.suggest.toggled.connect(self._switch)
        self._page.crop_wanted.connect(self.ask)

    def offer(self) -> None:
        """Show the switch as it was left, or how the package comes in where it is missing."""
        installed = self.can_read()
        wanted = installed and self._screen.look.settings.suggestions
        self._page.offer_suggestions(installed=installed, wanted=wanted, install=INSTALL)

    def can_read(self) -> bool:
        """Tell whether handwriting can be read here."""
        # Loaded with the page: most evenings need none.
        from moderator.vision.handwriting import can_read_handwriting  # noqa: PLC0415

        return can_read_handwriting()

    def open_reader(self) -> HandwritingReader:
        """Load the package; on the thread that reads."""
        from moderator.vision.handwriting import open_handwriting_reader  # noqa: PLC0415 (slow)

        return open_handwriting_reader()

    def stop(self) -> None:
        """Read nothing more."""
        run, self._run = self._run, None
        self._asked.clear()
        if run is not None:
            run.stop()
            run.deleteLater()

    def forget(self) -> None:
        """Drop what was read in a workshop."""
        self.stop()
        self._known.clear()

    def _switch(self, wanted: bool) -> None:
        self._screen.look.remember(suggestions=wanted)
        if not wanted:
            self.stop()
            self._page.drop_suggestion()
        elif (card := self._page.current) is not None:
            self.ask(card)

    def ask(self, card: HandwrittenCard) -> None:
        """Read this card, and the next one while a person looks at this one."""
        if not self._page.suggest.isChecked():
            return
        for each in (card, self._page.next_blank):
            if each is not None and each.idea is None:
                self._ask(each)
        known = self._known.get((card.review_id, card.code))
        if known is not None:
            self._page.take_suggestion(card.code, known)

    def _ask(self, card: HandwrittenCard) -> None:
        key = card.review_id, card.code
        if key in self._known or key in self._asked:
            return
        self._asked.add(key)
        if self._run is None:
            run = self._run = SuggestionRun(self, self.open_reader)
            run.suggested.connect(partial(self._take, run))
            run.failed.connect(partial(self._give_up, run))
        self._screen.background.ask(
            self,
            lambda desk: operations.transcription.handwriting(desk, card),
            partial(self._read, self._run, card.code),
        )

    def _read(self, run: SuggestionRun, code: CardCode, content: bytes) -> None:
        if run is self._run:
            run.read(code, content)

    def _take(self, run: SuggestionRun, code: CardCode, text: str) -> None:
        if run is not self._run:
            return
        for key in [each for each in self._asked if each[1] == code]:
            self._known[key] = text
        self._page.take_suggestion(code, text)

    def _give_up(self, run: SuggestionRun, _error: Exception) -> None:
        if run is self._run:
            self.stop()
            self._page.suggest.setChecked(False)
            self._screen.banner.fail(
                ModeratorError(
                    msg("Handwriting cannot be read on this computer."),
                    msg("Typing works as before."),
                )
            )
