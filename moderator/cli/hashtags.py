"""The command that reads public posts under a hashtag, and makes ideas of picked ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderator.domain.posts import Standing
from moderator.errors import BadInput, msg
from moderator.operations import posts as operations
from moderator.operations.posts import PostSummary
from moderator.operations.workshops import find_workshop
from moderator.sync.hashtags import LeftOut, hashtag_wish, read_hashtag

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from moderator.cli.session import Session
    from moderator.domain.posts import Post, StandingPost
    from moderator.i18n import Words
    from moderator.sync.hashtags import Harvest

_WIDTH = 70
_SIGNS = {Standing.NEW: " ", Standing.HERE: "=", Standing.SAME_TEXT: "~"}


def hashtag(session: Session, args: Namespace) -> int:
    """List posts; those that are picked become ideas."""
    workshop = find_workshop(session.desk, args.workshop)
    wish = hashtag_wish(args.server, args.tag, args.language, args.limit, replies=args.replies)
    harvest = read_hashtag(wish)
    looked = operations.look_through(session.desk, workshop.id, harvest.posts)
    picked = _picked(args, looked)
    summary = PostSummary(0, 0)
    if picked:
        summary = operations.take_posts(session.desk, workshop.id, picked, wish.tag)
    shown = looked if not picked else [each for each in looked if each.post in picked]
    document = _document(harvest, looked, summary)
    session.answer(document, _lines(session.w, harvest, shown, summary if picked else None))
    if harvest.trouble is None:
        return 0
    session.remark(" ".join(filter(None, session.w.error(harvest.trouble))))
    return harvest.trouble.exit_code


def _picked(args: Namespace, looked: Sequence[StandingPost]) -> list[Post]:
    if args.all:
        return [
            each.post
            for each in looked
            if each.standing is Standing.NEW and not each.post.is_delicate
        ]
    known = {each.post.id: each.post for each in looked}
    ids = list(dict.fromkeys(filter(None, (each.strip() for each in args.pick.split(",")))))
    unknown = [each for each in ids if each not in known]
    if unknown:
        raise BadInput(
            msg("There is no post {id} among those that were read."),
            msg("Nothing was imported. Read more of them with --limit."),
            id=unknown[0][:40],
        )
    return [known[each] for each in ids]


def _document(
    harvest: Harvest, looked: Sequence[StandingPost], summary: PostSummary
) -> dict[str, Any]:
    return {
        "posts": [
            {
                "id": each.post.id,
                "standing": each.standing.value,
                "text": each.post.text,
                "author": each.post.author,
                "handle": each.post.handle,
                "date": each.post.posted_at.isoformat(),
                "language": each.post.language,
                "warning": each.post.warning,
                "sensitive": each.post.sensitive,
                "reply": each.post.reply,
                "url": each.post.url,
            }
            for each in looked
        ],
        "read": harvest.read,
        "left_out": {reason.value: harvest.left_out.get(reason, 0) for reason in LeftOut},
        "more": harvest.more,
        "added": summary.added,
        "skipped": summary.skipped,
    }


def _lines(
    w: Words, harvest: Harvest, shown: Sequence[StandingPost], summary: PostSummary | None
) -> Iterator[str]:
    for each in shown:
        post = each.post
        warning = f"[{post.warning or w('sensitive')}] " if post.is_delicate else ""
        text = f"{warning}{post.text}".replace("\n", " ")
        cut = text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
        yield f"{_SIGNS[each.standing]} {post.id}  {post.posted_at:%Y-%m-%d}  @{post.handle}  {cut}"
    if summary is None:
        yield w.plural("{n} post was read.", "{n} posts were read.", harvest.read)
        return
    yield w.plural("{n} idea added.", "{n} ideas added.", summary.added)
    if summary.skipped:
        yield w.plural("{n} was there already.", "{n} were there already.", summary.skipped)
