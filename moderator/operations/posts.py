"""Posts that were read under a hashtag: which are new here, and picked ones become ideas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.domain.ideas import IdeaDraft, Origin
from moderator.domain.posts import Standing, StandingPost, body_of, standings, title_of
from moderator.events import BoardChanged
from moderator.i18n import words
from moderator.operations.ideas import put_on_board
from moderator.operations.workshops import required as required_workshop
from moderator.storage import ideas as stored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.domain.ids import WorkshopId
    from moderator.domain.posts import Post
    from moderator.i18n import Words
    from moderator.operations.desk import Desk
    from moderator.storage.unit_of_work import Reader


@dataclass(frozen=True, slots=True)
class PostSummary:
    """What an import of posts brought.

    Attributes:
        added: new ideas.
        skipped: posts that were here already, or say what is here already.
    """

    added: int
    skipped: int


def look_through(desk: Desk, workshop_id: WorkshopId, posts: Sequence[Post]) -> list[StandingPost]:
    """Tell of each post whether it is new on the board.

    Raises:
        NotFound: there is no such workshop.
    """
    with desk.reading() as reader:
        required_workshop(reader, workshop_id)
        return _standings(reader, workshop_id, posts)


def _standings(
    reader: Reader, workshop_id: WorkshopId, posts: Sequence[Post]
) -> list[StandingPost]:
    texts = []
    for idea in stored.list_board(reader, workshop_id):
        # A post's own words are kept apart, so that the credit below them does not count.
        own = idea.source.get("text", "")
        texts += [own or f"{idea.title} {idea.body}", idea.title if not idea.body else ""]
    return standings(posts, stored.source_keys(reader, workshop_id), texts)


def take_posts(
    desk: Desk, workshop_id: WorkshopId, posts: Sequence[Post], hashtag: str
) -> PostSummary:
    """Put picked posts on the board, each with its credit; all or none, in one step.

    What is here already is skipped.

    Raises:
        NotFound: there is no such workshop.
    """
    with desk.doing("import_posts", workshop_id) as doing:
        workshop = required_workshop(doing.work, workshop_id)
        w = words(workshop.language)
        number = first = stored.next_number(doing.work, workshop_id)
        for each in _standings(doing.work, workshop_id, posts):
            if each.standing is Standing.NEW:
                put_on_board(doing, workshop_id, _draft(w, each.post, hashtag), number)
                number += 1
        doing.about["title"] = f"#{hashtag}"
        if number > first:
            doing.tell(BoardChanged(workshop_id))
    return PostSummary(number - first, len(posts) - (number - first))


def _draft(w: Words, post: Post, hashtag: str) -> IdeaDraft:
    return IdeaDraft(
        title=title_of(post),
        body="\n\n".join(filter(None, [body_of(post), credit(w, post)])),
        origin=Origin.IMPORT,
        source_key=post.source_key,
        source={
            "hashtag": hashtag,
            "author": post.author,
            "handle": post.handle,
            "url": post.url,
            "posted_at": post.posted_at.isoformat(),
            "text": post.text,
        },
    )


def credit(w: Words, post: Post) -> str:
    """Return whose words these are: name, day and address."""
    name = f"{post.author} (@{post.handle})" if post.author else f"@{post.handle}"
    return f"{name}, {w.date(post.posted_at.astimezone().date())}\n{post.url}"
