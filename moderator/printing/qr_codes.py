"""QR codes of cards: which text, which version and level, and as vector runs.

The text is the code alone or an address `http://HOST/K/CODE`. The scheme stays in lower case
because many cameras do not open `HTTP://`; host and code are written in capitals, which a QR symbol
stores in its compact alphanumeric segment. Everything is decided for the fewest modules, as they
decide how far away a code can be read; then for the highest error level that costs no module more.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

import zxingcpp

from moderator.errors import BadInput, msg
from moderator.printing.module_runs import outline

QUIET_MODULES = 4
"""White modules that must stay free on every side (ISO/IEC 18004:2015, 6.3.8)."""

_LONGEST_ADDRESS = 200


@dataclass(frozen=True, slots=True)
class QrSymbol:
    """One symbol: `rows` from the top, one byte a module, 0 is dark, without quiet zone."""

    text: str
    level: str
    rows: tuple[bytes, ...]

    @property
    def modules(self) -> int:
        """Modules on one side."""
        return len(self.rows)

    @property
    def version(self) -> int:
        """Version of the symbol, from 1 (21 modules) on, 4 modules more each."""
        return (self.modules - 17) // 4


def card_address(base_url: str, code: str) -> str:
    """Return the text of a card's QR: its address, or the code alone if `base_url` is empty.

    Raises:
        BadInput: `base_url` is not the address of a page.
    """
    return f"{page_address(base_url)}/K/{code}" if base_url else code


def ballot_address(base_url: str, code: str) -> str:
    """Return the text of a voting card's QR: its address, or the code alone without `base_url`.

    Raises:
        BadInput: `base_url` is not the address of a page.
    """
    return f"{page_address(base_url)}/V/{code}" if base_url else code


@lru_cache(maxsize=8)
def page_address(base_url: str) -> str:
    """Return `base_url` as it is encoded: scheme in lower case, host in capitals, no end slash.

    Raises:
        BadInput: it is not the address of a page.
    """
    try:
        parts = urlsplit(base_url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii").upper()
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise _bad_address(base_url) from error
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if parts.scheme not in {"http", "https"} or not host or not plain or " " in host:
        raise _bad_address(base_url)
    shown_host = f"[{host}]" if ":" in host else host
    path = quote(parts.path.rstrip("/"), safe="/%~")
    address = f"{parts.scheme}://{shown_host}{port}{path}"
    if len(address) > _LONGEST_ADDRESS:
        raise _bad_address(base_url)
    return address


def _bad_address(base_url: str) -> BadInput:
    return BadInput(
        msg("“{address}” is not an address that a phone can open."),
        msg("An address looks like http://192.168.137.1; leave it empty to print codes only."),
        address=base_url[:60],
    )


class QrEncoder:
    """Encodes many texts of the same kind; remembers which level suits texts of one length."""

    def __init__(self, lowest: str = "L") -> None:
        """Take no level below `lowest`: paper that gets wet or torn needs more than L."""
        self._lowest = lowest
        self._levels: dict[int, tuple[str, int]] = {}

    def encode(self, text: str) -> QrSymbol:
        """Return the smallest symbol for `text`, at the highest level that fits its version."""
        level, modules = self._levels.get(len(text), ("", 0))
        if level and (symbol := _symbol(text, level)).modules == modules:
            return symbol
        symbol = _best_symbol(text, self._lowest)
        self._levels[len(text)] = symbol.level, symbol.modules
        return symbol


def _best_symbol(text: str, lowest: str) -> QrSymbol:
    smallest = _symbol(text, lowest)
    better = (_symbol(text, level) for level in "HQML".partition(lowest)[0])
    return next((symbol for symbol in better if symbol.modules == smallest.modules), smallest)


def _symbol(text: str, level: str) -> QrSymbol:
    # The encoder splits the text into byte and alphanumeric segments and picks the mask by itself.
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    image: Any = barcode.to_image(scale=1, add_quiet_zones=False)
    picture = memoryview(image)
    size = len(picture)
    data = bytes(picture)
    return QrSymbol(text, level, tuple(data[row * size : (row + 1) * size] for row in range(size)))


def path_runs(symbol: QrSymbol) -> str:
    """Return PDF path operators for the dark modules: one rectangle for each run in a row.

    The three finder patterns, alike in all symbols, take five rectangles each. The unit is one
    module, the origin the symbol's upper left corner, y points down; no two rectangles overlap.
    """
    return outline(symbol.modules).path(symbol.rows)
