"""The contract says what is served, and made-up requests never break it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.core.result import Ok

from moderator.platform_server.addresses import addresses
from moderator.platform_server.interface import Interface

if TYPE_CHECKING:
    from tests.fakes.platform_in_process import PlatformInProcess

CHECKOUT = Path(__file__).resolve().parents[2]
WRITTEN = CHECKOUT / "docs" / "platform-api" / "openapi.yaml"
SERVED = CHECKOUT / "resources" / "platform" / "openapi.yaml"
SCHEMA = schemathesis.openapi.from_path(WRITTEN)
CONTRACT: dict[str, Any] = SCHEMA.raw_schema


def test_what_is_served_is_what_is_written() -> None:
    assert SERVED.read_bytes() == WRITTEN.read_bytes(), f"copy {WRITTEN} to {SERVED}"


def test_every_address_is_described_with_its_methods(platform: PlatformInProcess) -> None:
    served = {
        (path, method.lower())
        for path, methods in addresses(Interface(platform.shelf)).items()
        for method in methods
    }
    described = {
        (path, method)
        for path, operations in CONTRACT["paths"].items()
        for method in operations
        if method in {"get", "put", "delete"}
    }
    assert described == served | {("/K/{code}", "get")}


def test_the_contract_is_served(platform: PlatformInProcess) -> None:
    answer = platform.handle("GET", "/openapi.yaml", {}, b"")
    assert answer.headers["Content-Type"] == "application/yaml"
    assert answer.body == WRITTEN.read_bytes()


@pytest.mark.slow
def test_made_up_requests_get_described_answers(served: tuple[PlatformInProcess, str]) -> None:
    platform, address = served
    SCHEMA.config.update(base_url=address)
    known = [platform.project, platform.new_idea(card_code="9KMP2X")]
    found = [each.ok() for each in SCHEMA.get_all_operations() if isinstance(each, Ok)]
    # What creates something needs several values to fit at once, so it is asked for twice as often.
    found += [each for each in found if each.method.lower() == "put"]
    operations = st.one_of(*(each.as_strategy() for each in found))
    statuses: set[int] = set()

    @settings(
        max_examples=100,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    @given(case=operations, real=st.sampled_from((1, 1, 3, 0)), json=st.booleans())
    def ask(case: schemathesis.Case[Any], real: int, json: bool) -> None:
        # Ids made up by chance would lead to nothing but 404.
        for bit, (name, id_) in enumerate(zip(("project", "id"), known, strict=True)):
            if real & 1 << bit and case.path_parameters and name in case.path_parameters:
                case.path_parameters[name] = id_
        case.headers["accept"] = "application/json" if json else "text/html"
        case.headers["authorization"] = f"Bearer {platform.token}"
        answer = case.call_and_validate(
            session=None,
            allow_redirects=False,
            timeout=20,
            checks=[
                checks.not_a_server_error,
                checks.status_code_conformance,
                checks.content_type_conformance,
                checks.response_schema_conformance,
            ],
        )
        statuses.add(answer.status_code)

    ask()
    assert {200, 201, 404} <= statuses
    assert requests.get(address, timeout=20).status_code == 200
