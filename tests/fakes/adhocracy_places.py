"""Users, modules and projects of the fake adhocracy+, as they were when it was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class User:
    pk: int
    avatar: int


USERS = {
    "alice": User(4, 4),
    "bobby": User(5, 0),
    "carol": User(6, 1),
    "moddy": User(7, 2),
    "initiator": User(3, 3),
    "admin": User(1, 1),
    "outsider": User(8, 3),
}
"""Each has the password `<name>-password` and the address `<name>@platform.example`."""

CATEGORIES = {
    1: (1, "Green space"),
    2: (1, "Mobility"),
    3: (1, "Play & sport"),
    4: (2, "Streets"),
    5: (2, "Culture"),
}
"""Module and name by id."""
LABELS = {1: (1, "quick win"), 2: (1, "needs funding")}

Phase = dict[str, str]


@dataclass(frozen=True, slots=True)
class Module:
    active: Phase | None
    future: list[Phase] | None = None
    past: list[Phase] | None = None
    allows: frozenset[str] = frozenset()
    has_ideas: bool = False
    private: bool = False


_START, _END = "Nov. 14, 2026, 5:40 p.m.", "Jan. 20, 2027, 5:40 p.m."


def _phase(name: str, words: str, kind: str, start: str = _START, end: str = _END) -> Phase:
    return {
        "name": name,
        "description": words,
        "type": kind,
        "start_date": start,
        "end_date": end,
    }


def _collect(start: str, end: str) -> Phase:
    words = "Create and comment on new ideas."
    return _phase("Collect phase", words, "a4_candy_ideas:collect", start, end)


def _rate(start: str, end: str) -> Phase:
    words = "Rate the previously collected ideas."
    return _phase("Rating phase", words, "a4_candy_ideas:rating", start, end)


_BOTH = _phase(
    "Collect ideas and get feedback",
    "Create new ideas and get feedback through rates and comments.",
    "a4_candy_ideas:collect_feedback",
)
_ALL = frozenset({"add", "comment", "rate"})

MODULES = {
    1: Module(_BOTH, allows=_ALL, has_ideas=True),
    2: Module(
        _phase(
            "Request phase",
            "Post ideas with budget proposals, comment on them and rate them.",
            "a4_candy_budgeting:submit",
        )
    ),
    3: Module(
        _phase("Voting phase", "Answer the questions and comment on the poll.", "a4polls:voting")
    ),
    4: Module(
        _collect(_START, "Dec. 21, 2026, 5:40 p.m."),
        future=[_rate("Dec. 22, 2026, 5:40 p.m.", _END)],
        allows=frozenset({"add", "comment"}),
        has_ideas=True,
    ),
    5: Module(
        _rate("Nov. 20, 2026, 5:40 p.m.", "Dec. 21, 2026, 5:40 p.m."),
        past=[_collect("Oct. 22, 2026, 6:40 p.m.", "Nov. 19, 2026, 5:40 p.m.")],
        allows=frozenset({"rate"}),
        has_ideas=True,
    ),
    6: Module(
        None,
        past=[
            _collect("Sept. 22, 2026, 6:40 p.m.", "Oct. 12, 2026, 6:40 p.m."),
            _rate("Oct. 13, 2026, 6:40 p.m.", "Nov. 11, 2026, 5:40 p.m."),
        ],
        has_ideas=True,
    ),
    7: Module(
        _phase(
            "Prioritize phase", "Prioritize and comment topics.", "a4_candy_topicprio:prioritize"
        )
    ),
    8: Module(
        _phase(
            "Comment phase",
            "Post comments on the paragraphs of the text",
            "a4_candy_documents:comment",
        )
    ),
    9: Module(_BOTH, allows=_ALL, has_ideas=True, private=True),
    10: Module(_phase("Debate phase", "Debate subjects.", "a4_candy_debate:debate")),
    11: Module(_phase("Issue phase", "Add question.", "a4_candy_interactive_events:issue")),
}


def _project(pk: int, slug: str, name: str, **more: Any) -> dict[str, Any]:
    return {
        "pk": pk,
        "slug": slug,
        "point": None,
        "name": name,
        "url": f"/sunfield/projects/{slug}/",
        "published_modules": [pk],
        "access": "PUBLIC",
        "single_idea_collection_module": pk if MODULES[pk].has_ideas else False,
        "single_poll_module": pk if pk == 3 else False,
        **more,
    }


_SCHOOL = _project(4, "school-street-ideas-collect-only", "School street ideas (collect only)")

PROJECTS = [
    _project(11, "town-hall-live-questions", "Town hall live questions"),
    _project(10, "debate-night-buses", "Debate: night buses"),
    _project(8, "traffic-concept-text-review", "Traffic concept text review"),
    _project(7, "library-priorities", "Library priorities"),
    _project(5, "river-bank-ideas-rating-only", "River bank ideas (rating only)"),
    _SCHOOL,
    _SCHOOL,
    _project(3, "market-hours-poll", "Market hours poll"),
    _project(2, "neighbourhood-budget-2026", "Neighbourhood budget 2026"),
    _project(1, "sunfield-park-renewal", "Sunfield Park renewal"),
]
"""A project with two unfinished phases is listed twice."""
