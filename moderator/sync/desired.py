"""What should stand on the platform: ideas on the board, their pictures, results of closed rounds.

Only what was decided in the room goes out: ideas that are on the board, and rounds that are closed.
Dots from phones and paper count as counted on site; dots that came from a platform do not go back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from moderator.domain.platforms import (
    Counted,
    Item,
    ItemKind,
    card_reference,
    origin_in,
    votes_reference,
)
from moderator.domain.rounds import RoundState
from moderator.i18n import rule_sentences, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from moderator.domain.evenings import Evening
    from moderator.domain.ideas import Idea
    from moderator.domain.platforms import AccountId, Content, Reference
    from moderator.domain.tallies import RankedIdea, Results
    from moderator.i18n import Words
    from moderator.sync.connectors import Capabilities


@dataclass(frozen=True)
class Desired:
    """The items of one evening, as one kind of platform takes them.

    Attributes:
        pictures: digest of the picture to send, by idea.
    """

    evening: Evening
    account_id: AccountId
    takes: Capabilities
    pictures: Mapping[str, str] = field(default_factory=dict)

    def items(self) -> Iterator[Item]:
        """Yield all items, ideas before what hangs on them."""
        for idea in self.evening.ideas:
            yield self.idea_item(idea)
        if ItemKind.PICTURE in self.takes.creates:
            yield from self._pictures()
        if ItemKind.VOTES in self.takes.creates:
            for results in self._counted_rounds:
                yield from self._votes(results)
        if ItemKind.VOTERS in self.takes.creates:
            counted = (each for each in self._counted_rounds if _people(each) or self.takes.rounds)
            yield from map(self._voters, counted)

    @property
    def open_rounds(self) -> list[str]:
        """Titles of the open rounds; their dots would go out if they were closed."""
        rounds = self.evening.rounds if ItemKind.VOTES in self.takes.creates else ()
        return [each.title for each in rounds if each.state is RoundState.OPEN]

    def idea_item(self, idea: Idea) -> Item:
        """Return an idea as an item."""
        content: Content = {
            "title": idea.title,
            "body": idea.body,
            "topic": self._headings.get(idea.cluster_id or "", ""),
        }
        if self.takes.pictures_with_ideas and idea.id in self.pictures:
            content["picture"] = self.pictures[idea.id]
        return Item(
            kind=ItemKind.IDEA,
            subject=idea.id,
            title=idea.title,
            content=content,
            reference=self._reference(idea),
            origin=origin_in(idea.source_key, self.account_id),
        )

    def _reference(self, idea: Idea) -> Reference:
        return card_reference(idea.workshop_id, idea.code)

    @cached_property
    def _headings(self) -> dict[str, str]:
        return {cluster.id: cluster.heading for cluster in self.evening.clusters}

    @cached_property
    def _words(self) -> Words:
        return words(self.evening.workshop.language)

    @cached_property
    def _counted_rounds(self) -> list[Results]:
        """Return closed rounds with a result; only the last where there is one number per idea."""
        closed = [
            self.evening.results[each.id]
            for each in self.evening.rounds
            if each.state is RoundState.CLOSED and each.id in self.evening.results
        ]
        return closed[-1:] if ItemKind.VOTES in self.takes.slots else closed

    def _pictures(self) -> Iterator[Item]:
        for idea in self.evening.ideas:
            digest = self.pictures.get(idea.id)
            if digest:
                reference = self._reference(idea)
                content: Content = {"digest": digest}
                yield Item(ItemKind.PICTURE, idea.id, idea.title, content, reference, idea.id)

    def _votes(self, results: Results) -> Iterator[Item]:
        ideas = {idea.id: idea for idea in self.evening.ideas}
        as_number = ItemKind.VOTES in self.takes.slots
        for line in results.ranking:
            idea = ideas.get(line.idea_id)
            # A sentence about nothing helps nobody; a number has to be set to 0, too.
            told = as_number or self.takes.rounds or line.paper or line.phone or line.against
            if idea is None or not told:
                continue
            yield Item(
                kind=ItemKind.VOTES,
                subject=idea.id if as_number else f"{idea.id}/{results.round.number}",
                title=idea.title,
                content=self._count(results, line),
                reference=votes_reference(self._reference(idea), results.round.number),
                parent=idea.id,
                counted=Counted(results.round.title, line.paper + line.phone, line.against),
            )

    def _count(self, results: Results, line: RankedIdea) -> Content:
        """Return what an idea got in a round, as numbers where there is a place for them."""
        in_favour = line.paper + line.phone
        if self.takes.rounds:
            return {"number": in_favour, "against": line.against, "round": results.round.id}
        if ItemKind.VOTES in self.takes.slots:
            return {"number": max(in_favour - line.against, 0)}
        return {"text": self._sentence(results, line)}

    def _sentence(self, results: Results, line: RankedIdea) -> str:
        """Return the count in words: when, where, how many dots from how many, by which rule."""
        w, workshop, vote_round = self._words, self.evening.workshop, results.round
        day = w.date(workshop.held_on) if workshop.held_on else ""
        title = w("“{title}”", title=vote_round.title)
        head = ", ".join(filter(None, [w("Counted on site"), day, workshop.place, title]))
        dots = w.plural("{n} dot", "{n} dots", line.paper + line.phone)
        if line.against:
            dots += ", " + w.plural("{n} dot against", "{n} dots against", line.against)
        people = _people(results)
        if people:
            dots += " " + w.plural("from {n} person", "from {n} people", people)
        rule = rule_sentences(w, vote_round.rule, vote_round.dots)[:2]
        return " ".join([f"{head}: {dots}.", *rule])

    def _voters(self, results: Results) -> Item:
        vote_round = results.round
        content: Content = {"number": _people(results)}
        if self.takes.rounds:
            workshop, rule = self.evening.workshop, vote_round.rule
            content |= {
                "title": vote_round.title,
                "day": workshop.held_on.isoformat() if workshop.held_on else "",
                "place": workshop.place,
                "rule": " ".join(rule_sentences(self._words, rule, vote_round.dots)[:2]),
            }
        counted = Counted(vote_round.title, _people(results))
        return Item(ItemKind.VOTERS, vote_round.id, vote_round.title, content, counted=counted)


def _people(results: Results) -> int:
    return results.ballots or results.round.people or 0
