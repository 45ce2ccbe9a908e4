"""Prints personal voting cards: code, QR, what the card is for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from moderator.domain.codes import shown_ballot_code
from moderator.errors import BadInput, msg
from moderator.printing.label_drawing import LabelArtist, LabelFace
from moderator.printing.label_layouts import label_layout
from moderator.printing.placed import PlacedCard, no_field
from moderator.printing.qr_codes import QrEncoder, ballot_address
from moderator.printing.sheet_pages import SheetPages
from moderator.printing.voting_card_backs import BackArtist, require_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from moderator.domain.codes import BallotCode
    from moderator.i18n import Words
    from moderator.printing.sheet_pages import PageSetup, Spot


@dataclass(frozen=True, slots=True)
class VotingCardText:
    """What all voting cards say.

    Attributes:
        round_title: empty on cards for all rounds.
        base_url: address that phones open; empty for codes only.
        backs: print how to vote on the back.
    """

    workshop_title: str
    round_title: str = ""
    base_url: str = ""
    backs: bool = False

    def face(self, code: BallotCode, w: Words, *, roomy: bool) -> LabelFace:
        """Return what stands on the card of `code`; where it is `roomy`, the code stands large."""
        shown = shown_ballot_code(code)
        if not roomy:
            return LabelFace(shown, title=self.workshop_title)
        rounds = self.round_title or w("For all rounds of the evening")
        use = (
            w("Scan the code with the phone’s camera and give your dots.")
            if self.base_url
            else w("Show this card when you give your dots.")
        )
        return LabelFace(
            code=w("Voting card"),
            # A hyphen at which no line is broken.
            title=shown.replace("-", "\u2011"),
            body=f"{use} {w('One card per person. Nobody knows who has which one.')}",
            # Half a sentence helps nobody.
            briefer=(use, ""),
            footer=f"{self.workshop_title} · {rounds}",
        )


def place_voting_cards(
    target: BinaryIO, codes: Iterable[BallotCode], setup: PageSetup, text: VotingCardText
) -> Iterator[PlacedCard]:
    """Write voting cards as PDF to `target`; yield where each stands once it is drawn.

    Raises:
        BadInput: there is no code, the address cannot be used, or the sheet does not fit or has
            no back.
        NotFound: the typeface is missing.
        OSError: `target` cannot be written.
    """
    setup.require_usable()
    if text.backs:
        require_back(setup.sheet)
    some = iter(codes)
    first = next(some, None)
    if first is None:
        raise BadInput(msg("There are no voting cards to print."))
    encoder = QrEncoder()
    modules = encoder.encode(ballot_address(text.base_url, first)).modules
    layout = label_layout(setup.sheet, modules)

    def draw_back(spot: Spot) -> None:
        with back.pen.at(*pages.corner(spot)):
            back.draw()

    pages = SheetPages(target, setup, draw_back if text.backs else None)
    artist = LabelArtist(pages.canvas, layout, setup.w)
    back = BackArtist(pages.canvas, setup, layout.kind, with_address=bool(text.base_url))
    for code in chain((first,), some):
        url = ballot_address(text.base_url, code)
        spot = pages.next_spot()
        face = text.face(code, setup.w, roomy=bool(layout.kind.body[0]))
        qr = artist.draw(face, encoder.encode(url), *pages.corner(spot))
        yield PlacedCard(
            page=spot.page,
            code=code,
            url=url,
            card_mm=spot.label,
            qr_mm=pages.on_page(spot, qr),
            dots_mm=pages.on_page(spot, no_field(layout.text)),
            text_mm=pages.on_page(spot, layout.text),
        )
    pages.end()
