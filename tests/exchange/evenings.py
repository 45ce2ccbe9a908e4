"""Evenings for tests: built by hand, drawn by hypothesis, or what an import makes of a file."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from moderator.domain.ballots import VoteSource
from moderator.domain.codes import CardCode, with_check
from moderator.domain.evenings import AnonymousBallot, Evening
from moderator.domain.ideas import Cluster, Idea
from moderator.domain.ids import ClusterId, IdeaId, RoundId, WorkshopId
from moderator.domain.plain_text import clean_body, clean_line, clean_title
from moderator.domain.rounds import RoundState, VoteRound
from moderator.domain.rules import VoteRule
from moderator.domain.tallies import BallotTotal, Count, Results, is_close_call, rank_ideas
from moderator.domain.workshops import Language, Workshop
from moderator.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from moderator.exchange.incoming import Incoming

MOMENT = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)
WORKSHOP = WorkshopId("0196a000-0000-7000-8000-000000000001")

Dots = dict[IdeaId, int]


def code(number: int) -> CardCode:
    """Return the card code of the idea with this number."""
    digits = []
    for _ in range(5):
        number, rest = divmod(number, 23)
        digits.append("23456789CDFHJKMNPRTVWXY"[rest])
    return CardCode(with_check("".join(digits)))


def idea(number: int, title: str = "", **more: object) -> Idea:
    """Return an idea on the board."""
    plain = Idea(
        id=IdeaId(f"idea-{number}"),
        workshop_id=WORKSHOP,
        number=number,
        code=code(number),
        title=title or f"Idea {number}",
        created_at=MOMENT,
        changed_at=MOMENT,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def cluster(position: int, heading: str) -> Cluster:
    """Return a cluster."""
    return Cluster(ClusterId(f"cluster-{position}"), WORKSHOP, heading, position)


def vote_round(number: int = 1, **more: object) -> VoteRound:
    """Return a closed round with five dots per person."""
    plain = VoteRound(
        id=RoundId(f"round-{number}"),
        workshop_id=WORKSHOP,
        number=number,
        title=f"Round {number}",
        rule=VoteRule(),
        state=RoundState.CLOSED,
        created_at=MOMENT,
        dots=5,
        opened_at=MOMENT,
        closed_at=MOMENT,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def results(
    each: VoteRound,
    ideas: Sequence[Idea],
    ballots: Iterable[AnonymousBallot],
    counts: tuple[Count, ...] = (),
) -> Results:
    """Return the results that the operations would show."""
    counted = [ballot for ballot in ballots if ballot.counted]
    given: Counter[tuple[IdeaId, VoteSource]] = Counter()
    taken: Counter[tuple[IdeaId, VoteSource]] = Counter()
    for ballot in counted:
        for idea_id, number in ballot.dots.items():
            (given if number > 0 else taken)[(idea_id, ballot.source)] += abs(number)
    totals = [
        BallotTotal(key[0], key[1], given[key], taken[key]) for key in given.keys() | taken.keys()
    ]
    options = [(each.id, each.number, each.code, each.title) for each in ideas]
    ranking = rank_ideas(options, totals, counts, each.rule)
    return Results(each, ranking, len(counted), 0, counts, is_close_call(ranking))


def evening(
    ideas: Sequence[Idea],
    clusters: Sequence[Cluster] = (),
    rounds: Mapping[VoteRound, Sequence[AnonymousBallot]] | None = None,
    **workshop: object,
) -> Evening:
    """Return an evening in which every round given is closed and was voted on by ballots."""
    plain = Workshop(
        id=WORKSHOP,
        title="Workshop",
        created_at=MOMENT,
        held_on=date(2026, 5, 4),
        language=Language.GERMAN,
    )
    voted = dict(rounds or {})
    return Evening(
        workshop=replace(plain, **workshop),  # type: ignore[arg-type]
        steps=(),
        clusters=tuple(clusters),
        ideas=tuple(ideas),
        rounds=tuple(voted),
        results={each.id: results(each, ideas, ballots) for each, ballots in voted.items()},
        ballots={each.id: tuple(ballots) for each, ballots in voted.items()},
    )


def ballot(dots: Dots, *, counted: bool = True) -> AnonymousBallot:
    """Return a typed ballot."""
    return AnonymousBallot(dots, VoteSource.TYPED, counted)


def taken_in(incoming: Incoming) -> Evening:
    """Return the evening that results from importing into a new workshop."""
    headings = list(dict.fromkeys(each.cluster for each in incoming.drafts if each.cluster))
    clusters = [cluster(place, heading) for place, heading in enumerate(headings, start=1)]
    by_heading = {each.heading: each.id for each in clusters}
    ideas = [
        idea(
            number,
            draft.title,
            body=draft.body,
            table=draft.table,
            cluster_id=by_heading.get(draft.cluster),
            source_key=draft.source_key,
            source=draft.source,
        )
        for number, draft in enumerate(incoming.drafts, start=101)
    ]
    ids = {each.source_key: each.id for each in ideas}
    rounds = {
        vote_round(
            number,
            title=read.title,
            rule=read.rule,
            dots=read.dots,
            source_key=read.source_key,
        ): [
            ballot({ids[key]: dots for key, dots in reversed(list(each.dots.items()))})
            for each in read.ballots
        ]
        for number, read in enumerate(incoming.rounds, start=1)
    }
    return evening(ideas, clusters, rounds, title="Elsewhere", source=incoming.facts)


def _is_title(text: str) -> bool:
    try:
        return bool(clean_title(text))
    except BadInput:
        return False


_AWKWARD = st.text(
    st.one_of(
        st.sampled_from("'\"=+-@;,|#\t\n\r\\ aB1:/%ä€😀\u202e\u2028\ufeff"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=30,
)
titles = _AWKWARD.filter(_is_title).map(clean_title)
labels = _AWKWARD.map(clean_line)
bodies = _AWKWARD.map(clean_body)


@st.composite
def idea_lists(draw: st.DrawFn, least: int = 1, most: int = 6) -> tuple[list[Idea], list[Cluster]]:
    """Draw ideas with awkward texts, some of them in clusters."""
    headings = draw(st.lists(labels.filter(bool), max_size=3, unique=True))
    clusters = [cluster(place, heading) for place, heading in enumerate(headings, start=1)]
    places = st.sampled_from([None, *(each.id for each in clusters)])
    ideas = [
        idea(
            number,
            draw(titles),
            body=draw(bodies),
            table=draw(labels),
            cluster_id=draw(places),
        )
        for number in range(1, draw(st.integers(least, most)) + 1)
    ]
    return ideas, clusters


@st.composite
def voted_evenings(draw: st.DrawFn) -> Evening:
    """Draw an evening with one closed round; some dots are against, some ballots blank or aside."""
    ideas, clusters = draw(idea_lists(least=2))
    ids = st.sampled_from([each.id for each in ideas])
    against = draw(st.booleans())
    most = draw(st.sampled_from([None, 3]))
    points = st.integers(-2 if against else 0, 3)
    ballots = [
        ballot(dots, counted=draw(st.booleans()) or draw(st.booleans()))
        for dots in draw(st.lists(st.dictionaries(ids, points, max_size=4), max_size=8))
    ]
    rule = VoteRule(dots=12, max_dots_per_option=most, negative_dots=8 if against else 0)
    each = vote_round(title=draw(titles), rule=rule, dots=12)
    costs = draw(st.sampled_from([{}, {"cost": "500"}, {"cost": "12,50"}, {"cost": "viel"}]))
    with_costs = [replace(one, source=costs) if draw(st.booleans()) else one for one in ideas]
    return evening(
        with_costs,
        clusters,
        {each: ballots},
        title=draw(titles),
        place=draw(labels),
        language=draw(st.sampled_from(Language)),
    )
