"""Views for tests of the pages: every page in every state, with few, many and long words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moderator.domain.rules import read_rule
from moderator.i18n import rule_sentences
from moderator.participant import views
from moderator.participant.pages import page_words
from moderator.participant.views import PageLanguage, RoundPhase

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY = "0192f0c1-7a3b-7c44-9d6e-5f1a2b3c4d5e"

FRAME = views.Frame(
    title="Zukunft am Marktplatz",
    place="Gasthof Krone, Saal",
    language=PageLanguage.GERMAN,
    path="/",
    version="7",
    key=KEY,
)
VOTER = replace(
    FRAME, voter=True, voter_tail="K9Q", voter_pass="7F3HK9Q", voting_open=True, path="/ballot"
)

TITLES = (
    "Bänke am Brunnen",
    "Sommerfest der Vereine",
    "Bürgerbeteiligungsverfahren zur Fördermittelantragsstellung vereinfachen",
    "Tempo 30 vor der Grundschule",
    "Offener Bücherschrank",
    "Repair-Café",
)
BODY = (
    "Viele sitzen heute auf der Mauer. Drei Bänke mit Lehne,\n"
    "eine davon höher, im Schatten der Linde. Die Verkehrsberuhigungsmaßnahmenkommission "
    "hat schon einmal darüber gesprochen."
)


def code(number: int) -> str:
    """Return a card code; whether its check sign is right does not matter to a page."""
    signs = "23456789CDFHJKMNPRTVWXY"
    return "7F" + "".join(signs[number // 23**power % 23] for power in (3, 2, 1, 0))


def card(number: int, *, dots: int | None = None) -> views.CardLine:
    return views.CardLine(
        code(number),
        number,
        TITLES[(number - 1) % len(TITLES)],
        BODY if number % 3 else "",
        "Aufenthaltsqualität" if number % 2 else "",
        "3" if number % 4 == 0 else "",
        dots,
    )


def cards(number: int, *, dots: bool = False) -> tuple[views.CardLine, ...]:
    return tuple(card(n, dots=n % 5 if dots else None) for n in range(1, number + 1))


_RULE = read_rule("dots=5,per-idea=2,hidden")
RULE = views.RuleLine((), budget=5, most_per_card=2, against=0, must_use_all=False)
"""The rule of the sample rounds; its sentences come with the language (`view_of`)."""


def ballot(
    number: int = 6,
    *,
    phase: RoundPhase = RoundPhase.OPEN,
    cast: bool = False,
    sealed: bool = False,
) -> views.RoundBallot:
    chosen = {2: 2, 3: 1} if cast or sealed else {}
    lines = tuple(
        views.BallotLine(each, chosen.get(each.number, 0), own=each.number == 1)
        for each in cards(number)
    )
    left = 5 - sum(chosen.values())
    return views.RoundBallot(
        "0192f0c1-7a3b-7c44-9d6e-000000000001",
        "Was kommt zuerst?",
        phase,
        RULE,
        lines,
        cast,
        sealed,
        left,
    )


def one_card(phase: RoundPhase = RoundPhase.OPEN, *, cast: bool = False) -> views.CardView:
    whole = ballot(cast=cast, phase=phase)
    line = replace(whole, lines=whole.lines[1:2])
    return views.CardView(
        card(2),
        picture="/picture/1",
        ballots=(line,),
        joined=cast,
        joining=3 if cast else 0,
        comments=("Gerne auch im Herbst.", "Wer hilft beim Aufbau?") if cast else (),
    )


def results(number: int = 6, *, few: bool = False) -> views.ResultsView:
    lines = tuple(
        views.ResultLine(
            each, rank, 3 * (number - rank), number - rank, 2 * (number - rank), rank % 2, 0.2
        )
        for rank, each in enumerate(cards(number), 1)
    )
    told = views.RoundResult("Was kommt zuerst?", RoundPhase.CLOSED, 4 if few else 31, lines, few)
    return views.ResultsView((told,), ("Wer macht mit?",))


def no_dots() -> views.ResultsView:
    """Return the result of a round in which nobody has voted yet."""
    lines = tuple(views.ResultLine(each, 1, 0) for each in cards(40))
    told = views.RoundResult("Was kommt zuerst?", RoundPhase.OPEN, 0, lines, few_voters=True)
    return views.ResultsView((told,))


def path_of(view: views.PageView) -> str:
    """Return where a page of this kind lives."""
    if isinstance(view, views.CardView):
        return f"/K/{view.card.code}"
    if isinstance(view, views.TableView):
        return f"/table/{view.table}"
    places: Mapping[type, str] = {
        views.JoinView: "/",
        views.BallotView: "/ballot",
        views.IdeaForm: "/idea",
        views.ResultsView: "/results",
        views.HelpView: "/help",
        views.SelfTestView: "/test/ABC",
        views.MessageView: "/K/XXXXXX",
    }
    return places[type(view)]


GOOD = views.Notice("Noted: you join in.")
BAD = views.Notice(
    "This code is not one of this workshop.",
    "Please compare it with the voting card: seven signs, no O, I, L or S.",
    good=False,
)

OPEN = replace(FRAME, voting_open=True)
SHOWN = replace(VOTER, voting_open=False, results_shown=True)

PAGES: Mapping[str, tuple[views.PageView, views.Frame]] = {
    "join-empty": (views.JoinView(open_joining=False, cards=()), FRAME),
    "join-open": (views.JoinView(open_joining=True, cards=cards(6)), replace(OPEN, notice=BAD)),
    "join-voter": (views.JoinView(open_joining=False, cards=cards(6)), VOTER),
    "join-100": (views.JoinView(open_joining=False, cards=cards(100, dots=True)), SHOWN),
    "ballot-code": (views.BallotView(()), OPEN),
    "ballot-none": (views.BallotView(()), replace(VOTER, voting_open=False)),
    "ballot-open": (views.BallotView((ballot(),)), VOTER),
    "ballot-cast": (views.BallotView((ballot(cast=True),)), VOTER),
    "ballot-100": (views.BallotView((ballot(100),)), VOTER),
    "ballot-sealed": (
        views.BallotView((ballot(sealed=True, phase=RoundPhase.CLOSED),)),
        SHOWN,
    ),
    "card": (one_card(), OPEN),
    "card-voter": (one_card(cast=True), replace(VOTER, notice=GOOD)),
    "card-closed": (one_card(RoundPhase.CLOSED, cast=True), SHOWN),
    "card-blank": (views.CardView(views.CardLine(code(9), 0, ""), blank=True), FRAME),
    "idea": (views.IdeaForm(waits=True), FRAME),
    "idea-refused": (
        views.IdeaForm(waits=False, title="  ", body=BODY, table="3"),
        replace(FRAME, notice=BAD),
    ),
    "table": (
        views.TableView("Tisch 3", cards(3), waits=True, waiting=("Kicker",), others_wait=2),
        FRAME,
    ),
    "table-others": (views.TableView("3", (), waits=True, others_wait=1), FRAME),
    "table-empty": (views.TableView("A/ß", (), waits=False), FRAME),
    "results": (results(), SHOWN),
    "results-few": (results(few=True), SHOWN),
    "results-100": (results(100), SHOWN),
    "results-zero": (no_dots(), SHOWN),
    "results-none": (views.ResultsView(()), FRAME),
    "help": (views.HelpView(), FRAME),
    "self-test": (views.SelfTestView("ABC", done=False), FRAME),
    "self-test-done": (views.SelfTestView("ABC", done=True), FRAME),
    "message": (
        views.MessageView(
            "There is nothing at this address.",
            "Scan the code on the card again, or go to the first page.",
            404,
        ),
        FRAME,
    ),
}
"""Every page in every state."""


def frame_of(name: str, language: PageLanguage) -> views.Frame:
    """Return the frame of a sample page in a language, at the page's own place."""
    view, frame = PAGES[name]
    notice = frame.notice
    if notice:
        w = page_words(language)
        notice = replace(notice, sentence=w(notice.sentence), advice=w(notice.advice))
    return replace(frame, language=language, path=path_of(view), notice=notice)


def view_of(name: str, language: PageLanguage) -> views.PageView:
    """Return a sample page as the server hands it over for a language."""
    view = PAGES[name][0]
    w = page_words(language)
    told = replace(RULE, sentences=tuple(rule_sentences(w, _RULE, RULE.budget)))
    if isinstance(view, views.BallotView):
        return replace(view, rounds=tuple(replace(each, rule=told) for each in view.rounds))
    if isinstance(view, views.CardView):
        return replace(view, ballots=tuple(replace(each, rule=told) for each in view.ballots))
    if isinstance(view, views.MessageView):
        return replace(view, sentence=w(view.sentence), advice=w(view.advice))
    return view
