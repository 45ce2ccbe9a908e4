"""Codes against the reference encoder, the printed table of versions, and what cameras need."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Literal

import pytest
import qrcode
import zxingcpp
from PIL import Image
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.util import QRData

from moderator.errors import BadInput
from moderator.printing.qr_codes import QrEncoder, QrSymbol, card_address, path_runs
from tests.fakes.evenings import card_code

if TYPE_CHECKING:
    from collections.abc import Iterator

# `qrcode` calls these MODE_8BIT_BYTE and MODE_ALPHA_NUM; its type stubs want the numbers.
_BYTES: Literal[4] = 4
_ALPHANUMERIC: Literal[2] = 2
LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q, "H": ERROR_CORRECT_H}
# Versions and levels worked out from the capacity tables of ISO/IEC 18004: 44 bits for `http` in
# byte mode, 13 for the head of the alphanumeric segment, 11 for each pair of signs in it.
TABLE = [
    ("", 1, "H"),
    ("http://10.42.0.1", 2, "Q"),
    ("http://192.168.137.1", 2, "M"),
    ("http://192.168.178.123", 2, "M"),
    ("http://192.168.137.1:8080", 2, "M"),
    ("http://192.168.178.123:8080", 2, "L"),
    ("https://mitreden.example.org", 2, "L"),
    ("https://beteiligung.musterstadt-am-see.de", 3, "M"),
]


def encoded(base_url: str, number: int = 1) -> QrSymbol:
    return QrEncoder().encode(card_address(base_url, card_code(number)))


def reference(text: str) -> tuple[int, str]:
    """Return version and best level of `qrcode` for the same text in the same two segments."""
    version = _reference_version(text, "L")
    return version, next(lev for lev in "HQML" if _reference_version(text, lev) == version)


def _reference_version(text: str, level: str) -> int:
    code = qrcode.QRCode(error_correction=LEVELS[level])
    for segment in _segments(text):
        code.add_data(segment)
    try:
        return int(code.best_fit(start=1))
    except DataOverflowError:
        return 99


def _segments(text: str) -> Iterator[QRData]:
    """Yield the scheme in byte mode, if there is one, and everything else in capitals' mode."""
    scheme, colon, rest = text.partition(":")
    if colon:
        yield QRData(scheme, mode=_BYTES)
    yield QRData((colon + rest or scheme).encode(), mode=_ALPHANUMERIC)


def decoded(symbol: QrSymbol) -> zxingcpp.Barcode:
    size = symbol.modules
    picture = Image.new("L", (size + 8, size + 8), 255)
    picture.paste(Image.frombytes("L", (size, size), b"".join(symbol.rows)), (4, 4))
    (found,) = zxingcpp.read_barcodes(picture.resize((size * 4 + 32, size * 4 + 32), 0))
    return found


@pytest.mark.parametrize(("base_url", "version", "level"), TABLE)
def test_version_and_level_of_each_kind_of_address(base_url: str, version: int, level: str) -> None:
    symbol = encoded(base_url)
    assert (symbol.version, symbol.level) == (version, level)


@pytest.mark.parametrize("base_url", [base_url for base_url, _, _ in TABLE])
def test_every_code_equals_the_reference_in_text_version_and_level(base_url: str) -> None:
    encoder = QrEncoder()
    for number in range(20):
        text = card_address(base_url, card_code(number))
        symbol = encoder.encode(text)
        found = decoded(symbol)
        version, level = reference(text)
        assert found.text == text
        assert found.ec_level == symbol.level
        assert symbol.version == version
        assert "LMQH".index(symbol.level) >= "LMQH".index(level)


@pytest.mark.parametrize("base_url", [base_url for base_url, _, _ in TABLE])
def test_every_code_equals_the_reference_module_by_module(base_url: str) -> None:
    encoder = QrEncoder()
    for number in range(20):
        symbol = encoder.encode(card_address(base_url, card_code(number)))
        assert symbol.rows == _reference_rows(symbol)


def _reference_rows(symbol: QrSymbol) -> tuple[bytes, ...]:
    """Return what `qrcode` makes of the same text, version, level and mask.

    The two libraries weigh the eight masks a little differently; readers accept every one.
    """
    code = qrcode.QRCode(
        version=symbol.version,
        border=0,
        error_correction=LEVELS[symbol.level],
        mask_pattern=_mask(symbol),
    )
    for segment in _segments(symbol.text):
        code.add_data(segment)
    code.make(fit=False)
    return tuple(bytes(0 if dark else 255 for dark in row) for row in code.get_matrix())


def _mask(symbol: QrSymbol) -> int:
    """Return the number of the mask, as the format information says (ISO/IEC 18004:2015, 7.9)."""
    first, second, third = (int(module == 0) for module in symbol.rows[8][2:5])
    return (first << 2 | second << 1 | third) ^ 0b101


@pytest.mark.parametrize(
    ("base_url", "address"),
    [
        ("", "CODE"),
        ("http://192.168.137.1", "http://192.168.137.1/K/CODE"),
        ("http://192.168.137.1:8080/", "http://192.168.137.1:8080/K/CODE"),
        ("HTTP://Moderator.local", "http://MODERATOR.LOCAL/K/CODE"),
        ("https://Mitreden.Example/Tupfing/", "https://MITREDEN.EXAMPLE/Tupfing/K/CODE"),
        ("http://bürger.example", "http://XN--BRGER-KVA.EXAMPLE/K/CODE"),
        ("http://[fe80::1]:80", "http://[FE80::1]:80/K/CODE"),
        ("https://example.org/ö b", "https://EXAMPLE.ORG/%C3%B6%20b/K/CODE"),
    ],
)
def test_scheme_stays_small_host_becomes_capital_path_stays(base_url: str, address: str) -> None:
    assert card_address(base_url, "CODE") == address


@pytest.mark.parametrize(
    "base_url",
    [
        "192.168.137.1",
        "http://",
        "ftp://example.org",
        "javascript:alert(1)",
        "http://user:secret@example.org",
        "http://example.org?x=1",
        "http://example.org#x",
        "http://example.org:99999999",
        "http://[::1",
        "http://exa mple.org",
        "http://" + "a" * 70 + ".de",
        "http://example.org/" + "x" * 300,
    ],
)
def test_what_is_no_address_is_refused(base_url: str) -> None:
    with pytest.raises(BadInput):
        card_address(base_url, "CODE")


def test_one_encoder_serves_texts_of_many_lengths() -> None:
    encoder = QrEncoder()
    texts = ["A", "HTTP" * 8, "a" * 4, "7F3K9Q", "7F3K9Q"]
    assert [decoded(encoder.encode(text)).text for text in texts] == texts


@pytest.mark.parametrize("base_url", ["", "http://192.168.137.1", "https://a.de/" + "x" * 150])
def test_the_path_covers_each_dark_module_once_and_no_light_one(base_url: str) -> None:
    for number in range(20):
        symbol = encoded(base_url, number)
        numbers = [int(part) for part in path_runs(symbol).replace(" re", "").split()]
        drawn = Counter(
            (row, column)
            for x, y, width, height in zip(*[iter(numbers)] * 4, strict=True)
            for row, column in product(range(y, y + height), range(x, x + width))
        )
        modules = product(range(symbol.modules), repeat=2)
        dark = [(row, column) for row, column in modules if symbol.rows[row][column] == 0]
        assert drawn == Counter(dark)
