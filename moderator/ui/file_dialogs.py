"""The system's dialogs for choosing a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_file(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Ask which file to open; None if nothing was chosen.

    Args:
        parent: the window.
        title: title of the dialog, translated.
        kinds: file kinds in Qt's spelling, for example `Tables (*.csv *.xlsx)`.
    """
    chosen, _ = QFileDialog.getOpenFileName(parent, title, _documents(), kinds)
    return Path(chosen) if chosen else None


def ask_for_files(parent: QWidget, title: str, kinds: str) -> list[Path]:
    """Ask which files to open; empty if nothing was chosen. For the rest see `ask_for_file`."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, _documents(), kinds)
    return [Path(each) for each in chosen]


def ask_for_folder(parent: QWidget, title: str) -> Path | None:
    """Ask for a folder; None if nothing was chosen."""
    chosen = QFileDialog.getExistingDirectory(parent, title, _documents())
    return Path(chosen) if chosen else None


def ask_for_target(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Ask where to save; None if nothing was chosen.

    Args:
        parent: the window.
        title: title of the dialog, translated.
        name: proposed file name.
        kinds: file kinds in Qt's spelling; the first one gives the suffix where none is typed.
    """
    start = str(Path(_documents()) / name)
    chosen, kind = QFileDialog.getSaveFileName(parent, title, start, kinds)
    if not chosen:
        return None
    target = Path(chosen)
    return target if target.suffix else target.with_suffix(_first_suffix(kind) or Path(name).suffix)


def file_kind(name: str, *suffixes: str) -> str:
    """Return a kind of file in Qt's spelling: “Text”, “txt” becomes `Text (*.txt)`."""
    return f"{name} ({' '.join(f'*.{suffix}' for suffix in suffixes)})"


def _first_suffix(kind: str) -> str:
    """Return `.pdf` for `Protocol (*.pdf *.txt)`."""
    inside = kind.rpartition("(")[2].strip(") ").split()
    return inside[0].removeprefix("*") if inside else ""


def file_name(title: str, suffix: str) -> str:
    """Return a file name made of a title: letters and digits stay, the rest becomes a dash."""
    plain = "".join(sign if sign.isalnum() else " " for sign in title)
    return "-".join(plain.split())[:60].strip("-") + suffix


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
