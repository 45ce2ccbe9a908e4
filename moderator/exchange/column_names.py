"""Columns of an ideas table: what other programs call them, and what we call them in exports."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from moderator.domain.workshops import Language


class Column(StrEnum):
    """Columns with a meaning; every other column is a further fact about the idea."""

    CODE = "code"
    NUMBER = "number"
    TITLE = "title"
    BODY = "body"
    CLUSTER = "cluster"
    TABLE = "table"
    DOTS = "dots"
    RANK = "rank"
    ID = "id"
    PERSON = "person"


HEADINGS = {
    Language.GERMAN: {
        Column.CODE: "Kartencode",
        Column.NUMBER: "Nr",
        Column.TITLE: "Titel",
        Column.BODY: "Beschreibung",
        Column.CLUSTER: "Cluster",
        Column.TABLE: "Tisch",
        Column.DOTS: "Punkte",
        Column.RANK: "Rang",
    },
    Language.ENGLISH: {
        Column.CODE: "Card code",
        Column.NUMBER: "No",
        Column.TITLE: "Title",
        Column.BODY: "Description",
        Column.CLUSTER: "Cluster",
        Column.TABLE: "Table",
        Column.DOTS: "Dots",
        Column.RANK: "Rank",
    },
}
"""Headings of exports. They are part of the file format, not of the window: both are read back."""

# The first name that a table holds wins, so “Titel” beats “Name” in a table with both.
_NAMES: dict[Column, tuple[str, ...]] = {
    Column.TITLE: (
        "titel", "title", "ideentitel", "ideatitle", "ueberschrift", "uberschrift", "headline",
        "heading", "idee", "idea", "ideen", "ideas", "vorschlag", "vorschlaege", "vorschlage",
        "proposal", "proposals", "suggestion", "suggestions", "projekttitel",
        "projecttitle", "projektname", "projectname", "projekt", "project", "betreff", "subject",
        "kartentext", "karte", "card", "beitrag", "stichwort", "bezeichnung", "name",
    ),
    Column.BODY: (
        "beschreibung", "description", "text", "body", "inhalt", "content", "details",
        "erlaeuterung", "erlauterung", "langtext", "bodytext",
    ),
    Column.TABLE: (
        "tisch", "table", "tischnummer", "tischnr", "tablenumber", "tableno", "tischgruppe",
    ),
    Column.CLUSTER: (
        "cluster", "clusterueberschrift", "clusteruberschrift", "thema", "topic", "themen",
        "topics", "themenblock", "themenfeld", "kategorie", "kategorien", "category",
        "categories", "rubrik", "block",
    ),
    Column.CODE: ("code", "kartencode", "cardcode"),
    Column.NUMBER: (
        "nr", "nummer", "number", "no", "num", "#", "lfdnr", "laufendenummer", "ideennummer",
        "ideanumber",
    ),
    Column.ID: (
        "id", "uuid", "kennung", "ideaid", "ideenid", "projektid", "projectid", "postid",
    ),
    Column.DOTS: ("punkte", "dots"),
    Column.RANK: ("rang", "rank"),
}  # fmt: skip

_PERSON = re.compile(
    "mail|telefon|phone|autor|author|verfasser|vorname|nachname|firstname|lastname|surname"
    "|geburt|birth|^(name|handy|mobil|alter|age|geschlecht|gender|sex|ip|ipadresse|ipaddress"
    "|user|username|benutzer|benutzername|eingereichtvon|submittedby)$"
)


def plain_heading(heading: str) -> str:
    """Return a heading without case, blanks, signs and diacritics: “Über-Schrift ”, uberschrift."""
    decomposed = unicodedata.normalize("NFKD", heading[:200]).casefold()
    letters = "".join(sign for sign in decomposed if sign.isalnum())
    return letters or ("#" if "#" in heading else "")


def known_columns(headings: tuple[str, ...]) -> dict[int, Column]:
    """Return the columns with a meaning by their place; each meaning is given once.

    Person is the exception: every column that looks like personal data is marked, so that it can be
    left out.
    """
    plain = [plain_heading(heading) for heading in headings]
    found: dict[int, Column] = {}
    for column, names in _NAMES.items():
        places = (plain.index(name) for name in names if name in plain)
        place = next((place for place in places if place not in found), None)
        if place is not None:
            found[place] = column
    for place, name in enumerate(plain):
        if place not in found and _PERSON.search(name):
            found[place] = Column.PERSON
    return found
