"""What the window remembers between two starts: one typed value in one versioned JSON file.

A file that cannot be read never stops a start: it is kept aside as `settings.json.broken` and the
defaults are used. A file written by a newer version is left alone and read as far as it goes.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from moderator.domain.languages import Language

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.domain.ids import WorkshopId

VERSION = 1
TEXT_SCALES = (100, 110, 125, 150, 175, 200)
"""Text sizes to choose from, in percent."""

_log = logging.getLogger(__name__)


class Theme(StrEnum):
    """Colours of the window; `SYSTEM` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """Where the window was, in device-independent pixels of the desktop."""

    x: int
    y: int
    width: int
    height: int
    maximised: bool = False


class AddressKind(StrEnum):
    """What the QR codes of printed cards hold."""

    CODE = "code"
    LOCAL = "local"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What was printed last.

    Attributes:
        paper: name of the kind of paper, empty before the first print.
        sheet: name of the sheet, empty for the usual one.
        count: number of pieces, 0 for the usual one.
        local_address: address in the room's network.
        public_address: address that anybody can open.
        paper_colour: colour of the card stock, empty for white.
    """

    paper: str = ""
    sheet: str = ""
    count: int = 0
    address: AddressKind = AddressKind.CODE
    local_address: str = ""
    public_address: str = ""
    paper_colour: str = ""


@dataclass(frozen=True, slots=True)
class PhoneChoice:
    """How phones came in last.

    Attributes:
        address: of the adapter that was chosen by hand, empty for the likeliest.
        wifi_name: of the room's network.
        wifi_password: of the room's network; it hangs on the wall and is no secret.
    """

    address: str = ""
    wifi_name: str = ""
    wifi_password: str = ""


@dataclass(frozen=True, slots=True)
class HashtagChoice:
    """What was looked for last among public posts; `language` is empty for every one."""

    server: str = ""
    tag: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is remembered.

    Attributes:
        language: language of the window, None follows the system.
        text_scale: size of all text in percent, one of `TEXT_SCALES`.
        window: last place of the window, None before the first close.
        last_workshop: the workshop that was open last.
        printing: what was printed last.
        phones: how phones came in last.
        camera: number of the camera that cards were held into last.
        suggestions: whether what handwriting says is suggested.
    """

    language: Language | None = None
    theme: Theme = Theme.SYSTEM
    text_scale: int = 100
    window: WindowPlace | None = None
    last_workshop: WorkshopId | None = None
    printing: PrintChoice = PrintChoice()
    phones: PhoneChoice = PhoneChoice()
    hashtag: HashtagChoice = HashtagChoice()
    camera: int = 0
    suggestions: bool = False


def read_settings(path: Path) -> Settings:
    """Read the settings at `path`; defaults where there is no file or it cannot be used."""
    try:
        written = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError):
        return _set_aside(path)
    try:
        return _from_json(json.loads(written))
    except (ValueError, KeyError, TypeError):
        return _set_aside(path)


def write_settings(path: Path, settings: Settings) -> None:
    """Write `settings` to `path` in one step, so that a crash leaves the old or the new file.

    Raises:
        OSError: the folder cannot be written.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_text(json.dumps(_to_json(settings), indent=2) + "\n", encoding="utf-8")
    beside.replace(path)


def _set_aside(path: Path) -> Settings:
    _log.warning("the settings cannot be read and are kept aside: %s", path)
    try:
        path.replace(path.with_name(path.name + ".broken"))
    except OSError:
        _log.warning("the broken settings stay where they are", exc_info=True)
    return Settings()


def _to_json(settings: Settings) -> dict[str, Any]:
    place = settings.window
    return {
        "version": VERSION,
        "language": settings.language.value if settings.language else None,
        "theme": settings.theme.value,
        "text_scale": settings.text_scale,
        "window": None
        if place is None
        else {name: getattr(place, name) for name in WindowPlace.__slots__},
        "last_workshop": settings.last_workshop,
        "printing": {name: getattr(settings.printing, name) for name in PrintChoice.__slots__},
        "camera": settings.camera,
        "suggestions": settings.suggestions,
        "phones": {name: getattr(settings.phones, name) for name in PhoneChoice.__slots__},
        "hashtag": {name: getattr(settings.hashtag, name) for name in HashtagChoice.__slots__},
    }


def _from_json(written: dict[str, Any]) -> Settings:
    language, place, scale = written["language"], written["window"], written["text_scale"]
    return Settings(
        language=Language(language) if language else None,
        theme=Theme(written["theme"]),
        text_scale=scale if scale in TEXT_SCALES else 100,
        window=_window_place(place) if place else None,
        last_workshop=written["last_workshop"] or None,
        # Files of earlier versions do not have these.
        printing=_print_choice(written.get("printing") or {}),
        phones=_phone_choice(written.get("phones") or {}),
        hashtag=_hashtag_choice(written.get("hashtag") or {}),
        camera=max(0, int(written.get("camera") or 0)),
        suggestions=bool(written.get("suggestions")),
    )


def _print_choice(written: dict[str, Any]) -> PrintChoice:
    names = ("paper", "sheet", "local_address", "public_address", "paper_colour")
    return PrintChoice(
        **{name: str(written.get(name, "")) for name in names},
        count=int(written.get("count", 0)),
        address=AddressKind(written.get("address", AddressKind.CODE)),
    )


def _phone_choice(written: dict[str, Any]) -> PhoneChoice:
    return PhoneChoice(**{name: str(written.get(name, "")) for name in PhoneChoice.__slots__})


def _hashtag_choice(written: dict[str, Any]) -> HashtagChoice:
    return HashtagChoice(**{name: str(written.get(name, "")) for name in HashtagChoice.__slots__})


def _window_place(written: dict[str, Any]) -> WindowPlace:
    sizes = {name: int(written[name]) for name in ("x", "y", "width", "height")}
    return WindowPlace(**sizes, maximised=bool(written["maximised"]))
