"""Public posts under a hashtag, as people look through them before some become ideas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

TITLE_SIGNS = 120
"""Signs that a card shows well; what is longer stands whole in the description."""
TEXT_SIGNS = 10_000
_LOOKED_AT = 500

_PREFIX = "post:"
_TOLD_APART_BY = re.compile(r"https?://\S+|[#@][\w@.\-]+")
_WORDS = re.compile(r"\w+")
_LAST_TAGS = re.compile(r"(?:\s+#\w+)+\s*$")
_SENTENCE = re.compile(r"[.!?…](?=\s)")


@dataclass(frozen=True, slots=True)
class Post:
    """One public post; of its author only what a credit needs.

    Attributes:
        id: number on the server that was asked.
        uri: its identity, the same on every server it travelled to.
        url: its page.
        text: plain text, one line per paragraph.
        author: name that the author goes by, may be empty.
        handle: `name@server` of the author.
        language: as the author's program says, for example `de`; empty if it does not.
        warning: what the author wrote in front of it, empty for none.
        sensitive: the author asks to hide it at first.
        reply: it answers another post.
    """

    id: str
    uri: str
    url: str
    text: str
    author: str
    handle: str
    posted_at: datetime
    language: str = ""
    warning: str = ""
    sensitive: bool = False
    reply: bool = False

    @property
    def source_key(self) -> str:
        """Identity of the idea that it may become."""
        return f"{_PREFIX}{self.uri}"

    @property
    def is_delicate(self) -> bool:
        """Whether its author asks for care."""
        return self.sensitive or bool(self.warning)


class Standing(StrEnum):
    """How a post stands to the board."""

    NEW = "new"
    HERE = "here"
    SAME_TEXT = "same-text"


@dataclass(frozen=True, slots=True)
class StandingPost:
    """A post, and whether it could become an idea."""

    post: Post
    standing: Standing


def same_text_key(text: str) -> str:
    """Return the words of `text`, equal for texts that say the same.

    Hashtags, mentions and addresses are what differs when one text is posted several times.
    """
    words = _WORDS.findall(_TOLD_APART_BY.sub(" ", text).casefold())
    return " ".join(words or _WORDS.findall(text.casefold()))


def standings(
    posts: Iterable[Post], known: Mapping[str, object], texts: Iterable[str]
) -> list[StandingPost]:
    """Tell of each post, in the order given, whether it is new.

    Args:
        posts: what was read.
        known: source keys of the workshop.
        texts: what stands on the board.
    """
    given = list(posts)
    seen = {same_text_key(each) for each in texts} - {""}
    found: dict[str, Standing] = {}
    # The oldest of several alike is the original.
    for post in sorted(given, key=lambda each: (each.posted_at, each.uri)):
        key = same_text_key(post.text)
        if post.source_key in known:
            found[post.uri] = Standing.HERE
        else:
            found[post.uri] = Standing.SAME_TEXT if key in seen else Standing.NEW
        seen.add(key)
    return [StandingPost(each, found[each.uri]) for each in given]


def title_of(post: Post) -> str:
    """Return what the card says: the first line, without the hashtags at its end.

    A line that is too long ends after a sentence, else after a word.
    """
    # Single blanks and no endless line: the search for tags at its end takes no time then.
    line = " ".join(post.text.split("\n", maxsplit=1)[0][:_LOOKED_AT].split())
    line = _LAST_TAGS.sub("", line) or line
    if len(line) <= TITLE_SIGNS:
        return line
    ends = [each.end() for each in _SENTENCE.finditer(line, 0, TITLE_SIGNS)]
    if ends:
        return line[: ends[-1]]
    cut = line[: TITLE_SIGNS - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def body_of(post: Post) -> str:
    """Return what the card does not say; empty if it says everything."""
    return "" if title_of(post) == post.text else post.text
