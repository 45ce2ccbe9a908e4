"""The page of one card: what it says, dots, joining in, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.codes import CardCode, is_card_code, normal_form, shown_card_code
from moderator.domain.offers import CommentState
from moderator.errors import NotFound, msg
from moderator.operations.comments import add_comment
from moderator.operations.ideas import card_is_blank, find_idea
from moderator.operations.interests import has_joined, join_in, stay_out
from moderator.operations.pictures import picture_content, read_picture
from moderator.operations.voting import put_dots
from moderator.participant import answers, cookies, filling, identity
from moderator.participant.ballot_pages import ballots_of, round_named
from moderator.participant.forms import read_form
from moderator.participant.refusals import NoSuchPage
from moderator.participant.views import CardLine, CardView

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from moderator.domain.ideas import Idea
    from moderator.domain.ids import PictureId
    from moderator.participant.filling import Ballots
    from moderator.participant.identity import Voter
    from moderator.participant.room import Room
    from moderator.participant.site import Site


async def show_card(site: Site, request: Request) -> Response:
    """`GET /K/CODE`: the card, also a blank one or one that was merged into another."""
    typed = request.path_params["code"]
    voter = await identity.voter_or_none(site, request)
    idea, room = await _idea_at(site, typed), site.room
    if idea is None:
        return await _blank_or_nothing(site, request, typed, voter)
    person = _person(request, voter)
    mine, joined = await site.read(lambda: _of_voter(site, room, idea, voter, person))
    w = answers.words_of(site, request)
    view = filling.card_view(room, w, idea, mine, joined=joined)
    return await answers.page(site, request, view, voter=voter)


async def _idea_at(site: Site, typed: str) -> Idea | None:
    """Return the idea that phones see under a code: of a merged card, the one it went into."""
    if not is_card_code(typed):
        return None
    code = CardCode(normal_form(typed))
    known = site.room.by_code.get(code) or (await site.newest_room()).by_code.get(code)
    if known is not None:
        return known
    by_id = {idea.id: idea for idea in site.room.by_code.values()}
    found = await site.read(lambda: _stored(site, code))
    return by_id.get(found.duplicate_of) if found and found.duplicate_of else None


def _stored(site: Site, code: CardCode) -> Idea | None:
    try:
        return find_idea(site.desk, site.workshop_id, code)
    except NotFound:
        return None


async def _blank_or_nothing(
    site: Site, request: Request, typed: str, voter: Voter | None
) -> Response:
    if not await site.read(lambda: card_is_blank(site.desk, site.workshop_id, typed)):
        raise no_such_card(typed)
    view = CardView(CardLine(normal_form(typed), 0, ""), blank=True, may_comment=False)
    return await answers.page(site, request, view, voter=voter)


def no_such_card(typed: str) -> NotFound:
    """Return why nothing is shown for a code."""
    shown = shown_card_code(CardCode(normal_form(typed))) if is_card_code(typed) else typed[:12]
    return NotFound(
        msg("There is no card “{code}” in this workshop."),
        msg("Compare the code with the card, or look for the idea on the first page."),
        code=shown,
    )


def _person(request: Request, voter: Voter | None) -> str:
    return voter.code if voter else request.cookies.get(cookies.DEVICE, "")


def _of_voter(
    site: Site, room: Room, idea: Idea, voter: Voter | None, person: str
) -> tuple[Ballots, bool]:
    mine = ballots_of(site, room, voter) if voter else {}
    return mine, bool(person) and has_joined(site.desk, idea.id, person[: identity.LONGEST_DEVICE])


async def _required(site: Site, request: Request) -> Idea:
    idea = await _idea_at(site, request.path_params["code"])
    if idea is None:
        raise no_such_card(request.path_params["code"])
    return idea


async def spend_dots(site: Site, request: Request) -> Response:
    """`POST /K/CODE/dots`: so many dots on this card from now on; the rest of the ballot stays."""
    form = await read_form(request)
    idea = await _required(site, request)
    voter = await identity.voter_of(site, request, form.fields)
    round_id = (await round_named(site, form.text("round"))).id
    number = form.number("dots")
    receipt = await site.writer.do(
        lambda: put_dots(site.desk, round_id, idea.id, number, code=voter.code, key=form.key)
    )
    return answers.done(site, request, f"/K/{idea.code}", "dots", left=receipt.left)


async def choose_joining_in(site: Site, request: Request) -> Response:
    """`POST /K/CODE/join-in`: this person wants to join in, or not any more (`on=0`)."""
    form = await read_form(request)
    idea = await _required(site, request)
    voter = await identity.voter_or_none(site, request, form.fields)
    key = form.key
    person = voter.code if voter else identity.device_of(request, key)
    on = form.text("on") != "0"
    name = form.text("name")
    if on:
        await site.writer.do(lambda: join_in(site.desk, idea.id, person, name=name, key=key))
    else:
        await site.writer.do(lambda: stay_out(site.desk, idea.id, person, key=key))
    await site.live.fresh()
    response = answers.done(site, request, f"/K/{idea.code}", "joined" if on else "stayed-out")
    if voter is None:
        cookies.remember(response, cookies.DEVICE, person)
    return response


async def comment(site: Site, request: Request) -> Response:
    """`POST /K/CODE/comment`: a remark, shown at once or after the moderator's glance."""
    form = await read_form(request)
    idea = await _required(site, request)
    text, key = form.text("text"), form.key
    sent = await site.writer.do(lambda: add_comment(site.desk, idea.id, text, key))
    await site.live.fresh()
    shown = sent.state is CommentState.SHOWN
    said = "comment-shown" if shown else "comment-waits"
    return answers.done(site, request, f"/K/{idea.code}", said)


async def show_picture(site: Site, request: Request) -> Response:
    """`GET /pictures/ID`: the picture of an idea that phones may see."""
    named: PictureId = request.path_params["picture"]
    if named not in set(site.room.pictures.values()):
        raise NoSuchPage
    picture = await site.read(lambda: read_picture(site.desk, named))
    content = await site.read(lambda: picture_content(site.desk, named))
    return answers.file(content, picture.media_type, seconds=3600)
