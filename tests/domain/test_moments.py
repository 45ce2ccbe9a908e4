"""Moments are kept as UTC text; nothing is lost and the order stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderator.domain.moments import moment_text, now, read_moment

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(9999, 12, 30), timezones=ZONES)  # noqa: DTZ001


@given(MOMENTS)
def test_a_written_moment_reads_back_in_utc(moment: datetime) -> None:
    again = read_moment(moment_text(moment))
    assert again == moment
    assert again.utcoffset() == timedelta(0)


@given(MOMENTS, MOMENTS)
def test_the_text_sorts_by_time(one: datetime, other: datetime) -> None:
    assert (moment_text(one) < moment_text(other)) is (one < other)


def test_how_it_is_written() -> None:
    summer = timezone(timedelta(hours=2))
    assert moment_text(datetime(2026, 5, 4, 20, 30, tzinfo=summer)) == "2026-05-04T18:30:00.000000Z"


def test_now_is_aware() -> None:
    assert now().tzinfo is UTC


@pytest.mark.parametrize("text", ["", "2026-05-04", "2026-05-04T18:30:00Z", "yesterday"])
def test_what_was_not_written_here_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="does not match"):
        read_moment(text)
