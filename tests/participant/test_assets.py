"""Style sheet, script and icon: small, kept for ever, complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.participant.pages import assets

if TYPE_CHECKING:
    from tests.fakes.phone_servers import Phone


@pytest.mark.parametrize("packing", ["gzip, deflate", "identity"])
def test_every_asset_arrives_as_it_is_and_may_be_kept(phone: Phone, packing: str) -> None:
    for name, asset in assets().items():
        answer = phone.get(f"/assets/{name}", headers={"accept-encoding": packing})
        assert answer.content == asset.content
        assert answer.headers["content-type"] == asset.media_type
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers.get("content-encoding", "identity") in packing


def test_a_page_with_all_that_belongs_to_it_is_small(phone: Phone) -> None:
    paths = ["/ballot", *(f"/assets/{name}" for name in assets())]
    assert sum(len(phone.get(path, stream=True).raw.read()) for path in paths) < 25_000


def test_the_icon_that_browsers_ask_for_by_themselves(phone: Phone) -> None:
    assert phone.get("/favicon.ico").headers["content-type"] == "image/svg+xml"
    assert phone.get("/assets/style-0000000000.css").status_code == 404
