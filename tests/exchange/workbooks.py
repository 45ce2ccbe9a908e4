"""Workbooks for tests, honest ones by openpyxl and hostile ones put together by hand."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

SHEET = "xl/worksheets/sheet1.xml"
_START = (
    b'<?xml version="1.0"?><worksheet '
    b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
_END = b"</sheetData></worksheet>"


def workbook(*sheets: list[list[object]]) -> io.BytesIO:
    """Return a workbook with these sheets of rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target


def with_part(name: str, content: Iterable[bytes], base: io.BytesIO | None = None) -> io.BytesIO:
    """Return a workbook in which one part is replaced or added, compressed as it comes."""
    source = zipfile.ZipFile(base or workbook([["Titel"], ["Bänke"]]))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for other in source.namelist():
            if other != name:
                made.writestr(other, source.read(other))
        with made.open(name, "w") as part:
            for piece in content:
                part.write(piece)
    return target


def with_rows(rows: Iterable[bytes]) -> io.BytesIO:
    """Return a workbook whose only sheet holds these raw XML rows."""
    return with_part(SHEET, (_START, *rows, _END))


def text_row(number: int, text: str) -> bytes:
    """Return one raw row with a text in column A."""
    cell = f'<c r="A{number}" t="inlineStr"><is><t>{text}</t></is></c>'
    return f'<row r="{number}">{cell}</row>'.encode()
