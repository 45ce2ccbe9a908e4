from __future__ import annotations

import pytest

from moderator import errors
from moderator.errors import BadInput, ModeratorError, NeedsDecision, NotFound, Unreachable

EVERY_KIND = [
    each
    for each in vars(errors).values()
    if isinstance(each, type) and issubclass(each, ModeratorError)
]


def test_title_and_advice_are_filled() -> None:
    error = BadInput("The card {code} is lost.", "Print {code} again.", code="7F3 K9Q")
    assert str(error) == "The card 7F3 K9Q is lost. Print 7F3 K9Q again."


def test_advice_may_be_missing() -> None:
    assert str(NotFound("It is gone.")) == "It is gone."


@pytest.mark.parametrize("text", ["{", "{}", "{code", "{0}", "{code!r:>99}", "100 % {x}"])
def test_braces_in_what_people_typed_do_no_harm(text: str) -> None:
    assert str(BadInput("“{text}” is nothing.", text=text)) == f"“{text}” is nothing."


def test_values_may_be_called_like_the_sentences() -> None:
    error = BadInput("“{title}” is open, “{advice}”.", title="Runde 1", advice="x")
    assert str(error) == "“Runde 1” is open, “x”."


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_kind_has_an_exit_code_of_the_command_line(kind: type[ModeratorError]) -> None:
    special = {NeedsDecision: 4, Unreachable: 5}
    assert kind.exit_code == special.get(kind, 3)
