"""A believable evening as plain values: 12 ideas in 3 clusters, two closed rounds with ties."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from moderator.domain.agenda import Method, Step
from moderator.domain.ballots import VoteSource
from moderator.domain.codes import ALPHABET, CARD_LENGTH, CardCode, with_check
from moderator.domain.dot_budgets import DotBudgetRule
from moderator.domain.evenings import AnonymousBallot, Evening
from moderator.domain.ideas import CardColour, Cluster, Idea, Origin
from moderator.domain.ids import ClusterId, IdeaId, RoundId, StepId, WorkshopId
from moderator.domain.rounds import RoundState, VoteRound
from moderator.domain.rules import DotColour, VoteRule
from moderator.domain.tallies import BallotTotal, Count, Results, is_close_call, rank_ideas
from moderator.domain.workshops import Language, Workshop

BEGIN = datetime(2026, 5, 4, 17, 0, tzinfo=UTC)
WORKSHOP = WorkshopId("019e0000-0000-7000-8000-000000000001")
FIRST_ROUND = RoundId("019e0000-0000-7000-8000-000000000101")
SECOND_ROUND = RoundId("019e0000-0000-7000-8000-000000000102")
HIDDEN_ROUND = RoundId("019e0000-0000-7000-8000-000000000103")

_CLUSTERS = (
    ("Treffpunkte", CardColour.YELLOW),
    ("Unterwegs", CardColour.GREEN),
    ("Miteinander", CardColour.BLUE),
)
_IDEAS = (
    ("Bänke am Markt", "Mit Lehne und im Schatten, damit auch Ältere ausruhen können.", "1", 0),
    ("Sichere Schulwege", "Zebrastreifen vor der Grundschule und Tempo 30 morgens.", "2", 1),
    ("Jugendtreff im alten Bahnhof", "", "3", 0),
    ("Lastenrad zum Ausleihen", "Steht vor dem Rathaus.\nBuchen am Telefon oder im Netz.", "1", 1),
    ("Offene Werkstatt", "Reparieren statt wegwerfen, jeden ersten Samstag im Monat.", "4", 2),
    ("Mitfahrbank an der Landstraße", "", "2", 1),
    ("Sommerkino im Freibad", "", "3", 0),
    ("Nachbarschaftsfrühstück", "Reihum in den Straßen – jede und jeder bringt etwas mit.", "4", 2),
    ("Trinkbrunnen auf dem Spielplatz", "", "1", 0),
    ("Bürgerbeteiligungsverfahren leicht erklärt", "Ein Heft, zwei Seiten, große Schrift.", "", 2),
    ("Abendbus am Wochenende", "Bis 23 Uhr, auch für den Heimweg vom Sportplatz.", "3", 1),
    ("Baumpaten", "", "", None),
)
_FIRST_TOTALS = (9, 17, 14, 8, 6, 14, 3, 6, 5, 0, 12, 2)


def _id(number: int) -> str:
    return f"019e0000-0000-7000-8000-{number:012d}"


def card_code(number: int) -> CardCode:
    """Return a well-formed code that is the same in every run."""
    signs = random.Random(number).choices(ALPHABET, k=CARD_LENGTH - 1)
    return CardCode(with_check("".join(signs)))


def sample_workshop(language: Language = Language.GERMAN) -> Workshop:
    return Workshop(
        id=WORKSHOP,
        title="Projektwerkstatt Obertupfing",
        created_at=BEGIN - timedelta(days=3),
        place="Gasthaus zur Linde",
        held_on=date(2026, 5, 4),
        language=language,
        rule=VoteRule(dots=5, max_dots_per_option=3),
        participants=24,
    )


def sample_clusters() -> tuple[Cluster, ...]:
    return tuple(
        Cluster(ClusterId(_id(11 + place)), WORKSHOP, heading, place + 1, colour)
        for place, (heading, colour) in enumerate(_CLUSTERS)
    )


def sample_ideas() -> tuple[Idea, ...]:
    clusters = sample_clusters()
    return tuple(
        Idea(
            id=IdeaId(_id(20 + number)),
            workshop_id=WORKSHOP,
            number=number,
            code=card_code(number),
            title=title,
            created_at=BEGIN + timedelta(minutes=number),
            changed_at=BEGIN + timedelta(minutes=number),
            body=body,
            table=table,
            cluster_id=None if cluster is None else clusters[cluster].id,
            position=number,
            origin=Origin.TYPED,
        )
        for number, (title, body, table, cluster) in enumerate(_IDEAS, start=1)
    )


def sample_steps() -> tuple[Step, ...]:
    plan = (
        ("Ankommen", Method.WELCOME, "Name auf das Kreppband, Getränk holen.", 15),
        ("Ideen sammeln", Method.CARD_COLLECTION, "Ein Gedanke je Karte, fünf Minuten still.", 30),
        ("Ordnen", Method.CLUSTERING, "Die Gruppe entscheidet, was zusammengehört.", 25),
        ("Punkten", Method.MULTI_DOT_VOTE, "", 15),
        ("Wie geht es weiter", Method.DISCUSSION, "Wer macht mit, wer fehlt noch?", 25),
    )
    return tuple(
        Step(StepId(_id(50 + place)), WORKSHOP, place, title, method, instruction, minutes)
        for place, (title, method, instruction, minutes) in enumerate(plan, start=1)
    )


def _first_round(ideas: tuple[Idea, ...]) -> tuple[VoteRound, Results]:
    """Paper, phone and platform together; ranks 2 and 7 are shared."""
    rule = VoteRule(dots=5, max_dots_per_option=3)
    closed = VoteRound(
        id=FIRST_ROUND,
        workshop_id=WORKSHOP,
        number=1,
        title="Was ist uns wichtig?",
        rule=rule,
        state=RoundState.CLOSED,
        created_at=BEGIN + timedelta(minutes=70),
        people=24,
        dots=5,
        working="5",
        opened_at=BEGIN + timedelta(minutes=71),
        closed_at=BEGIN + timedelta(minutes=85),
    )
    totals, counts = [], []
    for idea, dots in zip(ideas, _FIRST_TOTALS, strict=True):
        phone, platform = dots // 3, dots // 7
        totals.append(BallotTotal(idea.id, VoteSource.PHONE, phone, 0))
        totals.append(BallotTotal(idea.id, VoteSource.PLATFORM, platform, 0))
        counts.append(Count(idea.id, DotColour.RED, dots - phone - platform, "Wand 1"))
    return closed, _results(closed, ideas, totals, counts, ballots=9, set_aside=2)


def _second_round(
    ideas: tuple[Idea, ...],
) -> tuple[VoteRound, Results, tuple[AnonymousBallot, ...]]:
    """Typed ballots with dots against; the first place is shared."""
    rule = VoteRule(budget=DotBudgetRule.HALF, negative_dots=1, must_use_all=True, hidden=True)
    closed = VoteRound(
        id=SECOND_ROUND,
        workshop_id=WORKSHOP,
        number=2,
        title="Stichwahl",
        rule=rule,
        state=RoundState.CLOSED,
        created_at=BEGIN + timedelta(minutes=90),
        people=24,
        dots=2,
        working="4/2 = 2.0",
        opened_at=BEGIN + timedelta(minutes=91),
        closed_at=BEGIN + timedelta(minutes=99),
    )
    options = tuple(ideas[place] for place in (1, 2, 5, 10))
    first, second, third, fourth = (idea.id for idea in options)
    cast = [
        *([{first: 1, second: 1}] * 7),
        *([{first: 2, fourth: -1}] * 3),
        *([{second: 2}] * 3),
        *([{third: 1, fourth: 1, first: -1}] * 2),
        *([{third: 1, fourth: 1, second: -1}] * 2),
    ]
    ballots = tuple(AnonymousBallot(dots, VoteSource.TYPED) for dots in cast)
    gained: Counter[IdeaId] = Counter()
    lost: Counter[IdeaId] = Counter()
    for dots in cast:
        gained.update({idea_id: number for idea_id, number in dots.items() if number > 0})
        lost.update({idea_id: -number for idea_id, number in dots.items() if number < 0})
    totals = [
        BallotTotal(idea.id, VoteSource.TYPED, gained[idea.id], lost[idea.id]) for idea in options
    ]
    return closed, _results(closed, options, totals, [], ballots=len(cast), set_aside=0), ballots


def _results(
    closed: VoteRound,
    ideas: tuple[Idea, ...],
    totals: list[BallotTotal],
    counts: list[Count],
    *,
    ballots: int,
    set_aside: int,
) -> Results:
    options = [(idea.id, idea.number, idea.code, idea.title) for idea in ideas]
    ranking = rank_ideas(options, totals, counts, closed.rule)
    return Results(closed, ranking, ballots, set_aside, tuple(counts), is_close_call(ranking))


def sample_evening(language: Language = Language.GERMAN) -> Evening:
    """Return the whole evening with both rounds closed."""
    ideas = sample_ideas()
    first, first_results = _first_round(ideas)
    second, second_results, ballots = _second_round(ideas)
    return Evening(
        workshop=sample_workshop(language),
        steps=sample_steps(),
        clusters=sample_clusters(),
        ideas=ideas,
        rounds=(first, second),
        results={FIRST_ROUND: first_results, SECOND_ROUND: second_results},
        ballots={SECOND_ROUND: ballots},
    )


def evening_with_hidden_round(language: Language = Language.GERMAN) -> Evening:
    """Return the evening with a third round, open and hidden, whose result may not be shown."""
    evening = sample_evening(language)
    open_round = VoteRound(
        id=HIDDEN_ROUND,
        workshop_id=WORKSHOP,
        number=3,
        title="Wo fangen wir an?",
        rule=VoteRule(dots=3, hidden=True),
        state=RoundState.OPEN,
        created_at=BEGIN + timedelta(minutes=100),
        people=24,
        dots=3,
        working="3",
        opened_at=BEGIN + timedelta(minutes=101),
    )
    return replace(evening, rounds=(*evening.rounds, open_round))


def empty_evening(language: Language = Language.GERMAN) -> Evening:
    """Return a workshop that was only just created."""
    workshop = replace(sample_workshop(language), place="", held_on=None, participants=None)
    return Evening(workshop, (), (), (), (), {}, {})
