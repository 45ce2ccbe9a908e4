from __future__ import annotations

import pytest

from moderator.domain.workshops import Language
from moderator.exchange.column_names import HEADINGS, Column, known_columns, plain_heading


@pytest.mark.parametrize(
    "heading", ["Überschrift", " ÜBER-SCHRIFT ", "U\u0308berschrift", "überschrift:"]
)
def test_case_blanks_signs_and_diacritics_do_not_matter(heading: str) -> None:
    assert plain_heading(heading) == "uberschrift"


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Titel", Column.TITLE), ("Title", Column.TITLE), ("Idee", Column.TITLE),
        ("Name", Column.TITLE), ("Ueberschrift", Column.TITLE),
        ("Beschreibung", Column.BODY), ("Text", Column.BODY), ("Body", Column.BODY),
        ("Tisch", Column.TABLE), ("TABLE", Column.TABLE), ("Tisch-Nr.", Column.TABLE),
        ("Cluster", Column.CLUSTER), ("Thema", Column.CLUSTER), ("Kategorie", Column.CLUSTER),
        ("Topic", Column.CLUSTER), ("Nr.", Column.NUMBER), ("Number", Column.NUMBER),
        ("#", Column.NUMBER), ("ID", Column.ID), ("Code", Column.CODE),
        ("Kartencode", Column.CODE), ("Card code", Column.CODE),
        ("E-Mail der Autorin", Column.PERSON), ("Telefon", Column.PERSON),
    ],
)  # fmt: skip
def test_headings_are_known(heading: str, column: Column) -> None:
    assert known_columns((heading,)) == {0: column}


def test_a_title_column_beats_a_name_column_which_is_then_a_person() -> None:
    assert known_columns(("Name", "Titel")) == {0: Column.PERSON, 1: Column.TITLE}


def test_each_meaning_is_given_once() -> None:
    assert known_columns(("Titel", "Titel", "Kosten")) == {0: Column.TITLE}


@pytest.mark.parametrize("language", Language)
def test_our_own_headings_are_read_back(language: Language) -> None:
    headings = HEADINGS[language]
    assert list(known_columns(tuple(headings.values())).values()) != []
    assert known_columns(tuple(headings.values())) == dict(enumerate(headings))
