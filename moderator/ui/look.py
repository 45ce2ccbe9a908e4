"""How the window speaks and looks at this moment; widgets ask here and hear when it changes."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLibraryInfo, QLocale, QObject, Qt, QTime, QTranslator, Signal

from moderator.domain.languages import Language
from moderator.i18n import Words, words
from moderator.settings import TEXT_SCALES, Settings, Theme, read_settings, write_settings
from moderator.ui import icons, theme
from moderator.ui.palette import DARK, LIGHT

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from PySide6.QtGui import QFont, QIcon
    from PySide6.QtWidgets import QApplication

    from moderator.ui.palette import Palette

_log = logging.getLogger(__name__)


class Look(QObject):
    """Language, colours and text size of the window, and the settings they are kept in.

    Signals:
        language_changed: words have to be set again; `w` is already the new language.
        colours_changed: colours, icons or text sizes have changed; the style sheet is set.
    """

    language_changed = Signal()
    colours_changed = Signal()

    def __init__(self, app: QApplication, settings_file: Path, *, dressed: bool = True) -> None:
        """Read the settings and dress the application.

        Args:
            app: the application.
            settings_file: where the settings are kept.
            dressed: whether the style sheet is set at once. A window that is built under it is
                dressed piece by piece, again at every step; `dress` does it once for all.
        """
        super().__init__()
        self._app = app
        self._file = settings_file
        self.settings = read_settings(settings_file)
        self.w: Words = words(self.settings.language or _system_language())
        self._qt_words = QTranslator(self)
        self._translate_qt()
        self.colours: Palette = self._wanted_colours()
        (theme.dress if dressed else theme.colour)(app, self.colours, self.percent)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def dress(self) -> None:
        """Set the style sheet for everything that is built by now."""
        self._app.setStyleSheet(theme.style_sheet(self.colours, self.percent))

    # ------------------------------------------------------------------ asking

    @property
    def profile(self) -> Path:
        """The folder everything of this window lies in."""
        return self._file.parent

    @property
    def percent(self) -> int:
        """Text size in percent."""
        return self.settings.text_scale

    @property
    def locale(self) -> QLocale:
        """How dates, times and numbers are written."""
        return QLocale(
            QLocale.Language.German
            if self.w.language is Language.GERMAN
            else QLocale.Language.English,
            QLocale.Country.Germany
            if self.w.language is Language.GERMAN
            else QLocale.Country.UnitedKingdom,
        )

    def day(self, day: date) -> str:
        """Return a day as people write it: 4. Mai 2026."""
        return self.locale.toString(QDate(day.year, day.month, day.day), self.day_format)

    def clock(self, moment: datetime) -> str:
        """Return the time of day here as people write it: 14:05."""
        local = moment.astimezone()
        time = QTime(local.hour, local.minute)
        return self.locale.toString(time, QLocale.FormatType.ShortFormat)

    @property
    def day_format(self) -> str:
        """How days are written, in Qt's spelling."""
        return "d. MMMM yyyy" if self.w.language is Language.GERMAN else "d MMMM yyyy"

    def px(self, size: float) -> int:
        """Return `size` px (at 100 %) at the chosen text size."""
        return theme.scaled(size, self.percent)

    def font(self, size: int, *, bold: bool = False) -> QFont:
        """Return the typeface in a size of the scale."""
        made = theme.font(size, self.percent)
        if bold:
            made.setWeight(made.Weight.DemiBold)
        return made

    def icon(self, name: str, colour: str = "", size: int = 18) -> QIcon:
        """Return the sign `name` in `colour` (default: ink) at `size` px."""
        return icons.sign(name, colour or self.colours.ink, self.colours.ink_faint, self.px(size))

    # ---------------------------------------------------------------- changing

    def change_language(self, language: Language) -> None:
        """Speak `language` from now on."""
        self.remember(language=language)
        if language is not self.w.language:
            self.w = words(language)
            self._translate_qt()
            self.language_changed.emit()

    def change_theme(self, wanted: Theme) -> None:
        """Show the colours of `wanted` from now on."""
        self.remember(theme=wanted)
        self._redress()

    def change_text_scale(self, percent: int) -> None:
        """Show text at `percent`, one of `TEXT_SCALES`."""
        self.remember(text_scale=percent)
        theme.dress(self._app, self.colours, percent)
        self.colours_changed.emit()

    def step_text_scale(self, steps: int) -> None:
        """Make text larger or smaller by `steps` of the scale; stops at both ends."""
        place = TEXT_SCALES.index(self.percent) + steps
        self.change_text_scale(TEXT_SCALES[min(max(place, 0), len(TEXT_SCALES) - 1)])

    def remember(self, **changes: object) -> None:
        """Keep `changes` of the settings, on disk too; a full disk does not disturb the evening."""
        changed: Settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        if changed == self.settings:
            return
        self.settings = changed
        try:
            write_settings(self._file, changed)
        except OSError:
            _log.warning("the settings could not be written", exc_info=True)

    # ----------------------------------------------------------------- private

    def _wanted_colours(self) -> Palette:
        wanted = self.settings.theme
        if wanted is Theme.SYSTEM:
            system = self._app.styleHints().colorScheme()
            return DARK if system is Qt.ColorScheme.Dark else LIGHT
        return DARK if wanted is Theme.DARK else LIGHT

    def _translate_qt(self) -> None:
        """Let Qt's own words (menus of text fields, names of keys) follow the language."""
        self._app.removeTranslator(self._qt_words)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt_words.load(f"qtbase_{self.w.language.value}", folder):
            self._app.installTranslator(self._qt_words)

    def _follow_system(self) -> None:
        if self.settings.theme is Theme.SYSTEM:
            self._redress()

    def _redress(self) -> None:
        colours = self._wanted_colours()
        if colours is not self.colours:
            self.colours = colours
            theme.dress(self._app, colours, self.percent)
            self.colours_changed.emit()


def _system_language() -> Language:
    german = QLocale.system().language() is QLocale.Language.German
    return Language.GERMAN if german else Language.ENGLISH
