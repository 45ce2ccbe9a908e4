from __future__ import annotations

import pytest

from benchmarks.findings import Findings
from benchmarks.measuring import Sample, Spread, inverse, take_turns, turns_of, wall_ratios


def test_a_spread_holds_median_middle_half_and_extremes() -> None:
    assert Spread.of([9, 1, 5, 2, 8, 3, 7, 4]) == Spread(4.5, 3, 7, 1, 9)


def test_one_figure_is_a_spread_too() -> None:
    assert Spread.of([2.5]) == Spread(2.5, 2.5, 2.5, 2.5, 2.5)


def test_ratios_are_taken_turn_by_turn() -> None:
    ours = [Sample(2, 1), Sample(40, 1), Sample(6, 1)]
    theirs = [Sample(1, 1), Sample(20, 1), Sample(2, 1)]
    assert wall_ratios(ours, theirs).median == 2


def test_the_inverse_turns_the_ends_round() -> None:
    assert inverse(Spread(2, 1, 4, 0.5, 8)) == Spread(0.5, 0.25, 1, 0.125, 2)


def test_turns_go_forwards_and_backwards_and_the_first_does_not_count() -> None:
    taken: list[str] = []

    def turn(name: str) -> Sample:
        taken.append(name)
        return Sample(len(taken), 0)

    found = turns_of({"a": lambda: turn("a"), "b": lambda: turn("b")}, 2)
    assert "".join(taken) == "ba" + "ab" + "ba"
    assert {name: len(samples) for name, samples in found.items()} == {"a": 2, "b": 2}


def test_a_batch_is_shared_among_its_units() -> None:
    samples = take_turns({"nothing": lambda: 1000}, 1)["nothing"]
    assert 0 < samples[0].wall < 1e-3


@pytest.mark.parametrize(("limit", "kept"), [(0.5, True), (0.6, False)])
def test_the_median_is_judged(limit: float, kept: bool, capsys: pytest.CaptureFixture[str]) -> None:
    findings = Findings()
    findings.at_least("rate", Spread(0.55, 0.4, 0.7, 0.1, 0.9), limit)
    assert (findings.missed == []) is kept
    assert capsys.readouterr().out.rstrip().endswith("kept" if kept else "MISSED")


def test_less_is_better_where_it_says_so() -> None:
    findings = Findings()
    findings.at_most("time", Spread(2.0, 1, 3, 1, 3), 2.0)
    findings.at_most("more time", Spread(2.1, 1, 3, 1, 3), 2.0)
    assert findings.missed == ["more time"]
