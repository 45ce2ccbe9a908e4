from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from moderator.errors import BadInput
from moderator.exchange.incoming import MOST_IDEAS
from moderator.exchange.xlsx_files import read_xlsx
from tests.exchange.workbooks import SHEET, text_row, with_part, with_rows, workbook

if TYPE_CHECKING:
    import io


def titles(file: io.BytesIO) -> list[str]:
    return [draft.title for draft in read_xlsx(file).drafts]


def refusal(file: io.BytesIO) -> str:
    with pytest.raises(BadInput) as caught:
        read_xlsx(file)
    return str(caught.value)


def test_ideas_of_a_sheet_in_any_order_of_columns() -> None:
    (draft,) = read_xlsx(
        workbook([["Tisch", "Thema", "Beschreibung", "Titel"], [3, "Grün", "a\nb", "Bänke"]])
    ).drafts
    assert (draft.title, draft.body, draft.table, draft.cluster) == ("Bänke", "a\nb", "3", "Grün")


def test_numbers_days_and_truth_become_text() -> None:
    row: list[object] = ["Bänke", 2.0, 2.5, date(2026, 5, 4), True, time(19, 30)]
    (draft,) = read_xlsx(workbook([["Titel", "a", "b", "c", "d", "e"], row])).drafts
    assert list(draft.source.values()) == ["2", "2.5", "2026-05-04", "True", "19:30:00"]


def test_moments_become_text() -> None:
    moment = datetime(2026, 5, 4, 19, 30, tzinfo=UTC).replace(tzinfo=None)
    (draft,) = read_xlsx(workbook([["Titel", "Wann"], ["Bänke", moment]])).drafts
    assert draft.source == {"Wann": "2026-05-04T19:30:00"}


def test_the_sheet_with_a_column_of_titles_is_taken() -> None:
    assert titles(workbook([["Farbe", "Form"], ["rot", "rund"]], [["Titel"], ["Bänke"]])) == [
        "Bänke"
    ]


def test_a_single_column_needs_no_heading() -> None:
    assert titles(workbook([["Bänke"], [None], ["Licht"]])) == ["Bänke", "Licht"]


def test_problems_name_their_rows() -> None:
    told = refusal(workbook([["Titel", "Tisch"], ["a", 1], [], ["", 2], ["b", 3]]))
    assert told.startswith("Row 4: The title is empty.")


def test_a_sheet_without_a_column_of_titles_is_refused() -> None:
    assert "No column is called “Title”" in refusal(workbook([["Farbe", "Form"], ["rot", "rund"]]))


def test_an_empty_workbook_is_refused() -> None:
    assert "holds no ideas" in refusal(workbook([]))


def test_formulas_count_with_their_last_result() -> None:
    row = b'<row r="2"><c r="A2" t="str"><f>"B"&amp;"C"</f><v>BC</v></c></row>'
    assert titles(with_rows([text_row(1, "Titel"), row])) == ["BC"]


def test_a_formula_without_a_result_is_an_empty_title() -> None:
    assert "Row 2: The title is empty." in refusal(
        workbook([["Titel", "Tisch"], ['="B"&"C"', "1"]])
    )


def test_more_ideas_than_a_board_can_hold_are_refused() -> None:
    rows = (text_row(n, f"Idee {hash((n, 7)):x}") for n in range(2, MOST_IDEAS + 3))
    assert f"more than {MOST_IDEAS} ideas" in refusal(with_rows([text_row(1, "Titel"), *rows]))


def test_formatted_blanks_after_the_ideas_are_passed_over() -> None:
    blanks = (b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(3, 30_000))
    assert titles(with_rows([text_row(1, "Titel"), text_row(2, "Bänke"), *blanks])) == ["Bänke"]


def test_a_stated_size_that_is_wrong_does_not_matter() -> None:
    rows = text_row(1, "Titel") + text_row(2, "Bänke")
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData>' + rows + b"</sheetData></worksheet>"
    )
    assert titles(with_part(SHEET, [sheet])) == ["Bänke"]


def test_damage_that_only_the_reader_sees_is_one_sentence() -> None:
    assert "damaged" in refusal(with_part("[Content_Types].xml", [b"<Types/>"]))
    cell = b'<row r="2"><c r="A2" t="s"><v>99</v></c></row>'
    assert "damaged" in refusal(with_rows([text_row(1, "Titel"), cell]))


def test_warnings_of_the_library_stay_inside() -> None:
    # pytest turns warnings into errors; openpyxl warns of a workbook without styles.
    plain = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    file = with_part("xl/styles.xml", [plain])
    with pytest.warns(UserWarning, match="stylesheet"):
        load_workbook(file)
    assert titles(file) == ["Bänke"]
