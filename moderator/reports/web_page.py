"""The protocol as one web page: nothing is loaded from elsewhere, light and dark, made to print."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from moderator.paths import resource
from moderator.printing.inks import TINTS
from moderator.reports import contents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.domain.evenings import Evening
    from moderator.domain.ideas import Idea
    from moderator.domain.ids import IdeaId
    from moderator.domain.rounds import VoteRound
    from moderator.domain.tallies import RankedIdea, Results
    from moderator.i18n import Words

# Everything is in the file: a reader's browser must not fetch, run or send anything.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def web_page_of(evening: Evening, w: Words) -> str:
    """Return the whole protocol as an HTML document."""
    style = resource("reports", "protocol.css").read_text(encoding="utf-8")
    title = escape(evening.workshop.title)
    lines = [
        "<!doctype html>",
        f'<html lang="{w.language.value}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{style}</style>",
        "</head>",
        "<body>",
        "<header>",
        f'<p class="kind">{escape(w("Workshop record"))}</p>',
        f'<h1 dir="auto">{title}</h1>',
        "<dl>",
        *(
            f'<dt>{escape(label)}</dt><dd dir="auto">{escape(value)}</dd>'
            for label, value in contents.facts(evening, w)
        ),
        "</dl>",
        f"<p>{escape(contents.summary(evening, w))}</p>",
        "</header>",
        "<main>",
        *_agenda(evening, w),
        *_ideas(evening, w),
        *_rounds(evening, w),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _agenda(evening: Evening, w: Words) -> Iterator[str]:
    if not evening.steps:
        return
    yield f"<section><h2>{escape(w('Agenda'))}</h2><ol>"
    for step in sorted(evening.steps, key=lambda step: step.position):
        yield f'<li><h4 dir="auto">{escape(contents.step_line(step, w))}</h4>'
        yield from _people_text(step.instruction)
        yield "</li>"
    yield "</ol></section>"


def _ideas(evening: Evening, w: Words) -> Iterator[str]:
    yield f"<section><h2>{escape(w('Ideas'))}</h2>"
    if not evening.ideas:
        yield f"<p>{escape(w('No ideas yet.'))}</p>"
    numbers = contents.numbers_of(evening)
    for group in contents.idea_groups(evening, w):
        if group.heading:
            tint = TINTS[group.colour]
            yield f'<h3 dir="auto" style="--tint: {tint}">{escape(group.heading)}</h3>'
        yield '<ol class="ideas">'
        for idea in group.ideas:
            yield from _idea(idea, numbers, w)
        yield "</ol>"
    yield "</section>"


def _idea(idea: Idea, numbers: dict[IdeaId, int], w: Words) -> Iterator[str]:
    notes = " · ".join(contents.idea_notes(idea, numbers, w))
    yield f'<li value="{idea.number}"><h4 dir="auto">{escape(idea.title)}</h4>'
    yield from _people_text(idea.body)
    yield f'<p class="note">{escape(notes)}</p></li>'


def _rounds(evening: Evening, w: Words) -> Iterator[str]:
    yield f"<section><h2>{escape(w('Votes'))}</h2>"
    if not evening.rounds:
        yield f"<p>{escape(w('No vote yet.'))}</p>"
    for vote in sorted(evening.rounds, key=lambda vote: vote.number):
        yield from _round(vote, evening.results.get(vote.id), w)
    yield "</section>"


def _round(vote: VoteRound, results: Results | None, w: Words) -> Iterator[str]:
    yield f'<h3 dir="auto">{escape(contents.round_heading(vote, w))}</h3>'
    yield f"<p>{escape(contents.rule_text(vote, w))}</p>"
    yield f'<p class="said">{escape(" ".join(contents.state_sentences(vote, results, w)))}</p>'
    if results is None or not results.ranking:
        return
    yield from _ranking(results, w)
    for sentence in contents.reading_sentences(results, w):
        yield f'<p class="said">{escape(sentence)}</p>'


def _ranking(results: Results, w: Words) -> Iterator[str]:
    names, told = contents.part_names(w), contents.parts_told_apart(results)
    heads = [w("No."), w("Topic"), w("Dots"), w("Rank"), *(names[key] for key in told)]
    yield "<table><thead><tr>"
    yield "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    yield "</tr></thead><tbody>"
    most = max((line.dots for line in results.ranking), default=0)
    for line in results.ranking:
        yield _row(line, told, max(most, 1))
    yield "</tbody></table>"


def _row(line: RankedIdea, told: tuple[str, ...], most: int) -> str:
    share = max(line.dots, 0) / most * 100
    cells = [
        f'<td class="n">{line.number}</td>',
        f'<th scope="row" dir="auto">{escape(line.title)}'
        f'<span class="bar" style="--share: {share:.1f}%"></span></th>',
        f'<td class="n dots">{line.dots}</td>',
        f'<td class="n">{line.rank}</td>',
        *(f'<td class="n">{getattr(line, key)}</td>' for key in told),
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _people_text(text: str) -> Iterator[str]:
    if text.strip():
        yield f'<p dir="auto">{escape(text).replace(chr(10), "<br>")}</p>'
