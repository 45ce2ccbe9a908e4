"""Style sheet, script and icon as the server hands them out: under a name that holds their hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from moderator.paths import resource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SCRIPT_PARTS = (
    "phone_memory.js",
    "words.js",
    "drafts.js",
    "pictures.js",
    "outbox.js",
    "ballot.js",
    "live.js",
    "start.js",
)
"""Files of resources/pages/script, in the order in which they build on each other."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file beside the pages; it never changes under its name."""

    content: bytes
    media_type: str


def assets() -> Mapping[str, Asset]:
    """Return every asset by its name, as in `/assets/NAME`."""
    return dict(_named().values())


def style_name() -> str:
    """Return the name of the style sheet."""
    return _named()["style.css"][0]


def script_name() -> str:
    """Return the name of the script."""
    return _named()["page.js"][0]


def icon_name() -> str:
    """Return the name of the icon of the pages."""
    return _named()["icon.svg"][0]


@cache
def _named() -> Mapping[str, tuple[str, Asset]]:
    style = _bare(resource("pages", "style.css"))
    icon = resource("pages", "icon.svg").read_text("utf-8")
    plain = {
        "style.css": Asset(style.encode(), "text/css; charset=utf-8"),
        "page.js": Asset(_script().encode(), "text/javascript; charset=utf-8"),
        "icon.svg": Asset(icon.encode(), "image/svg+xml"),
    }
    return {name: (_hashed(name, asset), asset) for name, asset in plain.items()}


def _script() -> str:
    parts = "".join(_bare(resource("pages", "script", part)) for part in SCRIPT_PARTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def _bare(file: Path) -> str:
    """Return the text of `file` without indentation, empty lines and whole lines of comment.

    No build step: neither file has a text that goes over several lines.
    """
    lines = (line.strip() for line in file.read_text("utf-8").splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith(("//", "/*")))


def _hashed(name: str, asset: Asset) -> str:
    stem, _, ending = name.partition(".")
    return f"{stem}-{hashlib.sha256(asset.content).hexdigest()[:10]}.{ending}"
