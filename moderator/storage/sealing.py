"""Keys that can be destroyed: what was written under them can then never be read again.

Ballot codes are kept as HMAC-SHA256 under a key of the workshop. While a round is open, ballots
hang on an HMAC of that hash under the key of the round, and the journal's entries about ballots are
encrypted under it (AES-256-GCM). Closing destroys the round's key: nobody can tell any more which
code cast which ballot, not even with the codes in hand.
"""

from __future__ import annotations

import hmac
import secrets

KEY_BYTES = 32
_NONCE_BYTES = 12


def new_key() -> bytes:
    """Return a fresh random key of 256 bits."""
    return secrets.token_bytes(KEY_BYTES)


def keyed_hash(key: bytes, text: str) -> str:
    """Return HMAC-SHA256 of `text` under `key`, as hexadecimal text."""
    return hmac.digest(key, text.encode(), "sha256").hex()


def seal(key: bytes, content: bytes) -> bytes:
    """Encrypt `content` under `key`; the nonce stands in front."""
    # Imported when the first ballot comes: the library takes 26 ms to load.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, None)


def unseal(key: bytes, sealed: bytes) -> bytes:
    """Decrypt what `seal` made under the same key."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
