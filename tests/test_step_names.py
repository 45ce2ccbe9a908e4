from __future__ import annotations

import re
from pathlib import Path

import moderator.operations
from moderator.i18n import UNDOABLE

FINAL = {"create_workshop", "delete_workshop", "mark_sample"}


def test_every_operation_that_can_be_undone_has_a_name_for_people() -> None:
    folder = Path(moderator.operations.__file__).parent
    sources = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    named = set(re.findall(r'\.doing\(\s*"(\w+)"', sources))
    assert named - FINAL == UNDOABLE
