from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.command_line import CommandLine

if TYPE_CHECKING:
    from moderator.paths import Paths


@pytest.fixture
def moderator(profile: Paths, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """Return the command line on a profile of its own, with an empty store."""
    return CommandLine(profile, capsys)
