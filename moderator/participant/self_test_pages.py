"""The self-test on the moderator's own phone: it arrives, sends, and reads what it sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.operations.phone_doors import note_proof
from moderator.participant import answers
from moderator.participant.forms import header, read_form
from moderator.participant.refusals import NoSuchPage
from moderator.participant.self_test import Step
from moderator.participant.views import SelfTestView

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from moderator.participant.site import Site


async def show_self_test(site: Site, request: Request) -> Response:
    """`GET /test/CODE`: a phone has arrived, unless it is the laptop itself."""
    _check(site, request)
    if not _is_the_laptop(request):
        site.self_test.reach(Step.ARRIVED, _address(request))
    # Another process may have taken what the phone sent; then the address tells.
    done = site.self_test.step is Step.PROVEN or request.query_params.get("said") == "tested"
    view = SelfTestView(site.self_test.code, done=done)
    return await answers.page(site, request, view)


async def answer_self_test(site: Site, request: Request) -> Response:
    """`POST /test/CODE`: what a phone sends is written down; the page it then sees says so."""
    await read_form(request)
    _check(site, request)
    if not _is_the_laptop(request):
        address = _address(request)
        await site.writer.do(lambda: note_proof(site.desk, site.workshop_id, address))
        site.self_test.reach(Step.PROVEN, address)
    return answers.done(site, request, f"/test/{site.self_test.code}", "tested")


def _check(site: Site, request: Request) -> None:
    if not site.self_test.is_mine(request.path_params["code"]):
        raise NoSuchPage


def _address(request: Request) -> str:
    """Return our address as the phone knows it."""
    return f"http://{header(request, 'host')}"


def _is_the_laptop(request: Request) -> bool:
    own = request.scope.get("server") or ("", None)
    return request.client is not None and request.client.host == own[0]
