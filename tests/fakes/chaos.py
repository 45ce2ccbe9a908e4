"""A network and a process that fail in every way they can, by a seeded schedule.

`ChaosAdapter` stands where the wire would be: below `requests`, above a fake platform. `Mortal`
kills "the process": everything it tries afterwards fails too, as after a real death.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter
from urllib3.exceptions import NewConnectionError, ProtocolError

from moderator.sync.steering import Steering
from tests.fakes.answers import FakeAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from moderator.storage.store import Store, Task
    from moderator.storage.unit_of_work import Reader, UnitOfWork


class Fault(StrEnum):
    NO_NETWORK = "no network: nothing arrives, and we know"
    LOST_REQUEST = "the request gets lost, and we do not know"
    LOST_ANSWER = "it arrives, the answer gets lost"
    RESET_AFTER = "it arrives, the connection is reset"
    TWICE = "it is delivered twice"
    LATE = "it is delivered long after we gave up"
    TOO_MANY = "429 with Retry-After"
    BUSY = "503"
    FAULT_BEFORE = "500 and nothing done"
    FAULT_AFTER = "500, but done"
    GATEWAY_AFTER = "502, but done"
    TIMEOUT_AFTER = "504, but done"
    PORTAL = "the network's own sign-in page instead of the platform"
    PAGE_AFTER = "done, then a web page instead of data"
    CUT_AFTER = "done, the answer breaks off"
    SHORT_AFTER = "done, half an answer that looks whole"
    DRIP_AFTER = "done, the answer drips in for ever"
    ELSEWHERE = "redirected to another host"
    EXPIRED = "all tokens have expired"
    CLOCK_BACK = "our clock is set back by a year"
    CLOCK_ON = "our clock is set on by a year"
    KILLED_BEFORE = "our process dies before sending"
    KILLED_AFTER = "our process dies before it reads the answer"


class Killed(BaseException):
    """What a dead process does: nothing any more."""


@dataclass
class Mortal:
    """Whether our process lives."""

    dead: bool = False

    def breathe(self) -> None:
        if self.dead:
            raise Killed

    def die(self) -> None:
        self.dead = True
        raise Killed


@dataclass
class FakeClock:
    """A clock that tests move; monotonic time and the time of day apart."""

    moment: datetime = datetime(2026, 3, 12, 20, 0, tzinfo=UTC)
    seconds: float = 1000.0

    def now(self) -> datetime:
        self.moment += timedelta(microseconds=1)
        return self.moment

    def monotonic(self) -> float:
        self.seconds += 0.001
        return self.seconds

    def pass_(self, seconds: float) -> None:
        self.seconds += seconds
        self.moment += timedelta(seconds=seconds)


class FakeSteering(Steering):
    """Waits by moving the clock."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self._clock = clock

    def wait(self, seconds: float) -> None:
        self._clock.pass_(seconds)


@dataclass
class Chaos:
    """Decides, by chance, what happens to a request or a commit.

    Attributes:
        chance: of a fault per request.
        deaths: of a death per commit.
        happened: faults in order, to tell a failing schedule.
    """

    random: Random
    mortal: Mortal
    chance: float = 0.0
    deaths: float = 0.0
    faults: tuple[Fault, ...] = tuple(Fault)
    happened: list[str] = field(default_factory=list)

    def fault(self) -> Fault | None:
        if self.random.random() >= self.chance:
            return None
        return self.random.choice(self.faults)

    def dies(self) -> bool:
        return self.random.random() < self.deaths


class MortalStore:
    """A store whose process may die before or after each commit."""

    def __init__(self, store: Store, chaos: Chaos) -> None:
        self._store = store
        self._chaos = chaos

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        self._chaos.mortal.breathe()
        with self._store.reading() as reader:
            yield reader

    @contextmanager
    def writing(self, task: Task) -> Iterator[UnitOfWork]:
        mortal = self._chaos.mortal
        mortal.breathe()
        with self._store.writing(task) as work:
            yield work
            if self._chaos.dies():
                self._chaos.happened.append(f"died before the commit of {task.operation}")
                mortal.die()
        if self._chaos.dies():
            self._chaos.happened.append(f"died after the commit of {task.operation}")
            mortal.die()


