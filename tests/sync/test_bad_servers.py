"""Servers that behave as no platform does: everything is bounded, safe, and told in a sentence."""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from moderator.errors import ModeratorError
from moderator.sync import transport
from moderator.sync.answers import BadServer, NoClearAnswer, NotArrived, Refused
from moderator.sync.pace import Pace
from moderator.sync.transport import Call, Transport
from tests.fakes.answers import FakeAnswer
from tests.fakes.servers import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@contextmanager
def raw_server(
    speak: Callable[[socket.socket], None], tls: ssl.SSLContext | None = None
) -> Iterator[str]:
    """Serve by whatever `speak` says once a request has come in."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with suppress(OSError), connection:
                    spoken = tls.wrap_socket(connection, server_side=True) if tls else connection
                    spoken.recv(65_536)
                    speak(spoken)
                    if tls:
                        spoken.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://localhost:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def ask(address: str, method: str = "GET", **more: Any) -> ModeratorError:
    """Return what a request to `address` raises."""
    carrying = Transport(address, Pace(0))
    with pytest.raises(ModeratorError) as raised:
        carrying.get(Call(method, "/api/ideas/", **more))
    carrying._session.close()
    return raised.value


def test_a_giant_answer_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "LARGEST_ANSWER", 2_000_000)

    def speak(connection: socket.socket) -> None:
        connection.sendall(HEAD + b"Content-Length: 2000000000\r\n\r\n")
        while True:
            connection.sendall(b" " * 65_536)

    with raw_server(speak) as address:
        assert isinstance(ask(address), BadServer)


def test_an_answer_that_drips_in_ends_by_the_clock() -> None:
    def speak(connection: socket.socket) -> None:
        connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        while True:
            connection.sendall(b"1\r\n \r\n")

    seconds = iter(range(0, 1_000_000, 60))
    with raw_server(speak) as address:
        carrying = Transport(address, Pace(0), clock=lambda: float(next(seconds)))
        with pytest.raises(NoClearAnswer, match="too long"):
            carrying.get(Call("GET", "/"))
        carrying._session.close()


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Ty",
        HEAD + b"Content-Length: 100\r\n\r\n[1, 2",
        HEAD + b"Content-Length: 5\r\n\r\n[1, 2",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
    ],
)
def test_answers_that_break_off_are_unclear(said: bytes) -> None:
    with raw_server(lambda connection: connection.sendall(said)) as address:
        assert isinstance(ask(address, "POST", data={}), NoClearAnswer)


def test_data_nested_beyond_measure_is_unclear_like_any_that_cannot_be_read() -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    head = {"Content-Type": "application/json"}
    for status in (200, 422):
        with serving(lambda *_, status=status: FakeAnswer(status, head, deep)) as address:
            assert isinstance(ask(address, "POST", data={}), (NoClearAnswer, Refused))
    with serving(lambda *_: FakeAnswer(200, head, deep)) as address:
        carrying = Transport(address, Pace(0))
        with pytest.raises(NoClearAnswer):
            list(carrying.items(Call("GET", "/"), lambda each: each))
        carrying._session.close()


def test_a_web_page_where_data_was_due_is_named_as_such() -> None:
    with serving(lambda *_: FakeAnswer.page(200, "Please sign in")) as address:
        assert "sign-in page" in str(ask(address))


@pytest.mark.parametrize(
    ("location", "meaning"),
    [
        ("https://elsewhere.example/steal", BadServer),
        ("http://127.0.0.1:1/other-port", BadServer),
        ("/api/ideas/", BadServer),
    ],
)
def test_redirects_are_not_followed_anywhere(location: str, meaning: type[ModeratorError]) -> None:
    asked: list[str] = []

    def handle(method: str, target: str, _headers: dict[str, str], _body: bytes) -> FakeAnswer:
        asked.append(f"{method} {target}")
        return FakeAnswer(302, {"Location": location}, b"")

    with serving(handle) as address:
        assert isinstance(ask(address), meaning)
        assert len(asked) <= transport.MOST_REDIRECTS + 1
        assert isinstance(ask(address, "POST", data={}), (BadServer, NoClearAnswer))


def test_a_redirect_within_the_platform_is_followed_for_reading() -> None:
    def handle(_method: str, target: str, _headers: dict[str, str], _body: bytes) -> FakeAnswer:
        if target == "/here":
            return FakeAnswer.of_json(200, [1])
        return FakeAnswer(301, {"Location": "/here"}, b"")

    with serving(handle) as address:
        carrying = Transport(address, Pace(0))
        assert carrying.get(Call("GET", "/old")) == [1]
        carrying._session.close()


def test_no_cookies_are_kept_and_no_netrc_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret", "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    heads: list[dict[str, str]] = []

    def handle(_method: str, _target: str, headers: dict[str, str], _body: bytes) -> FakeAnswer:
        heads.append(headers)
        return FakeAnswer.of_json(200, [], {"Set-Cookie": "sessionid=1"})

    with serving(handle) as address:
        carrying = Transport(address, Pace(0))
        for _ in range(2):
            carrying.get(Call("GET", "/"))
        carrying._session.close()
    assert not [head for head in heads if "Cookie" in head or "Authorization" in head]


def test_a_closed_door_is_known_not_to_have_let_anything_in() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert isinstance(ask(f"http://127.0.0.1:{port}", "POST", data={}), NotArrived)
    assert isinstance(ask("http://name.invalid", "POST", data={}), NotArrived)


def test_a_certificate_of_nobody_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    heard: list[bytes] = []

    def speak(connection: socket.socket) -> None:
        heard.append(connection.recv(10))

    with raw_server(speak, _self_signed(tmp_path)) as address:
        error = ask(address, "POST", data={"password": "secret"})
    assert isinstance(error, NotArrived)
    assert "certificate" in str(error)
    assert heard == []


def _self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "both.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_lists_come_in_piece_by_piece_and_only_whole() -> None:
    rows = [{"pk": number} for number in range(5000)]
    answers = iter([FakeAnswer.of_json(200, rows), FakeAnswer.of_json(200, {"rows": rows})])
    with serving(lambda *_: next(answers)) as address:
        carrying = Transport(address, Pace(0))
        call = Call("GET", "/")
        assert list(carrying.items(call, lambda each: each)) == rows
        with pytest.raises(NoClearAnswer):
            list(carrying.items(call, lambda each: each))
        carrying._session.close()
