"""Several desks in one program, and another program beside it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from moderator.operations.desk import open_desk
from moderator.operations.workshops import WorkshopChange, create_workshop, list_workshops

if TYPE_CHECKING:
    from moderator.operations.desk import Desk
    from moderator.paths import Paths

_OTHER = """
import sys
from pathlib import Path
from moderator.operations.desk import open_desk
from moderator.operations.workshops import WorkshopChange, create_workshop
from moderator.paths import Paths
desk = open_desk(Paths.for_profile(Path(sys.argv[1])))
create_workshop(desk, sys.argv[2], WorkshopChange())
desk.close()
"""


def _titles(desk: Desk) -> set[str]:
    return {each.workshop.title for each in list_workshops(desk)}


def _other_program(paths: Paths, title: str) -> None:
    subprocess.run([sys.executable, "-c", _OTHER, paths.profile, title], check=True)


def test_a_second_desk_does_not_take_the_locks_of_the_first_away(profile: Paths) -> None:
    """Closing any handle of a file drops this program's locks on it (POSIX).

    The next program to close the store would then think that nobody is left, and take away the
    WAL that the desks of this one go on writing to.
    """
    first = open_desk(profile)
    create_workshop(first, "first", WorkshopChange())
    second = open_desk(profile)
    _other_program(profile, "elsewhere")
    create_workshop(second, "second", WorkshopChange())
    _other_program(profile, "elsewhere again")
    expected = {"first", "elsewhere", "second", "elsewhere again"}
    assert _titles(first) == expected
    assert _titles(second) == expected
    first.close()
    second.close()
    fresh = open_desk(profile)
    assert _titles(fresh) == expected
    fresh.close()
