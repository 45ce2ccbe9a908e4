from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from moderator.errors import BadInput
from moderator.exchange import xlsx_guard
from moderator.exchange.xlsx_guard import check_workbook
from tests.exchange.workbooks import SHEET, text_row, with_part, with_rows, workbook


def refusal(file: io.BytesIO) -> str:
    with pytest.raises(BadInput) as caught:
        check_workbook(file)
    return str(caught.value)


def test_openpyxl_reads_xml_through_defusedxml() -> None:
    assert openpyxl.DEFUSEDXML


def test_an_honest_workbook_passes_and_tells_its_last_row() -> None:
    file = workbook([["Titel"], ["Bänke"], [None], ["Licht"]], [["Titel"]])
    assert check_workbook(file) == 4
    assert file.tell() == 0


def test_a_zip_bomb_is_refused_by_its_stated_size() -> None:
    zeros = bytes(1_000_000)
    bomb = with_part("xl/media/image1.png", (zeros for _ in range(20)))
    assert len(bomb.getvalue()) < 100_000
    assert "unpacks to far more" in refusal(bomb)


def test_a_bomb_of_many_parts_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for number in range(xlsx_guard.MOST_PARTS + 1):
            made.writestr(f"part{number}.xml", "")
    assert "unpacks to far more" in refusal(target)


def test_a_size_that_lies_does_not_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_guard, "MOST_UNPACKED", 3_000_000)
    row = text_row(1, "x" * 1000)
    honest = with_rows(row for _ in range(4000)).getvalue()
    size = zipfile.ZipFile(io.BytesIO(honest)).getinfo(SHEET).file_size
    lying = honest.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != honest
    with pytest.raises(BadInput):
        check_workbook(io.BytesIO(lying))


def test_entities_are_refused_before_they_expand() -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
        + b"".join(
            b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10)
            for n in range(9)
        )
        + b"]><worksheet><sheetData><row><c><v>&a8;</v></c></row></sheetData></worksheet>"
    )
    assert "document type" in refusal(with_part(SHEET, [bomb]))


def test_a_part_without_an_xml_ending_is_looked_at_as_well() -> None:
    hidden = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert "document type" in refusal(with_part("xl/media/image1.png", [hidden]))


def test_pictures_are_let_through() -> None:
    assert check_workbook(with_part("xl/media/image1.png", [b"\x89PNG\r\n" + bytes(1000)])) == 2


def test_a_row_of_millions_of_cells_is_refused() -> None:
    cells = b"<c/>" * (xlsx_guard.MOST_TOGETHER + 1)
    assert "unpacks to far more" in refusal(with_rows([b"<row>", cells, b"</row>"]))


@pytest.mark.parametrize(("start", "end"), [(b'<c r="', b'"/>'), (b"<!--", b"-->")])
def test_a_tag_of_megabytes_is_refused(start: bytes, end: bytes) -> None:
    filling = (b"%x" % (number * 7919) for number in range(300_000))
    assert "unpacks to far more" in refusal(with_rows([start, b"".join(filling), end]))


def test_long_texts_in_many_rows_are_fine() -> None:
    rows = [text_row(n, f"{hash((n, 7)):x}" * 100) for n in range(1, 2_000)]
    assert sum(map(len, rows)) > 2 * xlsx_guard.MOST_BYTES_OF_TAG
    assert check_workbook(with_rows(rows)) == 1_999


def test_deep_nesting_is_refused() -> None:
    assert "unpacks to far more" in refusal(with_part("xl/styles.xml", [b"<a>" * 200]))


def test_a_text_of_megabytes_is_refused() -> None:
    random_looking = "".join(f"{number:x}" for number in range(300_000))
    assert "unpacks to far more" in refusal(with_rows([text_row(1, random_looking)]))


def test_a_million_rows_are_refused_early() -> None:
    # Numbers in each row keep the sheet from being as repetitive as a bomb.
    rows = (text_row(number, f"Idee {hash((number, 7)):x}") for number in range(1, 120_001))
    assert "beyond row 100000" in refusal(with_rows(rows))


def test_formatted_blanks_after_the_last_entry_do_not_count() -> None:
    blanks = (b'<row r="%d" s="%d"/>' % (n, hash((n, 7)) % 9999) for n in range(2, 110_000))
    assert check_workbook(with_rows([text_row(1, "Titel"), *blanks])) == 1


@pytest.mark.parametrize("number", ["999999999999", "1e300", "nan", "zwei"])
def test_impossible_row_numbers_are_refused(number: str) -> None:
    row = text_row(1, "Titel").replace(b'r="1"', f'r="{number}"'.encode())
    with pytest.raises(BadInput):
        check_workbook(with_rows([row]))


def test_text_named_xlsx_is_refused() -> None:
    assert "not an Excel workbook" in refusal(io.BytesIO(b"Titel;Tisch\nBaenke;1\n"))


def test_another_zip_named_xlsx_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("readme.txt", "hello")
    assert "not an Excel workbook" in refusal(target)


def test_a_truncated_workbook_is_refused() -> None:
    assert "not an Excel workbook" in refusal(io.BytesIO(workbook([["Titel"]]).getvalue()[:-200]))


def test_broken_xml_is_refused() -> None:
    assert "damaged" in refusal(with_part(SHEET, [b"<worksheet><sheetData>"]))


def test_a_workbook_with_a_password_is_told_from_an_old_one() -> None:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
    locked = io.BytesIO(start + "EncryptedPackage".encode("utf-16-le") + bytes(100))
    assert "locked with a password" in refusal(locked)
    assert "old Excel" in refusal(io.BytesIO(start))


def test_a_locked_part_is_told() -> None:
    data = bytearray(workbook([["Titel"]]).getvalue())
    directory = data.rfind(b"PK\x01\x02")
    first = data.find(b"PK\x01\x02")
    for place in {directory, first}:
        data[place + 8] |= 1  # the flag “encrypted”
    assert "locked with a password" in refusal(io.BytesIO(bytes(data)))
