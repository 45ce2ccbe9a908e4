from __future__ import annotations

import io
from dataclasses import replace

import pytest

from moderator.domain.ids import RoundId
from moderator.domain.rounds import RoundState
from moderator.domain.rules import DotColour, VoteRule
from moderator.domain.tallies import Count
from moderator.errors import BadInput, NotFound
from moderator.exchange.pabulib import read_pabulib, write_pabulib
from tests.exchange.evenings import ballot, cluster, code, evening, idea, results, vote_round
from tests.exchange.pabulib.test_round_trip import errors_of, exported

ONE, TWO, THREE = idea(1, "Bänke"), idea(2, "Licht"), idea(3, "Ruhe")


def lines_of(data: bytes, section: str) -> list[str]:
    lines = data.decode().splitlines()
    start = lines.index(section) + 1
    ends = [n for n, line in enumerate(lines) if n > start and line in {"PROJECTS", "VOTES"}]
    return lines[start : ends[0] if ends else None]


def meta_of(data: bytes) -> dict[str, str]:
    pairs = (line.split(";", 1) for line in lines_of(data, "META")[1:])
    return {key: value for key, value in pairs}  # noqa: C416  (dict() would not type)


def test_an_evening_that_was_never_imported_says_what_is_true() -> None:
    votes = [ballot({TWO.id: 2, ONE.id: 3}), ballot({TWO.id: 1})]
    data = exported(evening([ONE, TWO, THREE], [], {vote_round(): votes}, place="Krone"))
    assert meta_of(data) == {
        "description": "Workshop: Round 1",
        "country": "Worldwide",
        "unit": "Krone",
        "instance": "2026-05-04 round-1",
        "num_projects": "3",
        "num_votes": "2",
        "budget": "1",
        "vote_type": "cumulative",
        "rule": "unknown",
        "date_begin": "04.05.2026",
        "date_end": "04.05.2026",
        "max_sum_points": "5",
        "language": "de",
        "comment": "#1: Dot rule: dots=5. "
        "#2: This vote gives out no money. A cost of 1 stands for no known cost.",
    }
    assert lines_of(data, "PROJECTS") == [
        "project_id;cost;votes;score;name;public_id",
        f"1;1;1;3;Bänke;{code(1)}",
        f"2;1;2;3;Licht;{code(2)}",
        f"3;1;0;0;Ruhe;{code(3)}",
    ]
    assert lines_of(data, "VOTES") == ["voter_id;vote;points", "1;1,2;3,2", "2;2;1"]
    assert errors_of(data) == {}


def test_ballots_set_aside_are_left_out_and_blank_ones_are_told() -> None:
    votes = [
        ballot({ONE.id: 1}),
        ballot({TWO.id: 9}, counted=False),
        ballot({}),
        ballot({ONE.id: 0}),
    ]
    data = exported(evening([ONE, TWO], [], {vote_round(): votes}))
    assert lines_of(data, "VOTES") == ["voter_id;vote;points", "1;1;1"]
    assert meta_of(data)["comment"].endswith("#3: Blank ballots that are not listed: 2.")
    assert errors_of(data) == {}


def test_dots_against_are_written_as_scores() -> None:
    each = vote_round(rule=VoteRule(dots=5, max_dots_per_option=3, negative_dots=2))
    data = exported(evening([ONE, TWO], [], {each: [ballot({ONE.id: -2, TWO.id: 3})]}))
    meta = meta_of(data)
    assert (meta["vote_type"], meta["min_points"], meta["max_points"]) == ("scoring", "-2", "3")
    assert lines_of(data, "VOTES")[1:] == ["1;2,1;3,-2"]
    assert errors_of(data) == {}
    (read,) = read_pabulib(data).rounds
    assert (read.rule.dots, read.rule.max_dots_per_option, read.rule.negative_dots) == (5, 3, 2)


def test_a_rule_of_ones_own_is_stated() -> None:
    each = vote_round(rule=VoteRule(dots=5, max_dots_per_option=3, must_use_all=True))
    data = exported(evening([ONE, TWO], [], {each: [ballot({ONE.id: 2, TWO.id: 3})]}))
    meta = meta_of(data)
    assert (meta["max_points"], meta["min_sum_points"], meta["max_sum_points"]) == ("3", "5", "5")


def test_known_costs_decide_the_budget() -> None:
    rich = [replace(ONE, source={"cost": "500"}), replace(TWO, source={"cost": "12,5"})]
    data = exported(evening(rich, [], {vote_round(): [ballot({ONE.id: 1})]}))
    assert [line.split(";")[1] for line in lines_of(data, "PROJECTS")[1:]] == ["500", "12.5"]
    assert meta_of(data)["budget"] == "500"
    assert "no money" not in meta_of(data)["comment"]
    assert errors_of(data) == {}


