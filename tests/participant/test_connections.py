"""Connections that would make others wait: slow heads, endless heads, endless bodies."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

from moderator.participant import connections, guards

if TYPE_CHECKING:
    from tests.fakes.phone_servers import RunningServer

GIGABYTE = 1_000_000_000


def connect(server: RunningServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=20)


def answer_of(opened: socket.socket) -> bytes:
    """Return everything the server says until it closes the connection."""
    told = b""
    while piece := opened.recv(65_536):
        told += piece
    return told


def is_cut_off(opened: socket.socket) -> bool:
    """Wait until the server ends the connection without an answer."""
    try:
        return answer_of(opened) == b""
    except ConnectionError:
        return True


def test_a_head_that_never_ends_in_time_is_given_up(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.3)
    slow = [connect(server) for _ in range(50)]
    for opened in slow:
        opened.sendall(b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-a: ")
    assert server.phone().get("/live").status_code == 200
    for opened in slow:
        assert is_cut_off(opened)
        opened.close()


def test_a_second_head_on_a_connection_has_its_time_too(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.3)
    with connect(server) as opened:
        opened.sendall(b"GET /live HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")
        assert opened.recv(65_536).startswith(b"HTTP/1.1 200")
        opened.sendall(b"GET /li")
        assert is_cut_off(opened)


def test_many_half_open_connections_do_not_use_up_the_room(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MOST_UNDECIDED", 20)
    opened = [connect(server) for _ in range(60)]
    assert server.phone().get("/live").status_code == 200
    assert is_cut_off(opened[0])
    for each in opened:
        each.close()


def test_who_was_silent_longest_makes_room(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MOST_OPEN", 20)
    phone = server.phone()
    silent = [connect(server) for _ in range(30)]
    for opened in silent:
        opened.sendall(b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n" * 20)  # and never reads
        assert phone.get("/live").status_code == 200
        assert len(connections._open) <= 20
    for opened in silent:
        opened.close()


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n" + b"x-bomb: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n" + b"x: y\r\n" * 20_000 + b"\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: " + b"a=b; " * 10_000 + b"\r\n\r\n",
    ],
)
def test_a_head_that_is_too_long(server: RunningServer, head: bytes) -> None:
    with connect(server) as opened:
        try:
            opened.sendall(head)
            told = answer_of(opened)
        except ConnectionError:
            told = b""
    assert told[:12] in {b"", b"HTTP/1.1 400", b"HTTP/1.1 431"}
    assert server.phone().get("/live").status_code == 200


def test_a_head_that_is_too_long_in_one_piece_with_what_came_before(server: RunningServer) -> None:
    proper = b"GET /live HTTP/1.1\r\nhost: 127.0.0.1\r\n"
    with connect(server) as opened:
        opened.sendall(proper + b"\r\n" + proper + b"x-bomb: " + b"a" * 20_000 + b"\r\n\r\n")
        opened.shutdown(socket.SHUT_WR)
        told = answer_of(opened)
    assert told.count(b"HTTP/1.1 200") <= 1
    assert server.phone().get("/live").status_code == 200


@pytest.mark.parametrize(
    "head",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nhost: evil.example\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
        b"POST /leave HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: -1\r\n\r\n",
        b"POST /leave HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 5\r\n"
        b"transfer-encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        b"POST /leave HTTP/1.1\r\nhost: 127.0.0.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
        b"CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example:443\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx\0y: z\r\n\r\n",
    ],
)
def test_what_is_no_proper_request(server: RunningServer, head: bytes) -> None:
    with connect(server) as opened:
        opened.sendall(head)
        opened.shutdown(socket.SHUT_WR)
        told = answer_of(opened)
    assert not told.startswith(b"HTTP/1.1 5")
    assert server.phone().get("/live").status_code == 200


def test_an_upload_of_a_gigabyte_is_cut_off_and_nobody_waits(server: RunningServer) -> None:
    piece = b"x" * 1_000_000
    sent = 0
    uploading = connect(server)
    uploading.sendall(
        b"POST /photo HTTP/1.1\r\nhost: 127.0.0.1\r\ntransfer-encoding: chunked\r\n"
        b"content-type: multipart/form-data; boundary=b\r\n\r\n"
    )
    phone = server.phone()
    slowest = 0.0
    try:
        while sent < GIGABYTE:
            uploading.sendall(b"%x\r\n" % len(piece) + piece + b"\r\n")
            sent += len(piece)
            begun = time.perf_counter()
            assert phone.get("/live").status_code == 200
            slowest = max(slowest, time.perf_counter() - begun)
    except ConnectionError:
        pass
    uploading.close()
    assert sent <= guards.LARGEST_PICTURE_FORM + guards.STILL_READ + 20_000_000
    assert slowest < 5  # s; a crowded machine has pauses of its own


def test_who_says_it_will_send_a_gigabyte_is_told_at_once(server: RunningServer) -> None:
    with connect(server) as opened:
        opened.sendall(
            b"POST /photo HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: application/json\r\n"
            b"content-type: multipart/form-data; boundary=b\r\n"
            b"content-length: 1000000000\r\n\r\n"
        )
        told = opened.recv(65_536)
    assert told.startswith(b"HTTP/1.1 413")
    assert b"application/problem+json" in told


def test_a_body_that_trickles_in_is_given_up(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BODY_SECONDS", 0.3)
    with connect(server) as opened:
        opened.sendall(
            b"POST /enter HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 100\r\n"
            b"content-type: application/x-www-form-urlencoded\r\n\r\ncode="
        )
        assert opened.recv(65_536).startswith(b"HTTP/1.1 408")


def test_a_phone_that_goes_away_within_its_body_is_no_fault(
    server: RunningServer, caplog: pytest.LogCaptureFixture
) -> None:
    for kind in (b"application/x-www-form-urlencoded", b"multipart/form-data; boundary=b"):
        with connect(server) as opened:
            opened.sendall(
                b"POST /idea HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 100\r\n"
                b"content-type: " + kind + b"\r\n\r\n--b\r\n"
            )
    assert server.phone().get("/live").status_code == 200
    assert "Exception" not in caplog.text


def test_who_reads_its_answers_slowly_keeps_nobody_waiting(server: RunningServer) -> None:
    lazy = [connect(server) for _ in range(30)]
    for opened in lazy:
        opened.sendall(b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n" * 20)
    answers: list[int] = []
    phones = [server.phone() for _ in range(4)]

    def ask(number: int) -> None:
        answers.extend(phones[number].get("/ballot").status_code for _ in range(5))

    asking = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for each in asking:
        each.start()
    for each in asking:
        each.join(20)
    assert answers == [200] * 20
    for opened in lazy:
        opened.close()
