from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderator.errors import BadInput, ModeratorError, NotFound
from moderator.exchange.incoming import MOST_BYTES
from moderator.exchange.reading import read_incoming
from tests.exchange.workbooks import workbook

if TYPE_CHECKING:
    from pathlib import Path

PB = """META
key;value
description;Test
country;Worldwide
unit;Krone
instance;2026
num_projects;1
num_votes;1
budget;1
vote_type;approval
rule;unknown
date_begin;2026
date_end;2026
PROJECTS
project_id;cost;votes;name
1;1;1;Bänke
VOTES
voter_id;vote
1;1
"""


SAMPLES = {
    ".csv": 'sep=;\nTitel;Tisch\n"Bän""ke";1\n'.encode(),
    ".json": b'{"ideas": [{"title": "a", "code": "x", "source": {"a": 1}}]}',
    ".pb": PB.encode(),
    ".xlsx": workbook([["Titel"], ["Bänke"]]).getvalue(),
}


@pytest.mark.parametrize("suffix", SAMPLES)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_damaged_files_end_in_a_sentence(tmp_path: Path, suffix: str, data: st.DataObject) -> None:
    damaged = bytearray(SAMPLES[suffix])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(damaged)))
        damaged[place : place + data.draw(st.integers(0, 5))] = data.draw(st.binary(max_size=5))
    path = tmp_path / f"a{suffix}"
    path.write_bytes(damaged)
    keys: list[str] = []
    with contextlib.suppress(ModeratorError):
        keys = [draft.source_key for draft in read_incoming(path).drafts]
        assert keys
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", "Titel;Tisch\nBänke;1\n".encode()),
        ("a.CSV", "Titel;Tisch\nBänke;1\n".encode("cp1252")),
        ("a.tsv", "Titel\tTisch\nBänke\t1\n".encode()),
        ("a.txt", "Bänke\n".encode()),
        ("a.json", '["Bänke"]'.encode()),
        ("a.pb", PB.encode()),
        ("a.xlsx", workbook([["Titel"], ["Bänke"]]).getvalue()),
        ("a.xlsm", workbook([["Titel"], ["Bänke"]]).getvalue()),
    ],
)
def test_each_kind_is_read(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert [draft.title for draft in read_incoming(tmp_path / name).drafts] == ["Bänke"]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.docx", b"x", "kind “.docx” cannot be imported"),
        ("ideas", b"x", "kind “ideas” cannot be imported"),
        ("a.csv", b"", "“a.csv” is empty"),
        ("a.csv", b"\xef\xbb\xbf\r\n \n", "“a.csv” is empty"),
        ("a.xlsx", b"", "“a.xlsx” is empty"),
        ("a.csv", workbook([["Titel"]]).getvalue(), "not a text file"),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not a text file"),
        ("a.pb", b"%PDF-1.7", "This is a PDF"),
        ("a.xlsx", b"Titel;Tisch\na;1\n", "not an Excel workbook"),
        ("a.json", b"Titel;Tisch\na;1\n", "not JSON"),
        ("a.pb", b"Titel;Tisch\na;1\n", "does not begin with META"),
    ],
)
def test_wrong_files_are_refused_in_one_sentence(
    tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadInput) as caught:
        read_incoming(tmp_path / name)
    assert told in str(caught.value)


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="does not exist"):
        read_incoming(tmp_path / "none.csv")


def test_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(BadInput, match="is a folder"):
        read_incoming(tmp_path / "a.csv")


def test_a_large_file_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    monkeypatch.setattr(type(path), "open", lambda *_args: pytest.fail("it was read"))
    with pytest.raises(BadInput, match="larger than 50 MB"):
        read_incoming(path)


def test_a_name_with_a_nul_is_refused(tmp_path: Path) -> None:
    with pytest.raises((BadInput, NotFound)):
        read_incoming(tmp_path / "a\0.csv")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_file_that_may_not_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a")

    def refuse(*_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuse)
    with pytest.raises(BadInput, match="Permission denied"):
        read_incoming(path)
