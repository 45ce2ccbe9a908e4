from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from moderator.participant.forms import MOST_FIELDS, Form, read_form
from moderator.participant.refusals import NotUnderstood


def read(body: bytes) -> Form:
    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    kind = [(b"content-type", b"application/x-www-form-urlencoded")]
    return asyncio.run(
        read_form(Request({"type": "http", "method": "POST", "headers": kind}, receive))
    )


@given(st.lists(st.sampled_from([b"a", b"dots-", b"=", b"&", b"+", b"%41", b"%", b"\xff", b";"])))
def test_a_form_is_read_as_the_standard_library_reads_it(pieces: list[bytes]) -> None:
    body = b"".join(pieces)
    pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, errors="replace")
    assert read(body).fields == dict(reversed(pairs))


def test_the_first_of_two_fields_with_one_name_counts() -> None:
    assert read(b"key=1&key=2").key == "1"


def test_a_form_with_too_many_fields_is_damaged() -> None:
    with pytest.raises(NotUnderstood):
        read(b"&".join([b"a=1"] * (MOST_FIELDS + 1)))
