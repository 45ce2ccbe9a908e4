"""The text of the join code."""

from __future__ import annotations

import pytest

from moderator.errors import BadInput
from moderator.printing.wifi import Wifi


@pytest.mark.parametrize(
    ("name", "password", "text"),
    [
        ("Moderator-Saal", "rathaus-2026", "WIFI:T:WPA;S:Moderator-Saal;P:rathaus-2026;;"),
        ("Rathaus;Saal 1", 'a:b\\c,"d"', r"WIFI:T:WPA;S:Rathaus\;Saal 1;P:a\:b\\c\,\"d\";;"),
        ("Gäste", "", "WIFI:T:nopass;S:Gäste;;"),
    ],
)
def test_special_signs_are_escaped(name: str, password: str, text: str) -> None:
    assert Wifi(name, password).qr_text() == text


@pytest.mark.parametrize(
    ("name", "password"),
    [("", "12345678"), ("ü" * 17, "12345678"), ("a\nb", "12345678"), ("a", "1234567"),
     ("a", "x" * 64), ("a", "1234\x005678")],
)  # fmt: skip
def test_what_no_network_can_have_is_refused(name: str, password: str) -> None:
    with pytest.raises(BadInput):
        Wifi(name, password).qr_text()
