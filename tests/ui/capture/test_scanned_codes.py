from __future__ import annotations

import pytest

from moderator.domain.codes import new_card_code
from moderator.ui.capture.scanned_codes import scanned_code


def test_codes_and_addresses_of_cards_are_told_from_titles() -> None:
    code = new_card_code()
    assert scanned_code(code) == code
    assert scanned_code(f" {code.lower()} ") == code
    assert scanned_code(f"{code[:3]} {code[3:]}") == code
    assert scanned_code(f"http://192.168.0.10:8080/K/{code}") == code
    assert scanned_code(f"https://workshop.local/k/{code.lower()}") == code


@pytest.mark.parametrize(
    "typed", ["", "Bänke", "Radweg", "Parks/Gärten", "http://example.org/K/", "Tisch 4", "K/Bänke"]
)
def test_titles_are_no_codes(typed: str) -> None:
    assert scanned_code(typed) == ""
