"""What the interface is asked, and what it answers, without anything of the web server."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from moderator.platform_server.problems import Problem, bad_request, not_found
from moderator.platform_server.shapes import UUID7
from moderator.platform_server.storage.records import Wish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderator.platform_server.storage.access import Holder

_TAGS = re.compile(r'\A\s*"(\d{1,9})"\s*(?:,\s*"(\d{1,9})"\s*)*\Z')
_ONE_TAG = re.compile(r'"(\d{1,9})"')
_SIGNS = re.compile(r"\A[0-9A-Za-z-]{1,24}\Z")
_CURSOR = re.compile(r"\A[A-Za-z0-9_-]{1,24}\Z")
MOST = 200
"""Records a page."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, its body read and its sender known."""

    method: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    holder: Holder

    def id(self, name: str) -> str:
        """Return an id from the path.

        Raises:
            Problem: 404; for a write 422: it is no UUIDv7.
        """
        given = self.path[name]
        if UUID7.fullmatch(given):
            return given
        if self.method == "PUT":
            detail = "Ids are UUIDv7 in small letters, made by the sender."
            raise Problem(422, "unfit", "A field does not fit.", detail)
        raise not_found("")

    def wish(self) -> Wish:
        """Return what the sender wants to replace.

        Raises:
            Problem: 400, the condition cannot be read.
        """
        match, none_match = self.headers.get("if-match"), self.headers.get("if-none-match")
        if none_match is not None and none_match.strip() != "*":
            raise bad_request("If-None-Match is understood as * only.")
        if match is None or match.strip() == "*":
            # Any version would be a blind overwrite; it is treated as if nothing were said.
            return Wish(absent=none_match is not None)
        if not _TAGS.match(match):
            raise bad_request("If-Match holds no ETag of this platform.")
        versions = frozenset(int(each) for each in _ONE_TAG.findall(match))
        return Wish(versions, absent=none_match is not None)

    def filters(self) -> dict[str, str]:
        """Return which columns of ideas have to hold what.

        Raises:
            Problem: 400, nothing could ever be found.
        """
        names = {"reference": "reference", "card": "card_code"}
        found = {col: self.query[name] for name, col in names.items() if name in self.query}
        if not all(_SIGNS.match(each) for each in found.values()):
            raise bad_request("reference and card hold letters, digits and dashes.")
        return found

    def limit(self) -> int:
        """Return how many records the sender wants at most.

        Raises:
            Problem: 400.
        """
        given = self.query.get("limit", "100")
        if not (given.isascii() and given.isdigit() and 1 <= int(given[:9]) <= MOST):
            raise bad_request(f"limit is a number from 1 to {MOST}.")
        return int(given)

    def after(self) -> int:
        """Return the place in the list that the sender's cursor names, 0 for its beginning.

        Raises:
            Problem: 400, it is no cursor of ours.
        """
        return read_cursor(self.query["cursor"]) if "cursor" in self.query else 0


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: JSON in `data`, or bytes in `raw`."""

    status: int = 200
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    media_type: str = "application/json"

    @property
    def body(self) -> bytes:
        """The bytes to send."""
        if self.raw is not None:
            return self.raw
        return b"" if self.status == 204 else msgspec.json.encode(self.data)


def cursor(place: int) -> str:
    """Return a place in a list as senders hand it back; it means nothing to them."""
    return base64.urlsafe_b64encode(b"v1:%d" % place).rstrip(b"=").decode()


def read_cursor(text: str) -> int:
    """Return the place that a cursor names.

    Raises:
        Problem: 400, it is no cursor of ours.
    """
    wrong = bad_request("The cursor is not one of this platform.")
    if not _CURSOR.match(text):
        raise wrong
    try:
        name, _, place = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).partition(b":")
    except ValueError as error:
        raise wrong from error
    if name != b"v1" or not re.fullmatch(rb"[0-9]{1,12}", place):
        raise wrong
    return int(place)
