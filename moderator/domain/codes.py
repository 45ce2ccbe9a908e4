"""Card codes and ballot codes: short, typeable, with a check character.

The alphabet holds 23 signs of which no two look alike (no 0 O D... beside each other, no 1 I L, no
2 beside Z, 5 beside S, 8 beside B, 6 beside G) and no vowels, so that no word appears by chance.

The check character makes the weighted sum of all positions divisible by 23. As 23 is prime, every
weight is non-zero and neighbouring weights differ, each single wrong character and each swap of two
different neighbours changes the sum (the ISO 7064 argument for prime moduli).
"""

from __future__ import annotations

import secrets
from itertools import count
from operator import mul
from typing import NewType

from moderator.errors import BadInput, msg

CardCode = NewType("CardCode", str)
BallotCode = NewType("BallotCode", str)

ALPHABET = "23456789CDFHJKMNPRTVWXY"
CARD_LENGTH = 6
BALLOT_LENGTH = 7
_SEPARATORS = dict.fromkeys(map(ord, " -\u2010\u2011\u2013._/\t\r\n"))
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
_SIGNS = frozenset(ALPHABET)


def _check_sign(payload: str) -> str:
    """Return the sign that makes the weighted sum zero; the check position itself weighs 1."""
    total = sum(map(mul, count(2), map(_VALUES.__getitem__, reversed(payload))))
    return ALPHABET[-total % len(ALPHABET)]


def with_check(payload: str) -> str:
    """Return `payload` (signs of the alphabet) followed by its check character."""
    return payload + _check_sign(payload)


def _random_code(length: int) -> str:
    return with_check("".join(secrets.choice(ALPHABET) for _ in range(length - 1)))


def new_card_code() -> CardCode:
    """Return a random card code of six signs; the store decides whether it is still free."""
    return CardCode(_random_code(CARD_LENGTH))


def new_ballot_code() -> BallotCode:
    """Return a random ballot code: six signs and a check character."""
    return BallotCode(_random_code(BALLOT_LENGTH))


def normal_form(text: str) -> str:
    """Return `text` in capitals and without separators, as codes are kept."""
    return text.translate(_SEPARATORS).upper()


def is_card_code(text: str) -> bool:
    """Tell whether `text`, in any case and grouping, is a well-formed card code."""
    return _is_code(normal_form(text), CARD_LENGTH)


def is_ballot_code(text: str) -> bool:
    """Tell whether `text`, in any case and grouping, is a well-formed ballot code."""
    return _is_code(normal_form(text), BALLOT_LENGTH)


def _is_code(code: str, length: int) -> bool:
    return len(code) == length and _SIGNS.issuperset(code) and _check_sign(code[:-1]) == code[-1]


def read_card_code(text: str) -> CardCode:
    """Read a typed or scanned card code, also from a card's address (`…/K/CODE`).

    Raises:
        BadInput: a sign is missing, wrong or swapped.
    """
    tail = text.strip().rsplit("/", maxsplit=1)[-1]
    if not is_card_code(tail):
        raise BadInput(
            msg("“{code}” is not a card code."),
            msg("Please compare it with the card: six signs, no O, I, L or S."),
            code=tail[:20],
        )
    return CardCode(normal_form(tail))


def read_ballot_code(text: str) -> BallotCode:
    """Read a typed or scanned ballot code.

    Raises:
        BadInput: a sign is missing, wrong or swapped. The message does not repeat the code.
    """
    if _is_code(text, BALLOT_LENGTH):
        return BallotCode(text)
    code = normal_form(text.strip().rsplit("/", maxsplit=1)[-1])
    if not _is_code(code, BALLOT_LENGTH):
        raise BadInput(
            msg("This is not a ballot code."),
            msg("Please compare it with the voting card: seven signs, no O, I, L or S."),
        )
    return BallotCode(code)


def shown_card_code(code: CardCode) -> str:
    """Return the code as it is printed beside the QR: groups of three."""
    return f"{code[:3]} {code[3:]}"


def shown_ballot_code(code: BallotCode) -> str:
    """Return the code as it is printed on the voting card: four signs, dash, three signs."""
    return f"{code[:4]}-{code[4:]}"
