"""What the server says about itself is true, and made-up requests never break it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import checks
from starlette.routing import Route

from moderator.operations.phone_doors import DoorChange, change_door
from moderator.participant.api_description import api_description
from moderator.participant.app import build_app

if TYPE_CHECKING:
    from moderator.participant.site import Site
    from tests.fakes.boards import Board
    from tests.fakes.phone_servers import Phone, RunningServer


def test_every_address_is_described_with_its_methods(site: Site) -> None:
    unsaid = {"/k/{code}", "/v/{code}", "/favicon.ico"}
    routes = [each for each in build_app(site).routes if isinstance(each, Route)]
    served = {
        (route.path, method.lower())
        for route in routes
        for method in (route.methods or set()) - {"HEAD"}
        if route.path not in unsaid
    }
    described = {
        (path, method)
        for path, operations in api_description()["paths"].items()
        for method in operations
        if method in {"get", "post"}
    }
    assert served <= described


def test_the_description_is_served(phone: Phone) -> None:
    assert phone.get("/openapi.json").json() == api_description()


def test_made_up_requests_get_described_answers(server: RunningServer, board: Board) -> None:
    change_door(board.desk, board.workshop_id, DoorChange(open_joining=True, ideas_wait=False))
    board.opened()
    phone = server.phone()
    phone.get(f"/V/{board.code()}")
    schema = schemathesis.openapi.from_dict(api_description())
    schema.config.update(base_url=server.url)
    operations = st.one_of(
        *(each.ok().as_strategy() for each in schema.get_all_operations()),  # type: ignore[union-attr]
    )

    @settings(
        max_examples=250,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    @given(case=operations, json=st.booleans())
    def ask(case: schemathesis.Case[Any], json: bool) -> None:
        case.headers["accept"] = "application/json" if json else "text/html"
        case.headers["origin"] = server.url
        case.call_and_validate(
            session=None,
            cookies=phone.cookies.get_dict(),
            allow_redirects=False,
            timeout=20,
            checks=[
                checks.not_a_server_error,
                checks.status_code_conformance,
                checks.content_type_conformance,
                checks.response_schema_conformance,
            ],
        )

    ask()
    assert phone.get("/live").status_code == 200
