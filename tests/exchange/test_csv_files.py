from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from moderator.domain.workshops import Language
from moderator.errors import BadInput
from moderator.exchange.csv_files import read_csv, write_ideas_csv
from moderator.exchange.incoming import FACT_LIMIT, MOST_FACTS, MOST_IDEAS
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
    from moderator.domain.evenings import Evening
    from moderator.domain.ideas import Cluster, Idea


def titles(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    return [draft.title for draft in read_csv(data).drafts]


def refusal(text: str | bytes) -> str:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(BadInput) as caught:
        read_csv(data)
    return str(caught.value)


def exported(given_evening: Evening) -> bytes:
    target = io.BytesIO()
    write_ideas_csv(given_evening, target)
    assert not target.closed
    return target.getvalue()


def test_columns_in_any_order_in_german() -> None:
    (draft,) = read_csv(
        "Tisch;Thema;BESCHREIBUNG ;titel;Kosten\n3;Grün;Am Markt;Bänke;500 €\n".encode()
    ).drafts
    assert (draft.title, draft.body, draft.table, draft.cluster) == (
        "Bänke",
        "Am Markt",
        "3",
        "Grün",
    )
    assert draft.source == {"Kosten": "500 €"}


def test_columns_in_english() -> None:
    (draft,) = read_csv(b"Topic,Description,Title,Table\nGreen,On the market,Benches,3\n").drafts
    assert (draft.title, draft.body, draft.table) == ("Benches", "On the market", "3")
    assert draft.cluster == "Green"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators_are_found_out(separator: str) -> None:
    text = f'Titel{separator}Text\n"a;b,c|d\te"{separator}x\n'
    assert titles(text) == ["a;b,c|d e"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(end: str) -> None:
    assert titles(end.join(["Titel;Tisch", "a;1", "b;2", ""])) == ["a", "b"]


def test_the_sep_line_of_excel_decides_and_counts_as_a_line() -> None:
    assert titles("sep=|\r\nTitel|Text;x\r\na|b\r\n") == ["a"]
    assert refusal("sep=;\nTitel;Text\na;b\n;c\n").startswith("Line 4: The title is empty.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_umlauts_in_excels_encodings(encoding: str) -> None:
    assert titles("Titel;Tisch\r\nGrüne Bänke – 5 €;3\r\n".encode(encoding)) == [
        "Grüne Bänke – 5 €"
    ]


def test_line_breaks_inside_quotes_stay_and_lines_are_counted_right() -> None:
    text = 'Titel;Text\n"Bänke";"eins\nzwei"\n;leer\n'
    assert "Line 4: The title is empty." in refusal(text)
    assert read_csv(text.replace(";leer", "x;leer").encode()).drafts[0].body == "eins\nzwei"


def test_one_column_needs_no_heading() -> None:
    assert titles("Bänke, Bäume\nMehr Licht\n\nRuhe; bitte\n") == [
        "Bänke, Bäume", "Mehr Licht", "Ruhe; bitte",
    ]  # fmt: skip
    assert titles("Nur eine") == ["Nur eine"]


def test_one_column_with_a_heading_may_hold_separators() -> None:
    assert titles("Titel\nBänke, Bäume\nRuhe; bitte\n") == ["Bänke, Bäume", "Ruhe; bitte"]


def test_lines_above_the_headings_are_passed_over() -> None:
    assert titles("Ideen aus dem Gasthaus;;\n;;\nNr;Titel;Tisch\n1;Bänke;3\n") == ["Bänke"]


def test_a_table_without_a_column_of_titles_is_refused() -> None:
    assert "No column is called “Title”" in refusal("Farbe;Form\nrot;rund\nblau;eckig\n")


def test_descriptions_serve_as_titles_where_there_are_none() -> None:
    assert titles("Tisch;Text\n1;Bänke\n") == ["Bänke"]


def test_problems_name_their_lines_and_nothing_comes_in() -> None:
    long = "x" * 400
    told = refusal(f"Titel;Tisch\na;1\n;2\nb;3\n{long};4\nc;5;6\n")
    assert told.startswith(
        "Line 3: The title is empty. Line 5: The text is too long: 400 signs, 300 fit. "
        "Line 6: There are 3 cells, but only 2 columns have a heading."
    )


def test_only_ten_problems_are_named() -> None:
    told = refusal("Titel;Tisch\n" + ";1\n" * 50)
    assert told.count("The title is empty.") == 10
    assert "…" in told


def test_a_title_of_ten_megabytes_is_refused() -> None:
    assert "131,072 signs" in refusal("Titel;Tisch\n" + "x" * 10_000_000 + ";1\n")


def test_an_open_quotation_mark_is_named() -> None:
    assert refusal('Titel;Tisch\na;1\n"b;2\nc;3\n').startswith("Line 3: A quotation mark is opened")


def test_a_quotation_mark_inside_a_cell_is_named() -> None:
    assert "has to be doubled" in refusal('Titel;Tisch\n"Odkupmy" i my;1\n')


def test_a_million_rows_are_refused_without_reading_them_all() -> None:
    told = refusal("Titel;Tisch\n" + "a;1\n" * 1_000_000)
    assert f"more than {MOST_IDEAS} ideas" in told


def test_control_signs_and_reading_direction_are_taken_out() -> None:
    assert titles("Titel;Tisch\n\x00B\x07ä\u202enke\u2066 😀;1\n") == ["Bänke 😀"]


def test_headings_only_is_no_list_of_ideas() -> None:
    assert "holds no ideas" in refusal("Titel;Tisch\n")


def test_importing_twice_gives_the_same_keys_and_repetitions_differ() -> None:
    text = "Titel;Tisch\nBänke;1\nBänke;2\nBänke;1\n"
    first = [draft.source_key for draft in read_csv(text.encode()).drafts]
    again = [draft.source_key for draft in read_csv(text.encode("utf-16")).drafts]
    assert first == again
    assert len(set(first)) == 3


def test_new_lines_in_a_list_leave_the_keys_of_the_old_ones() -> None:
    before = read_csv("Titel\nBänke\nLicht\n".encode()).drafts
    after = read_csv("Titel\nRuhe\nBänke\nLicht\n".encode()).drafts
    assert [draft.source_key for draft in after[1:]] == [draft.source_key for draft in before]


def test_an_id_of_another_program_is_the_key() -> None:
    before, after = (
        read_csv(f"ID;Titel\nAB-17;{title}\n".encode()).drafts[0] for title in ("Bänke", "Banken")
    )
    assert before.source_key == after.source_key == "id:AB-17"
    assert before.source == {"ID": "AB-17"}


def test_the_running_numbers_of_two_lists_are_not_taken_for_the_same_idea() -> None:
    one, other = (
        read_csv(f"Nr;Titel\n1;{title}\n".encode()).drafts[0] for title in ("Bänke", "Licht")
    )
    assert one.source_key != other.source_key


def test_a_card_code_is_kept_and_is_the_key() -> None:
    card = code(7)
    (draft,) = read_csv(f"Kartencode;Titel\n{card[:3].lower()} {card[3:]};Bänke\n".encode()).drafts
    assert draft.code == card
    assert draft.source_key == f"code:{card}"


def test_a_wrong_card_code_is_named_with_its_line() -> None:
    assert refusal("Code;Titel\nABC;Bänke\n").startswith("Line 2: “ABC” is not a card code.")


def test_personal_columns_are_left_out_and_told() -> None:
    incoming = read_csv(
        "Titel;Name;E-Mail;Ort\nBänke;Erika Muster;erika@example.org;Markt\n".encode()
    )
    assert incoming.drafts[0].source == {"Ort": "Markt"}
    assert incoming.notes == ("Columns that look personal were not kept: Name, E-Mail.",)


def test_further_columns_are_bounded_and_that_is_told() -> None:
    names = ";".join(f"Spalte {number}" for number in range(MOST_FACTS + 5))
    cells = ";".join(["x" * (FACT_LIMIT + 1)] * (MOST_FACTS + 5))
    incoming = read_csv(f"Titel;{names}\nBänke;{cells}\n".encode())
    source = incoming.drafts[0].source
    assert len(source) == MOST_FACTS
    assert {len(text) for text in source.values()} == {FACT_LIMIT}
    assert len(incoming.notes) == 2


def test_two_further_columns_of_one_name_are_both_kept() -> None:
    (draft,) = read_csv("Titel;Ort;Ort\nBänke;Markt;Park\n".encode()).drafts
    assert draft.source == {"Ort": "Markt", "Ort (3)": "Park"}


def test_exports_open_in_excel_by_themselves() -> None:
    ideas = [idea(1, "Bänke", body="eins\nzwei"), idea(2, "=1+1")]
    each = vote_round()
    votes = {each: [ballot({ideas[1].id: 3}), ballot({ideas[1].id: 1, ideas[0].id: -2})]}
    data = exported(evening(ideas, [cluster(1, "Grün")], votes))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [
        ["Kartencode", "Nr", "Titel", "Beschreibung", "Cluster", "Tisch", "Punkte", "Rang"],
        [code(1), "1", "Bänke", "eins\nzwei", "", "", "-2", "2"],
        [code(2), "2", "'=1+1", "", "", "", "4", "1"],
    ]


def test_english_exports_use_commas() -> None:
    data = exported(evening([idea(1, "Benches")], language=Language.ENGLISH))
    assert data.decode("utf-8-sig").splitlines()[0].startswith("Card code,No,Title,Description,")


@settings(deadline=None)
@given(idea_lists())
def test_what_is_written_is_read_back(drawn: tuple[list[Idea], list[Cluster]]) -> None:
    ideas, clusters = drawn
    headings = {each.id: each.heading for each in clusters}
    for language in Language:
        read = read_csv(exported(evening(ideas, clusters, language=language))).drafts
        assert [(d.code, d.title, d.body, d.table, d.cluster) for d in read] == [
            (
                i.code,
                i.title,
                i.body,
                i.table,
                headings.get(i.cluster_id, "") if i.cluster_id else "",
            )
            for i in ideas
        ]


@settings(deadline=None)
@given(idea_lists())
def test_no_cell_of_an_export_starts_like_a_formula(
    drawn: tuple[list[Idea], list[Cluster]],
) -> None:
    text = exported(evening(*drawn)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert all(cell[:1] not in set("=+-@\t\r") for row in rows for cell in row)
