"""What a report says, in order and in words, whatever file it ends up in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from moderator.domain.codes import shown_card_code
from moderator.domain.ideas import CardColour
from moderator.domain.rounds import RoundState
from moderator.domain.workshops import Language
from moderator.errors import msg
from moderator.i18n import rule_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.domain.agenda import Step
    from moderator.domain.evenings import Evening
    from moderator.domain.ideas import Idea
    from moderator.domain.ids import IdeaId
    from moderator.domain.rounds import VoteRound
    from moderator.domain.tallies import RankedIdea, Results
    from moderator.i18n import Words

_RANKS_TOLD = 10
"""Shared ranks further down matter to nobody; the table shows them."""

_PARTS = ("paper", "phone", "platform", "against")
_LANGUAGE_NAMES = {Language.GERMAN: msg("German"), Language.ENGLISH: msg("English")}


@dataclass(frozen=True, slots=True)
class IdeaGroup:
    """Ideas that hang together; the heading is empty where there are no clusters at all."""

    heading: str
    colour: CardColour
    ideas: tuple[Idea, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a result: `paper`, `phone`, `platform` or `against`, with its name and dots."""

    key: str
    name: str
    dots: int


def facts(evening: Evening, w: Words) -> list[tuple[str, str]]:
    """Return label and value of what is known about the evening: place, date, people, language."""
    workshop = evening.workshop
    people = workshop.participants
    known = [
        (w("Place"), workshop.place),
        (w("Date"), w.date(workshop.held_on) if workshop.held_on else ""),
        (w("People"), "" if people is None else w.number(people)),
        (w("Language"), w(_LANGUAGE_NAMES[workshop.language])),
    ]
    return [(label, value) for label, value in known if value]


def summary(evening: Evening, w: Words) -> str:
    """Return how much there is, for example `12 ideas · 3 clusters · 2 votes`."""
    parts = [
        w.plural("{n} idea", "{n} ideas", len(evening.ideas)),
        w.plural("{n} cluster", "{n} clusters", len(evening.clusters)),
        w.plural("{n} vote", "{n} votes", len(evening.rounds)),
    ]
    counts = (len(evening.ideas), len(evening.clusters), len(evening.rounds))
    return " · ".join(part for part, count in zip(parts, counts, strict=True) if count)


def idea_groups(evening: Evening, w: Words) -> list[IdeaGroup]:
    """Return the ideas by cluster as they hang on the board, those without a cluster last."""
    groups = [
        IdeaGroup(cluster.heading, cluster.colour, _hanging_in(evening, cluster.id))
        for cluster in sorted(evening.clusters, key=lambda cluster: cluster.position)
    ]
    loose = _hanging_in(evening, None)
    if loose:
        heading = w("Without a cluster") if groups else ""
        groups.append(IdeaGroup(heading, CardColour.WHITE, loose))
    return groups


def _hanging_in(evening: Evening, cluster_id: object) -> tuple[Idea, ...]:
    known = {cluster.id for cluster in evening.clusters}
    found = (
        idea
        for idea in evening.ideas
        if (idea.cluster_id if idea.cluster_id in known else None) == cluster_id
    )
    return tuple(sorted(found, key=lambda idea: (idea.position, idea.number)))


def idea_notes(idea: Idea, numbers: dict[IdeaId, int], w: Words) -> list[str]:
    """Return code, table and, for a merged idea, the number of the one it was merged into."""
    notes = [shown_card_code(idea.code)]
    if idea.table:
        notes.append(w("Table {name}", name=idea.table))
    if idea.duplicate_of in numbers:
        notes.append(w("merged into idea {n}", n=numbers[idea.duplicate_of]))
    return notes


def step_line(step: Step, w: Words) -> str:
    """Return the title of an agenda step with its planned minutes."""
    return f"{step.title} · " + w("{n} min", n=step.minutes) if step.minutes else step.title


