"""Version and level of every other code on paper: voting cards, beer mats, pages, networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderator.errors import BadInput
from moderator.i18n import words
from moderator.printing.coasters import LOWEST_LEVEL
from moderator.printing.join_help import JoinHelp, join_stations
from moderator.printing.qr_codes import QrEncoder, ballot_address, card_address, page_address
from moderator.printing.wifi import Wifi
from tests.fakes.evenings import card_code
from tests.fakes.printed_papers import ballot_code

if TYPE_CHECKING:
    from moderator.printing.qr_codes import QrSymbol

# Bits and room as in phones' capacity tables (ISO/IEC 18004): 44 for `http` in byte mode, 13 for
# the head of the alphanumeric segment, 11 a pair of signs, 6 for a single one. Room of version 2:
# L 272, M 224, Q 176, H 128; of version 3: L 440, M 352, Q 272, H 208. The 44 bytes of the usual
# network would need version 4 at M; figures and capitals among them, set apart, save one version.
BALLOTS = [
    ("", 1, "H"),
    ("http://10.42.0.1", 2, "M"),
    ("http://192.168.137.1", 2, "M"),
    ("http://192.168.178.123", 2, "M"),
    ("http://192.168.137.1:8080", 2, "L"),
    ("http://192.168.178.123:8080", 2, "L"),
    ("https://mitreden.example.org", 2, "L"),
]
COASTERS = [
    ("", 1, "H"),
    ("http://10.42.0.1", 2, "Q"),
    ("http://192.168.137.1", 3, "H"),
    ("http://192.168.178.123", 3, "H"),
    ("http://192.168.137.1:8080", 3, "Q"),
    ("http://192.168.178.123:8080", 3, "Q"),
]
PAGES = [
    ("http://10.42.0.1", 1, "M"),
    ("http://192.168.137.1", 2, "Q"),
    ("http://192.168.178.123:8080", 2, "M"),
]
NETWORKS = [
    (Wifi("Moderator-Saal", "rathaus-2026"), 3, "M"),
    (Wifi("Saal"), 2, "M"),
]


def size(symbol: QrSymbol) -> tuple[int, str]:
    return symbol.version, symbol.level


@pytest.mark.parametrize(("base_url", "version", "level"), BALLOTS)
def test_codes_of_voting_cards(base_url: str, version: int, level: str) -> None:
    text = ballot_address(base_url, ballot_code(1))
    assert size(QrEncoder().encode(text)) == (version, level)


@pytest.mark.parametrize(("base_url", "version", "level"), COASTERS)
def test_codes_of_beer_mats_can_lose_a_quarter(base_url: str, version: int, level: str) -> None:
    text = card_address(base_url, card_code(1))
    assert size(QrEncoder(LOWEST_LEVEL).encode(text)) == (version, level)


@pytest.mark.parametrize(("base_url", "version", "level"), PAGES)
def test_codes_of_pages(base_url: str, version: int, level: str) -> None:
    (station,) = join_stations(JoinHelp("Werkstatt", base_url), words("de"))
    assert size(station.symbol) == (version, level)
    assert station.symbol.text == base_url


@pytest.mark.parametrize(("wifi", "version", "level"), NETWORKS)
def test_codes_of_networks(wifi: Wifi, version: int, level: str) -> None:
    (station,) = join_stations(JoinHelp("Werkstatt", "", wifi), words("de"))
    assert size(station.symbol) == (version, level)


def test_voting_cards_have_addresses_of_their_own() -> None:
    assert ballot_address("http://Moderator.local/", "CODE") == "http://MODERATOR.LOCAL/V/CODE"
    assert ballot_address("", "CODE") == "CODE"
    assert page_address("http://Moderator.local/") == "http://MODERATOR.LOCAL"
    with pytest.raises(BadInput):
        ballot_address("ftp://example.org", "CODE")
