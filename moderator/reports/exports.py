"""Writes an evening to a file whose suffix says the kind: protocol, spreadsheet, data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.rounds import RoundState
from moderator.errors import BadInput, msg
from moderator.exchange.csv_files import write_ideas_csv
from moderator.exchange.evening_json import write_evening_json
from moderator.exchange.pabulib.writing import write_pabulib
from moderator.exchange.xlsx_export import write_ideas_xlsx
from moderator.printing.whole_files import written_whole
from moderator.reports.markdown import markdown_of
from moderator.reports.protocol import write_protocol
from moderator.reports.web_page import web_page_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

    from moderator.domain.evenings import Evening
    from moderator.domain.ids import RoundId
    from moderator.i18n import Words

    Writer = Callable[[Evening, BinaryIO, Words], None]


def write_report(evening: Evening, target: Path, w: Words) -> None:
    """Write `evening` as pdf, xlsx, csv, md, html, json or pb, whole or not at all.

    Args:
        evening: what to write; a .pb file needs the ballots of its latest closed round.
        target: the file; its suffix, in any case, says the kind.
        w: the words of texts for people.

    Raises:
        BadInput: the suffix is unknown, the content does not fit the kind, or the file cannot be
            written.
        NotFound: the typeface is missing.
    """
    writer = _WRITERS.get(target.suffix.lower())
    if writer is None:
        raise BadInput(
            msg("“{name}” does not say what kind of file to write."),
            msg("Known endings: {known}."),
            name=target.name,
            known=", ".join(_WRITERS),
        )
    with written_whole(target) as file:
        writer(evening, file, w)


def _write_xlsx(evening: Evening, target: BinaryIO, _: Words) -> None:
    write_ideas_xlsx(evening, target)


def _write_csv(evening: Evening, target: BinaryIO, _: Words) -> None:
    write_ideas_csv(evening, target)


def _write_json(evening: Evening, target: BinaryIO, _: Words) -> None:
    write_evening_json(evening, target)


def _write_pabulib(evening: Evening, target: BinaryIO, _: Words) -> None:
    write_pabulib(evening, _latest_closed_round(evening), target)


def _latest_closed_round(evening: Evening) -> RoundId:
    closed = [vote for vote in evening.rounds if vote.state is RoundState.CLOSED]
    if not closed:
        raise BadInput(
            msg("There is no closed vote to write to a .pb file."),
            msg("Close a vote first; the ideas alone fit into .xlsx or .csv."),
        )
    return max(closed, key=lambda vote: vote.number).id


def _write_markdown(evening: Evening, target: BinaryIO, w: Words) -> None:
    target.write(markdown_of(evening, w).encode())


def _write_web_page(evening: Evening, target: BinaryIO, w: Words) -> None:
    target.write(web_page_of(evening, w).encode())


_WRITERS: dict[str, Writer] = {
    ".pdf": write_protocol,
    ".xlsx": _write_xlsx,
    ".csv": _write_csv,
    ".md": _write_markdown,
    ".html": _write_web_page,
    ".json": _write_json,
    ".pb": _write_pabulib,
}
