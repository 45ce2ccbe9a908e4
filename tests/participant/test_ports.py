"""The port stays what it was, because it stands on printed cards."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from moderator.domain.ids import WorkshopId
from moderator.errors import BadInput
from moderator.participant import ports
from moderator.participant.ports import FILE, listen, remembered_port
from moderator.participant.serving import address_of, join_code_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from moderator.participant.ports import Listening
    from moderator.paths import Paths

HERE = "127.0.0.1"


@pytest.fixture
def opened() -> Iterator[Callable[..., Listening]]:
    """Return `listen`, whose sockets are closed in the end."""
    sockets: list[socket.socket] = []

    def open_(paths: Paths, port: int | None = None) -> Listening:
        listening = listen(paths, HERE, port)
        sockets.append(listening.socket)
        return listening

    yield open_
    for each in sockets:
        each.close()


def _taken() -> tuple[socket.socket, int]:
    other = socket.create_server((HERE, 0))
    return other, other.getsockname()[1]


def test_the_first_free_one_of_the_preferred_is_remembered(
    profile: Paths, opened: Callable[..., Listening], monkeypatch: pytest.MonkeyPatch
) -> None:
    other, taken = _taken()
    free_socket, free = _taken()
    free_socket.close()
    monkeypatch.setattr(ports, "PREFERRED", (taken, free))
    with other:
        listening = opened(profile)
    assert (listening.port, listening.moved) == (free, False)
    assert remembered_port(profile) == free


def test_the_port_of_last_time_comes_before_the_preferred(
    profile: Paths, opened: Callable[..., Listening], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports, "PREFERRED", ())
    first = opened(profile)
    first.socket.close()
    again = opened(profile)
    assert (again.port, again.moved) == (first.port, False)


def test_where_it_is_taken_another_one_is_opened_and_that_is_told(
    profile: Paths, opened: Callable[..., Listening], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports, "PREFERRED", ())
    first = opened(profile)
    second = opened(profile)
    assert second.port != first.port
    assert second.moved


def test_a_port_that_was_asked_for_is_taken_or_refused_and_not_remembered(
    profile: Paths, opened: Callable[..., Listening]
) -> None:
    other, taken = _taken()
    with other, pytest.raises(BadInput, match=f"{HERE}:{taken} cannot be used"):
        opened(profile, taken)
    assert opened(profile, 0).port > 0
    assert remembered_port(profile) is None


@pytest.mark.parametrize("written", ["", "{", "[]", '{"port": "80"}', '{"port": 70000}', "null"])
def test_a_damaged_note_is_no_port(profile: Paths, written: str) -> None:
    (profile.profile / FILE).write_text(written)
    assert remembered_port(profile) is None


@pytest.mark.parametrize("port", [-1, 65_536, 10**9])
def test_numbers_that_are_no_ports(profile: Paths, port: int) -> None:
    with pytest.raises(BadInput, match="is not a port"):
        listen(profile, HERE, port)


def test_addresses_are_as_short_as_can_be() -> None:
    assert address_of("192.168.137.1", 80) == "http://192.168.137.1"
    assert address_of("192.168.137.1", 8080) == "http://192.168.137.1:8080"


def test_the_code_of_an_evening_stays() -> None:
    board_id = WorkshopId("0190-x")
    assert join_code_of(board_id) == join_code_of(board_id)
    assert len(join_code_of(board_id)) == 6
