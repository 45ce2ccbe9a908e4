"""The back of a voting card: how to vote. It has no code: a card that lies face down is secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.errors import BadInput, msg
from moderator.printing.boxes import Box, points
from moderator.printing.inks import SOFT
from moderator.printing.page_drawing import PageDrawing, Side
from moderator.printing.sheets import Shape
from moderator.printing.text_fit import LEADING
from moderator.printing.typefaces import Weight

if TYPE_CHECKING:
    from moderator.i18n import Words
    from moderator.printing.label_layouts import LabelClass
    from moderator.printing.sheet_pages import PageSetup
    from moderator.printing.sheets import Sheet
    from moderator.printing.streamed_pdf import StreamedCanvas

_LARGER = 1.2
"""The back has less to say than the front: its words are larger by this."""


def require_back(sheet: Sheet) -> None:
    """Refuse sheets whose labels stick: their back is taken off.

    Raises:
        BadInput: the sheet is not one of cards to be cut.
    """
    if not sheet.cut_marks:
        raise BadInput(
            msg("The labels of this sheet have no back to print."),
            msg("Choose a sheet of cards to be cut out, or leave the backs blank."),
        )


def voting_steps(w: Words, *, with_address: bool) -> list[str]:
    """Return how to vote, step by step."""
    if with_address:
        first = w("Scan the code on the front with the phone’s camera. No phone? Ask the team.")
    else:
        first = w("Show the front of this card to the team.")
    return [
        first,
        w("Give your dots. Until the round ends they can be changed."),
        w("Keep the card. Nobody knows who has which one."),
    ]


class BackArtist:
    """Draws the same back on every card of one sheet."""

    def __init__(
        self, canvas: StreamedCanvas, setup: PageSetup, kind: LabelClass, *, with_address: bool
    ) -> None:
        self.pen = PageDrawing(canvas, setup.w)
        self._kind = kind
        self._title = setup.title
        self._heading = setup.w("How to vote")
        steps = voting_steps(setup.w, with_address=with_address)
        sheet, area = setup.sheet, setup.sheet.area()
        # What is near the paper's left edge on the front is near its right edge on the back.
        self._area = area._replace(x=sheet.label_mm[0] - area.right)
        round_one = sheet.shape is Shape.ROUND
        self._side = Side.MIDDLE if round_one else Side.LEFT
        # Figures before centred lines would stand anywhere.
        self._steps = "\n\n".join(
            step if round_one else f"{number}. {step}" for number, step in enumerate(steps, start=1)
        )

    def draw(self) -> None:
        """Draw heading, steps and the workshop's title at the place the pen is at."""
        kind, area = self._kind, self._area
        size = kind.code * _LARGER
        line, foot = (each * LEADING / points(1) for each in (size, kind.footer))
        heading = area._replace(h=line)
        self.pen.words(
            heading, self._heading, (size, size / 2), weight=Weight.BOLD, side=self._side
        )
        top = heading.bottom + kind.gap
        steps = Box(area.x, top, area.w, area.bottom - foot - kind.gap - top)
        sizes = kind.body[0] * _LARGER, kind.body[1]
        self.pen.words(steps, self._steps, sizes, side=self._side)
        footer = Box(area.x, area.bottom - foot, area.w, foot)
        self.pen.words(footer, self._title, (kind.footer, kind.footer), ink=SOFT, side=self._side)
