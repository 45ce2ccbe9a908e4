"""A file is there whole or not at all, and the reason is said."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from moderator.errors import BadInput
from moderator.printing.whole_files import written_whole

if TYPE_CHECKING:
    from pathlib import Path


def test_the_file_appears_when_all_is_written(tmp_path: Path) -> None:
    target = tmp_path / "karten.pdf"
    with written_whole(target) as file:
        file.write(b"ganz")
        assert not target.exists()
    assert target.read_bytes() == b"ganz"
    assert os.listdir(tmp_path) == ["karten.pdf"]


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "karten.pdf"
    target.write_bytes(b"alt, und laenger")
    with written_whole(target) as file:
        file.write(b"neu")
    assert target.read_bytes() == b"neu"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "echt.pdf").write_bytes(b"alt")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "echt.pdf")
    with written_whole(tmp_path / "link.pdf") as file:
        file.write(b"neu")
    assert (tmp_path / "link.pdf").is_symlink()
    assert (tmp_path / "echt.pdf").read_bytes() == b"neu"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError(), OSError(errno.ENOSPC, "")])
def test_after_an_error_all_is_as_before(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "karten.pdf"
    target.write_bytes(b"alt")

    def write_half() -> None:
        with written_whole(target) as file:
            file.write(b"halb")
            raise error

    with pytest.raises((KeyboardInterrupt, ValueError, BadInput)):
        write_half()
    assert target.read_bytes() == b"alt"
    assert os.listdir(tmp_path) == ["karten.pdf"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "write-protected"),
        (errno.EROFS, "write-protected"),
        (errno.EIO, "Please choose another place"),
    ],
)
def test_the_reason_is_said(
    number: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(BadInput) as caught, written_whole(tmp_path / "karten.pdf") as file:
        file.write(b"x")
    assert said in str(caught.value)
    assert "karten.pdf" in str(caught.value)
    assert os.listdir(tmp_path) == []


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught, written_whole(tmp_path / "fehlt" / "karten.pdf"):
        pass
    assert "folder does not exist" in str(caught.value)


def test_a_folder_or_device_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "karten.pdf").mkdir()
    with pytest.raises(BadInput), written_whole(tmp_path / "karten.pdf"):
        pass
    assert os.listdir(tmp_path) == ["karten.pdf"]


def test_a_very_long_name(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught, written_whole(tmp_path / ("x" * 400 + ".pdf")) as file:
        file.write(b"x")
    assert "too long" in str(caught.value)
    assert os.listdir(tmp_path) == []
