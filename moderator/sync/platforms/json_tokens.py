"""Bearer tokens that a password buys: kept, used until refused, then bought anew."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from moderator.errors import msg
from moderator.sync.answers import (
    NoClearAnswer,
    NotArrived,
    NotThere,
    Refused,
    SignInNeeded,
)
from moderator.sync.platforms.passwords import password_of, wrong_password

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.domain.platforms import Account
    from moderator.sync.secret_store import Secrets
    from moderator.sync.transport import Answer, Call, Transport

_NAMES = ("jwt", "access", "token", "jwt_token")


class JsonTokens:
    """Puts a valid token on every request; threads share it.

    Attributes:
        buying: returns the request that buys a token, from user and password.
    """

    def __init__(
        self,
        account: Account,
        transport: Transport,
        secrets: Secrets,
        buying: Callable[[str, str], Call],
    ) -> None:
        self._account = account
        self._transport = transport
        self._secrets = secrets
        self._buying = buying
        self._lock = threading.Lock()
        self._access = secrets.read(account.id, "access")

    def get(self, call: Call) -> Any:
        """Send a request and return the JSON document of a good answer.

        Raises:
            As `Transport.get`; 401 only after a new token was bought.
        """
        answer = self.ask(call)
        self._transport.judge(call, answer)
        return answer.data()

    def ask(self, call: Call) -> Answer:
        """Send a request; after a 401 buy a new token and send it once more."""
        used = self._access or self._bought("")
        answer = self._transport.ask(_signed(call, used))
        if answer.status != 401:
            return answer
        return self._transport.ask(_signed(call, self._bought(used)))

    def renew_now(self) -> None:
        """Sign in with the password.

        Raises:
            SignInNeeded: it is wrong.
        """
        self._bought(self._access)

    def _bought(self, used: str) -> str:
        with self._lock:
            if self._access != used:
                return self._access  # another thread was faster
            try:
                access = self._buy()
            except NoClearAnswer as error:
                # Only the token is in doubt: the request itself was refused or never sent.
                raise NotArrived(error.title, error.advice, pause=None, **error.details) from error
            # Kept before it is used: whatever happens next, the newest token is the one we have.
            self._secrets.keep(self._account.id, {"access": access})
            self._access = access
            return access

    def _buy(self) -> str:
        password = password_of(self._account, self._secrets)
        try:
            fresh = self._transport.get(self._buying(self._account.user, password))
        except (SignInNeeded, Refused, NotThere) as error:
            raise wrong_password(self._account) from error
        token = next((fresh[name] for name in _NAMES if fresh.get(name)), "")
        if not token:
            raise NoClearAnswer(msg("The platform's answer was cut off or cannot be read."))
        return str(token)


def _signed(call: Call, access: str) -> Call:
    return replace(call, headers={**(call.headers or {}), "Authorization": f"Bearer {access}"})
