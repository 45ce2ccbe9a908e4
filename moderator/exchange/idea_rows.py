"""From the named cells of one row to an idea that is safe to keep and recognised next time."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace

from moderator.domain.codes import read_card_code
from moderator.domain.ideas import IdeaDraft, Origin
from moderator.domain.plain_text import clean_body, clean_line, clean_title
from moderator.exchange.incoming import FACT_LIMIT, FACT_NAME_LIMIT, MOST_FACTS

RUNNING_NUMBER_SIGNS = 6
"""An “ID” of fewer digits is taken for a running number, which other lists use as well."""


@dataclass(slots=True)
class IdeaRow:
    """One row before it is checked; `facts` are the columns without a meaning of their own."""

    title: str = ""
    body: str = ""
    table: str = ""
    cluster: str = ""
    code: str = ""
    id: str = ""
    key: str = ""
    facts: dict[str, str] = field(default_factory=dict)


class IdeaRows:
    """Turns rows of one file into drafts and gives each a key that is unique in the file.

    The key is, in this order: a key the file states itself, the card code, an id given by another
    program, else a hash of the content with an ordinal for exact repetitions. Running numbers are
    no identity: the lists of two tables both have a number 1.
    """

    def __init__(self) -> None:
        self.shortened = 0
        self.facts_left_out = 0
        self._times: Counter[str] = Counter()

    def draft(self, row: IdeaRow) -> IdeaDraft:
        """Return the idea of `row`.

        Raises:
            BadInput: the title is empty or too long, or another cell cannot be used.
        """
        draft = IdeaDraft(
            title=clean_title(row.title),
            body=clean_body(row.body),
            table=clean_line(row.table),
            cluster=clean_line(row.cluster),
            code=read_card_code(row.code) if row.code.strip() else "",
            origin=Origin.IMPORT,
        )
        key = self._once(_key(row, draft))
        return replace(draft, source_key=key, source=self._bounded(row.facts))

    def _once(self, key: str) -> str:
        self._times[key] += 1
        times = self._times[key]
        return key if times == 1 else f"{key}#{times}"

    def _bounded(self, facts: dict[str, str]) -> dict[str, str]:
        kept: dict[str, str] = {}
        for name, value in facts.items():
            name_shown = clean_line(name[:FACT_NAME_LIMIT], FACT_NAME_LIMIT)
            short = value if len(value) <= FACT_LIMIT else f"{value[: FACT_LIMIT - 1]}…"
            text = clean_body(short)
            if not (name_shown and text):
                continue
            if len(kept) == MOST_FACTS:
                self.facts_left_out += 1
                break
            self.shortened += short is not value
            kept[name_shown] = text
        return kept


def _key(row: IdeaRow, draft: IdeaDraft) -> str:
    if row.key:
        return clean_line(row.key, 200)
    if draft.code:
        return f"code:{draft.code}"
    given = clean_line(row.id, 200)
    if given and not (given.isdecimal() and len(given) < RUNNING_NUMBER_SIGNS):
        return f"id:{given}"
    content = "\x1f".join((given, draft.title, draft.body, draft.table, draft.cluster))
    return f"text:{hashlib.sha256(content.encode()).hexdigest()[:32]}"
