from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from openpyxl import load_workbook

from moderator.domain.workshops import Language
from moderator.exchange.xlsx_export import write_ideas_xlsx
from moderator.exchange.xlsx_files import read_xlsx
from tests.exchange.evenings import (
    ballot,
    cluster,
    code,
    evening,
    idea,
    idea_lists,
    vote_round,
)

if TYPE_CHECKING:
    from moderator.domain.evenings import AnonymousBallot
    from moderator.domain.rounds import VoteRound

TYPE_OF_TEXT = {"s", "inlineStr"}


def exported(*args: object, **more: object) -> io.BytesIO:
    target = io.BytesIO()
    write_ideas_xlsx(evening(*args, **more), target)  # type: ignore[arg-type]
    return target


def test_a_sheet_of_ideas_and_one_per_round() -> None:
    ideas = [idea(1, "Bänke", table="3"), idea(2, "Licht")]
    first, second = vote_round(1, title="Vorrunde: a/b"), vote_round(2, title="Vorrunde: a/b")
    votes = {first: [ballot({ideas[0].id: 2})], second: [ballot({ideas[1].id: 1})]}
    book = load_workbook(exported(ideas, [], votes))
    assert book.sheetnames == ["Ideen", "1 Vorrunde  a b", "2 Vorrunde  a b"]
    sheet = book["Ideen"]
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [
        ["Kartencode", "Nr", "Titel", "Beschreibung", "Cluster", "Tisch", "Punkte", "Rang"],
        [code(1), 1, "Bänke", None, None, "3", 0, 2],
        [code(2), 2, "Licht", None, None, None, 1, 1],
    ]
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["C"].width > 30
    ranking = list(book.worksheets[1].iter_rows(values_only=True))
    assert ranking[0] == (
        "Rang", "Nr", "Kartencode", "Titel", "Punkte", "Papier", "Telefon", "Plattform", "dagegen",
    )  # fmt: skip
    assert ranking[1] == (1, 1, code(1), "Bänke", 2, 2, 0, 0, 0)


def test_sheet_names_are_unique_and_short() -> None:
    rounds: dict[VoteRound, list[AnonymousBallot]] = {
        replace(vote_round(n, title="x" * 300), number=1): [] for n in (1, 2)
    }
    names = load_workbook(exported([idea(1)], [], rounds, language=Language.ENGLISH)).sheetnames
    assert names[0] == "Ideas"
    assert len({name.casefold() for name in names}) == 3
    assert max(map(len, names)) <= 31


def test_text_is_never_a_formula() -> None:
    sheet = load_workbook(exported([idea(1, "=1+1", body="#N/A", table="+49")])).worksheets[0]
    for cell in (sheet["C2"], sheet["D2"], sheet["F2"]):
        assert cell.data_type in TYPE_OF_TEXT
    assert sheet["C2"].value == "=1+1"
    assert sheet["C2"].quotePrefix
    assert not sheet["D2"].quotePrefix


@settings(deadline=None, max_examples=40)
@given(idea_lists())
def test_what_is_written_is_read_back(drawn: tuple[list[object], list[object]]) -> None:
    ideas, clusters = drawn
    plain = evening(ideas, clusters)  # type: ignore[arg-type]
    headings = {each.id: each.heading for each in plain.clusters}
    read = read_xlsx(exported(ideas, clusters)).drafts
    assert [(d.code, d.title, d.body, d.table, d.cluster) for d in read] == [
        (i.code, i.title, i.body, i.table, headings[i.cluster_id] if i.cluster_id else "")
        for i in plain.ideas
    ]


def test_a_cluster_is_written_by_its_heading() -> None:
    made = cluster(1, "Grün")
    book = load_workbook(exported([idea(1, cluster_id=made.id)], [made]))
    assert book.worksheets[0]["E2"].value == "Grün"
