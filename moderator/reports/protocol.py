"""The protocol of an evening as PDF, ready to hand out before people leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import CondPageBreak, HRFlowable, Paragraph, Spacer, Table, TableStyle

from moderator.domain.agenda import agenda_minutes
from moderator.printing.boxes import points
from moderator.printing.inks import ACCENT, LINE, SOFT, colour
from moderator.printing.typefaces import Weight
from moderator.reports import contents
from moderator.reports.numbered_pages import TEXT_WIDTH, NumberedDocument
from moderator.reports.paper_style import (
    BODY,
    CELL,
    CELL_DOTS,
    CELL_NUMBER,
    DETAIL,
    ENTRY,
    HEAD,
    HEAD_NUMBER,
    LABEL,
    LEAD,
    NOTE,
    OVERLINE,
    ROUND,
    SAID,
    SECTION,
    TITLE,
    group_style,
    markup,
    paragraph,
    sentence,
)
from moderator.reports.photo_pages import photo_pages
from moderator.reports.ranking_bars import RankingBar

if TYPE_CHECKING:
    from typing import BinaryIO

    from reportlab.platypus import Flowable

    from moderator.domain.evenings import Evening
    from moderator.domain.rounds import VoteRound
    from moderator.domain.tallies import RankedIdea, Results
    from moderator.i18n import Words
    from moderator.reports.contents import IdeaGroup

Story = list["Flowable"]

_KEPT_TOGETHER = 800
"""Up to so many characters an entry is not parted by the end of a page."""

_LIGHT = Weight.REGULAR.value
_NUMBER, _BAR, _DOTS, _RANK = points(11), points(58), points(17), points(14)


def write_protocol(evening: Evening, target: BinaryIO, w: Words) -> None:
    """Write the protocol of `evening` as PDF to `target`, in the language of `w`.

    Raises:
        NotFound: the typeface is missing.
        OSError: `target` cannot be written.
    """
    document = NumberedDocument(target, evening.workshop.title, w("Workshop record"), w)
    document.write(
        [
            *_title_block(evening, w),
            *_agenda(evening, w),
            *_ideas(evening, w),
            *_rounds(evening, w),
            *photo_pages(evening, w),
        ]
    )


def _title_block(evening: Evening, w: Words) -> Story:
    rows = [
        [paragraph(label, LABEL), paragraph(value, CELL)]
        for label, value in contents.facts(evening, w)
    ]
    story: Story = [
        paragraph(w("Workshop record"), OVERLINE),
        paragraph(evening.workshop.title, TITLE),
        HRFlowable(
            width=points(24), thickness=2.5, color=colour(ACCENT), hAlign="LEFT", spaceAfter=8
        ),
        Table(rows, colWidths=[points(26), TEXT_WIDTH - points(26)], style=_FACTS),
    ]
    said = contents.summary(evening, w)
    return [*story, Spacer(0, 6), paragraph(said, BODY)] if said else story


def _agenda(evening: Evening, w: Words) -> Story:
    if not evening.steps:
        return []
    story: Story = [paragraph(w("Agenda"), SECTION)]
    steps = sorted(evening.steps, key=lambda step: step.position)
    for step in steps:
        story += _entry(str(step.position), contents.step_line(step, w), step.instruction, "")
    total = agenda_minutes(steps)
    if total:
        story.append(Spacer(0, 6))
        story.append(paragraph(w("{n} minutes planned.", n=total), SAID))
    return story


def _entry(mark: str, title: str, detail: str, note: str) -> Story:
    """Return a numbered entry; a short one stays together, a long one may run over pages."""
    entry: Story = [paragraph(title, ENTRY, mark)]
    if detail:
        entry.append(paragraph(detail, DETAIL))
    if note:
        if len(detail) < _KEPT_TOGETHER:
            entry[-1].keepWithNext = True
        entry.append(paragraph(note, NOTE))
    return entry


def _ideas(evening: Evening, w: Words) -> Story:
    story: Story = [paragraph(w("Ideas"), SECTION)]
    if not evening.ideas:
        return [*story, paragraph(w("No ideas yet."), SAID)]
    numbers = contents.numbers_of(evening)
    for group in contents.idea_groups(evening, w):
        if group.heading:
            story += _group_heading(group, w)
        for idea in group.ideas:
            note = " · ".join(contents.idea_notes(idea, numbers, w))
            story += _entry(str(idea.number), idea.title, idea.body, note)
    return story


def _group_heading(group: IdeaGroup, w: Words) -> Story:
    count = w.plural("{n} idea", "{n} ideas", len(group.ideas))
    text = f"{markup(group.heading)} <font name={_LIGHT} color={SOFT}>· {markup(count)}</font>"
    return [Paragraph(text, group_style(group.colour))]


def _rounds(evening: Evening, w: Words) -> Story:
    story: Story = [CondPageBreak(points(80)), paragraph(w("Votes"), SECTION)]
    if not evening.rounds:
        return [*story, paragraph(w("No vote yet."), SAID)]
    for vote in sorted(evening.rounds, key=lambda vote: vote.number):
        story += _round(vote, evening.results.get(vote.id), w)
    return story


def _round(vote: VoteRound, results: Results | None, w: Words) -> Story:
    said = " ".join(contents.state_sentences(vote, results, w))
    story: Story = [
        CondPageBreak(points(60 if results else 30)),
        paragraph(contents.round_heading(vote, w), ROUND),
        sentence(contents.rule_text(vote, w), LEAD),
        sentence(said, SAID),
    ]
    if results is None or not results.ranking:
        return story
    story.append(_ranking(results, w))
    reading = contents.reading_sentences(results, w)
    return [*story, Spacer(0, 6), *(sentence(text, SAID) for text in reading)]


def _ranking(results: Results, w: Words) -> Table:
    """Return the topic store: number, topic, dots, rank, and where the dots came from."""
    told_apart = bool(contents.parts_told_apart(results))
    most = max(line.dots + line.against for line in results.ranking)
    rows: list[Story] = [
        [
            paragraph(w("No."), HEAD_NUMBER),
            paragraph(w("Topic"), HEAD),
            paragraph("", HEAD),
            paragraph(w("Dots"), HEAD_NUMBER),
            paragraph(w("Rank"), HEAD_NUMBER),
        ]
    ]
    for line in results.ranking:
        bar = RankingBar(contents.parts(line, w), most, told_apart=told_apart)
        rows.append(_ranking_row(line, bar, w))
    topic = TEXT_WIDTH - _NUMBER - _BAR - _DOTS - _RANK
    widths = [_NUMBER, topic, _BAR, _DOTS, _RANK]
    return Table(rows, colWidths=widths, repeatRows=1, style=_RANKING, spaceBefore=4)


def _ranking_row(line: RankedIdea, bar: RankingBar, w: Words) -> Story:
    return [
        paragraph(str(line.number), CELL_NUMBER),
        paragraph(line.title, CELL),
        bar,
        paragraph(w.number(line.dots), CELL_DOTS),
        paragraph(str(line.rank), CELL_DOTS if line.rank == 1 else CELL_NUMBER),
    ]


_FACTS = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), _LIGHT),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
    ]
)
_RANKING = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), _LIGHT),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (0, -1), 8),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, colour(SOFT)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, colour(LINE)),
    ]
)
