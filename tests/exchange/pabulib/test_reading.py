from __future__ import annotations

import io

import pytest

from moderator.errors import BadInput
from moderator.exchange.pabulib import read_pabulib, write_pabulib
from tests.exchange.evenings import taken_in

META = {
    "description": "Test",
    "country": "Switzerland",
    "unit": "Zurich",
    "instance": "2026",
    "budget": "100",
    "vote_type": "cumulative",
    "rule": "unknown",
    "date_begin": "2026",
    "date_end": "2026",
    "max_sum_points": "5",
}
PROJECTS = ["project_id;cost;votes;score;name;category", "1;50;2;5;Bänke;Grün", "2;60;1;2;Licht;"]
VOTES = ["voter_id;vote;points;age;sex", "a;1,2;3,2;50;F", "b;1;2;;"]


def pb(
    meta: dict[str, str] | None = None,
    projects: list[str] = PROJECTS,
    votes: list[str] = VOTES,
) -> bytes:
    told = META | (meta or {})
    lines = ["META", "key;value", *(f"{key};{value}" for key, value in told.items() if value)]
    return "\n".join([*lines, "PROJECTS", *projects, "VOTES", *votes, ""]).encode()


def refusal(data: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        read_pabulib(data)
    return str(caught.value)


def dots(data: bytes) -> list[dict[str, int]]:
    (read,) = read_pabulib(data).rounds
    return [
        {key.rpartition(":")[2]: number for key, number in ballot.dots.items()}
        for ballot in read.ballots
    ]


def test_projects_become_ideas_and_votes_ballots() -> None:
    incoming = read_pabulib(pb())
    first, second = incoming.drafts
    assert (first.title, first.cluster, first.source_key) == (
        "Bänke", "Grün", "pb:Switzerland/Zurich/2026:1",
    )  # fmt: skip
    assert first.source == {"cost": "50", "category": "Grün", "project_id": "1"}
    assert second.cluster == ""
    (read,) = incoming.rounds
    assert read.title == "Test"
    assert (read.dots, read.rule.dots, read.rule.max_dots_per_option) == (5, 5, None)
    assert read.expected == {first.source_key: 5, second.source_key: 2}
    assert dots(pb()) == [{"1": 3, "2": 2}, {"1": 2}]


def test_control_signs_in_a_project_id_do_no_harm() -> None:
    projects = [PROJECTS[0], PROJECTS[1].replace("1;", "\x051;", 1), PROJECTS[2]]
    assert list(read_pabulib(pb(projects=projects)).rounds[0].expected.values()) == [5, 2]


def test_nothing_about_voters_is_kept() -> None:
    incoming = read_pabulib(pb())
    assert "age" not in repr((incoming.drafts, incoming.rounds, incoming.facts))
    assert incoming.notes == (
        "Voter ids and what the file tells about voters were not kept: age, sex.",
    )


def test_a_mark_windows_line_ends_and_blank_lines_are_fine() -> None:
    windows = b"\xef\xbb\xbf" + pb().replace(b"\n", b"\r\n").replace(b"VOTES", b"\r\nVOTES")
    assert read_pabulib(windows).drafts[0].title == "Bänke"
    assert dots(windows) == dots(pb())


def test_empty_cells_that_a_spreadsheet_added_are_fine() -> None:
    widened = b"\n".join(line + b";;;" for line in pb().splitlines())
    assert dots(widened) == dots(pb())


def test_marks_belong_to_the_name_unless_they_are_csv() -> None:
    projects = ["project_id;cost;name", '1;5;"Odkupmy" i my', '2;5;"a;b ""c""\nd"', '3;5;"offen']
    votes = ["voter_id;vote;points", "a;1;1"]
    incoming = read_pabulib(pb(projects=projects, votes=votes))
    assert [draft.title for draft in incoming.drafts] == ['"Odkupmy" i my', 'a;b "c" d', '"offen']


def test_many_open_marks_take_no_time() -> None:
    rows = [f'{n};5;"offen {n}' for n in range(2_000)]
    incoming = read_pabulib(
        pb(projects=["project_id;cost;name", *rows], votes=["voter_id;vote;points", "a;1;1"])
    )
    assert len(incoming.drafts) == 2_000


@pytest.mark.parametrize(
    ("vote_type", "votes", "expected"),
    [
        ("approval", ["voter_id;vote", "a;1,2", "b;1"], [{"1": 1, "2": 1}, {"1": 1}]),
        ("choose-1", ["voter_id;vote", "a;1", "b;1"], [{"1": 1}, {"1": 1}]),
        ("scoring", ["voter_id;vote;points", "a;1,2;3,-2"], [{"1": 3, "2": -2}]),
        ("cumulative", ["voter_id;vote;points", "a;1,2;3,0", "b;;"], [{"1": 3}, {}]),
        ("cumulative", ["voter_id;vote;points", "a;1,2;3.0, 2.0"], [{"1": 3, "2": 2}]),
    ],
)
def test_vote_types(vote_type: str, votes: list[str], expected: list[dict[str, int]]) -> None:
    assert dots(pb({"vote_type": vote_type}, votes=votes)) == expected


def test_rules_follow_from_the_vote_type() -> None:
    approval = (
        read_pabulib(
            pb({"vote_type": "approval", "max_length": "2"}, votes=["voter_id;vote", "a;1"])
        )
        .rounds[0]
        .rule
    )
    assert (approval.dots, approval.max_dots_per_option, approval.must_use_all) == (2, 1, False)
    one = read_pabulib(pb({"vote_type": "choose-1"}, votes=["voter_id;vote", "a;1"])).rounds[0].rule
    assert (one.dots, one.max_dots_per_option, one.must_use_all) == (1, 1, True)
    scoring = (
        read_pabulib(
            pb(
                {
                    "vote_type": "scoring",
                    "min_points": "-3",
                    "max_points": "4",
                    "max_sum_points": "",
                },
                votes=["voter_id;vote;points", "a;1,2;4,4", "b;1;-2"],
            )
        )
        .rounds[0]
        .rule
    )
    assert (scoring.dots, scoring.max_dots_per_option, scoring.negative_dots) == (8, 4, 3)
    all_used = (
        read_pabulib(pb({"min_sum_points": "5"}, votes=["voter_id;vote;points", "a;1,2;3,2"]))
        .rounds[0]
        .rule
    )
    assert all_used.must_use_all


def test_a_rule_is_wide_enough_for_ballots_that_went_beyond_it() -> None:
    rule = (
        read_pabulib(pb({"max_points": "2"}, votes=["voter_id;vote;points", "a;1,2;7,2"]))
        .rounds[0]
        .rule
    )
    assert (rule.dots, rule.max_dots_per_option) == (9, 7)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (pb({"vote_type": "ordinal"}), "rankings (ordinal)"),
        (pb({"vote_type": "lottery"}), "vote type “lottery”"),
        (pb({"num_votes": "3"}), "META says num_votes is 3, but the file holds 2."),
        (pb({"num_projects": "9"}), "META says num_projects is 9, but the file holds 2."),
        (pb({"max_sum_points": "5000"}), "more than 1000 points"),
        (pb().replace(b"VOTES\n", b""), "The section VOTES is missing."),
        (b"META\nkey;value\nunit;a\n", "PROJECTS is missing"),
        (b"key;value\n", "Line 1: The file does not begin with META."),
        (pb().replace(b"key;value", b"a;b"), "has to begin with “key;value”"),
        (pb() + b"META\nkey;value\n", "META stands there twice."),
        (pb().replace(b"budget;100", b"unit;Bern"), "Line 7: “unit” stands in META twice."),
        (pb(projects=["id;name", "1;a"]), "The first column has to be project_id."),
        (pb(projects=["project_id;name;name", "1;a;b"]), "has no name or stands there twice"),
        (pb(projects=["project_id;name"]), "There are no projects."),
        (pb(projects=["project_id;name", "1;a", "1;b"]), "The project id 1 stands there twice."),
        (pb(projects=["project_id;name", '"1,2";a']), "no id, or one with a comma"),
        (pb(projects=["project_id;name", ";a"]), "no id, or one with a comma"),
        (pb(projects=["project_id;name", f"1;{'x' * 400}"]), "The text is too long"),
        (pb(votes=["voter_id;vote", "a;1"]), "The column points is missing."),
        (pb(votes=["vote;points", "1;1"]), "The first column has to be voter_id."),
        (pb({"unit": "M\u00fcnster"}).decode().encode("cp1252"), "Line 5: The text is not UTF-8."),
    ],
)
def test_refusals_are_clear(data: bytes, told: str) -> None:
    assert told in refusal(data)


