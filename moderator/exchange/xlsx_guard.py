"""Is this workbook safe to open? Asked before any library unpacks it.

A workbook is a zip of XML files; a small file can unpack to terabytes, one XML entity can expand to
gigabytes, and one row can hold millions of cells, all of which a reader would build in memory. So
each part is read once as a stream, with limits, and nothing of it is kept.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers import expat

from moderator.errors import BadInput, ModeratorError, msg

if TYPE_CHECKING:
    from typing import BinaryIO

MOST_PARTS = 2_000
MOST_UNPACKED = 200_000_000
"""Bytes of all parts together once unpacked."""

MOST_RATIO = 100
RATIO_FROM = 5_000_000
"""Unpacked size to packed size; small parts may be repetitive, so only from here on (bytes)."""

MOST_ROWS = 100_000
"""The last row that may hold something; empty rows after it do not matter."""

MOST_ELEMENTS = 2_500_000
"""XML elements of one part: a row and a cell for each of Excel's 1,048,576 rows, and some more."""

MOST_TOGETHER = 300_000
"""XML elements of one row, one text or one smaller part, which readers hold in memory at once."""

MOST_DEPTH = 100
MOST_TEXT = 200_000
"""Signs in one piece; Excel allows 32,767 in a cell, other programs somewhat more."""

MOST_BYTES_OF_TAG = 1_000_000
"""Bytes of one tag or comment, which parsers hold as a whole and begin anew with every piece."""

_CHUNK = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XML_NAMES = (".xml", ".rels")
_FILLING = frozenset({"v", "is", "t"})
"""Elements that make a row of a sheet more than a formatted blank."""


def check_workbook(file: BinaryIO) -> int:
    """Refuse a file that is no workbook or would unpack to something unreasonable.

    Returns:
        The number of the last row, in any sheet, that holds something; 0 if none does.

    Raises:
        BadInput: no zip, locked with a password, too large inside, or a forbidden construct.
    """
    _check_start(file)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_sizes(archive.infolist())
            return _check_parts(archive)
    except ModeratorError:
        raise
    except Exception as error:  # a damaged archive can make zipfile raise nearly anything
        # A bare RuntimeError is its way to say that a part is encrypted.
        raise (_locked() if type(error) is RuntimeError else _no_workbook()) from error
    finally:
        file.seek(0)


def _check_start(file: BinaryIO) -> None:
    file.seek(0)
    start = file.read(_CHUNK)
    if start.startswith(_OLE):
        raise (
            _locked()
            if "EncryptedPackage".encode("utf-16-le") in start + file.read()
            else (
                BadInput(
                    msg("This is a workbook of an old Excel (.xls)."),
                    msg("Please open it and save it as .xlsx."),
                )
            )
        )
    if not start.startswith(b"PK"):
        raise _no_workbook()


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise _unreasonable()
    for part in parts:
        packed = max(part.compress_size, 1)
        if part.file_size > RATIO_FROM and part.file_size / packed > MOST_RATIO:
            raise _unreasonable()


def _check_parts(archive: zipfile.ZipFile) -> int:
    names = archive.namelist()
    if len(set(names)) != len(names) or "[Content_Types].xml" not in names:
        raise _no_workbook()
    left = MOST_UNPACKED
    last_row = 0
    for part in archive.infolist():
        limits = _Limits()
        left -= _check_part(archive, part, limits, left)
        last_row = max(last_row, limits.last_filled)
    return last_row


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: _Limits, left: int) -> int:
    """Read one part as a stream and return its true size; pictures and the like end at once."""
    parser = limits.parser()
    size = 0
    with archive.open(part) as stream:
        try:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                parser.Parse(chunk)
                if size > left or size - parser.CurrentByteIndex > MOST_BYTES_OF_TAG:
                    raise _unreasonable()
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            # Any part can be named as a worksheet, so all are looked at; a reader would stop at
            # the same place, having seen no more than this check has.
            if part.filename.endswith(_XML_NAMES):
                raise _no_workbook() from error
    return size


@dataclass(slots=True)
class _Limits:
    """Counts what a tree of the part would hold."""

    elements: int = 0
    depth: int = 0
    together: int = 0
    text: int = 0
    row: int = 0
    last_filled: int = 0

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        return parser

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self.depth += 1
        self.together += 1
        self.text = 0
        local = name.rpartition(":")[2]
        if local == "row":
            self.together = 0
            self.row = _row_number(attributes.get("r"), self.row)
        elif local == "si":
            self.together = 0
        elif local in _FILLING and self.row:
            self._fill()
        if (
            self.elements > MOST_ELEMENTS
            or self.depth > MOST_DEPTH
            or self.together > MOST_TOGETHER
            or len(attributes) > MOST_DEPTH
        ):
            raise _unreasonable()

    def _fill(self) -> None:
        self.last_filled = max(self.last_filled, self.row)
        if self.last_filled > MOST_ROWS:
            raise BadInput(
                msg("A sheet goes on beyond row {most}."),
                msg("Ideas fit up to there. Please split the sheet or delete what is not needed."),
                most=MOST_ROWS,
            )

    def _end(self, _name: str) -> None:
        self.depth -= 1

    def _characters(self, text: str) -> None:
        self.text += len(text)
        if self.text > MOST_TEXT:
            raise _unreasonable()

    def _doctype(self, *_declaration: object) -> None:
        raise BadInput(
            msg("The workbook contains a document type, which workbooks never have."),
            msg("It may be harmful and was not opened. Please ask for it as .csv."),
        )


def _row_number(stated: str | None, before: int) -> int:
    if stated is None:
        return before + 1
    try:
        return int(float(stated))
    except (ValueError, OverflowError) as error:
        raise _no_workbook() from error


def _no_workbook() -> BadInput:
    return BadInput(
        msg("This is not an Excel workbook, or it is damaged."),
        msg("Please open it in a spreadsheet program and save it again as .xlsx."),
    )


def _locked() -> BadInput:
    return BadInput(
        msg("The workbook is locked with a password."),
        msg("Please save a copy without a password."),
    )


def _unreasonable() -> BadInput:
    return BadInput(
        msg("The workbook unpacks to far more than its size and was not opened."),
        msg("It may be harmful. Please ask for it as .csv."),
    )
