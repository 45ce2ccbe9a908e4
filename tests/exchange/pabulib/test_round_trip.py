"""Export, import and export again give the same bytes, and the checker accepts them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from moderator.exchange.pabulib import read_pabulib, write_pabulib
from moderator.exchange.reading import read_incoming
from tests.exchange.evenings import evening, taken_in, vote_round, voted_evenings

if TYPE_CHECKING:
    from moderator.domain.evenings import Evening
    from moderator.domain.ids import RoundId

REAL = Path(__file__).parents[4] / "shared" / "data" / "pabulib"
ZURICH = REAL / "Switzerland_Zurich_D10.pb"
GRABOWKA = REAL / "Poland_Czestochowa_2020_Grabowka.pb"

real_files = pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            path,
            marks=pytest.mark.skipif(
                not path.exists(), reason=f"{path.name} is not on this machine"
            ),
            id=path.stem,
        )
        for path in (ZURICH, GRABOWKA)
    ],
)


def exported(given_evening: Evening, round_id: RoundId | None = None) -> bytes:
    target = io.BytesIO()
    write_pabulib(given_evening, round_id or given_evening.rounds[0].id, target)
    return target.getvalue()


def errors_of(data: bytes) -> dict[str, object]:
    checker = pytest.importorskip("pabulib.checker", reason="pabulib-checker is not installed")
    results = checker.Checker().process_files([data.decode()])
    assert results["metadata"]["processed"] == 1
    return dict(results[1]["results"]["errors"])


@settings(deadline=None)
@given(voted_evenings())
def test_export_import_export_is_identical(drawn: Evening) -> None:
    first = exported(drawn)
    assert exported(taken_in(read_pabulib(first))) == first


@settings(deadline=None)
@given(voted_evenings())
def test_dots_survive(drawn: Evening) -> None:
    read = read_pabulib(exported(drawn)).rounds[0]
    before = {line.number: line.dots for line in drawn.results[drawn.rounds[0].id].ranking}
    assert [*read.expected.values()] == [before[number] for number in sorted(before)]


@settings(max_examples=60, deadline=None)
@given(voted_evenings())
def test_the_checker_accepts_every_evening(drawn: Evening) -> None:
    assert errors_of(exported(drawn)) == {}


@real_files
def test_real_files_add_up_to_the_published_scores(path: Path) -> None:
    read = read_incoming(path).rounds[0]
    counted = dict.fromkeys(read.expected, 0)
    for ballot in read.ballots:
        for key, number in ballot.dots.items():
            counted[key] += number
    assert counted == dict(read.expected)
    assert len(counted) == {ZURICH: 24, GRABOWKA: 8}[path]
    assert len(read.ballots) == {ZURICH: 180, GRABOWKA: 201}[path]


@real_files
def test_real_files_round_trip_and_stay_valid(path: Path) -> None:
    first = exported(taken_in(read_incoming(path)))
    assert exported(taken_in(read_pabulib(first))) == first
    assert errors_of(first) == {}


@real_files
def test_real_files_keep_all_but_the_voters(path: Path) -> None:
    original = path.read_text(encoding="utf-8").splitlines()
    written = exported(taken_in(read_incoming(path))).decode().splitlines()
    start = original.index("VOTES")
    # One name has quotation marks of its own, which the original does not double.
    plain = [line.replace('"""Odkupmy"" i', '"Odkupmy" i').rstrip('"') for line in written]
    assert plain[: start + 1] == original[: start + 1]
    before = [line.split(";")[1:3] for line in original[start + 2 :]]
    after = [line.split(";")[1:] for line in written[start + 2 :]]
    assert [_dots(vote) for vote in after] == [_dots(vote) for vote in before]


def _dots(vote: list[str]) -> dict[str, str]:
    return dict(zip(vote[0].split(","), vote[1].split(","), strict=True))


@real_files
def test_a_vote_of_ones_own_over_imported_projects_is_valid(path: Path) -> None:
    taken = taken_in(read_incoming(path))
    own = taken.rounds[0]
    ballots = taken.ballots[own.id][:7]
    again = evening(
        taken.ideas, taken.clusters, {vote_round(2, dots=10): ballots}, source=taken.workshop.source
    )
    data = exported(again)
    assert errors_of(data) == {}
    assert exported(taken_in(read_pabulib(data))) == data
