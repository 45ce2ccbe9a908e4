"""Tokens of adhocracy+: an access token for 5 h, a refresh token that changes with each renewal.

The old refresh token is dead as soon as the platform has answered, so the new one is kept before it
is used; if that answer is lost, the password signs in anew. No cookies: an authenticated answer
sets some, and a session cookie would be tried before the token.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from moderator.errors import msg
from moderator.sync.answers import NoClearAnswer, NotArrived, Refused, SignInNeeded
from moderator.sync.platforms.passwords import password_of, wrong_password
from moderator.sync.transport import Call

if TYPE_CHECKING:
    from moderator.domain.platforms import Account
    from moderator.sync.secret_store import Secrets
    from moderator.sync.transport import Answer, Transport


class AdhocracyTokens:
    """Puts a valid token on every request; threads share it."""

    def __init__(self, account: Account, transport: Transport, secrets: Secrets) -> None:
        self._account = account
        self._transport = transport
        self._secrets = secrets
        self._lock = threading.Lock()
        self._access = secrets.read(account.id, "access")

    def get(self, call: Call) -> Any:
        """Send a request and return the JSON document of a good answer.

        Raises:
            As `Transport.get`; 401 only after the token was renewed.
        """
        answer = self.ask(call)
        self._transport.judge(call, answer)
        return answer.data()

    def ask(self, call: Call) -> Answer:
        """Send a request; after a 401 renew the token and send it once more."""
        signed = self.on(call)
        answer = self._transport.ask(signed)
        if answer.status != 401:
            return answer
        return self._transport.ask(self.again(signed))

    def on(self, call: Call) -> Call:
        """Return `call` with the token we have; signs in if there is none."""
        if not self._access:
            self._renew("")
        return _signed(call, self._access)

    def again(self, call: Call) -> Call:
        """Return `call`, whose token was refused, with a fresh one."""
        used = (call.headers or {}).get("Authorization", "").removeprefix("Bearer ")
        self._renew(used)
        return _signed(call, self._access)

    def renew_now(self) -> None:
        """Sign in with the password.

        Raises:
            SignInNeeded: it is wrong.
        """
        with self._lock:
            self._sign_in()

    def _renew(self, used: str) -> None:
        with self._lock:
            if self._access != used:
                return  # another thread was faster
            try:
                if not self._refresh():
                    self._sign_in()
            except NoClearAnswer as error:
                # Only the token is in doubt: the request itself was refused, so nothing happened.
                raise NotArrived(error.title, error.advice, pause=None, **error.details) from error

    def _refresh(self) -> bool:
        refresh = self._secrets.read(self._account.id, "refresh")
        if not refresh:
            return False
        try:
            fresh = self._token("/api/token/refresh/", {"refresh": refresh})
        except (SignInNeeded, Refused, NoClearAnswer):
            # Dead, or renewed by an answer that was lost: the password still works.
            return False
        self._keep(fresh)
        return True

    def _sign_in(self) -> None:
        password = password_of(self._account, self._secrets)
        given = {"username": self._account.user, "password": password}
        try:
            self._keep(self._token("/api/token/", given))
        except (SignInNeeded, Refused) as error:
            raise wrong_password(self._account) from error

    def _token(self, path: str, data: dict[str, str]) -> dict[str, str]:
        fresh = self._transport.get(Call("POST", path, data=data))
        if not isinstance(fresh, dict) or not fresh.get("access"):
            raise NoClearAnswer(msg("The platform's answer was cut off or cannot be read."))
        return fresh

    def _keep(self, fresh: dict[str, str]) -> None:
        names = ["access", "refresh"]
        kept = {name: fresh[name] for name in names if name in fresh}
        self._secrets.keep(self._account.id, kept)
        self._access = fresh["access"]


def _signed(call: Call, access: str) -> Call:
    return replace(call, headers={**(call.headers or {}), "Authorization": f"Bearer {access}"})
