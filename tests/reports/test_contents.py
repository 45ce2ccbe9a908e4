"""What reports say: facts, groups, and how a ranking is to be read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moderator.domain.ids import ClusterId
from moderator.domain.rounds import RoundState
from moderator.domain.workshops import Language
from moderator.i18n import words
from moderator.reports import contents
from tests.fakes.evenings import (
    FIRST_ROUND,
    HIDDEN_ROUND,
    SECOND_ROUND,
    empty_evening,
    evening_with_hidden_round,
    sample_evening,
)

W = words(Language.ENGLISH)


def test_facts_are_place_date_people_language() -> None:
    assert contents.facts(sample_evening(), W) == [
        ("Place", "Gasthaus zur Linde"),
        ("Date", "May 4, 2026"),
        ("People", "24"),
        ("Language", "German"),
    ]
    assert contents.facts(empty_evening(), W) == [("Language", "German")]


def test_summary_counts_what_there_is() -> None:
    assert contents.summary(sample_evening(), W) == "12 ideas · 3 clusters · 2 votes"
    assert contents.summary(empty_evening(), W) == ""


def test_ideas_stand_in_their_clusters_and_the_rest_last() -> None:
    groups = contents.idea_groups(sample_evening(), W)
    assert [(group.heading, [idea.number for idea in group.ideas]) for group in groups] == [
        ("Treffpunkte", [1, 3, 7, 9]),
        ("Unterwegs", [2, 4, 6, 11]),
        ("Miteinander", [5, 8, 10]),
        ("Without a cluster", [12]),
    ]


def test_without_clusters_there_is_one_group_without_a_heading() -> None:
    (group,) = contents.idea_groups(replace(sample_evening(), clusters=()), W)
    assert group.heading == ""
    assert len(group.ideas) == 12


def test_an_idea_of_an_unknown_cluster_is_not_lost() -> None:
    evening = sample_evening()
    stray = replace(evening.ideas[0], cluster_id=ClusterId("gone"))
    groups = contents.idea_groups(replace(evening, ideas=(stray,)), W)
    assert groups[-1].ideas == (stray,)


def test_notes_tell_code_table_and_where_a_duplicate_went() -> None:
    evening = sample_evening()
    merged = replace(evening.ideas[3], duplicate_of=evening.ideas[1].id)
    notes = contents.idea_notes(merged, contents.numbers_of(evening), W)
    assert notes == ["74D 537", "Table 1", "merged into idea 2"]


def test_ballots_counts_and_set_aside_ballots_are_said() -> None:
    evening = sample_evening()
    said = contents.state_sentences(evening.rounds[0], evening.results[FIRST_ROUND], W)
    assert said[1:] == [
        "9 ballots count.",
        "59 dots were counted on paper.",
        "2 ballots were set aside because they do not fit the changed rule; they do not count.",
    ]


def test_a_hidden_open_round_is_said_to_be_hidden() -> None:
    evening = evening_with_hidden_round()
    said = contents.state_sentences(evening.rounds[2], evening.results.get(HIDDEN_ROUND), W)
    assert said == ["This vote is still open. Its result stays hidden until it is closed."]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (RoundState.PREPARED, "This vote has not been opened yet."),
        (RoundState.OPEN, "This vote is still open: these are the figures of the moment."),
    ],
)
def test_states_are_said(state: RoundState, said: str) -> None:
    evening = sample_evening()
    vote = replace(evening.rounds[0], state=state)
    assert contents.state_sentences(vote, evening.results[FIRST_ROUND], W)[0] == said


def test_shared_ranks_and_ideas_without_a_dot_are_said() -> None:
    assert contents.reading_sentences(sample_evening().results[FIRST_ROUND], W) == [
        "Equal dots share the better rank (rank 2: ideas 3, 6; rank 7: ideas 5, 8).",
        "1 idea got no dot.",
    ]


def test_a_close_call_is_no_decision() -> None:
    assert contents.reading_sentences(sample_evening().results[SECOND_ROUND], W) == [
        "Equal dots share the better rank (rank 1: ideas 2, 3).",
        "A difference of a few dots is not a decision: read the first ranks as a tie.",
    ]


def test_parts_are_told_apart_only_where_there_is_more_than_paper() -> None:
    results = sample_evening().results
    first, second = results[FIRST_ROUND], results[SECOND_ROUND]
    assert contents.parts_told_apart(first) == ("paper", "phone", "platform")
    assert contents.parts_told_apart(second) == ("paper", "against")
    only_paper = replace(second, ranking=tuple(replace(r, against=0) for r in second.ranking))
    assert contents.parts_told_apart(only_paper) == ()
    for line in (*first.ranking, *second.ranking):
        paper, phone, platform, against = (part.dots for part in contents.parts(line, W))
        assert paper + phone + platform - against == line.dots
