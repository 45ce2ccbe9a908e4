"""Shapes of Go Vocal, whichever way in: texts by language, bodies as HTML, counts of reactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderator.domain.platforms import ItemKind, RemoteId, references_in
from moderator.errors import msg
from moderator.sync.connectors import Remote
from moderator.sync.platforms.adhocracy_shapes import description
from moderator.sync.platforms.html_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from moderator.domain.platforms import Account, Content, Item

LONGEST_TITLE = 100


def text_in(texts: Mapping[str, str] | None, locale: str) -> str:
    """Return a text in `locale`, else in the same language, else in the first there is."""
    if not texts:
        return ""
    language = locale.partition("-")[0]
    alike = [text for name, text in texts.items() if name.partition("-")[0] == language]
    return str(texts.get(locale) or next(iter(alike), "") or next(iter(texts.values())))


def fields(item: Item, names: tuple[str, ...], locale: str) -> dict[str, Any]:
    """Return title and text as they are sent; the text of an idea without one repeats its title."""
    data: dict[str, Any] = {}
    if "title" in names:
        data["title_multiloc"] = {locale: str(item.content["title"])}
    if "body" in names or ("title" in names and not item.content.get("body")):
        data["body_multiloc"] = {locale: description(item)}
    return data


def expected(item: Item) -> Content:
    """Return title and text as a copy of `item` shows them."""
    return {"title": str(item.content["title"]), "body": plain_text(description(item))}


def objection(account: Account, item: Item) -> str:
    """Return why the platform would refuse `item`, English message id; empty if it would not."""
    if not account.modules or not account.options.get("project"):
        return msg("The account names no phase (--module) or no project (--option project=…).")
    if item.kind is ItemKind.IDEA and len(str(item.content["title"])) > LONGEST_TITLE:
        return msg("The title has more than 100 characters there. Please shorten it.")
    return ""


def reactions(shown: Mapping[str, Any]) -> tuple[int, int, int]:
    """Return how many likes, dislikes and comments an idea has."""
    likes, dislikes, comments = (
        int(shown.get(f"{name}_count") or 0) for name in ("likes", "dislikes", "comments")
    )
    return likes, dislikes, comments


def online_facts(counts: tuple[int, int, int]) -> dict[str, str]:
    """Return the counts of an idea as they are kept with it."""
    names = ("online_for", "online_against", "online_comments")
    return dict(zip(names, map(str, counts), strict=True))


def topic_ids(idea: Mapping[str, Any]) -> str:
    """Return the ids of an idea's topics, sorted; older versions name them otherwise."""
    related = idea.get("relationships") or {}
    found = (related.get("input_topics") or related.get("topics") or {}).get("data") or []
    return ";".join(sorted(str(each["id"]) for each in found))


def read_idea(idea: dict[str, Any], locale: str, address: str) -> Remote:
    """Return an idea as it is shown; its author's own like does not count as an answer."""
    attributes = idea["attributes"]
    text = plain_text(text_in(attributes.get("body_multiloc"), locale))
    likes, dislikes, comments = counts = reactions(attributes)
    slug = attributes.get("slug") or idea["id"]
    title = text_in(attributes.get("title_multiloc"), locale)
    return Remote(
        kind=ItemKind.IDEA,
        id=RemoteId(str(idea["id"])),
        shown={"title": title, "body": text, "topic": topic_ids(idea)},
        url=f"{address}/{locale.partition('-')[0]}/ideas/{slug}",
        references=frozenset(references_in(text)),
        age=str(attributes.get("created_at") or ""),
        answers=comments + dislikes + max(likes - 1, 0),
        facts=online_facts(counts),
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
