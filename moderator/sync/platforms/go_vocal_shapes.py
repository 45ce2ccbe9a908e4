"""Shapes of Go Vocal: JSON:API with texts by language, bodies as HTML."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from moderator.domain.platforms import ItemKind, RemoteId, references_in
from moderator.sync.connectors import Remote
from moderator.sync.platforms.adhocracy_shapes import paragraphs
from moderator.sync.platforms.html_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from moderator.domain.platforms import Item


def text_in(texts: Mapping[str, str] | None, locale: str) -> str:
    """Return a text in `locale`, else in the same language, else in the first there is."""
    if not texts:
        return ""
    language = locale.partition("-")[0]
    alike = [text for name, text in texts.items() if name.partition("-")[0] == language]
    return str(texts.get(locale) or next(iter(alike), "") or next(iter(texts.values())))


def body(item: Item) -> str:
    """Return the text of an idea as it is sent: one `<p>` per paragraph, the reference last."""
    return "".join(f"<p>{html.escape(each, quote=False)}</p>" for each in paragraphs(item))


def read_idea(idea: dict[str, Any], locale: str, address: str) -> Remote:
    """Return an idea as it is shown; its author's own like does not count as an answer."""
    attributes = idea["attributes"]
    text = plain_text(text_in(attributes.get("body_multiloc"), locale))
    likes, dislikes, comments = (
        int(attributes.get(name) or 0)
        for name in ("likes_count", "dislikes_count", "comments_count")
    )
    slug = attributes.get("slug") or idea["id"]
    return Remote(
        kind=ItemKind.IDEA,
        id=RemoteId(str(idea["id"])),
        shown={"title": text_in(attributes.get("title_multiloc"), locale), "body": text},
        url=f"{address}/{locale.partition('-')[0]}/ideas/{slug}",
        references=frozenset(references_in(text)),
        age=str(attributes.get("created_at") or ""),
        answers=comments + dislikes + max(likes - 1, 0),
        facts={
            "online_for": str(likes),
            "online_against": str(dislikes),
            "online_comments": str(comments),
        },
    )


def votes_of(idea: dict[str, Any]) -> Iterator[Remote]:
    """Yield the number of offline votes of an idea, if one is set."""
    number = idea["attributes"].get("manual_votes_amount")
    if number is not None:
        remote_id = RemoteId(str(idea["id"]))
        yield Remote(ItemKind.VOTES, remote_id, {"number": int(number)}, parent=remote_id)


def voters_of(phase: dict[str, Any]) -> list[Remote]:
    """Return the number of offline voters of a phase, if one is set."""
    number = phase["attributes"].get("manual_voters_amount")
    if number is None:
        return []
    return [Remote(ItemKind.VOTERS, RemoteId(str(phase["id"])), {"number": int(number)})]
