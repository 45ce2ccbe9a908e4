"""An own sheet while it is typed: which of its measures cannot be meant, in one sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from moderator.errors import BadInput, NotFound, msg
from moderator.printing.own_sheets import sheet_data
from moderator.printing.sheet_catalogue import read_sheet
from moderator.printing.sheets import Shape, sheet_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from moderator.printing.sheets import Pair, Sheet

MOST_LABELS = 500
"""As many as `sheet_from` takes."""
_LARGEST_PAGE_MM = 1500
_OVERSHOOT_MM = 0.2
_OVERLAP_MM = 0.05
_MOST_SIGNS = 60

ACROSS, DOWN = 0, 1
TITLE, PAGE, LABEL, NUMBER, ORIGIN, PITCH = "title", "page", "label", "number", "origin", "pitch"
"""The rows of a form; all but the title have a field across and one down."""


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """Labels on paper as somebody typed them, mm; nothing is checked.

    Attributes:
        number: columns and rows.
        kept: what else is known of a sheet that is changed, as it stands in a file.
    """

    title: str = ""
    page_mm: Pair = (210.0, 297.0)
    label_mm: Pair = (70.0, 37.0)
    number: tuple[int, int] = (3, 8)
    origin_mm: Pair = (0.0, 0.5)
    pitch_mm: Pair = (70.0, 37.0)
    is_round: bool = False
    cut_marks: bool = False
    kept: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name under which the sheet is kept."""
        return "-".join(self.title.lower().split())

    @property
    def data(self) -> dict[str, Any]:
        """The sheet as `sheet_from` reads it."""
        kept = {key: value for key, value in self.kept.items() if key != "places_mm"}
        return kept | {
            "name": self.name,
            "title": " ".join(self.title.split()),
            "page_mm": list(self.page_mm),
            "label_mm": list(self.label_mm),
            "columns": self.number[ACROSS],
            "rows": self.number[DOWN],
            "origin_mm": list(self.origin_mm),
            "pitch_mm": list(self.pitch_mm),
            "shape": (Shape.ROUND if self.is_round else Shape.RECTANGLE).value,
            "cut_marks": self.cut_marks,
        }

    def end_mm(self, way: int) -> float:
        """Return where the last label ends, across or down."""
        steps = (self.number[way] - 1) * self.pitch_mm[way]
        return self.origin_mm[way] + max(steps, 0) + self.label_mm[way]


@dataclass(frozen=True, slots=True)
class SheetFault:
    """What is wrong, and in which field.

    Attributes:
        row: one of `TITLE` to `PITCH`.
        way: `ACROSS` or `DOWN`.
        sentence: English message id with its `values`, lengths in mm.
    """

    row: str
    way: int
    sentence: str
    values: Mapping[str, float] = field(default_factory=dict)


def draft_of(sheet: Sheet, language: str) -> SheetDraft:
    """Return an own sheet as it stands in a form.

    Raises:
        BadInput: its labels do not stand in a grid.
    """
    if sheet.labels > 1 and sheet.pitch_mm == (0.0, 0.0):
        raise BadInput(
            msg("The labels of this sheet do not stand in rows and columns."),
            msg("It can only be changed in the file it came from."),
        )
    pitch = sheet.label_mm if sheet.labels == 1 else sheet.pitch_mm
    return SheetDraft(
        title=sheet.title(language),
        page_mm=sheet.page_mm,
        label_mm=sheet.label_mm,
        number=(sheet.columns, sheet.rows),
        origin_mm=sheet.origin_mm,
        pitch_mm=pitch,
        is_round=sheet.shape is Shape.ROUND,
        cut_marks=sheet.cut_marks,
        kept=sheet_data(sheet),
    )


def name_is_taken(name: str, own: Iterable[Sheet]) -> bool:
    """Tell whether a sheet that comes along or one of `own` answers to `name`."""
    try:
        read_sheet(name, own)
    except NotFound:
        return False
    return True


def fault_in(draft: SheetDraft, others: Iterable[Sheet] = ()) -> SheetFault | None:
    """Return the first thing that cannot be meant; None if the sheet can be used.

    Args:
        draft: what was typed.
        others: the own sheets beside it, whose names are taken.
    """
    return (
        _fault_in_measures(draft)
        or _fault_in_title(draft, others)
        or _fault_that_is_left(draft, ACROSS)
    )


def _fault_in_title(draft: SheetDraft, others: Iterable[Sheet]) -> SheetFault | None:
    name = draft.name
    if not name:
        return SheetFault(TITLE, ACROSS, msg("The sheet needs a name."))
    if len(name) > _MOST_SIGNS or not name.isprintable():
        return SheetFault(TITLE, ACROSS, msg("This name is too long or holds hidden signs."))
    if name_is_taken(name, others):
        return SheetFault(TITLE, ACROSS, msg("There is a sheet of this name already."))
    return None


def _fault_in_measures(draft: SheetDraft) -> SheetFault | None:
    for check in (_fault_in_size, _fault_in_place, _fault_in_steps):
        for way in (ACROSS, DOWN):
            if (fault := check(draft, way)) is not None:
                return fault
    return None


def _fault_in_size(draft: SheetDraft, way: int) -> SheetFault | None:
    page, label = draft.page_mm[way], draft.label_mm[way]
    if not 0 < page <= _LARGEST_PAGE_MM:
        sentence = msg("Paper measures more than 0 and at most {most} mm.")
        return SheetFault(PAGE, way, sentence, {"most": _LARGEST_PAGE_MM})
    if label <= 0:
        return SheetFault(LABEL, way, msg("A label measures more than 0 mm."))
    if label > page + _OVERSHOOT_MM:
        wide = msg("The label is wider than the paper, which measures {page} mm.")
        high = msg("The label is higher than the paper, which measures {page} mm.")
        return SheetFault(LABEL, way, (wide, high)[way], {"page": page})
    return None


def _fault_in_place(draft: SheetDraft, way: int) -> SheetFault | None:
    origin, page = draft.origin_mm[way], draft.page_mm[way]
    if origin < -_OVERSHOOT_MM:
        return SheetFault(ORIGIN, way, msg("The first label begins outside the paper."))
    if origin + draft.label_mm[way] > page + _OVERSHOOT_MM:
        over = origin + draft.label_mm[way] - page
        sentence = msg("The first label ends {over} mm outside the paper.")
        return SheetFault(ORIGIN, way, sentence, {"over": over})
    return None


def _fault_in_steps(draft: SheetDraft, way: int) -> SheetFault | None:
    number, pitch = draft.number[way], draft.pitch_mm[way]
    if draft.number[ACROSS] * draft.number[DOWN] > MOST_LABELS:
        sentence = msg("A sheet holds at most {most} labels.")
        return SheetFault(NUMBER, way, sentence, {"most": MOST_LABELS})
    if number == 1:
        return None
    if pitch < draft.label_mm[way] - _OVERLAP_MM:
        sentence = msg("Labels overlap: from one to the next it is at least {least} mm.")
        return SheetFault(PITCH, way, sentence, {"least": draft.label_mm[way]})
    over = draft.end_mm(way) - draft.page_mm[way]
    if over > _OVERSHOOT_MM:
        sentence = msg("The last label ends {over} mm outside the paper.")
        return SheetFault(NUMBER, way, sentence, {"over": over})
    return None


def _fault_that_is_left(draft: SheetDraft, way: int) -> SheetFault | None:
    """Ask the sheet itself: margins, mostly."""
    try:
        sheet_from(draft.data)
    except BadInput:
        sentence = msg("Such a small label leaves no room for print between its margins.")
        return SheetFault(LABEL, way, sentence)
    return None
