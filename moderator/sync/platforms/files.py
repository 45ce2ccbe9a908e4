"""The files that platforms can import, or that people there type from.

Headings are those of the platforms (Go Vocal's German importer, Decidim's proposal importer,
CONSUL's recount form); a file with other headings is refused there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from moderator.domain.rounds import RoundState
from moderator.errors import BadInput, msg
from moderator.exchange.xlsx_guard import check_workbook
from moderator.sync.hand_over import write_table
from moderator.sync.platforms.decidim_shapes import decidim_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.domain.tallies import Results
    from moderator.sync.hand_over import Cell, HandedIdea, HandOver

_PERSON = ("Vorname", "Nachname", "E-Mail-Adresse", "Berechtigung")
_PUBLISHED = "Veröffentlichungsdatum (TT-MM-JJJJ)"
_GO_VOCAL = (
    *_PERSON,
    _PUBLISHED,
    "Titel",
    "Beschreibung",
    "Themen",
    "Standort",
    "Bild-URL",
    "Breitengrad",
    "Längengrad",
)
EXTERNAL = "Externe Referenz"
LONGEST_GO_VOCAL = 100
TEMPLATE = "template"


def write_go_vocal(handed: HandOver, target: Path) -> None:
    """Write the Excel file of Go Vocal's importer; everything lands there as a draft.

    With the option `template` (the file that the phase offers) its own headings are kept, in their
    order. Names of people are never filled in: they need a consent.

    Raises:
        BadInput: the template cannot be read or lacks title and text; a title is too long.
    """
    _refuse_long_titles(handed, LONGEST_GO_VOCAL)
    template = handed.options.get(TEMPLATE, "")
    headings = _template_headings(Path(template)) if template else _GO_VOCAL
    day = handed.evening.workshop.held_on
    rows = [
        [_go_vocal_cell(name, each, f"{day:%d-%m-%Y}" if day else "") for name in headings]
        for each in handed.ideas
    ]
    write_table(target, (headings, rows))


def _go_vocal_cell(heading: str, idea: HandedIdea, day: str) -> Cell:
    return {
        _PUBLISHED: day,
        "Titel": idea.title,
        "Beschreibung": idea.text(),
        "Themen": idea.topic,
        EXTERNAL: idea.reference.strip("[]").removeprefix("Ref "),
    }.get(heading)


def _template_headings(file: Path) -> Sequence[str]:
    try:
        with file.open("rb") as opened:
            check_workbook(opened)
            opened.seek(0)
            book = load_workbook(opened, read_only=True)
            first = next(iter(book.worksheets[0].iter_rows(values_only=True)), ())
            book.close()
    except OSError as error:
        raise BadInput(msg("The template {file} cannot be read."), file=file) from error
    headings = [str(each) for each in first if each not in {None, ""}]
    missing = [name for name in ("Titel", "Beschreibung") if name not in headings]
    if missing:
        raise BadInput(
            msg("The template has no column “{name}”."),
            msg("Export the template of the phase in German once more."),
            name=missing[0],
        )
    return headings


def _refuse_long_titles(handed: HandOver, most: int) -> None:
    long = [each for each in handed.ideas if len(each.title) > most]
    if long:
        raise BadInput(
            msg("The title of idea {number} has more than {most} characters."),
            msg("Please shorten it; nothing was written."),
            number=long[0].number,
            most=most,
        )


def write_decidim(handed: HandOver, target: Path) -> None:
    """Write Decidim's proposal import as .csv (with `;`), .xlsx or .json.

    Titles have to have 15 to 150 letters there: short ones get the workshop's title in front, long
    ones are cut, and stand whole in the text. Everything is published at once by the import.
    """
    locale = handed.options.get("locale") or handed.evening.workshop.language.value
    headings = (
        f"title/{locale}",
        f"body/{locale}",
        handed.options.get("topics", "taxonomies/ids"),
        "scope/id",
        "address",
        "latitude",
        "longitude",
    )
    rows = []
    for each in handed.ideas:
        title = decidim_title(each.title, handed.evening.workshop.title)
        text = each.text() if title.endswith(each.title) else f"{each.title}\n{each.text()}"
        rows.append((title, text, "", "", handed.evening.workshop.place, "", ""))
    write_table(target, (headings, rows))


def write_mein_berlin(handed: HandOver, target: Path) -> None:
    """Write a list for those who run the project: the platform takes ideas by its form only."""
    headings = ("Nr.", "Titel", "Beschreibung", "Kategorie", "Vor Ort gezählt", "Referenz")
    rows = [
        (e.number, e.title, e.body or e.title, e.topic, "\n".join(e.counts), e.reference)
        for e in handed.ideas
    ]
    write_table(target, (headings, rows))


def write_open_slides(handed: HandOver, target: Path) -> None:
    """Write agenda topics for OpenSlides' import; counts stand in the text."""
    headings = ("title", "text", "agenda_comment", "agenda_type", "agenda_duration")
    rows = [(e.title, e.text(), e.reference, "", "") for e in handed.ideas]
    write_table(target, (headings, rows), separator=",")


def write_consul(handed: HandOver, target: Path) -> None:
    """Write the recount sheet that a poll officer types from: one row per answer of a booth.

    Raises:
        BadInput: no round is closed yet.
    """
    results = _latest(handed)
    workshop = handed.evening.workshop
    headings = (
        "question",
        "answer_index",
        "answer",
        "count",
        "blank",
        "null",
        "total",
        "booth",
        "date",
    )
    day = workshop.held_on.isoformat() if workshop.held_on else ""
    by_number = sorted(results.ranking, key=lambda line: line.number)
    counts = [line.paper + line.phone for line in by_number]
    rows = [
        (results.round.title, place, line.title, count, 0, 0, sum(counts), workshop.place, day)
        for place, (line, count) in enumerate(zip(by_number, counts, strict=True))
    ]
    write_table(target, (headings, rows))


def _latest(handed: HandOver) -> Results:
    found = handed.evening.results
    closed = [
        found[each.id]
        for each in handed.evening.rounds
        if each.state is RoundState.CLOSED and each.id in found
    ]
    if not closed:
        raise BadInput(msg("No round is closed yet, so there is nothing to count."))
    return closed[-1]


WRITERS = {
    "go-vocal": (write_go_vocal, (".xlsx",)),
    "go-vocal-v2": (write_go_vocal, (".xlsx",)),
    "decidim": (write_decidim, (".csv", ".xlsx", ".json")),
    "mein.berlin": (write_mein_berlin, (".csv", ".xlsx")),
    "openslides": (write_open_slides, (".csv",)),
    "consul": (write_consul, (".csv", ".xlsx")),
}
"""What writes the file of a kind of platform, and the endings it may have."""
