"""The sample evening: a Projektwerkstatt in a pub, with 40 ideas, 24 people and two rounds.

Its people do not exist; their ballots are drawn from how appealing each idea is said to be, with a
fixed seed, so that the evening looks the same everywhere.
"""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from moderator.domain.agenda import Method
from moderator.domain.ideas import CardColour, IdeaDraft
from moderator.domain.rules import read_rule
from moderator.domain.workshops import Language, Workshop
from moderator.operations.agenda import StepDraft, add_step
from moderator.operations.clusters import add_cluster
from moderator.operations.ideas import add_idea
from moderator.operations.rounds import close_round, create_round, open_round
from moderator.operations.voting import cast_ballot, enter_count, make_ballots
from moderator.operations.workshops import (
    WorkshopChange,
    create_workshop,
    delete_workshop,
    list_workshops,
)
from moderator.paths import resource
from moderator.storage import workshops as stored
from moderator.storage.journal import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from moderator.domain.ideas import Idea
    from moderator.domain.rounds import VoteRound
    from moderator.operations.desk import Desk

SEED = 1848
_MARK = "sample"
_COMPLETE = "complete"


def sample_evening(desk: Desk, progress: Callable[[int, int], None] | None = None) -> Workshop:
    """Return the sample evening, creating it if the store has none; a half-made one is redone.

    Args:
        desk: the desk.
        progress: told the steps done and the steps in all.
    """
    for summary in list_workshops(desk):
        mark = summary.workshop.source.get(_MARK)
        if mark == _COMPLETE:
            return summary.workshop
        if mark:
            delete_workshop(desk, summary.workshop.id)
    return _Maker(desk, _read_script(), progress).make()


def _read_script() -> dict[str, Any]:
    script: dict[str, Any] = json.loads(
        resource("sample", "evening.json").read_text(encoding="utf-8")
    )
    return script


class _Maker:
    def __init__(
        self, desk: Desk, script: dict[str, Any], progress: Callable[[int, int], None] | None
    ) -> None:
        self._desk = desk
        self._script = script
        self._progress = progress
        self._random = random.Random(SEED)  # noqa: S311  (a believable evening, no secret)
        self._done = 0
        self._all = len(script["ideas"]) + sum(each["ballots"] for each in script["rounds"])

    def make(self) -> Workshop:
        workshop = self._create()
        for title, method, minutes, instruction in self._script["steps"]:
            add_step(
                self._desk, workshop.id, StepDraft(title, Method(method), instruction, minutes)
            )
        for heading, colour in self._script["clusters"]:
            add_cluster(self._desk, workshop.id, heading, CardColour(colour))
        ideas = [self._add_idea(workshop, each) for each in self._script["ideas"]]
        for each in self._script["rounds"]:
            self._vote(workshop, each, ideas)
        return self._mark_complete(workshop)

    def _create(self) -> Workshop:
        script = self._script
        return create_workshop(
            self._desk,
            script["title"],
            WorkshopChange(
                place=script["place"],
                held_on=date.fromisoformat(script["held_on"]),
                language=Language(script["language"]),
                rule=read_rule(script["rule"]),
                participants=script["participants"],
            ),
            source={_MARK: "being made"},
        )

    def _mark_complete(self, workshop: Workshop) -> Workshop:
        marked = replace(workshop, source={_MARK: _COMPLETE})
        with self._desk.doing("mark_sample", workshop.id, kind=Kind.FINAL) as doing:
            stored.save(doing.work, marked)
        return marked

    def _add_idea(self, workshop: Workshop, line: Mapping[str, Any]) -> Idea:
        draft = IdeaDraft(line["title"], line["body"], line["table"], line["cluster"])
        self._step()
        return add_idea(self._desk, workshop.id, draft)

    def _vote(self, workshop: Workshop, script: Mapping[str, Any], ideas: list[Idea]) -> None:
        rule = read_rule(script["rule"])
        vote_round = create_round(self._desk, workshop.id, script["title"], rule)
        vote_round = open_round(self._desk, vote_round.id)
        appeal = [each["appeal"] ** script["favour"] for each in self._script["ideas"]]
        codes = make_ballots(self._desk, workshop.id, script["ballots"], vote_round.id)
        for code in codes:
            dots = self._dots(vote_round, appeal)
            spent = {ideas[place].id: number for place, number in dots.items()}
            cast_ballot(self._desk, vote_round.id, spent, code=code)
            self._step()
        paper = script.get("paper")
        if paper:
            by_title = {idea.title: idea.id for idea in ideas}
            counted = {by_title[title]: number for title, number in paper["dots"]}
            enter_count(self._desk, vote_round.id, counted, counted_by=paper["counted_by"])
        close_round(self._desk, vote_round.id)

    def _dots(self, vote_round: VoteRound, appeal: list[float]) -> dict[int, int]:
        dots: dict[int, int] = {}
        most = vote_round.rule.max_dots_per_option or vote_round.dots or 1
        while sum(dots.values()) < (vote_round.dots or 0):
            place = self._random.choices(range(len(appeal)), appeal)[0]
            if dots.get(place, 0) < most:
                dots[place] = dots.get(place, 0) + 1
        return dots

    def _step(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._all)
