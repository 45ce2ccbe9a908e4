from __future__ import annotations

import pytest

from moderator.domain.page_addresses import lasts_the_evening_only


@pytest.mark.parametrize(
    "address",
    [
        "http://192.168.0.10:8080",
        "http://10.0.0.1",
        "https://172.16.4.4/x",
        "http://169.254.1.1",
        "http://127.0.0.1:80",
        "http://[fe80::1]:8080",
        "http://[fd00::1]",
        "http://localhost:8080",
        "http://moderator.local",
        "HTTP://MODERATOR.LOCAL.",
        "http://laptop",
        "http://laptop.fritz.box",
    ],
)
def test_addresses_of_tonight(address: str) -> None:
    assert lasts_the_evening_only(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "http://",
        "http://[::",
        "https://example.org/k",
        "http://8.8.8.8",
        "http://172.32.0.1",
    ],
)
def test_addresses_that_stay_and_no_addresses(address: str) -> None:
    assert not lasts_the_evening_only(address)
