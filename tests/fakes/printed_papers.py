"""Every kind of paper on every sheet it suits, filled to the brim."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import cycle, islice
from typing import TYPE_CHECKING, BinaryIO

from moderator.domain.codes import BALLOT_LENGTH, BallotCode, with_check
from moderator.domain.ideas import CardColour
from moderator.i18n import words
from moderator.printing.card_drawing import CardFace
from moderator.printing.cards import idea_face, place_idea_cards
from moderator.printing.coasters import MatText, place_coasters
from moderator.printing.join_help import JoinHelp
from moderator.printing.join_posters import place_join_poster
from moderator.printing.placed import PlacedCard
from moderator.printing.project_sheets import place_project_sheets
from moderator.printing.result_posters import place_results
from moderator.printing.sheet_catalogue import known_sheets
from moderator.printing.sheet_pages import PageSetup
from moderator.printing.sheets import SheetUse
from moderator.printing.table_tents import place_tents
from moderator.printing.voting_cards import VotingCardText, place_voting_cards
from moderator.printing.wifi import Wifi
from tests.fakes.evenings import (
    FIRST_ROUND,
    card_code,
    sample_clusters,
    sample_evening,
    sample_ideas,
)

if TYPE_CHECKING:
    from moderator.printing.sheets import Sheet

ADDRESS = "http://192.168.178.123"
LONG = "Fördermittelantragsstellung für mehr Grün, 🎉 שלום und Bänke. " * 50
TITLE = "Projektwerkstatt Obertupfing"
WIFI = Wifi("Rathaus;Saal 1", "rathaus-2026")

Place = Callable[[BinaryIO, PageSetup, str], Iterator[PlacedCard]]


def _ideas(file: BinaryIO, setup: PageSetup, base_url: str) -> Iterator[PlacedCard]:
    clusters = {cluster.id: cluster for cluster in sample_clusters()}
    faces = [idea_face(idea, clusters) for idea in sample_ideas()]
    crowded = CardFace(card_code(1), LONG, LONG, 12345, LONG, LONG, CardColour.RED)
    some = islice(cycle([crowded, *faces]), setup.sheet.labels)
    codes = (replace(face, code=card_code(n)) for n, face in enumerate(some))
    return place_idea_cards(file, codes, setup, base_url)


def _blank(file: BinaryIO, setup: PageSetup, base_url: str) -> Iterator[PlacedCard]:
    faces = [CardFace(card_code(n)) for n in range(setup.sheet.labels)]
    return place_idea_cards(file, faces, setup, base_url)


def _ballots(file: BinaryIO, setup: PageSetup, base_url: str) -> Iterator[PlacedCard]:
    codes = [ballot_code(n) for n in range(setup.sheet.labels)]
    text = VotingCardText(TITLE, "Stichwahl", base_url)
    return place_voting_cards(file, codes, setup, text)


def _coasters(file: BinaryIO, setup: PageSetup, base_url: str) -> Iterator[PlacedCard]:
    codes = [card_code(n) for n in range(setup.sheet.labels)]
    return place_coasters(file, codes, setup, MatText(TITLE, base_url))


def _tables(file: BinaryIO, setup: PageSetup, base_url: str) -> Iterator[PlacedCard]:
    return place_tents(file, ["12"], setup, JoinHelp(TITLE, base_url, WIFI))


def _join(file: BinaryIO, setup: PageSetup, base_url: str) -> Iterator[PlacedCard]:
    return place_join_poster(file, setup, JoinHelp(TITLE, base_url, WIFI))


def _results(file: BinaryIO, setup: PageSetup, base_url: str) -> Iterator[PlacedCard]:
    results = sample_evening().results[FIRST_ROUND]
    first = replace(results.ranking[0], title=LONG, dots=1234567)
    crowded = replace(results, ranking=(first, *results.ranking[1:8]))
    return place_results(file, crowded, setup, base_url)


def _projects(file: BinaryIO, setup: PageSetup, base_url: str) -> Iterator[PlacedCard]:
    idea = replace(sample_ideas()[0], title=LONG, body=LONG)
    return place_project_sheets(file, [idea], setup, base_url)


KINDS: dict[SheetUse, dict[str, Place]] = {
    SheetUse.CARDS: {"ideas": _ideas, "blank": _blank, "ballots": _ballots},
    SheetUse.COASTERS: {"coasters": _coasters},
    SheetUse.TABLES: {"tables": _tables},
    SheetUse.PAGES: {"join": _join, "results": _results, "projects": _projects},
}


def ballot_code(number: int) -> BallotCode:
    """Return a well-formed voting code that is the same in every run."""
    return BallotCode(with_check((card_code(number) * 2)[: BALLOT_LENGTH - 1]))


def combinations() -> Iterator[tuple[Sheet, str, str]]:
    """Yield sheet, kind and base address, each with the others it suits."""
    for sheet in known_sheets():
        for kind in KINDS[sheet.use]:
            for base_url in ("", ADDRESS):
                yield sheet, kind, base_url


_printed: dict[tuple[str, ...], tuple[bytes, list[PlacedCard]]] = {}


def printed(
    sheet: Sheet, kind: str, base_url: str, language: str = "de"
) -> tuple[bytes, list[PlacedCard]]:
    """Return one combination as PDF, and where everything stands; each is printed once per run."""
    key = sheet.name, kind, base_url, language
    if key not in _printed:
        target = BytesIO()
        setup = PageSetup(sheet, words(language), title=TITLE)
        placed = list(KINDS[sheet.use][kind](target, setup, base_url))
        _printed[key] = target.getvalue(), placed
    return _printed[key]