class ChaosAdapter(BaseAdapter):
    """Carries requests to a fake platform, or does to them what networks do."""

    def __init__(self, handle: Any, chaos: Chaos, clock: FakeClock, expire: Any) -> None:
        super().__init__()
        self._handle = handle
        self._chaos = chaos
        self._clock = clock
        self._expire = expire
        self._lock = threading.Lock()
        self.late: list[requests.PreparedRequest] = []

    def close(self) -> None:
        pass

    def deliver_late(self) -> None:
        """Let the requests arrive that were still on their way."""
        late, self.late = self.late, []
        for request in late:
            self._carry(request)

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        with self._lock:
            self._chaos.mortal.breathe()
            fault = self._chaos.fault()
            if fault is not None:
                self._chaos.happened.append(f"{request.method} {request.path_url}: {fault}")
                return self._spoilt(request, fault)
            return _response(request, self._carry(request))

    def _carry(self, request: requests.PreparedRequest) -> FakeAnswer:
        parts = urlsplit(request.url or "")
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        body = request.body or b""
        content = body.encode() if isinstance(body, str) else bytes(body)
        answer = self._handle(request.method, target, dict(request.headers), content)
        assert isinstance(answer, FakeAnswer)
        return answer

    def _spoilt(self, request: requests.PreparedRequest, fault: Fault) -> requests.Response:
        self._before(request, fault)
        if fault in _BEFORE:
            return _response(request, _BEFORE[fault])
        answer = self._carry(request)
        return self._after(request, fault, answer)

    def _before(self, request: requests.PreparedRequest, fault: Fault) -> None:
        match fault:
            case Fault.NO_NETWORK:
                cause = NewConnectionError(None, "no route to host")  # type: ignore[arg-type]
                raise requests.ConnectionError(cause)
            case Fault.LOST_REQUEST:
                raise requests.ReadTimeout("timed out")
            case Fault.LATE:
                self.late.append(request)
                raise requests.ReadTimeout("timed out")
            case Fault.KILLED_BEFORE:
                self._chaos.mortal.die()
            case Fault.TWICE:
                self._carry(request)
            case Fault.EXPIRED:
                self._expire()
            case Fault.CLOCK_BACK | Fault.CLOCK_ON:
                self._clock.moment += _JUMPS[fault]

    def _after(
        self, request: requests.PreparedRequest, fault: Fault, answer: FakeAnswer
    ) -> requests.Response:
        match fault:
            case Fault.LOST_ANSWER:
                raise requests.ReadTimeout("timed out")
            case Fault.RESET_AFTER:
                raise requests.ConnectionError(ProtocolError("Connection aborted."))
            case Fault.KILLED_AFTER:
                self._chaos.mortal.die()
            case Fault.CUT_AFTER:
                return _response(request, answer, cut=True)
            case Fault.DRIP_AFTER:
                return _response(request, answer, drip=self._clock)
            case Fault.SHORT_AFTER:
                half = answer.body[: len(answer.body) // 2]
                return _response(request, FakeAnswer(answer.status, answer.headers, half))
        spoilt = _INSTEAD.get(fault)
        return _response(request, spoilt or answer)


_JUMPS = {Fault.CLOCK_BACK: timedelta(days=-365), Fault.CLOCK_ON: timedelta(days=365)}
_BEFORE = {
    Fault.TOO_MANY: FakeAnswer.of_json(429, {}, {"Retry-After": "2"}),
    Fault.BUSY: FakeAnswer.page(503, "Maintenance"),
    Fault.FAULT_BEFORE: FakeAnswer.page(500, "Server Error"),
    Fault.PORTAL: FakeAnswer.page(200, "Welcome to the pub's Wi-Fi, please sign in"),
    Fault.ELSEWHERE: FakeAnswer(302, {"Location": "https://elsewhere.example/login"}, b""),
}
_INSTEAD = {
    Fault.FAULT_AFTER: FakeAnswer.page(500, "Server Error"),
    Fault.GATEWAY_AFTER: FakeAnswer.page(502, "Bad Gateway"),
    Fault.TIMEOUT_AFTER: FakeAnswer.page(504, "Gateway Time-out"),
    Fault.PAGE_AFTER: FakeAnswer.page(200, "Please sign in"),
}


class _Raw:
    """The wire below a response."""

    def __init__(self, body: bytes, *, cut: bool, drip: FakeClock | None) -> None:
        self._body = body
        self._cut = cut
        self._drip = drip

    def stream(self, size: int, decode_content: bool = True) -> Iterator[bytes]:
        del decode_content
        body = self._body[: len(self._body) // 2] if self._cut else self._body
        if self._drip is not None:
            for sign in body:
                self._drip.pass_(9)
                yield bytes([sign])
        elif body:
            yield from (body[at : at + size] for at in range(0, len(body), size))
        if self._cut:
            raise ProtocolError("Connection broken: IncompleteRead")

    def close(self) -> None:
        pass

    def release_conn(self) -> None:
        pass


def _response(
    request: requests.PreparedRequest,
    answer: FakeAnswer,
    *,
    cut: bool = False,
    drip: FakeClock | None = None,
) -> requests.Response:
    response = requests.Response()
    response.status_code = answer.status
    response.headers.update(answer.headers)
    response.request = request
    response.url = request.url or ""
    response.raw = _Raw(answer.body, cut=cut, drip=drip)
    return response
