from __future__ import annotations

from moderator.domain.platforms import ItemKind, OutboxState
from moderator.errors import BadInput
from moderator.i18n import words
from moderator.sync.comparing import Action
from moderator.sync.engine import Report
from moderator.sync.plan_words import plan_lines, report_lines
from moderator.sync.planning import Plan, PlanLine
from moderator.sync.reasons import told, written

W = words("en")
NONE = dict.fromkeys(OutboxState, 0)


def line(action: Action, title: str = "Bänke", **more: object) -> PlanLine:
    return PlanLine(action, ItemKind.IDEA, "i", title, "It was changed here.", **more)  # type: ignore[arg-type]


def test_decisions_come_first_with_both_sides() -> None:
    conflict = line(Action.CONFLICT, ours={"title": "Unser"}, theirs={"title": "Ihrer"})
    plan = Plan([line(Action.CREATE), conflict])
    told_of = list(plan_lines(W, plan))
    assert told_of[0] == "Needs a decision (1)"
    assert [each.strip() for each in told_of[2:5]] == ["here:  Unser", "there: Ihrer", "idea:i"]
    assert told_of[5] == "New on the platform (1)"


def test_long_plans_and_titles_are_cut() -> None:
    plan = Plan([line(Action.CREATE, "x" * 300) for _ in range(250)])
    told_of = list(plan_lines(W, plan))
    assert len(told_of) == 202
    assert told_of[-1].strip() == "… and 50 more"
    assert len(told_of[1]) < 150


def test_a_plan_with_nothing_to_do_says_so() -> None:
    (sentence,) = plan_lines(W, Plan())
    assert sentence == "Everything on the platform is up to date."


def test_a_report_counts_what_is_there_waits_and_is_unclear() -> None:
    counts = NONE | {OutboxState.DONE: 3, OutboxState.WAITING: 1, OutboxState.UNCLEAR: 2}
    assert list(report_lines(W, Report(Plan(), counts, []))) == [
        "3 items sent and found there.",
        "1 item waits.",
        "2 items are unclear and will be looked up.",
    ]
    proven = Report(Plan(), NONE, [], proven=True)
    assert list(report_lines(W, proven))[-1].endswith("everything is there, once.")


def test_reasons_are_kept_so_that_they_can_be_translated() -> None:
    reason = written(BadInput("There is no platform “{name}”.", "Sign in again.", name="Stadt"))
    assert told(reason, W) == "There is no platform “Stadt”. Sign in again."
    assert told("It is sent later.", W) == "It is sent later."
