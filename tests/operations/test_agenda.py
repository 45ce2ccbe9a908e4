from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.domain.agenda import Method, Permission
from moderator.domain.ids import StepId, WorkshopId
from moderator.errors import BadInput, NotFound
from moderator.operations.agenda import StepDraft, add_step, list_steps, remove_step
from moderator.operations.workshops import create_workshop

if TYPE_CHECKING:
    from moderator.operations.desk import Desk

NOWHERE = "019e0000-0000-7000-8000-000000000000"


def test_steps_stand_in_the_order_they_were_added(desk: Desk) -> None:
    workshop = create_workshop(desk, "Werkstatt")
    draft = StepDraft(
        " Punkten ",
        Method.MULTI_DOT_VOTE,
        "Fünf Punkte.\r\nNicht häufeln.",
        15,
        frozenset({Permission.SEE, Permission.VOTE}),
    )
    first = add_step(desk, workshop.id, StepDraft("Ankommen"))
    second = add_step(desk, workshop.id, draft)
    assert list_steps(desk, workshop.id) == [first, second]
    assert (second.title, second.position, second.minutes) == ("Punkten", 2, 15)
    assert second.instruction == "Fünf Punkte.\nNicht häufeln."
    assert second.permissions == {Permission.SEE, Permission.VOTE}


def test_a_step_goes_and_the_others_stay(desk: Desk) -> None:
    workshop = create_workshop(desk, "Werkstatt")
    steps = [add_step(desk, workshop.id, StepDraft(title)) for title in "ABC"]
    remove_step(desk, steps[1].id)
    assert [each.title for each in list_steps(desk, workshop.id)] == ["A", "C"]
    assert add_step(desk, workshop.id, StepDraft("D")).position == 4


@pytest.mark.parametrize("minutes", [-1, 1441, 10**30])
def test_a_step_ends_on_the_same_day(desk: Desk, minutes: int) -> None:
    workshop = create_workshop(desk, "Werkstatt")
    with pytest.raises(BadInput, match="between 0 and 1440 minutes"):
        add_step(desk, workshop.id, StepDraft("Ankommen", minutes=minutes))


def test_what_cannot_be_is_told(desk: Desk) -> None:
    workshop = create_workshop(desk, "Werkstatt")
    with pytest.raises(BadInput, match="The title is empty"):
        add_step(desk, workshop.id, StepDraft(" "))
    with pytest.raises(NotFound, match="This workshop does not exist"):
        add_step(desk, WorkshopId(NOWHERE), StepDraft("Ankommen"))
    with pytest.raises(NotFound, match="This step does not exist"):
        remove_step(desk, StepId(NOWHERE))
    assert list_steps(desk, workshop.id) == []
