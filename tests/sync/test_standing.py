"""How things stand by what was noted, and the proof of each item."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from moderator.domain.ids import WorkshopId
from moderator.domain.platforms import (
    AccountId,
    Item,
    ItemKind,
    Link,
    OutboxRow,
    OutboxState,
    Reference,
    RemoteId,
    Scope,
)
from moderator.sync.comparing import Action
from moderator.sync.connectors import Capabilities
from moderator.sync.planning import PlanLine
from moderator.sync.standing import proofs, standing

if TYPE_CHECKING:
    from collections.abc import Iterable

SCOPE = Scope(AccountId("account"), WorkshopId("workshop"))
MOMENT = datetime(2026, 11, 12, 18, 30, tzinfo=UTC)
ITEM = Item(ItemKind.IDEA, "a", "Bänke", {"title": "Bänke"}, Reference("7F3A-9KMP2X"))
TAKES = Capabilities(creates=frozenset({ItemKind.IDEA}))
LINK = Link(SCOPE, ITEM.key, RemoteId("1/12"), "https://stadt.example/12", {}, "", MOMENT)
ROW = OutboxRow(
    scope=SCOPE,
    key=ITEM.key,
    kind=ITEM.kind,
    subject=ITEM.subject,
    title=ITEM.title,
    reference=ITEM.reference,
    parent="",
    creates=True,
    content=ITEM.content,
    changed=(),
    expected="",
    happened_at=MOMENT,
)


@dataclass
class Noted:
    """What `Books` has of a few items."""

    every_link: list[Link] = field(default_factory=list)
    every_row: list[OutboxRow] = field(default_factory=list)

    def known(self) -> tuple[dict[Any, str], set[str]]:
        return {}, {link.key for link in self.every_link}

    def links(self, keys: Iterable[str]) -> dict[str, Link]:
        return {link.key: link for link in self.every_link if link.key in set(keys)}

    def rows(self, keys: Iterable[str]) -> dict[str, OutboxRow]:
        return {row.key: row for row in self.every_row if row.key in set(keys)}


def stands(*noted: Link | OutboxRow, takes: Capabilities = TAKES) -> tuple[Action, str]:
    books: Any = Noted(
        [each for each in noted if isinstance(each, Link)],
        [each for each in noted if isinstance(each, OutboxRow)],
    )
    (line,) = standing(books, [ITEM], takes, [])
    return line.action, line.why


@pytest.mark.parametrize(
    ("row", "action", "why"),
    [
        (ROW, Action.CREATE, "It waits to be sent."),
        (replace(ROW, creates=False), Action.UPDATE, "It waits to be sent."),
        (replace(ROW, reason="Later."), Action.CREATE, "Later."),
        (replace(ROW, state=OutboxState.REFUSED, reason="No."), Action.REFUSED, "No."),
    ],
)
def test_what_is_on_its_way_is_told_with_its_reason(
    row: OutboxRow, action: Action, why: str
) -> None:
    assert stands(row) == (action, why)


@pytest.mark.parametrize("state", [OutboxState.UNCLEAR, OutboxState.SENDING])
def test_what_is_unclear_is_told_to_be_looked_up(state: OutboxState) -> None:
    action, why = stands(replace(ROW, state=state))
    assert action is Action.CREATE
    assert "looked up before it is sent" in why


def test_what_is_there_what_is_left_out_and_what_is_not_taken() -> None:
    done = replace(ROW, state=OutboxState.DONE)
    assert stands(LINK, done) == (Action.LEAVE, "It is there.")
    assert stands(replace(LINK, dropped=True)) == (Action.LEAVE, "Dropped by a decision.")
    assert stands() == (Action.CREATE, "It is not there yet.")
    assert stands(takes=Capabilities()) == (Action.LEAVE, "This platform does not take it.")


def test_what_waits_for_a_decision_is_taken_over_from_the_plan() -> None:
    books: Any = Noted([LINK])
    conflict = PlanLine(Action.CONFLICT, ITEM.kind, "a", "Bänke", "Both.", theirs={"title": "x"})
    created = PlanLine(Action.CREATE, ITEM.kind, "a", "Bänke", "New.")
    assert standing(books, [ITEM], TAKES, [conflict]) == [conflict]
    (line,) = standing(books, [ITEM], TAKES, [created])
    assert (line.action, line.url) == (Action.LEAVE, LINK.url)


def test_proofs_come_newest_first_and_keep_the_title_of_what_left_the_board() -> None:
    earlier = replace(LINK, key="idea:b", remote_id=RemoteId("1/11"), at=MOMENT - timedelta(1))
    lost = replace(LINK, key="idea:c", remote_id=RemoteId(""))
    books: Any = Noted([earlier, lost, LINK], [replace(ROW, key="idea:b", title="Früher")])
    found = proofs(books, [ITEM])
    assert [(each.title, each.kind, each.url) for each in found] == [
        ("Bänke", ItemKind.IDEA, LINK.url),
        ("Früher", ItemKind.IDEA, LINK.url),
    ]
