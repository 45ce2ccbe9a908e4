from __future__ import annotations

from moderator.domain.agenda import Permission, Step, agenda_minutes
from moderator.domain.ids import StepId, WorkshopId


def step(minutes: int) -> Step:
    return Step(StepId(str(minutes)), WorkshopId("w"), 1, "Ankommen", minutes=minutes)


def test_the_minutes_of_all_steps_add_up() -> None:
    assert agenda_minutes([step(15), step(0), step(30)]) == 45
    assert agenda_minutes([]) == 0


def test_a_step_lets_people_see_and_nothing_else_unless_told() -> None:
    assert step(5).permissions == {Permission.SEE}