@pytest.mark.parametrize(
    ("vote", "told"),
    [
        ("c;1;1.5", "“1.5” is not a whole number"),
        ("c;1;viel", "“viel” is not a whole number"),
        ("c;1;99999999999", "is not a whole number"),
        ("c;1;-1", "Points below zero"),
        ("c;1,2;3", "names 2 projects but gives points 1 times"),
        ("c;1,1;3,2", "named twice"),
        ("c;9;1", "There is no project “9”."),
        ("a;1;1", "already has a ballot in line 19"),
    ],
)
def test_problems_of_ballots_name_their_line(vote: str, told: str) -> None:
    text = refusal(pb(votes=[*VOTES, vote]))
    assert text.startswith("Line 21: ")
    assert told in text


def test_several_problems_are_named_at_once() -> None:
    told = refusal(pb(votes=[*VOTES, "c;9;1", "d;1;x"]))
    assert "Line 21: " in told
    assert "Line 22: " in told


def test_files_of_several_years_have_keys_of_their_own() -> None:
    keys = {
        read_pabulib(pb({"instance": year, "subunit": part})).drafts[0].source_key
        for year in ("2025", "2026")
        for part in ("", "a/b", "a")
    }
    assert len(keys) == 6


def test_a_file_without_a_name_is_known_by_its_content() -> None:
    nameless = pb({"instance": ""})
    key = read_pabulib(nameless).rounds[0].source_key
    assert key == read_pabulib(nameless).rounds[0].source_key
    assert key != read_pabulib(nameless.replace(b"Licht", b"Nacht")).rounds[0].source_key


