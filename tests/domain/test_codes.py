"""Codes on cards and voting cards: every slip of a finger is noticed."""

from __future__ import annotations

import random
import re
from itertools import pairwise, product
from typing import TYPE_CHECKING

import pytest

from moderator.domain.codes import (
    ALPHABET,
    BALLOT_LENGTH,
    CARD_LENGTH,
    BallotCode,
    CardCode,
    is_ballot_code,
    is_card_code,
    new_ballot_code,
    new_card_code,
    normal_form,
    read_ballot_code,
    read_card_code,
    shown_ballot_code,
    shown_card_code,
    with_check,
)
from moderator.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable

CARD_CODES = [new_card_code() for _ in range(150)]
BALLOT_CODES = [new_ballot_code() for _ in range(150)]
LOOK_ALIKES = ("0ODQ", "1IL", "2Z", "5S", "6G", "8B", "UV")


def test_new_codes_are_well_formed() -> None:
    assert all(len(code) == CARD_LENGTH == 6 and is_card_code(code) for code in CARD_CODES)
    assert all(len(code) == BALLOT_LENGTH == 7 and is_ballot_code(code) for code in BALLOT_CODES)


def test_new_codes_differ() -> None:
    assert len(set(BALLOT_CODES)) == len(BALLOT_CODES)


KINDS = pytest.mark.parametrize(
    ("codes", "valid"),
    [(CARD_CODES, is_card_code), (BALLOT_CODES, is_ballot_code)],
    ids=["card", "ballot"],
)


@KINDS
def test_every_single_wrong_sign_is_noticed(codes: list[str], valid: Callable[[str], bool]) -> None:
    for code, (place, wrong) in product(codes, product(range(len(codes[0])), ALPHABET)):
        assert valid(code[:place] + wrong + code[place + 1 :]) is (code[place] == wrong)


@KINDS
def test_every_swap_of_different_neighbours_is_noticed(
    codes: list[str], valid: Callable[[str], bool]
) -> None:
    for code in codes:
        for place, (left, right) in enumerate(pairwise(code)):
            swapped = code[:place] + right + left + code[place + 2 :]
            assert valid(swapped) is (left == right)


def test_one_check_sign_fits_each_beginning() -> None:
    rng = random.Random(23)
    for _ in range(50):
        payload = "".join(rng.choices(ALPHABET, k=CARD_LENGTH - 1))
        fitting = [sign for sign in ALPHABET if is_card_code(payload + sign)]
        assert fitting == [with_check(payload)[-1]]


@pytest.mark.parametrize("family", LOOK_ALIKES)
def test_no_two_signs_look_alike(family: str) -> None:
    assert len(set(family) & set(ALPHABET)) <= 1


def test_no_vowels_so_no_words() -> None:
    assert not set("AEIOU") & set(ALPHABET)
    assert len(ALPHABET) == len(set(ALPHABET)) == 23


@pytest.mark.parametrize("change", [str, str.lower, str.swapcase, " {} ".format, "\t{}\r\n".format])
def test_case_and_space_around_do_not_matter(change: Callable[[str], str]) -> None:
    code = with_check("7F3K9")
    assert read_card_code(change(code)) == code
    assert is_card_code(change(code))


@pytest.mark.parametrize("separator", [" ", "-", "\u2010", "\u2011", "–", ".", "_"])
def test_grouping_does_not_matter(separator: str) -> None:
    code, ballot = CARD_CODES[0], BALLOT_CODES[0]
    assert read_card_code(separator.join(code)) == code
    assert read_card_code(f"{code[:3]}{separator}{code[3:]}") == code
    assert read_ballot_code(separator.join(ballot).lower()) == ballot
    assert normal_form(separator.join(code)) == code


@pytest.mark.parametrize("address", ["https://ideen.example/K/{}", "http://10.0.0.7:8080/k/{}"])
def test_a_scanned_address_ends_in_the_code(address: str) -> None:
    assert read_card_code(address.format(CARD_CODES[0])) == CARD_CODES[0]
    assert read_ballot_code(address.format(BALLOT_CODES[0])) == BALLOT_CODES[0]


def test_shown_codes_read_back() -> None:
    card, ballot = CardCode("7F3K9Q"), BallotCode("7F3K9QM")
    assert shown_card_code(card) == "7F3 K9Q"
    assert shown_ballot_code(ballot) == "7F3K-9QM"
    for each in CARD_CODES:
        assert read_card_code(shown_card_code(each)) == each
    for other in BALLOT_CODES:
        assert read_ballot_code(shown_ballot_code(other)) == other


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "7F3",
        "0O1IL5",
        "ÄÖÜ߀",
        "7F3K9\x007",
        pytest.param("7" * 1_000_000, id="a million signs"),
    ],
)
def test_what_is_no_code_is_refused(text: str) -> None:
    assert not is_card_code(text)
    assert not is_ballot_code(text)
    with pytest.raises(BadInput, match="is not a card code") as raised:
        read_card_code(text)
    assert len(str(raised.value)) < 120


def test_a_refused_ballot_code_is_not_repeated() -> None:
    code = BALLOT_CODES[0]
    wrong = code[:-1] + next(sign for sign in ALPHABET if sign != code[-1])
    with pytest.raises(BadInput, match="This is not a ballot code") as raised:
        read_ballot_code(wrong)
    assert not re.search(wrong, repr(raised.value.details) + str(raised.value), re.IGNORECASE)


def test_card_and_ballot_codes_are_never_mixed_up() -> None:
    assert not any(is_ballot_code(code) for code in CARD_CODES)
    assert not any(is_card_code(code) for code in BALLOT_CODES)