def numbers_of(evening: Evening) -> dict[IdeaId, int]:
    """Return the running number of every idea on the board."""
    return {idea.id: idea.number for idea in evening.ideas}


def round_heading(vote: VoteRound, w: Words) -> str:
    """Return the heading of a round."""
    return w("Vote {n}: {title}", n=vote.number, title=vote.title)


def rule_text(vote: VoteRound, w: Words) -> str:
    """Return the rule of a round in plain words, as one paragraph."""
    return " ".join(rule_sentences(w, vote.rule, vote.dots, vote.working))


def state_sentences(vote: VoteRound, results: Results | None, w: Words) -> list[str]:
    """Return what is to be known before reading the figures of a round."""
    said = [_state(vote, results, w)]
    if results is not None:
        said += _basis(results, w)
    return [sentence for sentence in said if sentence]


def _state(vote: VoteRound, results: Results | None, w: Words) -> str:
    if vote.state is RoundState.PREPARED:
        return w("This vote has not been opened yet.")
    if vote.state is RoundState.OPEN:
        if results is None:
            return w("This vote is still open. Its result stays hidden until it is closed.")
        return w("This vote is still open: these are the figures of the moment.")
    return w("Closed on {moment}.", moment=w.moment(vote.closed_at)) if vote.closed_at else ""


def _basis(results: Results, w: Words) -> Iterator[str]:
    counted = sum(count.number for count in results.counts)
    if results.ballots or not counted:
        yield w.plural("{n} ballot counts.", "{n} ballots count.", results.ballots)
    if counted:
        yield w.plural("{n} dot was counted on paper.", "{n} dots were counted on paper.", counted)
    if results.set_aside:
        yield w.plural(
            "{n} ballot was set aside because it does not fit the changed rule; it does not count.",
            "{n} ballots were set aside because they do not fit the changed rule; "
            "they do not count.",
            results.set_aside,
        )


def reading_sentences(results: Results, w: Words) -> list[str]:
    """Return how the ranking is to be read: shared ranks, close calls, ideas without a dot."""
    said = []
    shared = [
        w("rank {rank}: ideas {numbers}", rank=rank, numbers=", ".join(map(str, numbers)))
        for rank, numbers in _shared_ranks(results)
    ]
    if shared:
        said.append(w("Equal dots share the better rank ({ranks}).", ranks="; ".join(shared)))
    if results.close_call:
        said.append(
            w("A difference of a few dots is not a decision: read the first ranks as a tie.")
        )
    without = sum(1 for line in results.ranking if not any(_dots_of(line)))
    if without:
        said.append(w.plural("{n} idea got no dot.", "{n} ideas got no dot.", without))
    return said


def _shared_ranks(results: Results) -> Iterator[tuple[int, list[int]]]:
    for rank, lines in groupby(results.ranking, key=lambda line: line.rank):
        numbers = [line.number for line in lines if any(_dots_of(line))]
        if len(numbers) > 1 and rank <= _RANKS_TOLD:
            yield rank, numbers


def _dots_of(line: RankedIdea) -> tuple[int, int, int, int]:
    return line.paper, line.phone, line.platform, line.against


def part_names(w: Words) -> dict[str, str]:
    """Return what the parts of a result are called, by key."""
    return {
        "paper": w("paper"),
        "phone": w("phone"),
        "platform": w("platform"),
        "against": w("against"),
    }


def parts(line: RankedIdea, w: Words) -> list[Part]:
    """Return all four parts of a result, also those of 0 dots."""
    return [Part(key, name, getattr(line, key)) for key, name in part_names(w).items()]


def parts_told_apart(results: Results) -> tuple[str, ...]:
    """Return the keys of the parts that hold dots; none if there is nothing to tell apart.

    Dots all on paper need no column of their own; dots against always do.
    """
    used = tuple(key for key in _PARTS if any(getattr(line, key) for line in results.ranking))
    return () if used in {(), ("paper",)} else used
