from __future__ import annotations

import pytest

from moderator.errors import BadInput
from moderator.exchange.text_encodings import decode_spreadsheet, decode_unicode

TEXT = "Titel;Tisch\r\nGrüne Bänke für „alle“ – 5 €;3\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_excels_encodings_are_read(encoding: str) -> None:
    assert decode_spreadsheet(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised(encoding: str) -> None:
    western = "Titel;Tisch\r\nGrüne Bänke;3\r\n"
    assert decode_spreadsheet(western.encode(encoding)) == western


def test_utf16_big_endian_with_mark() -> None:
    assert decode_spreadsheet(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        decode_spreadsheet(b"Titel\n\x81\x8d\x8f")


def test_a_broken_utf16_file_is_not_taken_for_another_encoding() -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        decode_spreadsheet(b"\xff\xfeT\x00i")


def test_strict_formats_name_the_line_that_is_not_utf8() -> None:
    with pytest.raises(BadInput, match=r"Line 3: The text is not UTF-8\."):
        decode_unicode("META\nkey;value\nunit;Münster\n".encode("cp1252"))
