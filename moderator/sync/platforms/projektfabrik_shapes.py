"""Shapes of the interface in docs/platform-api: what is put, and what the platform shows of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from moderator.domain.platforms import ItemKind, Reference, RemoteId
from moderator.sync.connectors import Remote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from moderator.domain.platforms import Content, Item

API = "/api/v1"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

PUT_FIELDS = {
    ItemKind.IDEA: ("title", "body", "topic", "reference", "card_code"),
    ItemKind.VOTES: ("in_favour", "against", "reference"),
    ItemKind.VOTERS: ("title", "held_on", "place", "rule", "people"),
}
"""What may be put; the rest of what is shown is the platform's own."""

_NAMES = {
    ItemKind.IDEA: {"title": "title", "body": "body", "topic": "topic"},
    ItemKind.VOTES: {"number": "in_favour", "against": "against"},
    ItemKind.VOTERS: {
        "number": "people",
        "title": "title",
        "day": "held_on",
        "place": "place",
        "rule": "rule",
    },
}
"""Our names of fields to the platform's."""


def path_of(kind: ItemKind, remote_id: RemoteId) -> str:
    """Return the address of something by its id here, which is made of the ids on its way."""
    project, *ids = remote_id.split("/")
    head = f"{API}/projects/{project}"
    match kind:
        case ItemKind.IDEA:
            return f"{head}/ideas/{ids[0]}"
        case ItemKind.PICTURE:
            return f"{head}/ideas/{ids[0]}/picture"
        case ItemKind.VOTERS:
            return f"{head}/rounds/{ids[0]}"
        case ItemKind.VOTES:
            return f"{head}/rounds/{ids[0]}/counts/{ids[1]}"


def new_id(item: Item, project: str, parent: RemoteId) -> RemoteId:
    """Return the id of a new thing: ours, since it is the sender who makes them there."""
    if item.kind is ItemKind.PICTURE:
        return parent
    if item.kind is ItemKind.VOTES:
        project, _, idea = parent.partition("/")
        return RemoteId(f"{project}/{item.content['round']}/{idea}")
    return RemoteId(f"{project}/{item.subject}")


def fields(item: Item, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the named fields of an item as they are put."""
    known = _NAMES[item.kind]
    shown = expected(item)
    given: dict[str, Any] = {known[name]: shown[name] for name in names if name in known}
    if "held_on" in given:
        given["held_on"] = given["held_on"] or None
    return given


def whole(item: Item) -> dict[str, Any]:
    """Return everything that is put of a new item."""
    given = fields(item, tuple(item.content))
    if item.kind in {ItemKind.IDEA, ItemKind.VOTES}:
        given["reference"] = str(item.reference)
    if item.kind is ItemKind.IDEA:
        given["card_code"] = card_code(item)
    return given


def card_code(item: Item) -> str:
    """Return the code on the idea's card, the second part of its reference."""
    return item.reference.partition("-")[2]


def picture_name(item: Item) -> str:
    """Return the file name of a picture; its digest tells it from another of the same idea."""
    return str(item.content["digest"])[:64]


def expected(item: Item) -> Content:
    """Return what a copy of `item` shows."""
    if item.kind is ItemKind.PICTURE:
        return {"digest": picture_name(item)}
    names = {*_NAMES[item.kind], *({"round"} if item.kind is ItemKind.VOTES else ())}
    return {name: _clean(value) for name, value in item.content.items() if name in names}


def _clean(value: str | int) -> str | int:
    return value if isinstance(value, int) else _CONTROL.sub("", value)


def read_idea(idea: Mapping[str, Any], address: str) -> Remote:
    """Return an idea as it is shown."""
    online = idea["online"]
    reference = str(idea.get("reference") or "")
    return Remote(
        kind=ItemKind.IDEA,
        id=RemoteId(f"{idea['project']}/{idea['id']}"),
        shown={name: str(idea.get(name) or "") for name in ("title", "body", "topic")},
        url=address + str(idea["url"]),
        references=frozenset({Reference(reference)} if reference else ()),
        age=str(idea["id"]),  # made of the time it was made at
        answers=int(online["in_favour"]) + int(online["against"]),
        facts={
            "version": str(int(idea["version"])),
            "topic": str(idea.get("topic") or ""),
            "online_for": str(int(online["in_favour"])),
            "online_against": str(int(online["against"])),
        },
    )


def read_below(idea: Mapping[str, Any], address: str) -> Iterator[Remote]:
    """Yield the picture and the counts of an idea."""
    home = RemoteId(f"{idea['project']}/{idea['id']}")
    picture = idea.get("picture")
    if picture:
        yield Remote(
            kind=ItemKind.PICTURE,
            id=home,
            shown={"digest": str(picture["name"])},
            url=address + str(picture["url"]),
            parent=home,
            facts={"version": str(int(picture["version"]))},
        )
    for each in idea.get("counts") or []:
        yield read_count(each, address + str(idea["url"]))


def read_count(count: Mapping[str, Any], url: str) -> Remote:
    """Return what an idea got in a round.

    It is found by its reference: an idea has one count per round, so its place alone says little.
    """
    reference = str(count.get("reference") or "")
    return Remote(
        kind=ItemKind.VOTES,
        id=RemoteId(f"{count['project']}/{count['round']}/{count['idea']}"),
        shown={
            "number": int(count["in_favour"]),
            "against": int(count["against"]),
            "round": str(count["round"]),
        },
        url=url,
        references=frozenset({Reference(reference)} if reference else ()),
        age=str(count["round"]),
        facts={"version": str(int(count["version"]))},
    )


def read_round(vote_round: Mapping[str, Any]) -> Remote:
    """Return a round: when, where, by which rule, with how many people."""
    return Remote(
        kind=ItemKind.VOTERS,
        id=RemoteId(f"{vote_round['project']}/{vote_round['id']}"),
        shown={
            "number": int(vote_round["people"]),
            "title": str(vote_round.get("title") or ""),
            "day": str(vote_round.get("held_on") or ""),
            "place": str(vote_round.get("place") or ""),
            "rule": str(vote_round.get("rule") or ""),
        },
        age=str(vote_round["id"]),
        facts={"version": str(int(vote_round["version"]))},
    )
