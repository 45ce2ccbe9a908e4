"""Whatever network and process do: once they are well again, everything is there exactly once.

MODERATOR_CHAOS sets the number of schedules per connector, MODERATOR_CHAOS_FIRST the first of them.
"""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from moderator.sync.catalogue import KINDS
from tests.sync.chaotic_evenings import ChaoticEvening
from tests.sync.towns import TOWNS

if TYPE_CHECKING:
    from pathlib import Path

SCHEDULES = int(os.environ.get("MODERATOR_CHAOS", "20"))
FIRST = int(os.environ.get("MODERATOR_CHAOS_FIRST", "0"))


def test_every_kind_that_can_be_written_to_lives_through_chaos() -> None:
    written_to = {key for key, kind in KINDS.items() if kind.capabilities().writes}
    # The reference platform has a town of its own, in tests/sync/platforms.
    assert written_to <= {*TOWNS, "projektfabrik"}


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.parametrize("town", TOWNS)
def test_after_any_schedule_of_faults_everything_is_there_exactly_once(
    town: str, tmp_path: Path, empty_store: Path
) -> None:
    for seed in range(FIRST, FIRST + SCHEDULES):
        file = tmp_path / f"{seed}.sqlite"
        shutil.copyfile(empty_store, file)
        evening = ChaoticEvening(seed, file, TOWNS[town]())
        try:
            evening.live_through()
            evening.heal()
            evening.check()
        except BaseException:
            sys.stdout.write("\n  ".join([f"schedule {seed}", *evening.chaos.happened, ""]))
            raise
        finally:
            evening.close()
        for left in tmp_path.glob(f"{seed}.sqlite*"):
            left.unlink()
