"""Keys that can be destroyed: what was written under them can then never be read again.

Ballot codes are kept as HMAC-SHA256 under a key of the workshop. While a round is open, ballots
hang on an HMAC of that hash under the key of the round, and the journal's entries about ballots are
encrypted under it (AES-256-GCM). Closing destroys the round's key: nobody can tell any more which
code cast which ballot, not even with the codes in hand.
"""

from __future__ import annotations

import hmac
import secrets
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hmac import HMAC

KEY_BYTES = 32
_NONCE_BYTES = 12


def new_key() -> bytes:
    """Return a fresh random key of 256 bits."""
    return secrets.token_bytes(KEY_BYTES)


class PreparedKey:
    """A key made ready for many uses; to be let go of when the key is destroyed."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def hash(self, text: str) -> str:
        """Return HMAC-SHA256 of `text`, as hexadecimal text."""
        begun = self._begun.copy()
        begun.update(text.encode())
        return begun.finalize().hex()

    def seal(self, content: bytes) -> bytes:
        """Encrypt `content`; the nonce stands in front."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, None)

    @cached_property
    def _begun(self) -> HMAC:
        # A third of the time that the standard library's takes; imported as `_cipher` is.
        from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
        from cryptography.hazmat.primitives.hmac import HMAC  # noqa: PLC0415

        return HMAC(self._key, hashes.SHA256())

    @cached_property
    def _cipher(self) -> AESGCM:
        return _cipher(self._key)


def keyed_hash(key: bytes, text: str) -> str:
    """Return HMAC-SHA256 of `text` under `key`, as hexadecimal text."""
    return hmac.digest(key, text.encode(), "sha256").hex()


def unseal(key: bytes, sealed: bytes) -> bytes:
    """Decrypt what `PreparedKey.seal` made under the same key."""
    return _cipher(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)


def _cipher(key: bytes) -> AESGCM:
    # Imported when the first ballot comes: the library takes 26 ms to load.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    return AESGCM(key)
