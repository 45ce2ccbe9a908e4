"""Shapes of adhocracy+: what is sent, and what it shows of it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from moderator.domain.platforms import ItemKind, RemoteId, marked, references_in
from moderator.sync.connectors import Remote

if TYPE_CHECKING:
    from moderator.domain.platforms import Account, Item
    from moderator.sync.connectors import Parent

_PICTURE_NAME = re.compile(r"/(Ref-[0-9A-Za-z-]{11,80}-[0-9a-f]{12})[^/]*$")


def paragraphs(item: Item) -> list[str]:
    """Return the paragraphs of an idea: its lines, then its reference."""
    lines = [line.strip() for line in str(item.content.get("body", "")).split("\n")]
    # A card is often a title only, and the platform wants a description.
    text = [line for line in lines if line] or [str(item.content["title"])]
    return [*text, marked(item.reference)] if item.reference else text


def description(item: Item) -> str:
    """Return the description as it is sent: one `<p>` per paragraph."""
    return "".join(f"<p>{html.escape(each, quote=False)}</p>" for each in paragraphs(item))


def comment_text(item: Item) -> str:
    """Return the text of a comment with votes, ending in its reference."""
    return f"{item.content['text']} {marked(item.reference)}"


def picture_stem(item: Item) -> str:
    """Return the file name of a picture without its suffix; the platform shows it in the address.

    The digest tells a new picture of the same idea from the old one.
    """
    return f"Ref-{item.reference}-{str(item.content['digest'])[:12]}"


def read_idea(idea: dict[str, Any], module: str, account: Account) -> Remote:
    """Return an idea as it is shown."""
    text = html.unescape(str(idea["description"]))
    in_favour = int(idea.get("positive_rating_count") or 0)
    against = int(idea.get("negative_rating_count") or 0)
    comments = int(idea.get("comment_count") or 0)
    return Remote(
        kind=ItemKind.IDEA,
        id=RemoteId(f"{module}/{idea['pk']}"),
        shown={
            "title": str(idea["name"]),
            "body": text,
            "topic": str((idea.get("category") or {}).get("name", "")).casefold(),
        },
        url=_address(idea, account),
        references=frozenset(references_in(text)),
        activity=comments,
        age=f"{int(idea['pk']):012}",
        answers=comments + in_favour + against,
        facts={
            "content_type": str(idea["content_type"]),
            "pk": str(idea["pk"]),
            "topic": str((idea.get("category") or {}).get("name", "")),
            "online_for": str(in_favour),
            "online_against": str(against),
            "online_comments": str(comments),
        },
    )


def read_picture(idea: dict[str, Any], module: str) -> Remote:
    """Return the picture of an idea; the platform keeps the file name we gave in its address."""
    address = str(idea["image"])
    ours = _PICTURE_NAME.search(address)
    return Remote(
        kind=ItemKind.PICTURE,
        id=RemoteId(f"{module}/{idea['pk']}"),
        shown={"picture": ours[1] if ours else address},
        url=address,
        parent=RemoteId(f"{module}/{idea['pk']}"),
    )


def read_comment(comment: dict[str, Any], parent: Parent) -> Remote:
    """Return a comment with votes."""
    text = html.unescape(str(comment["comment"]))
    return Remote(
        kind=ItemKind.VOTES,
        id=RemoteId(str(comment["id"])),
        shown={"text": text},
        references=frozenset(references_in(text)),
        parent=parent.id,
        age=f"{int(comment['id']):012}",
        answers=len(comment.get("child_comments") or []),
    )


def is_removed(comment: dict[str, Any]) -> bool:
    """Tell whether a comment is only the blank that deleting or blocking leaves."""
    return any(
        comment.get(each) for each in ("is_deleted", "is_removed", "is_censored", "is_blocked")
    )


def comments_path(parent: Parent) -> str:
    """Return where the comments of an idea are; its content type differs per installation."""
    return (
        f"/api/contenttypes/{parent.facts['content_type']}/objects/{parent.facts['pk']}/comments/"
    )


def idea_path(remote_id: RemoteId) -> str:
    """Return where an idea is; it is found through its own module only."""
    module, _, pk = remote_id.partition("/")
    return f"/api/modules/{module}/ideas/{pk}/"


def _address(idea: dict[str, Any], account: Account) -> str:
    """Return the public page; its path needs the organisation, which no answer names."""
    organisation = account.options.get("organisation", "")
    if not organisation:
        return f"{account.url}/#{idea['reference_number']}"
    return f"{account.url}/{organisation}/ideas/{idea['reference_number']}/"
