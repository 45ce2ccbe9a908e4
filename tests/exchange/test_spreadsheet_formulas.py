from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderator.exchange.spreadsheet_formulas import neutral_cell, read_neutral_cell

FULL_WIDTH_EQUALS = "\uff1d"
FULL_WIDTH_SIGNS = "\uff1d\uff0b\uff0d\uff20"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'=1", "''-1", FULL_WIDTH_EQUALS + "1"]
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert neutral_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Bänke", "1-2", "'s ist gut", "a=b"])
def test_plain_text_stays(text: str) -> None:
    assert neutral_cell(text) == text
    assert read_neutral_cell(text) == text


@given(st.text(st.sampled_from("'=+-@\t\r\nab"), max_size=6) | st.text())
def test_reading_gives_back_what_was_written(text: str) -> None:
    written = neutral_cell(text)
    assert read_neutral_cell(written) == text
    assert written[:1] not in set("=+-@\t\r\n" + FULL_WIDTH_SIGNS)
