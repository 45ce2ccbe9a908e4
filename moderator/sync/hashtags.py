"""Reading public posts under a hashtag from one server, a bounded number of them.

Asked is that server and nobody else, once per page, when a person wants it. Nothing is kept of what
was read; what becomes an idea is picked afterwards.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from moderator.domain.plain_text import clean_line
from moderator.errors import BadInput, ModeratorError, msg
from moderator.sync.accounts import clean_address
from moderator.sync.answers import BadServer, NoClearAnswer, NotArrived
from moderator.sync.pace import Pace
from moderator.sync.platforms import mastodon
from moderator.sync.transport import Answer, Transport, is_json, new_session

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from moderator.domain.posts import Post

USUAL_POSTS = 200
MOST_POSTS = 1000
WHOLE_SECONDS = 120.0
"""After this long no further page is asked for."""
LARGEST_PAGE = 8_000_000
"""Bytes; 40 posts with everything that is told of them are some hundred thousand."""
_PER_SECOND = 2.0
_LONGEST_TAG = 100
_TAG = re.compile(r"[\w·]*[^\W\d_][\w·]*")
_SHAPES = (KeyError, TypeError, ValueError, IndexError, AttributeError)


_ADVICE = {
    "Nothing was lost. It is sent as soon as there is a network.": msg(
        "Please try again as soon as there is a network."
    ),
    "It will be looked up before anything is sent again.": msg("Please try again."),
    "It is sent later.": msg("Please try again later."),
}
"""What is said to senders, and what to readers."""


class LeftOut(StrEnum):
    """Why a post that was read is not shown."""

    REPLY = "reply"
    LANGUAGE = "language"
    TWICE = "twice"
    WORDLESS = "wordless"


@dataclass(frozen=True, slots=True)
class HashtagWish:
    """What to read.

    Attributes:
        server: address of the server, without a slash at the end.
        tag: the hashtag, without its sign.
        language: only posts in it, or in none that is told; empty for every language.
        most: number of posts to read.
        replies: whether answers to other posts are wanted.
    """

    server: str
    tag: str
    language: str = ""
    most: int = USUAL_POSTS
    replies: bool = False

    @property
    def host(self) -> str:
        """The server as people call it."""
        return urlsplit(self.server).netloc


@dataclass(frozen=True, slots=True)
class Harvest:
    """What was read.

    Attributes:
        posts: the newest first.
        read: how many posts came in.
        left_out: how many of them are not among `posts`, and why.
        more: there are older ones that were not asked for.
        trouble: why the reading ended early, None if it did not.
    """

    posts: tuple[Post, ...]
    read: int
    left_out: Mapping[LeftOut, int]
    more: bool = False
    trouble: ModeratorError | None = None


def hashtag_wish(
    server: str, tag: str, language: str = "", most: int = USUAL_POSTS, *, replies: bool = False
) -> HashtagWish:
    """Return what a person typed as a wish; the address of a hashtag's page names both.

    Raises:
        BadInput: it is no address, no hashtag or no number of posts.
    """
    parts = urlsplit(_clean_server(server))
    if not tag.strip() and "/tags/" in parts.path:
        tag = unquote(parts.path.rpartition("/tags/")[2])
    if not 1 <= most <= MOST_POSTS:
        raise BadInput(msg("Between 1 and {most} posts can be read."), most=MOST_POSTS)
    return HashtagWish(
        server=f"{parts.scheme}://{parts.netloc}",
        tag=_clean_tag(tag),
        language=clean_line(language, 20).partition("-")[0].casefold(),
        most=most,
        replies=replies,
    )


def _clean_server(server: str) -> str:
    try:
        return clean_address(server)
    except BadInput as error:
        raise BadInput(
            msg("“{server}” is not the address of a server that can be asked."),
            msg("Check the address. It looks like https://mastodon.example."),
            server=server.strip()[:60],
        ) from error


def _clean_tag(tag: str) -> str:
    cleaned = clean_line(tag, _LONGEST_TAG).removeprefix("#")
    if not _TAG.fullmatch(cleaned):
        raise BadInput(
            msg("“{tag}” is not a hashtag."),
            msg("A hashtag is one word of letters, digits and low lines."),
            tag=cleaned[:40],
        )
    return cleaned


@dataclass
class _Reading:
    """What came in so far."""

    wish: HashtagWish
    posts: dict[str, Post] = field(default_factory=dict)
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    read: int = 0

    def take(self, rows: list[Any]) -> bool:
        """Take in as many as are wanted; returns whether these were all."""
        wanted = rows[: self.wish.most - self.read]
        for row in wanted:
            self.read += 1
            try:
                post = mastodon.read_post(row, self.wish.host)
            except _SHAPES:
                post = None
            reason = self._against(post)
            if reason is not None:
                self.left_out[reason] += 1
            elif post is not None:
                self.posts[post.uri] = post
        return len(wanted) == len(rows)

    def _against(self, post: Post | None) -> LeftOut | None:
        if post is None:
            return LeftOut.WORDLESS
        if post.uri in self.posts:
            return LeftOut.TWICE
        if post.reply and not self.wish.replies:
            return LeftOut.REPLY
        wanted = self.wish.language
        return LeftOut.LANGUAGE if wanted and post.language not in {"", wanted} else None

    def harvest(self, *, more: bool, trouble: ModeratorError | None = None) -> Harvest:
        return Harvest(tuple(self.posts.values()), self.read, self.left_out, more, trouble)


def read_hashtag(
    wish: HashtagWish,
    told: Callable[[int], object] = lambda _read: None,
    stopped: Callable[[], bool] = lambda: False,
    transport: Transport | None = None,
) -> Harvest:
    """Read posts page by page, the newest first.

    Args:
        wish: what to read.
        told: called with the number of posts that came in so far.
        stopped: asked before each page; True ends the reading.
        transport: carries the requests, else one of its own.

    Raises:
        BadInput: this server shows hashtags to people with an account only, or is no such server.
        NotArrived, NoClearAnswer, BadServer: nothing was read. Trouble on a later page is told in
            the harvest, with what came before.
    """
    if transport is not None:
        return _read(wish, told, stopped, transport)
    with new_session(wish.server, 1) as session:
        pace = Pace(_PER_SECOND)
        own = Transport(wish.server, pace, session, largest=LARGEST_PAGE)
        return _read(wish, told, stopped, own)


def _read(
    wish: HashtagWish,
    told: Callable[[int], object],
    stopped: Callable[[], bool],
    transport: Transport,
) -> Harvest:
    reading, before, ends = _Reading(wish), "", time.monotonic() + WHOLE_SECONDS
    while True:
        try:
            rows, following = _page(wish, before, transport)
        except (NotArrived, NoClearAnswer, BadServer) as error:
            trouble = _for_readers(error)
            if not reading.read:
                raise trouble from error
            return reading.harvest(more=True, trouble=trouble)
        whole = reading.take(rows)
        told(reading.read)
        if not following or following == before:
            return reading.harvest(more=not whole)
        if reading.read >= wish.most or stopped() or time.monotonic() > ends:
            return reading.harvest(more=True)
        before = following


def _for_readers(error: ModeratorError) -> ModeratorError:
    """Return an error of the wire with advice for whoever only reads: nothing is sent later."""
    advice = _ADVICE.get(error.advice)
    return error if advice is None else type(error)(error.title, advice, **error.details)


def _page(wish: HashtagWish, before: str, transport: Transport) -> tuple[list[Any], str]:
    call = mastodon.page_call(wish.tag, before)
    answer = transport.ask(call)
    if answer.status == 404 and is_json(answer.headers):
        return [], ""  # nobody has used this hashtag yet
    _refuse(wish, answer)
    transport.judge(call, answer)
    rows = answer.data()
    if not isinstance(rows, list):
        raise _not_mastodon(wish)
    rows = rows[: mastodon.PER_PAGE]
    try:
        return rows, mastodon.next_page(answer.headers, rows)
    except _SHAPES as error:
        raise _not_mastodon(wish) from error


def _refuse(wish: HashtagWish, answer: Answer) -> None:
    if answer.status in mastodon.ACCOUNT_NEEDED:
        raise BadInput(
            msg("{host} shows hashtags only to people who have an account there."),
            msg("Ask another server: public posts usually travel to many of them."),
            host=wish.host,
        )
    if answer.status in {404, 410}:
        raise _not_mastodon(wish)
    if answer.status == 429:
        raise NotArrived(
            msg("{host} asks for a pause of about {minutes} min."),
            msg("Please try again then."),
            host=wish.host,
            minutes=mastodon.minutes_to_wait(answer.headers),
        )


def _not_mastodon(wish: HashtagWish) -> BadInput:
    return BadInput(
        msg("{host} does not answer like a Mastodon server."),
        msg("Check the address. It looks like https://mastodon.example."),
        host=wish.host,
    )
