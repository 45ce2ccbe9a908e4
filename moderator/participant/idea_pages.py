"""Adding an idea, the page of a table's host, and photos of the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from moderator.domain.offers import OfferDraft
from moderator.domain.pictures import PicturePurpose
from moderator.domain.plain_text import clean_line
from moderator.errors import BadInput, ModeratorError, msg
from moderator.operations.offers import list_offers, send_idea
from moderator.operations.pictures import check_picture, keep_picture
from moderator.participant import answers, cookies, identity
from moderator.participant.filling import table_view
from moderator.participant.forms import read_form
from moderator.participant.refusals import status_of
from moderator.participant.views import IdeaForm

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from moderator.domain.offers import SentIdea
    from moderator.domain.pictures import CheckedPicture
    from moderator.participant.forms import Form
    from moderator.participant.site import Site


async def idea_form(site: Site, request: Request) -> Response:
    """`GET /idea`: the empty form."""
    voter = await identity.voter_or_none(site, request)
    view = IdeaForm(site.room.door.ideas_wait)
    return await answers.page(site, request, view, voter=voter)


async def add_idea(site: Site, request: Request) -> Response:
    """`POST /idea`: an idea, perhaps with a picture; to the board or to wait for a glance."""
    form = await read_form(request)
    try:
        sent = await _send(site, request, form, form.text("table"))
    except BadInput as error:
        if answers.wants_json(request):
            raise
        return await _show_again(site, request, form, error)
    return _told(site, request, sent, f"/K/{sent.code}" if sent.code else "/")


async def _show_again(site: Site, request: Request, form: Form, error: ModeratorError) -> Response:
    typed = IdeaForm(
        site.room.door.ideas_wait, form.text("title"), form.text("body"), form.text("table")
    )
    return await answers.page(
        site,
        request,
        typed,
        voter=await identity.voter_or_none(site, request, form.fields),
        notice=answers.bad_news(site, request, error),
        status=status_of(error),
    )


async def _send(site: Site, request: Request, form: Form, table: str) -> SentIdea:
    voter = await identity.voter_or_none(site, request, form.fields)
    draft = OfferDraft(
        title=form.text("title"),
        body=form.text("body"),
        table=table,
        picture=await _checked(site, form.picture, PicturePurpose.IDEA) if form.picture else None,
        author_code=voter.code if voter else "",
    )
    key = form.key
    sent = await site.writer.do(lambda: send_idea(site.desk, site.workshop_id, draft, key))
    await site.live.fresh()
    return sent


async def _checked(site: Site, content: bytes, purpose: PicturePurpose) -> CheckedPicture:
    return await site.open_picture(lambda: check_picture(content, purpose))


def _told(site: Site, request: Request, sent: SentIdea, back: str) -> Response:
    if not sent.waiting:
        return answers.done(site, request, back, "idea-shown")
    response = answers.done(site, request, back, "idea-waits")
    cookies.remember_sent(request, response, sent.offer_id)
    return response


async def table_page(site: Site, request: Request) -> Response:
    """`GET /table/NAME`: the cards of a table for its host.

    The words of an idea that waits for a glance are shown to no other phone than its sender's.
    """
    table = clean_line(request.path_params["name"])
    voter = await identity.voter_or_none(site, request)
    offers = await site.read(lambda: list_offers(site.desk, site.workshop_id))
    named = table.casefold()
    here = [each for each in offers if each.table.casefold() == named]
    mine = set(cookies.sent_from(request))
    titles = tuple(each.title for each in here if each.id in mine)
    view = table_view(site.room, table, titles, len(here) - len(titles))
    return await answers.page(site, request, view, voter=voter)


async def add_at_table(site: Site, request: Request) -> Response:
    """`POST /table/NAME`: an idea of this table."""
    form = await read_form(request)
    table = clean_line(request.path_params["name"])
    sent = await _send(site, request, form, table)
    return _told(site, request, sent, f"/table/{quote(table, safe='')}")


async def send_photo(site: Site, request: Request) -> Response:
    """`POST /photo`: a photo of the wall, to be counted at the laptop."""
    form = await read_form(request)
    if form.picture is None:
        raise BadInput(msg("No photo was chosen."), msg("Please take or choose a photo first."))
    checked = await _checked(site, form.picture, PicturePurpose.WALL)
    key = form.key
    await site.writer.do(lambda: keep_picture(site.desk, site.workshop_id, checked, key=key))
    table = form.text("table").strip()
    back = f"/table/{quote(table, safe='')}" if table else "/"
    return answers.done(site, request, back, "picture")
