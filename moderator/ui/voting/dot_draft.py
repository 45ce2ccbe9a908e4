"""Dots being put on ideas, before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moderator.domain.ballots import Misfit, check_ballot, dots_against, dots_used
from moderator.domain.rounds import VoteOption
from moderator.errors import NotFound, msg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from moderator.domain.ideas import Idea
    from moderator.domain.ids import IdeaId
    from moderator.domain.rounds import VoteRound
    from moderator.ui.voting.dot_line import DotEntry


@dataclass(slots=True)
class DotDraft:
    """Dots per idea with the steps by which they came, so that the last one can be taken back."""

    dots: dict[IdeaId, int] = field(default_factory=dict)
    steps: list[tuple[IdeaId, int]] = field(default_factory=list)

    def add(self, idea_id: IdeaId, number: int = 1) -> None:
        """Put `number` dots on an idea, or take them away if it is negative."""
        if not number:
            return
        self.steps.append((idea_id, number))
        left = self.dots.get(idea_id, 0) + number
        if left:
            self.dots[idea_id] = left
        else:
            self.dots.pop(idea_id, None)

    def take_back(self) -> bool:
        """Take the last step back; False if there is none."""
        if not self.steps:
            return False
        idea_id, number = self.steps.pop()
        self.add(idea_id, -number)
        self.steps.pop()
        return True

    @property
    def is_empty(self) -> bool:
        """Whether there is no dot yet."""
        return not self.dots

    @property
    def used(self) -> int:
        """Dots given for ideas."""
        return dots_used(self.dots)

    @property
    def against(self) -> int:
        """Dots given against ideas."""
        return dots_against(self.dots)


class Options:
    """The ideas of a round, found by number or card code."""

    def __init__(self, ideas: Sequence[Idea]) -> None:
        self.ideas = list(ideas)
        self._named = {str(idea.number): idea for idea in ideas}
        self._coded = {str(idea.code): idea for idea in ideas}
        self.by_id = {idea.id: idea for idea in ideas}

    def named(self, text: str) -> Idea:
        """Return the idea with this number or code.

        Raises:
            NotFound: no option is called so.
        """
        number = text.lstrip("0") if text.isdigit() else ""
        found = self._named.get(number) or self._coded.get(text)
        if found is None:
            raise NotFound(
                msg("There is no idea {text} in this round."),
                msg("The numbers stand in the list below."),
                text=text,
            )
        return found

    def apply(self, draft: DotDraft, entries: Sequence[DotEntry]) -> Idea | None:
        """Put all `entries` on `draft`, or none; returns the last idea.

        Raises:
            NotFound: an entry names no option.
        """
        named = [(self.named(entry.idea), entry) for entry in entries]
        for idea, entry in named:
            present = draft.dots.get(idea.id, 0) if entry.sets else 0
            draft.add(idea.id, entry.dots - present)
        return named[-1][0] if named else None

    def misfits(self, dots: Mapping[IdeaId, int], vote_round: VoteRound) -> tuple[Misfit, ...]:
        """Return every way in which `dots` does not fit the rule of the round."""
        options = {
            idea_id: VoteOption(idea_id, self.by_id[idea_id].cluster_id)
            for idea_id in dots
            if idea_id in self.by_id
        }
        return check_ballot(dots, vote_round.rule, vote_round.dots or 0, options)
