"""Signing in to OpenSlides 4: a token in a header beside a cookie, both for one run only.

Read in its source (OpenSlides/openslides-auth-service, auth/src/express/controllers; the client of
OpenSlides/openslides-performance). Every answer may bring a newer token.
"""

from __future__ import annotations

import base64
import json
import threading
from dataclasses import dataclass, replace
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from moderator.sync.answers import NoClearAnswer, NotArrived, NotThere, Refused, SignInNeeded
from moderator.sync.judging import page_where_data_was_due
from moderator.sync.platforms.passwords import password_of, wrong_password
from moderator.sync.transport import Call

if TYPE_CHECKING:
    from moderator.domain.platforms import Account
    from moderator.sync.secret_store import Secrets
    from moderator.sync.transport import Answer, Transport

HEADER = "authentication"
COOKIE = "refreshId"
_WHO = frozenset({401, 403})


@dataclass(frozen=True, slots=True)
class _Ticket:
    token: str
    cookie: str


class OpenSlidesSession:
    """Puts the ticket of one run on every request."""

    def __init__(self, account: Account, transport: Transport, secrets: Secrets) -> None:
        self._account = account
        self._transport = transport
        self._secrets = secrets
        self._lock = threading.Lock()
        self._ticket: _Ticket | None = None

    @property
    def user_id(self) -> int:
        """Our number there, as the token tells it; 0 if it does not."""
        if self._ticket is None:
            return 0
        try:
            middle = self._ticket.token.split(".")[1]
            told = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
            return int(told["userId"])
        except (ValueError, KeyError, IndexError, TypeError):
            return 0

    def renew_now(self) -> None:
        """Sign in with the password.

        Raises:
            SignInNeeded: it is wrong.
        """
        self._renewed(self._ticket)

    def ask(self, call: Call) -> Answer:
        """Send a request; signed in anew and sent once more if the platform does not know us.

        Both 401 and 403 may mean that: without a valid ticket we are a guest, who may do nothing.
        """
        used = self._ticket or self._renewed(None)
        answer = self._sent(call, used)
        if answer.status not in _WHO:
            return answer
        return self._sent(call, self._renewed(used))

    def _sent(self, call: Call, ticket: _Ticket) -> Answer:
        heads = {HEADER: ticket.token, "Cookie": f"{COOKIE}={ticket.cookie}"}
        answer = self._transport.ask(replace(call, headers={**(call.headers or {}), **heads}))
        newer = answer.headers.get(HEADER, "")
        if newer and newer != ticket.token:
            with self._lock:
                if self._ticket == ticket:
                    self._ticket = replace(ticket, token=newer)
        return answer

    def _renewed(self, used: _Ticket | None) -> _Ticket:
        with self._lock:
            if self._ticket is not None and self._ticket != used:
                return self._ticket  # another thread was faster
            try:
                self._ticket = self._signed_in()
            except NoClearAnswer as error:
                # Only the ticket is in doubt: the request itself was refused or never sent.
                raise NotArrived(error.title, error.advice, pause=None, **error.details) from error
            return self._ticket

    def _signed_in(self) -> _Ticket:
        password = password_of(self._account, self._secrets)
        given = {"username": self._account.user, "password": password}
        call = Call("POST", "/system/auth/login", data=given)
        answer = self._transport.ask(call)
        try:
            self._transport.judge(call, answer)
        except (SignInNeeded, Refused, NotThere) as error:
            raise wrong_password(self._account) from error
        ticket = _Ticket(answer.headers.get(HEADER, ""), _cookie(answer))
        if not ticket.token or not ticket.cookie:
            raise page_where_data_was_due()
        return ticket


def _cookie(answer: Answer) -> str:
    try:
        found = SimpleCookie(answer.headers.get("Set-Cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.coded_value if found is not None else ""
