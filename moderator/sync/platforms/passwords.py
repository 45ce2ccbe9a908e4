"""The password of an account, and what a person is told where there is none or a wrong one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.errors import msg
from moderator.sync.answers import SignInNeeded

if TYPE_CHECKING:
    from moderator.domain.platforms import Account
    from moderator.sync.secret_store import Secrets


def password_of(account: Account, secrets: Secrets) -> str:
    """Return the password or token that a person gave for `account`.

    Raises:
        SignInNeeded: there is none.
    """
    password = secrets.read(account.id, "password")
    if not password:
        raise SignInNeeded(
            msg("There is no password for “{name}”."), msg("Sign in again."), name=account.name
        )
    return password


def wrong_password(account: Account) -> SignInNeeded:
    """Return the error for a sign-in that the platform refused."""
    return SignInNeeded(
        msg("User name or password are not right for “{name}”."),
        msg("Sign in again. Accounts of a single sign-on have no password of their own."),
        name=account.name,
    )
