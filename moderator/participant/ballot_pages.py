"""My ballot: what I have chosen, and changing it until the round closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.ballots import VoteSource
from moderator.domain.codes import normal_form
from moderator.errors import BadInput, NotFound, msg
from moderator.operations.phone_voting import my_ballots
from moderator.operations.voting import BallotRefused, cast_ballot
from moderator.participant import answers, filling, identity
from moderator.participant.forms import read_form
from moderator.participant.refusals import status_of
from moderator.participant.room import FIELD
from moderator.participant.views import BallotView, Notice

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from moderator.domain.ballots import Dots
    from moderator.domain.ids import IdeaId, RoundId
    from moderator.domain.rounds import VoteRound
    from moderator.errors import ModeratorError
    from moderator.participant.filling import Ballots
    from moderator.participant.forms import Form
    from moderator.participant.identity import Voter
    from moderator.participant.room import Room
    from moderator.participant.site import Site

_NONE = frozenset({"", "0"})


async def show_ballot(site: Site, request: Request) -> Response:
    """`GET /ballot`: the voter's ballots in all open rounds; without a card, the first page."""
    voter = await identity.voter_or_none(site, request)
    if voter is None:
        return await _ask_for_card(site, request)
    return await _ballot_page(site, request, voter)


async def _ask_for_card(site: Site, request: Request) -> Response:
    w = answers.words_of(site, request)
    notice = Notice(
        w("A voting card is needed for this."),
        w("Scan the voting card or type its code."),
        good=False,
    )
    return await answers.page(site, request, filling.join_view(site.room), notice=notice)


async def _ballot_page(
    site: Site,
    request: Request,
    voter: Voter,
    notice: Notice | None = None,
    typed: dict[RoundId, Dots] | None = None,
    status: int = 200,
) -> Response:
    room = site.room if site.room.open_rounds else await site.newest_room()
    w = answers.words_of(site, request)

    def read() -> BallotView:
        return BallotView(filling.ballots(room, w, ballots_of(site, room, voter), typed))

    return await answers.page(site, request, read, voter=voter, notice=notice, status=status)


def ballots_of(site: Site, room: Room, voter: Voter) -> Ballots:
    """Read the voter's ballot in each open round that the code is good for.

    Raises:
        StoreError: the store cannot be read.
    """
    opened = [each.id for each in room.open_rounds]
    return my_ballots(site.desk, site.workshop_id, opened, voter.code) if opened else {}


async def cast(site: Site, request: Request) -> Response:
    """`POST /ballot`: replaces the voter's whole ballot in one round."""
    form = await read_form(request)
    voter = await identity.voter_of(site, request, form.fields)
    round_id = (await round_named(site, form.text("round"))).id
    dots = _dots_of(site.room, round_id, form)
    try:
        receipt = await site.writer.do(
            lambda: cast_ballot(
                site.desk,
                round_id,
                dots,
                code=voter.code,
                source=VoteSource.PHONE,
                key=form.key,
            )
        )
    except BallotRefused as error:
        if answers.wants_json(request):
            raise
        return await _show_again(site, request, voter, error, {round_id: dots})
    return answers.done(site, request, "/ballot", "cast", left=receipt.left)


async def _show_again(
    site: Site, request: Request, voter: Voter, error: ModeratorError, typed: dict[RoundId, Dots]
) -> Response:
    """Show what was typed, with what is wrong about it."""
    notice = answers.bad_news(site, request, error)
    return await _ballot_page(site, request, voter, notice, typed, status_of(error))


async def round_named(site: Site, named: str) -> VoteRound:
    """Return the round with this id; the only open one if none is named.

    Raises:
        NotFound: there is none.
    """
    found = _round_in(site.room, named) or _round_in(await site.newest_room(), named)
    if found is None:
        raise NotFound(msg("This round does not exist any more."))
    return found


def _round_in(room: Room, named: str) -> VoteRound | None:
    if not named and len(room.open_rounds) == 1:
        return room.open_rounds[0]
    return next((each for each in room.rounds if each.id == named), None)


def _dots_of(room: Room, round_id: RoundId, form: Form) -> Dots:
    options = room.fields[round_id]
    dots: Dots = {}
    for name in form.fields.keys() - options.keys():
        if name.startswith(FIELD):
            # A page of ours sends codes as they are kept; by hand they may be written otherwise.
            _put(dots, options.get(FIELD + normal_form(name[len(FIELD) :])), form.number(name))
    for name, typed in form.fields.items():
        if typed not in _NONE and name in options:
            _put(dots, options[name], form.number(name))
    return dots


def _put(dots: Dots, idea_id: IdeaId | None, number: int) -> None:
    if idea_id is None:
        raise BadInput(
            msg("One of the ideas cannot be voted on in this round."),
            msg("Nothing was changed. Please correct the ballot."),
        )
    if number:
        dots[idea_id] = number
