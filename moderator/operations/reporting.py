"""Writing the protocol and exports of a workshop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moderator.i18n import words
from moderator.operations.evenings import read_evening
from moderator.operations.photo_evidence import photo_evidence
from moderator.reports.exports import write_report as write

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.domain.ids import WorkshopId
    from moderator.operations.desk import Desk


def write_report(desk: Desk, workshop_id: WorkshopId, target: Path) -> None:
    """Write a workshop as pdf, xlsx, csv, md, json, pb or html, by the suffix of `target`.

    Raises:
        BadInput: the suffix is unknown, the content does not fit the format, or the file cannot
            be written; no half-written file is left.
        NotFound: there is no such workshop.
    """
    evening = read_evening(desk, workshop_id, with_ballots=True)
    if target.suffix.lower() == ".pdf":
        evening = replace(evening, photos=photo_evidence(desk, evening))
    write(evening, target, words(evening.workshop.language))
