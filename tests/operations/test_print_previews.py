"""Previews show what would be printed and issue nothing; a job can be stopped between pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.domain.ideas import IdeaDraft
from moderator.domain.rules import VoteRule
from moderator.operations.ideas import add_idea
from moderator.operations.papers import (
    SAMPLE_CARD_CODE,
    Paper,
    PrintJob,
    PrintStopped,
    preview_paper,
    print_paper,
)
from moderator.operations.print_choices import paper_choices, print_offer
from moderator.operations.rounds import close_round, create_round, open_round
from moderator.operations.sheets import set_offset
from moderator.operations.voting_cards import SAMPLE_VOTING_CODE, count_voting_codes
from tests.fakes.rendered_pages import Pages
from tests.fakes.store_contents import store_contents

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.operations.desk import Desk
    from tests.fakes.boards import Board


FRESH = (Paper.BLANK, Paper.COASTERS, Paper.BALLOTS)


@pytest.mark.parametrize("what", FRESH)
def test_a_preview_looks_like_the_print_and_issues_nothing(
    desk: Desk, board: Board, tmp_path: Path, what: Paper
) -> None:
    before = store_contents(desk)
    shown = preview_paper(desk, board.workshop_id, PrintJob(what, tmp_path / "p.pdf", count=9))
    assert store_contents(desk) == before
    printed = print_paper(desk, board.workshop_id, PrintJob(what, tmp_path / "r.pdf", count=9))
    assert (shown.pages, shown.cards) == (printed.pages, printed.cards)
    preview, real = (Pages((tmp_path / name).read_bytes()) for name in ("p.pdf", "r.pdf"))
    assert preview.size_mm(1) == real.size_mm(1)
    sample = SAMPLE_VOTING_CODE if what is Paper.BALLOTS else SAMPLE_CARD_CODE
    codes = {each.text for each in preview.picture(1, 300).codes()}
    assert codes == {sample}
    assert sample not in {each.text for each in real.picture(1, 300).codes()}
    assert store_contents(desk) != before


def test_a_preview_does_not_ask_about_former_codes(
    desk: Desk, board: Board, tmp_path: Path
) -> None:
    job = PrintJob(Paper.BALLOTS, tmp_path / "p.pdf", count=3)
    print_paper(desk, board.workshop_id, job)
    assert preview_paper(desk, board.workshop_id, job).cards == 3
    assert count_voting_codes(desk, board.workshop_id, job) == 3


@pytest.mark.parametrize("what", FRESH)
def test_a_stopped_job_leaves_no_file_and_issues_nothing(
    desk: Desk, board: Board, tmp_path: Path, what: Paper
) -> None:
    begun: list[int] = []

    def told(page: int) -> None:
        begun.append(page)
        if page == 2:
            raise PrintStopped

    before = store_contents(desk)
    job = PrintJob(what, tmp_path / "p.pdf", count=20, told=told)
    with pytest.raises(PrintStopped):
        print_paper(desk, board.workshop_id, job)
    assert begun == [1, 2]
    assert list(tmp_path.glob("*.p*")) == []
    assert store_contents(desk) == before


def test_every_paper_offers_sheets_that_it_can_be_printed_on(
    desk: Desk, board: Board, tmp_path: Path
) -> None:
    add_idea(desk, board.workshop_id, IdeaDraft("Bänke"))
    choices = paper_choices(desk, board.workshop_id)
    assert [each.paper for each in choices] == list(Paper)
    for each in choices:
        assert each.usual_sheet in {sheet.name for sheet in each.sheets}
        assert each.usual_count <= each.most
        if each.paper is Paper.RESULTS:
            continue
        job = PrintJob(each.paper, tmp_path / "p.pdf", count=each.usual_count or None)
        assert preview_paper(desk, board.workshop_id, job).pages >= 1


def test_what_can_be_chosen_names_rounds_ideas_and_offsets(desk: Desk, board: Board) -> None:
    idea = add_idea(desk, board.workshop_id, IdeaDraft("Bänke", cluster="Grün"))
    first = create_round(desk, board.workshop_id, "Eins", VoteRule())
    second = create_round(desk, board.workshop_id, "Zwei", VoteRule(hidden=True))
    open_round(desk, first.id)
    close_round(desk, first.id)
    open_round(desk, second.id)
    set_offset(desk, "a6", (1, 0.5))
    offer = print_offer(desk, board.workshop_id)
    rounds = {each.paper: [one.title for one in each.rounds] for each in offer.papers}
    assert rounds[Paper.RESULTS] == ["Eins"]
    assert rounds[Paper.BALLOTS] == ["Zwei"]
    assert rounds[Paper.IDEAS] == []
    assert idea in offer.ideas
    assert [each.heading for each in offer.clusters if each.id == idea.cluster_id] == ["Grün"]
    assert offer.offsets_mm == {"a6": (1, 0.5)}
