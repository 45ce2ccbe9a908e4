from __future__ import annotations

from moderator.domain.platforms import Counted, ItemKind, OutboxState
from moderator.errors import BadInput
from moderator.i18n import words
from moderator.sync.answers import NotArrived
from moderator.sync.comparing import UNMARKED, Action
from moderator.sync.decisions import Decision
from moderator.sync.engine import Report
from moderator.sync.plan_words import plan_lines
from moderator.sync.planning import Plan, PlanLine
from moderator.sync.reasons import told, written
from moderator.sync.report_words import report_lines
from moderator.ui.platforms.decision_words import choices_for

W = words("en")
NONE = dict.fromkeys(OutboxState, 0)


def line(action: Action, title: str = "Bänke", **more: object) -> PlanLine:
    return PlanLine(action, ItemKind.IDEA, "i", title, "It was changed here.", **more)  # type: ignore[arg-type]


def votes(title: str, counted: Counted, **more: object) -> PlanLine:
    why = "It is not there yet."
    kind = ItemKind.VOTERS if title == counted.round_title else ItemKind.VOTES
    return PlanLine(Action.CREATE, kind, "v", title, why, counted=counted, **more)  # type: ignore[arg-type]


def told_of(plan: Plan) -> list[str]:
    return list(plan_lines(W, plan))


def test_decisions_come_first_with_both_sides_and_the_choices_there_are() -> None:
    conflict = line(Action.CONFLICT, ours={"title": "Unser"}, theirs={"title": "Ihrer"})
    text = told_of(Plan([line(Action.CREATE), conflict, line(Action.GONE), line(Action.REFUSED)]))
    assert text[0] == "Needs a decision (1)"
    assert [each.strip() for each in text[2:5]] == [
        "here: Unser",
        "there: Ihrer",
        "idea:i (ours, theirs, drop)",
    ]
    # What is gone or was refused names its key, too: without it nobody could decide.
    assert "        idea:i (again, drop)" in text
    assert "        idea:i (retry, drop)" in text
    assert text.index("New on the platform (1)") > text.index("        idea:i (retry, drop)")
    explained = text.index("To decide, add --decide KEY=CHOICE. The choices:")
    assert [each.split(":")[0].strip() for each in text[explained + 1 :]] == [
        *("ours", "theirs", "again", "retry", "drop")
    ]


def test_numbers_can_be_added_up() -> None:
    conflict = PlanLine(
        Action.CONFLICT, ItemKind.VOTES, "i", "Bänke", "", {"number": 3}, {"number": 5}
    )
    assert "        votes:i (add, ours, theirs, drop)" in told_of(Plan([conflict]))


def test_what_may_be_somebody_elses_is_not_offered_to_be_replaced() -> None:
    strange = PlanLine(
        Action.CONFLICT, ItemKind.IDEA, "i", "Bänke", UNMARKED, {"title": "x"}, {"title": "y"}
    )
    assert "        idea:i (theirs, again, drop)" in told_of(Plan([strange]))
    offered = [choice.decision for choice in choices_for(strange, retriable=False)]
    assert offered == [Decision.THEIRS, Decision.AGAIN, Decision.DROP]


def test_dots_are_told_with_their_round_and_people_with_their_number() -> None:
    plan = Plan(
        [
            line(Action.CREATE),
            votes("Bänke", Counted("Was ist wichtig?", 6)),
            votes("Bänke", Counted("Womit beginnen?", 1, 2)),
            votes("Womit beginnen?", Counted("Womit beginnen?", 24)),
        ]
    )
    assert told_of(plan)[:9] == [
        "New on the platform (4)",
        "  Ideas (1)",
        "    Bänke",
        "  Dots, “Was ist wichtig?” (1)",
        "    Bänke: 6 dots",
        "  Dots, “Womit beginnen?” (1)",
        "    Bänke: 1 dot, 2 dots against",
        "  Number of people (1)",
        "    Womit beginnen?: 24 people",
    ]


def test_what_stays_is_told_one_by_one_only_if_there_is_something_to_tell() -> None:
    same = [PlanLine(Action.LEAVE, ItemKind.IDEA, "i", "Bänke", "Nothing to do.")] * 3
    why = "It was changed there; that text stands."
    there = PlanLine(Action.LEAVE, ItemKind.IDEA, "j", "", why)
    assert told_of(Plan([*same, there])) == [
        "Stays as it is (4)",
        "    idea: not on the board any more – It was changed there; that text stands.",
        "    3 items are the same here and there.",
        "Everything on the platform is up to date.",
    ]
    assert told_of(Plan(same)) == [
        "Stays as it is (3)",
        "Everything on the platform is up to date.",
    ]


def test_long_plans_and_titles_are_cut() -> None:
    text = told_of(Plan([line(Action.CREATE, "x" * 300) for _ in range(250)]))
    assert len(text) == 203
    assert text[-1].strip() == "… and 50 more"
    assert len(text[2]) < 150


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
    # The platform was not even reached: what stands there is not the news.
    assert not list(report_lines(W, Report(Plan(), NONE, [], NotArrived("No way."))))
    proven = Report(Plan(), NONE, [], proven=True)
    assert list(report_lines(W, proven))[-1].endswith("everything is there, once.")


def test_a_report_tells_what_there_was_to_do_and_what_was_found_there() -> None:
    plan = Plan([line(Action.CREATE), line(Action.GONE)], {Action.CREATE: 1, Action.GONE: 1})
    plan.absent = 1
    report = Report(plan, NONE | {OutboxState.DONE: 2}, [], adopted=2)
    text = list(report_lines(W, report))
    assert text[:3] == [
        "There was to do:",
        "    New on the platform (1)",
        "Deleted there, needs a decision (1)",
    ]
    assert "3 items stand there." in text
    assert not [each for each in text if "It is not there yet" in each]


def test_reasons_are_kept_so_that_they_can_be_translated() -> None:
    reason = written(BadInput("There is no platform “{name}”.", "Sign in again.", name="Stadt"))
    assert told(reason, W) == "There is no platform “Stadt”. Sign in again."
    assert told("It is sent later.", W) == "It is sent later."
