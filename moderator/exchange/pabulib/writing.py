"""Writing .pb: the anonymous ballots of a closed round, valid by pabulib-checker.

A round that came from a .pb file goes out with the facts it came with, so that export, import and
export again give the same bytes. A round of one's own evening states what is true of it:

* `country` is Worldwide, the format's word for none in particular; `rule` (how money is given to
  winners) is unknown.
* The format demands a cost per project. Where no cost is known it is 1, the budget is the highest
  cost, and a comment says so.
* Dots against are written as `scoring` votes with `min_points` below zero, as `cumulative` votes
  have no points below zero.
* Blank ballots cannot be written; a comment tells how many there were.
* Counted paper dots belong to no ballot. Leaving them out would publish a wrong result, so such a
  round is refused.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from moderator.exchange.pabulib.layout import META_ORDER, Section
from moderator.exchange.pabulib.meta import meta_of
from moderator.exchange.pabulib.projects import projects_of
from moderator.exchange.pabulib.vote import vote_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from moderator.domain.evenings import Evening
    from moderator.domain.ids import RoundId
    from moderator.exchange.pabulib.projects import Projects
    from moderator.exchange.pabulib.vote import Vote


def write_pabulib(evening: Evening, round_id: RoundId, target: BinaryIO) -> None:
    """Write the ballots of a closed round of `evening`, which must have been read with ballots.

    Ballots that were set aside are left out. Ideas stand in the order of their numbers, ballots in
    the order of `evening.ballots`, projects on a ballot by points, most first.

    Raises:
        NotFound: there is no such round.
        BadInput: the round is not closed, or dots were counted that belong to no ballot.
    """
    vote = vote_of(evening, round_id)
    projects = projects_of(evening, vote)
    meta = meta_of(evening, vote, projects)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow([Section.META])
    writer.writerow(["key", "value"])
    writer.writerows([key, meta[key]] for key in META_ORDER if key in meta)
    writer.writerow([Section.PROJECTS])
    writer.writerow(projects.columns)
    writer.writerows([row.get(name, "") for name in projects.columns] for row in projects.rows)
    writer.writerow([Section.VOTES])
    writer.writerow(["voter_id", "vote", *(["points"] if vote.type.has_points else [])])
    writer.writerows(_ballots(vote, projects))
    target.write(text.getvalue().encode())


def _ballots(vote: Vote, projects: Projects) -> Iterator[list[str]]:
    """Yield running number, project ids and points; the number says nothing about a person."""
    order = {line.idea_id: place for place, line in enumerate(vote.options)}
    for number, dots in enumerate(vote.ballots, start=1):
        given = sorted(dots.items(), key=lambda item: (-item[1], order[item[0]]))
        cells = [str(number), ",".join(projects.ids[idea_id] for idea_id, _ in given)]
        if vote.type.has_points:
            cells.append(",".join(str(points) for _, points in given))
        yield cells
