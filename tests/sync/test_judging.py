from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.sync.answers import (
    NoClearAnswer,
    NotArrived,
    NotThere,
    Refused,
    SignInNeeded,
)
from moderator.sync.judging import asked_pause, judge, own_words

if TYPE_CHECKING:
    from moderator.errors import ModeratorError

JSON = {"Content-Type": "application/json"}
PAGE = {"Content-Type": "text/html; charset=utf-8"}


@pytest.mark.parametrize(
    ("status", "headers", "writes", "meaning"),
    [
        (400, JSON, True, Refused),
        (404, JSON, True, Refused),
        (409, JSON, True, Refused),
        (422, JSON, True, Refused),
        (413, PAGE, True, Refused),
        (404, JSON, False, NotThere),
        (410, JSON, False, NotThere),
        (404, PAGE, False, NoClearAnswer),
        (401, JSON, False, SignInNeeded),
        (403, JSON, True, SignInNeeded),
        (429, JSON, True, NotArrived),
        (503, PAGE, True, NotArrived),
        (500, PAGE, True, NoClearAnswer),
        (502, PAGE, True, NoClearAnswer),
        (504, PAGE, False, NoClearAnswer),
        (302, PAGE, True, NoClearAnswer),
    ],
)
def test_what_a_status_means(
    status: int, headers: dict[str, str], writes: bool, meaning: type[ModeratorError]
) -> None:
    with pytest.raises(meaning):
        judge(status, headers, b"{}", writes=writes)


@pytest.mark.parametrize("status", [200, 201, 204])
def test_a_yes_is_a_yes(status: int) -> None:
    judge(status, {}, b"", writes=True)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "999999"}, 3600.0),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "soon"}, None),
        (
            {
                "Retry-After": "Thu, 12 Mar 1998 20:01:00 GMT",
                "Date": "Thu, 12 Mar 1998 20:00:00 GMT",
            },
            60.0,
        ),
        ({"Retry-After": "Thu, 12 Mar 1998 20:01:00 GMT"}, None),
    ],
)
def test_a_pause_is_read_by_the_servers_own_clock(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert asked_pause(headers) == seconds


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"name": ["This field is required."]}', "name: This field is required."),
        (b'{"detail": "No Idea matches."}', "No Idea matches."),
        (b'["1"]', "1"),
        (b"<!doctype html><html><body>Error</body></html>", ""),
        (b"plain words", "plain words"),
        (
            b'{"type": "urn:x:unfit", "title": "A field does not fit.", "status": 422,'
            b' "errors": [{"pointer": "#/title", "detail": "It is too long."}]}',
            "A field does not fit.; It is too long.",
        ),
    ],
)
def test_the_platforms_own_words_are_shown_without_markup(body: bytes, words: str) -> None:
    assert own_words(body) == words
