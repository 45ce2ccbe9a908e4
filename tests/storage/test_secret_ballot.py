from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from moderator.domain.codes import shown_ballot_code
from moderator.domain.ideas import IdeaDraft
from moderator.domain.rules import VoteRule
from moderator.errors import CannotUndo
from moderator.operations import history, ideas, rounds, upkeep, voting, workshops
from moderator.storage import ballots as stored_ballots
from moderator.storage import tables
from moderator.storage.round_keys import round_key

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.domain.codes import BallotCode
    from moderator.domain.ids import IdeaId, WorkshopId
    from moderator.domain.rounds import VoteRound
    from moderator.operations.desk import Desk

VOTERS = 60


class Vote:
    """A round in which every voter has chosen, each another pair of ideas."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.workshop_id: WorkshopId = workshops.create_workshop(desk, "Werkstatt").id
        self.ideas: list[IdeaId] = [
            ideas.add_idea(desk, self.workshop_id, IdeaDraft(f"Idee {n}")).id for n in range(VOTERS)
        ]
        prepared = rounds.create_round(desk, self.workshop_id, "Runde", VoteRule())
        self.round: VoteRound = rounds.open_round(desk, prepared.id)
        self.codes: list[BallotCode] = voting.make_ballots(desk, self.workshop_id, VOTERS)
        self.cast: list[dict[IdeaId, int]] = []
        for number, code in enumerate(self.codes):
            dots = {self.ideas[number]: 3, self.ideas[(number * 7 + 1) % VOTERS]: 2}
            if len(dots) == 1:
                dots = {self.ideas[number]: 5}
            voting.cast_ballot(desk, self.round.id, dots, code=code)
            self.cast.append(dots)

    def secrets(self) -> list[bytes]:
        """Return what links codes and choices: the round's key and every voter's tag."""
        with self.desk.reading() as reader:
            key = round_key(reader, self.round.id)
            assert key is not None
            tags = stored_ballots.voters_by_tag(reader, self.workshop_id, self.round.id)
        return [key, *(tag.encode() for tag in tags)]


@pytest.fixture
def vote(desk: Desk) -> Vote:
    return Vote(desk)


def _raw(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def test_no_ballot_code_stands_anywhere_in_the_raw_files(vote: Vote) -> None:
    upkeep.back_up(vote.desk)
    raw = _raw(vote.desk.paths.profile).upper()
    for code in vote.codes:
        assert code.encode() not in raw
        assert shown_ballot_code(code).encode() not in raw


def test_while_open_the_link_is_there_and_closing_removes_it_from_the_raw_files(
    vote: Vote,
) -> None:
    profile, secrets = vote.desk.paths.profile, vote.secrets()
    while_open = _raw(profile)
    assert all(secret in while_open for secret in secrets)
    rounds.close_round(vote.desk, vote.round.id)
    upkeep.back_up(vote.desk)
    closed = _raw(profile)
    assert [secret for secret in secrets if secret in closed] == []


def test_the_link_is_gone_although_another_program_was_reading_at_the_moment_of_closing(
    vote: Vote,
) -> None:
    secrets = vote.secrets()
    with vote.desk.reading() as reader:
        reader.connection.execute(select(tables.ballots)).all()
        rounds.close_round(vote.desk, vote.round.id)
    # The reader held an old snapshot in the WAL; the next write finds it gone and cleans up.
    ideas.add_idea(vote.desk, vote.workshop_id, IdeaDraft("Noch eine"))
    raw = _raw(vote.desk.paths.profile)
    assert [secret for secret in secrets if secret in raw] == []


def test_closing_keeps_the_totals_and_the_anonymous_ballots_in_another_order(vote: Vote) -> None:
    before = voting.results(vote.desk, vote.round.id)
    rounds.close_round(vote.desk, vote.round.id)
    after = voting.results(vote.desk, vote.round.id)
    assert after.ranking == before.ranking
    assert (after.ballots, after.set_aside) == (VOTERS, 0)
    with vote.desk.reading() as reader:
        boxed = [each.dots for each in stored_ballots.list_box(reader, vote.round.id)]
        assert round_key(reader, vote.round.id) is None
    assert boxed != vote.cast
    assert sorted(map(sorted, boxed)) == sorted(map(sorted, vote.cast))


def test_the_journal_can_no_longer_tell_a_choice_after_closing(vote: Vote) -> None:
    rounds.close_round(vote.desk, vote.round.id)
    history.undo(vote.desk, vote.workshop_id)
    with pytest.raises(CannotUndo, match="round that is closed"):
        history.undo(vote.desk, vote.workshop_id)
    with vote.desk.reading() as reader:
        entries = reader.connection.execute(
            select(tables.journal.c.changes).where(tables.journal.c.operation == "cast_ballot")
        ).scalars()
        choices = [idea_id.encode() for idea_id in vote.ideas]
        assert not any(choice in entry for entry in entries for choice in choices)


def test_a_round_closed_by_mistake_and_opened_again_lets_nobody_vote_twice(vote: Vote) -> None:
    late = voting.make_ballots(vote.desk, vote.workshop_id, 1)[0]
    rounds.close_round(vote.desk, vote.round.id)
    history.undo(vote.desk, vote.workshop_id)
    with pytest.raises(Exception, match="already in the box"):
        voting.cast_ballot(vote.desk, vote.round.id, {vote.ideas[0]: 1}, code=vote.codes[0])
    voting.cast_ballot(vote.desk, vote.round.id, {vote.ideas[0]: 1}, code=late)
    rounds.close_round(vote.desk, vote.round.id)
    assert voting.results(vote.desk, vote.round.id).ballots == VOTERS + 1
    with vote.desk.reading() as reader:
        assert len(stored_ballots.list_box(reader, vote.round.id)) == VOTERS + 1
