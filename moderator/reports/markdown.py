"""The protocol as Markdown (CommonMark with tables), for wikis and mail.

What people wrote is text and stays text: signs that Markdown or HTML would act on are escaped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderator.reports import contents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moderator.domain.evenings import Evening
    from moderator.domain.rounds import VoteRound
    from moderator.domain.tallies import Results
    from moderator.i18n import Words

_ACTING = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_BLANK_LINES = re.compile(r"\n{3,}")
_LIST_SIGN = re.compile(r"^(\d*)(?=[-+=:.)])")


def markdown_of(evening: Evening, w: Words) -> str:
    """Return the whole protocol as Markdown with a line feed at the end."""
    lines = [
        f"# {_text(evening.workshop.title)}",
        "",
        *(f"- **{label}:** {_text(value)}" for label, value in contents.facts(evening, w)),
        *_agenda(evening, w),
        *_ideas(evening, w),
        *_rounds(evening, w),
    ]
    # One blank line parts blocks, however many were asked for.
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"


def _agenda(evening: Evening, w: Words) -> Iterator[str]:
    if not evening.steps:
        return
    yield from _heading(2, w("Agenda"))
    for step in sorted(evening.steps, key=lambda step: step.position):
        mark = f"{step.position}. "
        yield mark + _line(contents.step_line(step, w))
        yield from _indented(step.instruction, len(mark))


def _ideas(evening: Evening, w: Words) -> Iterator[str]:
    yield from _heading(2, w("Ideas"))
    if not evening.ideas:
        yield w("No ideas yet.")
    numbers = contents.numbers_of(evening)
    for group in contents.idea_groups(evening, w):
        if group.heading:
            yield from _heading(3, group.heading)
        for idea in group.ideas:
            notes = " · ".join(contents.idea_notes(idea, numbers, w))
            yield f"- **{idea.number} · {_text(idea.title)}** ({_text(notes)})"
            yield from _indented(idea.body, 2)


def _rounds(evening: Evening, w: Words) -> Iterator[str]:
    yield from _heading(2, w("Votes"))
    if not evening.rounds:
        yield w("No vote yet.")
    for vote in sorted(evening.rounds, key=lambda vote: vote.number):
        yield from _round(vote, evening.results.get(vote.id), w)


def _round(vote: VoteRound, results: Results | None, w: Words) -> Iterator[str]:
    yield from _heading(3, contents.round_heading(vote, w))
    yield _line(contents.rule_text(vote, w))
    yield from _paragraph(contents.state_sentences(vote, results, w))
    if results is not None and results.ranking:
        yield ""
        yield from _ranking(results, w)
        yield from _paragraph(contents.reading_sentences(results, w))


def _ranking(results: Results, w: Words) -> Iterator[str]:
    names, told = contents.part_names(w), contents.parts_told_apart(results)
    heads = [w("No."), w("Topic"), w("Dots"), w("Rank"), *(names[key] for key in told)]
    yield _row(heads)
    yield "| ---: | --- | ---: | ---: |" + " ---: |" * len(told)
    for line in results.ranking:
        figures = [getattr(line, key) for key in told]
        yield _row([line.number, line.title, line.dots, line.rank, *figures])


def _row(cells: Sequence[object]) -> str:
    return f"| {' | '.join(_text(str(cell)) for cell in cells)} |"


def _heading(level: int, text: str) -> list[str]:
    return ["", f"{'#' * level} {_text(text)}", ""]


def _paragraph(sentences: list[str]) -> Iterator[str]:
    if sentences:
        yield ""
        yield _line(" ".join(sentences))


def _indented(text: str, by: int) -> Iterator[str]:
    """Yield people's text as a paragraph of a list item, its line breaks kept."""
    lines = [_line(line) for line in text.split("\n") if line.strip()]
    if lines:
        yield ""
        yield ("\\\n" + " " * by).join([" " * by + lines[0], *lines[1:]])
        yield ""


def _line(text: str) -> str:
    """Return `text` for the beginning of a line, where figures and dashes would make a list."""
    return _LIST_SIGN.sub(r"\1\\", _text(text))


def _text(text: str) -> str:
    """Return `text` so that Markdown shows it as it was written, on one line."""
    return _ACTING.sub(r"\\\1", " ".join(text.split()))
