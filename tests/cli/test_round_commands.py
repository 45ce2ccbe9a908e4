"""Rounds, voting codes, votes, counted dots and results through the command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from moderator.domain.codes import is_ballot_code, new_ballot_code

if TYPE_CHECKING:
    from tests.cli.command_line import CommandLine

IDEAS = ("Bänke", "Brunnen", "Skatepark")


@pytest.fixture
def workshop(moderator: CommandLine) -> str:
    return moderator.workshop(*IDEAS)


@pytest.fixture
def opened(moderator: CommandLine, workshop: str) -> str:
    return moderator.open_round(workshop)


def test_a_round_and_its_rule(moderator: CommandLine, workshop: str) -> None:
    rule = "dots=5,per-idea=3,per-cluster=4,negative=2,must-use-all,no-own,hidden,weight-red=2"
    made = moderator.json("round", "new", workshop, "Runde 1", "--rule", rule)
    assert made == {
        "id": made["id"],
        "title": "Runde 1",
        "state": "prepared",
        "rule": {
            "text": rule,
            "budget": "fixed",
            "dots": 5,
            "per_idea": 3,
            "per_cluster": 4,
            "negative": 2,
            "must_use_all": True,
            "own": False,
            "hidden": True,
            "weights": {"red": 2},
        },
    }
    assert moderator.json("round", "open", made["id"])["state"] == "open"
    assert moderator.json("round", "close", made["id"])["state"] == "closed"


def test_dots_by_formula_are_known_once_it_is_open(moderator: CommandLine, workshop: str) -> None:
    made = moderator.json("round", "new", workshop, "Runde 1", "--rule", "dots=auto")
    assert (made["rule"]["budget"], made["rule"]["dots"]) == ("half", None)
    assert moderator.json("round", "open", made["id"])["rule"]["dots"] == 2


def test_the_number_of_voters_can_be_given(moderator: CommandLine, workshop: str) -> None:
    made = moderator.json("round", "new", workshop, "Runde 1", "--rule", "dots=distinct-ranks")
    assert "number of people" in moderator.refused("round", "open", made["id"])
    assert "between 0 and" in moderator.refused("round", "open", made["id"], "--people", "-3")
    shown = moderator.text("round", "open", made["id"], "--people", "2")
    assert "Everyone has 2 dots (3·2/(2·2) = 1.5 → 2)." in shown


def test_the_rule_is_told_in_plain_words(moderator: CommandLine, workshop: str) -> None:
    told = moderator.text("round", "new", workshop, "Runde 1", "--rule", "dots=5,per-idea=3")
    assert "  Everyone has 5 dots.\n  At most 3 on one idea.\n" in told


def test_a_round_is_named_by_id_beginning_or_title(moderator: CommandLine, opened: str) -> None:
    for named in (opened, opened[:12], "Runde 1"):
        assert len(moderator.json("results", named)) == 3


def test_another_rule_while_open(moderator: CommandLine, opened: str) -> None:
    code = moderator.json("ballot", "make", "Dorfplatz", "1")[0]
    moderator.json("vote", opened, "--ballot", code, "1=3")
    said = moderator.refused("round", "rule", opened, "dots=2", code=4)
    assert said.startswith("Ballots that would no longer fit this rule: 1.")
    ran = moderator.run("--json", "round", "rule", opened, "dots=2", "--set-aside")
    assert (ran.code, ran.err) == (0, "1 ballot is set aside until it is replaced.\n")
    ran = moderator.run("results", opened)
    assert (ran.code, ran.err) == (0, "1 ballot is set aside until it is replaced.\n")
    assert moderator.json("round", "rule", opened, "dots=4")["rule"]["dots"] == 4
    assert moderator.json("results", opened)[0]["dots"] == 3


def test_codes_are_shown_in_groups(moderator: CommandLine, workshop: str) -> None:
    codes = moderator.json("ballot", "make", workshop, "3")
    assert len(set(codes)) == 3
    assert all(re.fullmatch(r"\w{4}-\w{3}", code) and is_ballot_code(code) for code in codes)
    assert len(moderator.text("ballot", "make", workshop, "2").splitlines()) == 2
    assert "Between 1 and 5000" in moderator.refused("ballot", "make", workshop, "0")


def test_codes_for_one_round_only(moderator: CommandLine, workshop: str, opened: str) -> None:
    other = moderator.open_round(workshop)
    code = moderator.json("ballot", "make", workshop, "1", "--round", opened)[0]
    assert "not one of this round" in moderator.refused("vote", other, "--ballot", code, "1=1")
    moderator.json("vote", opened, "--ballot", code, "1=1")
    elsewhere = moderator.workshop(name="Andere")
    said = moderator.refused("ballot", "make", elsewhere, "1", "--round", opened)
    assert "There is no round" in said


def test_vote_and_replace(moderator: CommandLine, workshop: str, opened: str) -> None:
    code = moderator.json("ballot", "make", workshop, "1")[0]
    card = moderator.json("idea", "list", workshop)[1]["code"].lower()
    assert moderator.json("vote", opened, "--ballot", code, "1=2", f"{card}=1") == {
        "accepted": True,
        "left": 2,
        "replaced": False,
    }
    spelled = code.lower().replace("-", " ")
    again = moderator.json("vote", opened, "--ballot", spelled, "#3=1", "1=0")
    assert (again["left"], again["replaced"]) == (4, True)
    assert moderator.text("vote", opened, "--ballot", code, "3=1", "2=3").strip() == (
        "Saved. 1 dot left."
    )
    moderator.json("tally", opened, "2=9")
    assert {each["number"]: each["dots"] for each in moderator.json("results", opened)} == {
        1: 0,
        2: 12,
        3: 1,
    }


def test_the_same_key_counts_once(moderator: CommandLine, workshop: str, opened: str) -> None:
    code = moderator.json("ballot", "make", workshop, "1")[0]
    vote = ["vote", opened, "--ballot", code, "1=2", "--key", "5f0c2a9e"]
    assert moderator.json(*vote) == moderator.json(*vote)
    assert moderator.json(*vote)["replaced"] is False
    other = ["vote", opened, "--ballot", code, "2=2", "--key", "5f0c2a9e"]
    assert "already used" in moderator.refused(*other, code=4)


@pytest.mark.parametrize(
    ("dots", "sentence"),
    [
        (["1=4"], "Too many dots on one idea: 4 given, at most 3 allowed."),
        (["1=3", "2=3"], "Too many dots: 6 given, 5 allowed."),
        (["1=-1"], "Too many dots against: 1 given, 0 allowed."),
        (["9=1"], "There is no idea “9” in this workshop."),
        (["1=1", "#1=1"], "The idea 1 is named twice."),
        (["1"], "“1” does not say how many dots an idea gets."),
        (["1="], "“1=” does not say"),
        (["=1"], "“=1” does not say"),
        (["1=1=1"], "“1=1=1” does not say"),
        (["1=1.5"], "“1=1.5” does not say"),
        (["1=9999999"], "“1=9999999” does not say"),
        (["{}=1"], "There is no idea “{}”"),
    ],
)
def test_votes_that_cannot_be(
    moderator: CommandLine, workshop: str, opened: str, dots: list[str], sentence: str
) -> None:
    code = moderator.json("ballot", "make", workshop, "1")[0]
    assert sentence in moderator.refused("vote", opened, "--ballot", code, *dots)
    assert "is not open" not in moderator.text("round", "close", opened)
    assert sum(each["dots"] for each in moderator.json("results", opened)) == 0


def test_a_refused_code_is_not_repeated(moderator: CommandLine, opened: str) -> None:
    code = new_ballot_code()
    for wrong in (code, code[:-1], f"{code}7"):
        said = moderator.refused("vote", opened, "--ballot", wrong, "1=1")
        assert "Please compare it with the voting card" in said
        assert wrong not in said


def test_a_negative_vote(moderator: CommandLine, workshop: str) -> None:
    opened = moderator.open_round(workshop, "dots=3,negative=2")
    code = moderator.json("ballot", "make", workshop, "1")[0]
    assert moderator.json("vote", opened, "--ballot", code, "1=3", "2=-2")["left"] == 0
    last = moderator.json("results", opened)[-1]
    assert (last["number"], last["dots"], last["against"], last["rank"]) == (2, -2, 2, 3)


def test_tally_replaces_what_a_source_said(
    moderator: CommandLine, workshop: str, opened: str
) -> None:
    assert moderator.json("tally", opened, "1=7", "2=3", "--source", "Wand") == {"counted": 10}
    moderator.json("tally", opened, "1=8", "--source", "Wand")
    moderator.json("tally", opened, "1=2", "--source", "Wand", "--colour", "blue")
    assert moderator.text("tally", opened, "3=1").strip() == "1 dot saved."
    assert {each["number"]: each["paper"] for each in moderator.json("results", opened)} == {
        1: 10,
        2: 0,
        3: 1,
    }
    assert "A count lies between" in moderator.refused("tally", opened, "1=-1")


def test_results_have_every_part_and_shared_ranks(
    moderator: CommandLine, workshop: str, opened: str
) -> None:
    code = moderator.json("ballot", "make", workshop, "1")[0]
    moderator.json("vote", opened, "--ballot", code, "3=2", "2=2")
    moderator.json("tally", opened, "2=5", "3=5")
    ideas = {each["number"]: each for each in moderator.json("idea", "list", workshop)}
    ran = moderator.run("--json", "results", opened)
    assert ran.err == "A difference of a few dots is not a decision.\n"
    moderator.json("tally", opened, "3=5", "2=9")
    assert moderator.json("results", opened) == [
        {
            "idea": ideas[number]["id"],
            "code": ideas[number]["code"],
            "number": number,
            "title": title,
            "dots": dots,
            "rank": rank,
            "paper": dots,
            "phone": 0,
            "platform": 0,
            "against": 0,
        }
        for number, title, dots, rank in (
            (2, "Brunnen", 11, 1),
            (3, "Skatepark", 7, 2),
            (1, "Bänke", 0, 3),
        )
    ]
    assert moderator.text("results", opened).splitlines()[0].split() == ["1.", "11", "2", "Brunnen"]


def test_hidden_results_wait_for_the_close(moderator: CommandLine, workshop: str) -> None:
    prepared = moderator.json("round", "new", workshop, "Runde 1", "--rule", "dots=5,hidden")["id"]
    assert "was not opened yet" in moderator.refused("results", prepared)
    moderator.json("round", "open", prepared)
    assert "stays hidden until the round is closed" in moderator.refused("results", prepared)
    moderator.json("round", "close", prepared)
    assert len(moderator.json("results", prepared)) == 3


def test_a_round_goes_one_way(moderator: CommandLine, opened: str) -> None:
    assert "was opened before" in moderator.refused("round", "open", opened)
    moderator.json("round", "close", opened)
    assert "is not open" in moderator.refused("round", "close", opened)
    assert "is closed" in moderator.refused("round", "rule", opened, "dots=3")
    code = moderator.json("ballot", "make", "Dorfplatz", "1")[0]
    assert "not open for votes" in moderator.refused("vote", opened, "--ballot", code, "1=1")


def test_no_dots_on_the_own_idea(moderator: CommandLine, workshop: str) -> None:
    mine, theirs = moderator.json("ballot", "make", workshop, "2")
    added = moderator.json("idea", "add", workshop, "Meine", "--author", mine.lower())
    assert "author" not in added
    opened = moderator.open_round(workshop, "dots=3,no-own")
    said = moderator.refused("vote", opened, "--ballot", mine, "4=1")
    assert said.startswith("Dots on the own idea are not allowed in this round.")
    moderator.json("vote", opened, "--ballot", mine, "1=3")
    moderator.json("vote", opened, "--ballot", theirs, "4=3")
    wrong = moderator.refused("idea", "add", workshop, "Andere", "--author", new_ballot_code())
    assert "ballot code" in wrong
