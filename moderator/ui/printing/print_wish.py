"""What a person wants printed, before anything of printing is loaded."""

from __future__ import annotations

from dataclasses import dataclass

FRESH_CODES = frozenset({"blank", "coasters", "ballots"})
"""Papers whose codes are issued when they are printed."""
COUNTED = FRESH_CODES | {"tables"}
"""Papers of which a number is asked for."""
WITH_LABELS = FRESH_CODES | {"ideas"}
"""Papers that can begin on a sheet that is partly used."""
FOR_TONIGHT = frozenset({"tables", "join"})
"""Papers that nobody takes home."""
WITHOUT_ADDRESS = frozenset({"calibration"})
WITH_WIFI = frozenset({"tables", "join"})
OF_IDEAS = frozenset({"ideas", "projects"})
"""Papers that can be printed for some ideas only."""
OF_ROUNDS = frozenset({"ballots", "results"})
"""Papers that are about a round."""
ON_STOCK = frozenset({"ideas", "blank", "ballots", "tables", "join", "results", "projects"})
"""Papers whose codes stand on the paper of one's own tray."""
WITH_BACKS = frozenset({"coasters", "ballots"})
"""Papers that can have something on their backs."""
TWO_SIDED = frozenset({"projects"})
"""Papers whose pages are front and back."""
SHOWN_ONCE = "ballots"
"""The paper that holds codes which are shown once."""


@dataclass(frozen=True, slots=True)
class PrintWish:
    """What to print and on what.

    Attributes:
        paper: name of the kind of paper, as the command line has it.
        count: number of pieces; None where it follows from the board.
        start: the first label to print on, counted from 1.
        base_url: address of the QR codes, empty for codes only.
        again: what becomes of voting codes made before: `ask`, `replace` or `more`.
        round_id: the round it is about, empty for the usual one.
        ideas: ids of the ideas; empty for all on the board.
        paper_colour: colour of the paper, empty for white.
        offset_mm: how far print is moved to the right and down; None for what is remembered.
    """

    paper: str
    sheet: str = ""
    count: int | None = None
    start: int = 1
    base_url: str = ""
    wifi_name: str = ""
    wifi_password: str = ""
    backs: bool = False
    again: str = "ask"
    round_id: str = ""
    ideas: tuple[str, ...] = ()
    paper_colour: str = ""
    offset_mm: tuple[float, float] | None = None

    @property
    def is_two_sided(self) -> bool:
        """Whether its pages are front and back."""
        return self.backs or self.paper in TWO_SIDED
