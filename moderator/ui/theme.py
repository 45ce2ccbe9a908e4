"""Style of the window: typeface, text sizes, style sheet and system palette from one `Palette`."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from moderator.paths import resource

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from moderator.ui.palette import Palette

FAMILY = "Source Sans 3"
STYLE = "fusion"
"""Qt's own style, the same on every system; named when the application is made."""
TEXT_SIZES = (12, 14, 16, 20, 28, 40)
"""The type scale, px at 100 %."""
PROJECTOR_TEXT = 28
"""Least text size on a projector of 1920×1080, px."""
_FILES = ("Regular", "SemiBold", "Bold", "Italic")
_SPACES = (3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 16, 18, 23, 24)
_HEIGHTS = (20, 28, 29)
_WIDTHS = (320,)


def load_typeface() -> None:
    """Make the bundled typeface known to Qt; a second call does nothing."""
    if FAMILY in QFontDatabase.families():
        return
    for style in _FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", f"SourceSans3-{style}.ttf")))


def font(size: int, percent: int = 100, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the typeface in `size` px of the scale, enlarged to `percent`."""
    made = QFont(FAMILY)
    made.setPixelSize(scaled(size, percent))
    made.setWeight(weight)
    return made


def scaled(size: float, percent: int) -> int:
    """Return `size` px at a text size of `percent`."""
    return round(size * percent / 100)


def style_sheet(colours: Palette, percent: int) -> str:
    """Return the style sheet for `colours` with text enlarged to `percent`."""
    sizes = {f"t{size}": str(scaled(size, percent)) for size in TEXT_SIZES}
    heights = {f"h{size}": str(scaled(size, percent)) for size in _HEIGHTS}
    widths = {f"w{size}": str(scaled(size, percent)) for size in _WIDTHS}
    # Gaps grow half as fast as text: at 200 % they would otherwise eat the room it needs.
    spaces = {f"s{size}": str(scaled(size, 100 + (percent - 100) // 2)) for size in _SPACES}
    template = Template(resource("style", "moderator.qss").read_text(encoding="utf-8"))
    places = {**colours._asdict(), **sizes, **heights, **widths, **spaces, "style": _style_folder()}
    return template.substitute(places)


def _style_folder() -> str:
    return resource("style").as_posix()


def system_palette(colours: Palette) -> QPalette:
    """Return the palette for what Qt paints without a style sheet."""
    roles = {
        QPalette.ColorRole.Window: colours.ground,
        QPalette.ColorRole.WindowText: colours.ink,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.sunken,
        QPalette.ColorRole.Text: colours.ink,
        QPalette.ColorRole.PlaceholderText: colours.ink_faint,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.ink,
        QPalette.ColorRole.ToolTipBase: colours.ink,
        QPalette.ColorRole.ToolTipText: colours.ground,
        QPalette.ColorRole.Highlight: colours.focus,
        QPalette.ColorRole.HighlightedText: colours.surface,
        QPalette.ColorRole.Link: colours.accent_ink,
        QPalette.ColorRole.Light: colours.surface,
        QPalette.ColorRole.Midlight: colours.hover,
        QPalette.ColorRole.Mid: colours.line,
        QPalette.ColorRole.Dark: colours.control,
        QPalette.ColorRole.Shadow: colours.shadow,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.ink_faint))
    return palette


def colour(app: QApplication, colours: Palette, percent: int) -> None:
    """Give the whole application typeface, text size and colours, but not yet the style sheet."""
    load_typeface()
    app.setPalette(system_palette(colours))
    app.setFont(font(14, percent))


def dress(app: QApplication, colours: Palette, percent: int) -> None:
    """Give the whole application the colours and text size."""
    colour(app, colours, percent)
    app.setStyleSheet(style_sheet(colours, percent))
