"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from moderator.errors import BadInput, msg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_ADVICE = {
    errno.ENOSPC: msg("The disk is full. Nothing was written; please choose another place."),
    errno.EDQUOT: msg("The disk is full. Nothing was written; please choose another place."),
    errno.EFBIG: msg("The disk is full. Nothing was written; please choose another place."),
    errno.EACCES: msg("This place is write-protected; please choose another folder."),
    errno.EPERM: msg("This place is write-protected; please choose another folder."),
    errno.EROFS: msg("This place is write-protected; please choose another folder."),
    errno.ENOENT: msg("The folder does not exist; please choose another one."),
    errno.ENOTDIR: msg("The folder does not exist; please choose another one."),
    errno.EISDIR: msg("There is a folder or device of that name; please choose another one."),
    errno.ENAMETOOLONG: msg("The name is too long; please choose a shorter one."),
}


@contextmanager
def written_whole(target: Path) -> Iterator[BinaryIO]:
    """Open a file beside `target` for writing; it takes the place of `target` when all went well.

    After an error of any kind `target` is as it was before and nothing else is left behind.

    Raises:
        BadInput: the place cannot be written to, or the disk is full.
    """
    target = Path(os.path.realpath(target))
    draft = target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        _require_file_or_nothing(target)
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except OSError as error:
        _remove(draft)
        raise _cannot_write(target, error) from error
    except BaseException:
        _remove(draft)
        raise


def _require_file_or_nothing(target: Path) -> None:
    if target.exists() and not target.is_file():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))


def _remove(draft: Path) -> None:
    with suppress(OSError):
        draft.unlink(missing_ok=True)


def _cannot_write(target: Path, error: OSError) -> BadInput:
    return BadInput(
        msg("The file {file} cannot be written."),
        _ADVICE.get(error.errno or 0, msg("Please choose another place ({reason}).")),
        file=target,
        reason=error.strerror or type(error).__name__,
    )
