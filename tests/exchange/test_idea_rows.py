from __future__ import annotations

import pytest

from moderator.domain.ideas import Origin
from moderator.errors import BadInput
from moderator.exchange.idea_rows import IdeaRow, IdeaRows


def key(row: IdeaRow) -> str:
    return IdeaRows().draft(row).source_key


def test_drafts_are_clean_and_marked_as_imported() -> None:
    draft = IdeaRows().draft(IdeaRow(title=" B\x00änke\n am  Markt ", body="a\r\nb", table=" 3 "))
    assert (draft.title, draft.body, draft.table) == ("Bänke am Markt", "a\nb", "3")
    assert draft.origin is Origin.IMPORT


@pytest.mark.parametrize("number", ["1", "42", "00017"])
def test_short_numbers_are_no_identity(number: str) -> None:
    assert key(IdeaRow(title="a", id=number)).startswith("text:")
    assert key(IdeaRow(title="a", id=number)) != key(IdeaRow(title="a", id="2"))


@pytest.mark.parametrize("given", ["123456", "A1", "0196a000-0000-7000-8000-000000000001"])
def test_long_numbers_and_signs_are_an_identity(given: str) -> None:
    assert key(IdeaRow(title="a", id=given)) == f"id:{given}"


def test_cells_cannot_flow_into_each_other() -> None:
    assert key(IdeaRow(title="a", body="b")) != key(IdeaRow(title="ab"))


def test_repeated_ids_of_one_file_stay_apart() -> None:
    rows = IdeaRows()
    keys = [rows.draft(IdeaRow(title=title, id="AB-1")).source_key for title in ("a", "b")]
    assert keys == ["id:AB-1", "id:AB-1#2"]


def test_a_key_without_end_is_refused() -> None:
    with pytest.raises(BadInput):
        key(IdeaRow(title="a", id="x" * 5000))
