"""Requests to one platform: bounded, guarded, and every failure told by what it means.

`requests` does the talking. Certificates are always checked, against the system's list and the
one that comes along. No cookies are kept, no `.netrc` is read, redirects to other hosts are
refused, and neither a giant answer nor one that drips in for ever can hold us up.
"""

from __future__ import annotations

import json
import logging
import os
import ssl
import time
from dataclasses import dataclass
from functools import cache
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH, get_environ_proxies
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from moderator import __version__
from moderator.errors import msg
from moderator.sync.answers import BadServer, NoClearAnswer, NotArrived
from moderator.sync.json_lists import list_items
from moderator.sync.judging import judge, page_where_data_was_due

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from moderator.sync.pace import Pace

_log = logging.getLogger(__name__)

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
WHOLE_SECONDS = 120.0
LARGEST_ANSWER = 64_000_000
MOST_REDIRECTS = 5
_CHUNK = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Call:
    """One request.

    Attributes:
        path: below the platform's address, beginning with a slash.
        data: sent as JSON.
        form: sent as a form; with `files`, as multipart.
        content: sent as it is; its media type stands in `headers`.
        files: name of the field to file name, content and media type.
        writes: whether it may change something there.
    """

    method: str
    path: str
    data: Any = None
    form: Mapping[str, Any] | None = None
    files: Mapping[str, tuple[str, bytes, str]] | None = None
    params: Mapping[str, str | int] | None = None
    headers: Mapping[str, str] | None = None
    content: bytes | None = None

    @property
    def writes(self) -> bool:
        """Whether the request may change something on the platform."""
        return self.method not in {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    def data(self) -> Any:
        """Return the JSON document in the body; None if there is none by right (204).

        Raises:
            NoClearAnswer: it is something else, for example a sign-in page, or it is cut off.
        """
        if self.status == 204:
            return None
        if not is_json(self.headers):
            raise page_where_data_was_due()
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise NoClearAnswer(
                msg("The platform's answer was cut off or cannot be read.")
            ) from error


def is_json(headers: Mapping[str, str]) -> bool:
    """Tell whether an answer says that it is JSON."""
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")


@cache
def _trusted() -> ssl.SSLContext:
    """Return whom every connection trusts; to read the lists takes a tenth of a second."""
    context = ssl.create_default_context()
    context.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
    return context


class _SystemTrust(HTTPAdapter):
    """Checks certificates against the system's list, too: that is where companies put theirs."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=_trusted(), **kwargs)


def new_session(address: str = "", connections: int = 10) -> requests.Session:
    """Return a session for one account; its connections are shared by the threads of a run.

    Proxies and the company's certificates are taken from the system once, and nothing else: no
    passwords from a `.netrc`. Asking the system for every request costs a millisecond each.
    """
    session = requests.Session()
    session.trust_env = False
    session.proxies.update(get_environ_proxies(address))
    bundle = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
    session.verify = bundle or True
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers.update(
        {
            "User-Agent": f"Moderator/{__version__}",
            "Accept": "application/json",
            "Accept-Language": "en",
        }
    )
    session.mount("https://", _SystemTrust(pool_maxsize=connections))
    session.mount("http://", HTTPAdapter(pool_maxsize=connections))
    return session


class Transport:
    """Talks to the platform at `base_url` at a given pace.

    Attributes:
        base_url: its address without a slash at the end.

    No answer may have more bytes than `largest`, usually `LARGEST_ANSWER`.
    """

    def __init__(
        self,
        base_url: str,
        pace: Pace,
        session: requests.Session | None = None,
        clock: Callable[[], float] = time.monotonic,
        largest: int | None = None,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self._pace = pace
        self._session = session or new_session(self.base_url)
        self._clock = clock
        self._largest = largest

    def ask(self, call: Call) -> Answer:
        """Send a request and return the answer, whatever its status.

        Raises:
            NotArrived: it never reached the platform.
            NoClearAnswer: nobody knows whether it did.
            BadServer: giant answer, or a redirect to another host.
        """
        response = self._open(call)
        with response:
            body = b"".join(self._chunks(response))
        _log.debug("%s %s: %s", call.method, call.path, response.status_code)
        return Answer(response.status_code, response.headers, body, response.url)

    def get(self, call: Call) -> Any:
        """Send a request and return the JSON document of a good answer.

        Raises:
            NotArrived, NoClearAnswer, Refused, SignInNeeded, NotThere, BadServer: as
                `moderator.sync.judging.judge` has it.
        """
        answer = self.ask(call)
        self.judge(call, answer)
        return answer.data()

    def judge(self, call: Call, answer: Answer) -> None:
        """Return if the answer is a yes; else raise what it means."""
        try:
            judge(answer.status, answer.headers, answer.body, writes=call.writes)
        except NotArrived as error:
            if error.pause:
                self._pace.rest(min(error.pause, READ_SECONDS))
            raise

    def items(self, call: Call, sign_in: Callable[[Call], Call]) -> Iterator[Any]:
        """Yield the items of a JSON list as they come in.

        Args:
            call: the request.
            sign_in: returns the request with a fresh token, called after a 401.

        Raises:
            As `get`; what was yielded until then is not the whole list.
        """
        response = self._open(call)
        if response.status_code == 401:
            response.close()
            response = self._open(sign_in(call))
        with response:
            if response.status_code != 200:
                body = b"".join(self._chunks(response))
                self.judge(call, Answer(response.status_code, response.headers, body, call.path))
            if not is_json(response.headers):
                raise page_where_data_was_due()
            try:
                yield from list_items(self._chunks(response))
            except ValueError as error:
                raise NoClearAnswer(
                    msg("The platform's answer was cut off or cannot be read.")
                ) from error

    # -------------------------------------------------------------- the wire

    def _open(self, call: Call) -> requests.Response:
        url = self.base_url + call.path
        for _hop in range(MOST_REDIRECTS + 1):
            response = self._send(call, url)
            if response.status_code not in _REDIRECTS:
                return response
            target = urljoin(url, response.headers.get("Location", ""))
            response.close()
            url = self._followed(call, url, target)
        raise BadServer(msg("The platform sends us round in a circle."))

    def _followed(self, call: Call, url: str, target: str) -> str:
        here, there = urlsplit(url), urlsplit(target)
        same = here.netloc == there.netloc and here.scheme == there.scheme
        safer = here.hostname == there.hostname and there.scheme == "https" and not there.port
        if not (same or safer):
            raise BadServer(
                msg("{host} sends us on to another address, {other}."),
                msg("Nothing was sent there. Check the address of the platform."),
                host=here.hostname,
                other=there.hostname,
            )
        if call.writes:
            raise NoClearAnswer(
                msg("The platform sends us on to another page instead of an answer."),
                msg("Check the address of the platform; this may be a sign-in page."),
            )
        return target

    def _send(self, call: Call, url: str) -> requests.Response:
        self._pace.keep()
        try:
            return self._session.request(
                call.method,
                url,
                params=call.params,
                json=call.data,
                data=call.form if call.content is None else call.content,
                files=call.files,
                headers=dict(call.headers or {}),
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            )
        except requests.RequestException as error:
            raise _explained(error, self.base_url) from error

    def _chunks(self, response: requests.Response) -> Iterator[bytes]:
        """Yield the body, no more and for no longer than any platform needs."""
        ends, size = self._clock() + WHOLE_SECONDS, 0
        most = self._largest or LARGEST_ANSWER
        try:
            for chunk in response.iter_content(_CHUNK):
                size += len(chunk)
                if size > most:
                    raise BadServer(
                        msg("The platform's answer is larger than {most} MB."),
                        most=most // 1_000_000,
                    )
                if self._clock() > ends:
                    raise NoClearAnswer(msg("The platform's answer takes too long."))
                yield chunk
        except requests.RequestException as error:
            raise NoClearAnswer(msg("The connection broke off during the answer.")) from error


def _explained(error: requests.RequestException, address: str) -> Exception:
    host = urlsplit(address).hostname or address
    if isinstance(error, requests.exceptions.SSLError):
        return NotArrived(
            msg("The certificate of {host} cannot be trusted."),
            msg("Nothing was sent. Check address, date and time, or ask whoever runs the network."),
            host=host,
        )
    if isinstance(error, requests.ConnectTimeout) or _never_connected(error):
        return NotArrived(
            msg("{host} cannot be reached."),
            msg("Nothing was lost. It is sent as soon as there is a network."),
            host=host,
        )
    if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema)):
        return BadServer(msg("The address {address} cannot be used."), address=address)
    return NoClearAnswer(
        msg("The connection to {host} broke off before the answer."),
        msg("It will be looked up before anything is sent again."),
        host=host,
    )


_NEVER = (NewConnectionError, NameResolutionError, ConnectTimeoutError)


def _never_connected(error: BaseException) -> bool:
    """Tell whether no connection was made, so that nothing can have arrived."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        each = waiting.pop()
        if isinstance(each, _NEVER):
            return True
        if isinstance(each, BaseException) and id(each) not in seen:
            seen.add(id(each))
            waiting += [*each.args, each.__cause__, each.__context__, getattr(each, "reason", None)]
    return False
