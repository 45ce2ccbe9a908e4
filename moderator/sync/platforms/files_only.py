"""Platforms that take a file and nothing else from a program; `files` writes it."""

from __future__ import annotations

from moderator.errors import msg
from moderator.sync.connectors import Capabilities


class Consul:
    """The recount sheet of a booth, typed in by a poll officer: dots have an official place."""

    capabilities = Capabilities(
        votes=msg("As the recount of a booth, typed from the sheet by a poll officer."),
        pulls=False,
        writes=False,
        hand_over=(".csv", ".xlsx"),
        needs=(),
        hints=(msg("The poll needs a booth, and the officer a shift for the final recount."),),
    )
