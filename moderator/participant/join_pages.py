"""The first page, how a person gets in and out, the language, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.codes import is_ballot_code, normal_form, read_ballot_code
from moderator.operations.phone_voting import join_openly
from moderator.participant import answers, cookies, identity
from moderator.participant.filling import join_view
from moderator.participant.forms import read_form
from moderator.participant.refusals import TooManyGuesses, status_of
from moderator.participant.views import HelpView, PageLanguage

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from moderator.errors import ModeratorError
    from moderator.participant.forms import Form
    from moderator.participant.identity import Voter
    from moderator.participant.site import Site

MOST_OPENED = 5000
YEAR = 60 * 60 * 24 * 365


async def first_page(site: Site, request: Request) -> Response:
    """`GET /`: who is here, type a code, see the ideas."""
    voter = await identity.voter_or_none(site, request)
    return await answers.page(site, request, join_view(site.room), voter=voter)


async def scan_voting_card(site: Site, request: Request) -> Response:
    """`GET /V/CODE`: remembers the voter and leads to the ballot."""
    return await _enter(site, request, request.path_params["code"])


async def enter(site: Site, request: Request) -> Response:
    """`POST /enter`: a typed voting code, or the code of the evening where joining is open."""
    form = await read_form(request)
    typed = form.text("code")
    if site.entrance.join_code and normal_form(typed) == site.entrance.join_code:
        return await _join_openly(site, request, form)
    return await _enter(site, request, typed)


async def _enter(site: Site, request: Request, typed: str) -> Response:
    try:
        voter = await site.voters.find(site, request, typed)
    except (identity.WrongCode, TooManyGuesses) as error:
        if answers.wants_json(request):
            raise
        return await _refused_at_the_door(site, request, error)
    return _let_in(request, voter)


async def _refused_at_the_door(site: Site, request: Request, error: ModeratorError) -> Response:
    response = await answers.page(
        site,
        request,
        join_view(site.room),
        voter=await identity.voter_or_none(site, request),
        notice=answers.bad_news(site, request, error),
        status=status_of(error),
    )
    answers.note_refusal(response, error)
    return response


def _let_in(request: Request, voter: Voter) -> Response:
    if answers.wants_json(request):
        response = answers.json_answer({"ok": True, "message": ""})
    else:
        response = answers.redirect("/ballot")
    cookies.remember(response, cookies.BALLOT, voter.code)
    cookies.forget(response, cookies.TOKEN)
    return response


async def open_joining(site: Site, request: Request) -> Response:
    """`POST /open-joining`: one ballot for this device, where the moderator allows it."""
    return await _join_openly(site, request, await read_form(request))


async def _join_openly(site: Site, request: Request, form: Form) -> Response:
    voter = await _ballot_of_device(site, request)
    if voter is None:
        code = site.opened.get(form.key)
        if code is None:
            code = await site.writer.do(lambda: join_openly(site.desk, site.workshop_id))
            if len(site.opened) >= MOST_OPENED:
                del site.opened[next(iter(site.opened))]
            site.opened[form.key] = code
        voter = site.voters.add(code)
    response = _let_in(request, voter)
    cookies.remember(response, cookies.OPENED, voter.code)
    return response


async def _ballot_of_device(site: Site, request: Request) -> Voter | None:
    """Return the ballot this device was given before, else the card it remembers."""
    for cookie in (cookies.OPENED, cookies.BALLOT):
        code = request.cookies.get(cookie, "")
        if not is_ballot_code(code):
            continue
        try:
            return await site.voters.find(site, request, read_ballot_code(code))
        except identity.WrongCode:
            continue
    return None


async def leave(site: Site, request: Request) -> Response:
    """`POST /leave`: the phone is ready for the next person."""
    await read_form(request)
    response = answers.done(site, request, "/", "left")
    cookies.forget(response, cookies.BALLOT)
    if cookies.SENT in request.cookies:
        cookies.forget(response, cookies.SENT)
    return response


async def choose_language(site: Site, request: Request) -> Response:
    """`POST /language`: remembers the language of the pages, then back to where one was."""
    form = await read_form(request)
    response = answers.done(site, request, _path_of_ours(form.text("back")), "")
    if form.text("language") in set(PageLanguage):
        cookies.remember(response, cookies.LANGUAGE, form.text("language"), YEAR)
    return response


def _path_of_ours(back: str) -> str:
    """Return `back` if it is a path on this server, else the first page."""
    plain = back.isascii() and back.isprintable() and "\\" not in back and len(back) <= 200
    return back if plain and back.startswith("/") and not back.startswith("//") else "/"


async def help_page(site: Site, request: Request) -> Response:
    """`GET /help`: the four steps."""
    voter = await identity.voter_or_none(site, request)
    return await answers.page(site, request, HelpView(), voter=voter)
