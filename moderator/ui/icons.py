"""Bundled signs (lucide, ISC licence) in any colour and size, sharp on every screen."""

from __future__ import annotations

from functools import cache
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from moderator.paths import resource

if TYPE_CHECKING:
    from moderator.ui.palette import Colour

_FOLDER = resource("icons")


@cache
def _drawing(name: str) -> str:
    return (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: Colour) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))


def paint_sign(painter: QPainter, name: str, colour: Colour, box: QRectF) -> None:
    """Paint the sign `name` into `box`."""
    _renderer(name, colour).render(painter, box)


@cache
def _stencil(name: str, pixels: int) -> QPixmap:
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_sign(painter, name, "#000000", QRectF(pixmap.rect()))
    painter.end()
    return pixmap


@cache
def sign_pixmap(name: str, colour: Colour, size: int, ratio: float = 1.0) -> QPixmap:
    """Return the sign as a pixmap of `size` px for a screen of `ratio` device pixels per px.

    A sign is drawn once and then dyed: most are needed in two colours, for now and at rest.
    """
    pixmap = _stencil(name, round(size * ratio)).copy()
    painter = QPainter(pixmap)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRect(pixmap.rect())
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _ratios() -> set[int]:
    """Return the device pixels per px of the screens that are there."""
    return {1, *(ceil(screen.devicePixelRatio()) for screen in QGuiApplication.screens())}


@cache
def sign(name: str, colour: Colour, faint: Colour, size: int) -> QIcon:
    """Return the sign `name` as an icon of `size` px, in `faint` where it is disabled."""
    icon = QIcon()
    for ratio in _ratios():
        icon.addPixmap(sign_pixmap(name, colour, size, ratio))
        icon.addPixmap(sign_pixmap(name, faint, size, ratio), QIcon.Mode.Disabled)
    return icon
