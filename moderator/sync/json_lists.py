"""A long JSON list, item by item, without ever holding all of it."""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST_ITEM = 4_000_000
"""Characters; one item of a list of ideas is a few thousand."""
_BLANK = " \t\r\n"
_parse = json.JSONDecoder().raw_decode


def list_items(chunks: Iterable[bytes]) -> Iterator[Any]:
    """Yield the items of the JSON list in `chunks` (UTF-8).

    Raises:
        ValueError: it is no list, is cut off, is followed by something, or holds an item that is
            giant or nested beyond measure.
    """
    reading = _Reading()
    decode = codecs.getincrementaldecoder("utf-8")().decode
    for chunk in chunks:
        yield from reading.feed(decode(chunk))
    if not reading.closed or reading.waiting.strip(_BLANK):
        raise ValueError("cut off")


class _Reading:
    """What of the list was read and not yielded yet."""

    def __init__(self) -> None:
        self.waiting = ""
        self.closed = False
        self._opened = False

    def feed(self, text: str) -> Iterator[Any]:
        self.waiting = (self.waiting + text).lstrip(_BLANK)
        if not self._opened and self.waiting:
            self._open()
        if self._opened and not self.closed:
            yield from self._whole_items()
        if len(self.waiting) > LARGEST_ITEM:
            raise ValueError("an item is too large")

    def _open(self) -> None:
        if self.waiting[0] != "[":
            raise ValueError("not a list")
        self._opened, self.waiting = True, self.waiting[1:]

    def _whole_items(self) -> Iterator[Any]:
        at = _skipped(self.waiting, 0)
        while at < len(self.waiting):
            if self.waiting[at] == "]":
                self.closed, at = True, at + 1
                break
            try:
                item, end = _parse(self.waiting, at)
            except ValueError:
                break
            except RecursionError as error:
                raise ValueError("an item is nested too deep") from error
            # A number may go on in the next chunk; everything else says where it ends.
            if end == len(self.waiting):
                break
            yield item
            at = _skipped(self.waiting, end)
        self.waiting = self.waiting[at:]


def _skipped(text: str, at: int) -> int:
    while at < len(text) and text[at] in ", \t\r\n":
        at += 1
    return at
