from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderator.sync import json_lists
from moderator.sync.json_lists import list_items

ITEMS = st.lists(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=6,
    ),
    max_size=6,
)


@given(ITEMS, st.integers(1, 9), st.booleans())
def test_a_list_comes_out_item_by_item_however_it_is_cut(
    items: list[object], size: int, spaced: bool
) -> None:
    text = json.dumps(items, ensure_ascii=False, indent=1 if spaced else None).encode()
    chunks = (text[at : at + size] for at in range(0, len(text), size))
    assert list(list_items(chunks)) == items


@pytest.mark.parametrize(
    "text", ["", "{}", "[1, 2", '[{"a": ', "[1] x", "null", "[1][2]", "<html>"]
)
def test_what_is_no_whole_list_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        list(list_items([text.encode()]))


def test_a_giant_item_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lists, "LARGEST_ITEM", 100)
    with pytest.raises(ValueError, match="too large"):
        list(list_items(iter([b'["' + b"x" * 60, b"x" * 60])))
