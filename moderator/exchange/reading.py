"""One door for files of other programs; the ending of the name says how to read them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from moderator.errors import BadInput, NotFound, msg
from moderator.exchange.csv_files import read_csv
from moderator.exchange.incoming import MOST_BYTES
from moderator.exchange.json_files import read_json
from moderator.exchange.pabulib import read_pabulib

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from moderator.exchange.incoming import Incoming

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF"


def read_incoming(path: Path) -> Incoming:
    """Return the ideas, and from a .pb file the votes, in the file at `path`.

    Raises:
        NotFound: there is no such file.
        BadInput: it is a folder, too large, empty, of an unknown kind, not what its name says, or
            its content cannot be used; lines, rows or ideas are named.
    """
    read = _READERS.get(path.suffix.lower())
    data = _bytes_of(path)
    if read is None:
        raise BadInput(
            msg("Files of the kind “{suffix}” cannot be imported."),
            msg("These can: .csv, .xlsx, .json, .pb, and .txt with one idea per line."),
            suffix=path.suffix[:20] or path.name[:40],
        )
    return read(data)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise BadInput(
                msg("“{name}” is a folder."), msg("Please choose a file in it."), name=path.name
            )
        if not path.exists():
            raise NotFound(
                msg("The file “{path}” does not exist."),
                msg("Please check its name and folder."),
                path=path,
            )
        _check_size(path, path.stat().st_size)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise BadInput(
            msg("The file “{path}” cannot be read: {reason}."),
            msg("Please check that it may be opened."),
            path=path,
            reason=getattr(error, "strerror", None) or error,
        ) from error
    _check_size(path, len(data))
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise BadInput(
            msg("The file “{name}” is empty."),
            msg("Please check that it is the right one."),
            name=path.name,
        )
    return data


def _check_size(path: Path, size: int) -> None:
    if size > MOST_BYTES:
        raise BadInput(
            msg("The file “{name}” is larger than {most} MB."),
            msg("Please split it, or check that it is the right one."),
            name=path.name,
            most=MOST_BYTES // 1_000_000,
        )


def _text_reader(read: Callable[[bytes], Incoming]) -> Callable[[bytes], Incoming]:
    """Return `read` for text formats, which tells a workbook or PDF by its first bytes."""

    def checked(data: bytes) -> Incoming:
        if data.startswith((_ZIP, _OLE)):
            raise BadInput(
                msg("This is a workbook or archive, not a text file."),
                msg("If it comes from Excel, please give it the ending .xlsx."),
            )
        if data.startswith(_PDF):
            raise BadInput(msg("This is a PDF."), msg("Please export the ideas as .csv or .xlsx."))
        return read(data)

    return checked


def _read_workbook(data: bytes) -> Incoming:
    # openpyxl takes 100 ms to load, which only an import of a workbook has to pay.
    from moderator.exchange.xlsx_files import read_xlsx  # noqa: PLC0415

    return read_xlsx(io.BytesIO(data))


_READERS: dict[str, Callable[[bytes], Incoming]] = {
    ".csv": _text_reader(read_csv),
    ".tsv": _text_reader(read_csv),
    ".txt": _text_reader(read_csv),
    ".json": _text_reader(read_json),
    ".pb": _text_reader(read_pabulib),
    ".xlsx": _read_workbook,
    ".xlsm": _read_workbook,
}
