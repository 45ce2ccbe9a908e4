"""Receipts of writes from outside: the same key twice is one effect with the same answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec

from moderator.errors import BadInput, NeedsDecision, msg
from moderator.storage import tables

if TYPE_CHECKING:
    from moderator.storage.unit_of_work import UnitOfWork

LONGEST_KEY = 100
_write_json = msgspec.json.Encoder().encode
_table = tables.receipts


def earlier_answer(
    work: UnitOfWork, key: str, operation: str, digest: str | None
) -> dict[str, Any] | None:
    """Return the answer already given under `key`, None if the key is new.

    Args:
        work: the transaction.
        key: the sender's own key, a UUID.
        operation: what is asked for.
        digest: of the content that is asked for; None if it can no longer be compared.

    Raises:
        BadInput: the key is too long or not readable text.
        NeedsDecision: the key was used for something else.
    """
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise BadInput(
            msg("This key cannot be used."),
            msg("Nothing was changed. A key is a short name, best a UUID."),
        )
    row = work.read(_table, key)
    if row is None:
        return None
    if row["operation"] != operation or (digest is not None and row["digest"] != digest):
        raise NeedsDecision(
            msg("This key was already used for something else."),
            msg("Nothing was changed. Send it again under a new key."),
        )
    answer: dict[str, Any] = json.loads(str(row["answer"]))
    return answer


def keep_answer(
    work: UnitOfWork, key: str, operation: str, digest: str, answer: dict[str, Any]
) -> None:
    """Keep the answer given under `key`, in the transaction that has the effect."""
    row = {
        "key": key,
        "operation": operation,
        "digest": digest,
        "answer": _write_json(answer).decode(),
        "at": work.moment,
    }
    work.rows(_table).insert_one(work.raw, row)