def test_a_round_over_a_single_idea_is_valid() -> None:
    data = exported(evening([ONE], [], {vote_round(): [ballot({ONE.id: 1})]}))
    assert meta_of(data)["fully_funded"] == "1"
    assert errors_of(data) == {}


def test_a_round_without_any_ballot_is_valid() -> None:
    assert errors_of(exported(evening([ONE, TWO], [], {vote_round(): []}))) == {}


def test_descriptions_and_clusters_are_written() -> None:
    made = cluster(1, "Grün, Blau")
    ideas = [replace(ONE, body="a\nb", cluster_id=made.id), TWO]
    data = exported(evening(ideas, [made], {vote_round(): [ballot({ONE.id: 1})]}))
    assert lines_of(data, "PROJECTS")[:3] == [
        "project_id;cost;votes;score;name;category;description;public_id",
        f"1;1;1;1;Bänke;Grün,Blau;a b;{code(1)}",
        f"2;1;0;0;Licht;;Licht;{code(2)}",
    ]
    assert [draft.body for draft in read_pabulib(data).drafts] == ["a b", ""]


def test_an_idea_taken_from_the_board_stays_an_option() -> None:
    whole = evening([ONE, TWO], [], {vote_round(): [ballot({ONE.id: 1, TWO.id: 2})]})
    data = exported(replace(whole, ideas=(ONE,)))
    assert lines_of(data, "PROJECTS")[2] == f"2;1;1;2;Licht;{code(2)}"
    assert errors_of(data) == {}


def test_project_ids_of_files_are_kept_and_never_twice() -> None:
    source = {"project_id": "2", "cost": "5"}
    ideas = [
        ONE,
        TWO,
        replace(THREE, source=source, source_key="pb:a:2"),
        idea(4, source=source, source_key="pb:b:2"),
        idea(5, source={"project_id": "VOTES"}, source_key="pb:c:VOTES"),
    ]
    data = exported(evening(ideas, [], {vote_round(): [ballot({ONE.id: 1})]}))
    ids = [line.split(";")[0] for line in lines_of(data, "PROJECTS")[1:]]
    assert ids == ["1", code(2), "2", "4", "5"]
    assert errors_of(data) == {}


def test_two_rounds_of_one_evening_are_two_votes() -> None:
    whole = evening([ONE, TWO], [], {vote_round(1): [], vote_round(2): []})
    keys = {read_pabulib(exported(whole, each.id)).rounds[0].source_key for each in whole.rounds}
    assert len(keys) == 2


def refusal(whole: object, round_id: RoundId) -> str:
    with pytest.raises((BadInput, NotFound)) as caught:
        write_pabulib(whole, round_id, io.BytesIO())  # type: ignore[arg-type]
    return str(caught.value)


def test_an_open_round_is_refused() -> None:
    each = vote_round(state=RoundState.OPEN)
    assert "is not closed yet" in refusal(evening([ONE], [], {each: []}), each.id)


def test_an_unknown_round_is_refused() -> None:
    assert "no such round" in refusal(evening([ONE]), RoundId("none"))


def test_counted_dots_are_refused_as_they_belong_to_no_ballot() -> None:
    each = vote_round()
    whole = evening([ONE, TWO], [], {each: []})
    counts = (Count(ONE.id, DotColour.RED, 7, "wall"),)
    counted = replace(whole, results={each.id: results(each, [ONE, TWO], [], counts)})
    assert "7 dots of the round “Round 1”" in refusal(counted, each.id)


def test_an_evening_read_without_ballots_is_a_mistake_of_the_caller() -> None:
    each = vote_round()
    with pytest.raises(ValueError, match="read with its ballots"):
        write_pabulib(replace(evening([ONE], [], {each: []}), ballots={}), each.id, io.BytesIO())


def test_facts_of_another_vote_are_not_taken_over() -> None:
    facts = {"pb:x#vote_type": "approval", "pb:x#unit": "Elsewhere"}
    each = vote_round(source_key="pb:x")
    data = exported(evening([ONE, TWO], [], {each: [ballot({ONE.id: 3})]}, source=facts))
    assert meta_of(data)["vote_type"] == "cumulative"
    assert meta_of(data)["unit"] == "Workshop"


def test_without_a_day_the_moments_of_the_round_count() -> None:
    each = vote_round()
    whole = evening([ONE, TWO], [], {each: [ballot({ONE.id: 1})]}, held_on=None)
    assert meta_of(exported(whole))["date_begin"] == "04.05.2026"
