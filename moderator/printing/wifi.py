"""The Wi-Fi code that phones join a network with: `WIFI:T:WPA;S:name;P:password;;`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from moderator.errors import BadInput, msg

_SPECIAL = re.compile(r'[\\;,:"]')
_MOST_NAME_BYTES = 32


@dataclass(frozen=True, slots=True)
class Wifi:
    """A network; an empty password means an open one."""

    name: str
    password: str = ""

    def qr_text(self) -> str:
        r"""Return the text of the join code, with `\\ ; , : "` escaped (ZXing, Barcode Contents).

        Raises:
            BadInput: no network can have such a name or password.
        """
        self._require_possible()
        name = _escaped(self.name)
        if not self.password:
            return f"WIFI:T:nopass;S:{name};;"
        return f"WIFI:T:WPA;S:{name};P:{_escaped(self.password)};;"

    def _require_possible(self) -> None:
        """Refuse what IEEE 802.11 does not allow: 32 bytes of name, 8 to 63 signs of password."""
        if not 1 <= len(self.name.encode()) <= _MOST_NAME_BYTES or not self.name.isprintable():
            raise BadInput(msg("The name of a Wi-Fi network has between 1 and 32 signs."))
        fits = not self.password or 8 <= len(self.password) <= 63
        if not fits or not self.password.isprintable():
            raise BadInput(msg("The password of a Wi-Fi network has between 8 and 63 signs."))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text)
