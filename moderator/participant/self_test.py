"""The self-test with a real phone: it arrived at the laptop, and what it sent came back to it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from moderator.domain.codes import ALPHABET, normal_form

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH = 6


class Step(StrEnum):
    """How far a phone has come."""

    WAITING = "waiting"
    ARRIVED = "arrived"
    PROVEN = "proven"


def new_test_code() -> str:
    """Return a code for one self-test."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


@dataclass
class SelfTest:
    """One self-test; the code is good for this run of the server.

    Attributes:
        code: what the moderator's phone scans in `/test/CODE`.
        told: called with each further step and the address the phone used.
    """

    code: str = field(default_factory=new_test_code)
    step: Step = Step.WAITING
    told: Callable[[Step, str], None] | None = None

    def is_mine(self, code: str) -> bool:
        """Tell whether `code` is the code of this test."""
        return secrets.compare_digest(normal_form(code).encode(), self.code.encode())

    def reach(self, step: Step, address: str) -> None:
        """Take note that a phone has come to `step` at `address`, as it wrote it."""
        if step is Step.ARRIVED and self.step is Step.PROVEN:
            return
        self.step = step
        if self.told is not None:
            self.told(step, address)