def test_a_published_score_that_is_wrong_is_told() -> None:
    wrong = [PROJECTS[0], PROJECTS[1].replace(";5;", ";6;"), PROJECTS[2]]
    notes = read_pabulib(pb(projects=wrong)).notes
    assert "Project 1: the file publishes 6, its ballots add up to 5." in notes


def test_facts_outside_the_format_are_kept_and_told() -> None:
    projects = ["project_id;cost;name;proposer;colour;target", "1;50;Bänke;Erika;grün;alle"]
    incoming = read_pabulib(
        pb({"weather": "rain"}, projects=projects, votes=["voter_id;vote;points", "a;1;1"])
    )
    assert incoming.drafts[0].source == {
        "cost": "50", "colour": "grün", "beneficiaries": "alle", "project_id": "1",
    }  # fmt: skip
    assert incoming.facts["pb:Switzerland/Zurich/2026#weather"] == "rain"
    assert "Kept, but not part of the .pb format and left out of exports: weather, colour." in (
        incoming.notes
    )
    assert "Columns that look personal were not kept: proposer." in incoming.notes


def test_long_lists_of_categories_become_a_readable_heading_and_survive() -> None:
    many = ",".join(f"category {n}" for n in range(20))
    projects = ["project_id;cost;name;category", f"1;500;a;{many}", "2;500;b;Grün , Blau"]
    incoming = read_pabulib(pb(projects=projects, votes=["voter_id;vote;points", "a;1;1"]))
    assert incoming.drafts[0].cluster.startswith("category 0, category 1, ")
    assert len(incoming.drafts[0].cluster) <= 80
    assert incoming.drafts[1].cluster == "Grün, Blau"
    target = io.BytesIO()
    taken = taken_in(incoming)
    write_pabulib(taken, taken.rounds[0].id, target)
    assert many in target.getvalue().decode()
    assert ";Grün,Blau" in target.getvalue().decode()


def again(data: bytes) -> str:
    taken = taken_in(read_pabulib(data))
    target = io.BytesIO()
    write_pabulib(taken, taken.rounds[0].id, target)
    return target.getvalue().decode()


def test_facts_of_projects_survive() -> None:
    projects = [
        "project_id;cost;votes;score;name;selected;district;latitude;longitude",
        "1;50;2;5;Bänke;1;Nord;47.3;8.5",
        "2;60;1;2;Licht;0;Süd;;",
    ]
    written = again(pb(projects=projects)).splitlines()
    assert written[written.index("PROJECTS") + 1 : written.index("VOTES")] == projects


def test_a_column_that_the_format_wants_for_all_is_left_out_where_some_have_none() -> None:
    projects = ["project_id;cost;votes;score;name;district", "1;50;2;5;a;Nord", "2;60;1;2;b;"]
    assert "district" not in again(pb(projects=projects))


def test_comments_are_numbered_and_grow() -> None:
    assert "comment;#1: Careful.\n" in again(pb({"comment": "Careful."}))
    blank = again(pb({"comment": "#1: Careful."}, votes=[*VOTES, "c;;"]))
    assert "comment;#1: Careful. #2: Blank ballots that are not listed: 1.\n" in blank


def test_approvals_go_out_as_approvals() -> None:
    data = pb(
        {"vote_type": "approval", "max_sum_points": ""},
        ["project_id;cost;votes;name", "1;50;2;a", "2;60;1;b"],
        ["voter_id;vote", "a;1,2", "b;1"],
    )
    assert again(data).endswith("VOTES\nvoter_id;vote\n1;1,2\n2;1\n")


def test_very_long_names_still_give_keys_of_their_own() -> None:
    keys = {read_pabulib(pb({"unit": "x" * 300 + end})).drafts[0].source_key for end in ("a", "b")}
    assert len(keys) == 2
    assert max(map(len, keys)) <= 200
