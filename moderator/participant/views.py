"""What each page shows, as plain values: the server fills them, the pages draw them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class PageLanguage(StrEnum):
    """Languages of the phone pages; easy German follows the rules of Leichte Sprache."""

    GERMAN = "de"
    EASY_GERMAN = "easy"
    ENGLISH = "en"


class RoundPhase(StrEnum):
    """Where a round stands, as a participant sees it."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence above the page: what has just happened or what to do.

    Attributes:
        good: an answer to a success; otherwise something to correct.
        advice: what to do next, may be empty.
    """

    sentence: str
    advice: str = ""
    good: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has around its content.

    Attributes:
        title: of the workshop.
        path: of the page itself, for the language form and reloads.
        version: of the live state the page was drawn from.
        voter: whether a voting card is remembered on this phone; only its last signs are shown.
        voter_tail: last three signs of the remembered code.
        voter_pass: what a form sends as `voter`, so that what is sent later still belongs to this
            voter after another card was scanned on the same phone; the server chooses its form.
        key: fresh UUID for the forms of this page.
        workshop_language: what the ideas are written in, for screen readers and hyphens.
    """

    title: str
    place: str
    language: PageLanguage
    path: str
    version: str
    voter: bool = False
    voter_tail: str = ""
    voting_open: bool = False
    results_shown: bool = False
    notice: Notice | None = None
    key: str = ""
    voter_pass: str = ""
    workshop_language: PageLanguage = PageLanguage.GERMAN


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card in a list.

    Attributes:
        code: card code without separators.
        dots: dots on it, None while they are hidden.
    """

    code: str
    number: int
    title: str
    body: str = ""
    cluster: str = ""
    table: str = ""
    dots: int | None = None


@dataclass(frozen=True, slots=True)
class JoinView:
    """First page: who is here, type a code, see the ideas."""

    open_joining: bool
    cards: tuple[CardLine, ...]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """The rule of an open round for the person who votes.

    Attributes:
        sentences: the rule in plain words.
        budget: dots per person.
        most_per_card: None where there is no cap.
        against: dots that may be spent against.
    """

    sentences: tuple[str, ...]
    budget: int
    most_per_card: int | None
    against: int
    must_use_all: bool


@dataclass(frozen=True, slots=True)
class BallotLine:
    """One option on my ballot and the dots I have put on it (negative: against)."""

    card: CardLine
    dots: int = 0
    own: bool = False


@dataclass(frozen=True, slots=True)
class RoundBallot:
    """My ballot in one round.

    Attributes:
        cast: whether a ballot of mine is in the round.
        sealed: my ballot is in the box and cannot be changed any more.
        left: dots not used.
    """

    round_id: str
    round_title: str
    phase: RoundPhase
    rule: RuleLine
    lines: tuple[BallotLine, ...]
    cast: bool
    sealed: bool
    left: int


@dataclass(frozen=True, slots=True)
class BallotView:
    """My ballot: the open rounds, empty while nothing is open."""

    rounds: tuple[RoundBallot, ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """One card with what can be done on it.

    Attributes:
        picture: address of its picture, empty if there is none.
        ballots: my ballot in each open round that has this card (lines: only this card).
        joined: whether this phone has said "I join in".
        joining: how many have.
        comments: shown ones, oldest first.
    """

    card: CardLine
    picture: str = ""
    blank: bool = False
    ballots: tuple[RoundBallot, ...] = ()
    joined: bool = False
    joining: int = 0
    comments: tuple[str, ...] = ()
    may_comment: bool = True


@dataclass(frozen=True, slots=True)
class IdeaForm:
    """Add an idea; values are what was typed when it was refused.

    Attributes:
        waits: the moderator looks at it before it reaches the board.
    """

    waits: bool
    title: str = ""
    body: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class TableView:
    """The cards of a table for its host, and a quick entry.

    Attributes:
        waits: ideas wait for a glance before they reach the board.
        waiting: titles of those that this phone sent.
        others_wait: number of those that other phones sent; nobody sees their words before.
    """

    table: str
    cards: tuple[CardLine, ...]
    waits: bool
    waiting: tuple[str, ...] = ()
    others_wait: int = 0


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A rank in a result; the parts are shown beside the sum."""

    card: CardLine
    rank: int
    dots: int
    paper: int = 0
    phone: int = 0
    against: int = 0
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class RoundResult:
    """The result of one round.

    Attributes:
        few_voters: fewer than five ballots: the note is shown, no breakdown.
    """

    round_title: str
    phase: RoundPhase
    ballots: int
    lines: tuple[ResultLine, ...]
    few_voters: bool = False


@dataclass(frozen=True, slots=True)
class ResultsView:
    """All results that may be shown now, newest round first."""

    rounds: tuple[RoundResult, ...]
    hidden: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class HelpView:
    """The four steps and what to do when a page does not load."""


@dataclass(frozen=True, slots=True)
class SelfTestView:
    """The moderator's self-test on a real phone."""

    code: str
    done: bool


@dataclass(frozen=True, slots=True)
class MessageView:
    """A page that says one thing: not found, busy, refused."""

    sentence: str
    advice: str
    status: int


PageView = (
    JoinView
    | BallotView
    | CardView
    | IdeaForm
    | TableView
    | ResultsView
    | HelpView
    | SelfTestView
    | MessageView
)
