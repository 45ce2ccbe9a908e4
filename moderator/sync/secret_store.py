"""Passwords and tokens: in the system's keyring, or in a file that only its owner can read.

Nothing here is ever in the store, in logs or in messages. What is kept is on the disk (or in the
keyring) when `keep` returns: tokens that change with each renewal are kept before they are used.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from moderator.errors import BadInput, msg

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.domain.platforms import AccountId
    from moderator.paths import Paths

_SERVICE = "Moderator"
_FILE = "secrets.json"
KINDS = ("password", "access", "refresh")
"""Names under which secrets are kept: what a person typed, and the tokens that came for it."""


class Secrets(Protocol):
    """Where secrets are kept; `warning` tells a person if it is not the safest place."""

    warning: str

    def read(self, account_id: AccountId, name: str) -> str:
        """Return a secret, empty if there is none."""

    def keep(self, account_id: AccountId, values: dict[str, str]) -> None:
        """Keep secrets by name, all or none; an empty one is forgotten.

        Raises:
            BadInput: they cannot be kept.
        """


def open_secrets(paths: Paths) -> Secrets:
    """Return the system's keyring if it works, else the file of the profile."""
    found = _Keyring()
    return found if found.works() else SecretFile(paths.profile / _FILE)


def _cannot_keep(error: Exception) -> BadInput:
    return BadInput(
        msg("The password could not be kept: {reason}."),
        msg("Nothing was changed."),
        reason=type(error).__name__,
    )


class _Keyring:
    """The keyring of the system: one entry per account, so that tokens change together."""

    warning = ""

    def works(self) -> bool:
        """Tell whether there is a keyring that really keeps something."""
        import keyring  # noqa: PLC0415  (a fifth of a second that most commands do without)
        from keyring.errors import KeyringError  # noqa: PLC0415

        backend = keyring.get_keyring()
        if type(backend).__module__ in {"keyring.backends.fail", "keyring.backends.null"}:
            return False
        try:
            backend.get_password(_SERVICE, "-")
        except (KeyringError, OSError, RuntimeError):
            return False
        return True

    def _all(self, account_id: AccountId) -> dict[str, str]:
        import keyring  # noqa: PLC0415

        kept = keyring.get_password(_SERVICE, account_id)
        return dict(json.loads(kept)) if kept else {}

    def read(self, account_id: AccountId, name: str) -> str:
        """Return a secret, empty if there is none."""
        return self._all(account_id).get(name, "")

    def keep(self, account_id: AccountId, values: dict[str, str]) -> None:
        """Keep secrets by name, all or none; an empty one is forgotten."""
        import keyring  # noqa: PLC0415
        from keyring.errors import KeyringError, PasswordDeleteError  # noqa: PLC0415

        left = {name: each for name, each in (self._all(account_id) | values).items() if each}
        try:
            if left:
                keyring.set_password(_SERVICE, account_id, json.dumps(left))
            else:
                with suppress(PasswordDeleteError):
                    keyring.delete_password(_SERVICE, account_id)
        except (KeyringError, OSError) as error:
            raise _cannot_keep(error) from error


class SecretFile:
    """A file in the profile, readable by its owner only, replaced whole."""

    warning = msg(
        "There is no keyring here: the password is kept in a file that only your account can read."
    )

    def __init__(self, file: Path) -> None:
        self._file = file

    def _all(self) -> dict[str, dict[str, str]]:
        try:
            return dict(json.loads(self._file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise BadInput(
                msg("The file of passwords {file} cannot be read."),
                msg("Delete it and sign in again."),
                file=self._file,
            ) from error

    def read(self, account_id: AccountId, name: str) -> str:
        """Return a secret, empty if there is none."""
        return self._all().get(account_id, {}).get(name, "")

    def keep(self, account_id: AccountId, values: dict[str, str]) -> None:
        """Keep secrets by name, all or none; an empty one is forgotten."""
        everything = self._all()
        kept = everything.get(account_id, {}) | values
        everything[account_id] = {name: each for name, each in kept.items() if each}
        if not everything[account_id]:
            del everything[account_id]
        try:
            self._write(json.dumps(everything))
        except OSError as error:
            raise _cannot_keep(error) from error

    def _write(self, text: str) -> None:
        fresh = self._file.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        # Made with these permissions: it is never readable for others, not even for a moment.
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._file)
        if sys.platform != "win32":
            folder = os.open(self._file.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
