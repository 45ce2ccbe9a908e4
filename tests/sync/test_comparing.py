"""The table of docs/sync.md, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

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
from moderator.sync.comparing import UNMARKED, Action, Case, compare
from moderator.sync.connectors import Remote
from moderator.sync.there import seen

if TYPE_CHECKING:
    from moderator.domain.platforms import Content
    from moderator.sync.there import Seen

SCOPE = Scope(AccountId("a"), WorkshopId("w"))
MOMENT = datetime(2026, 3, 12, tzinfo=UTC)
MARK = Reference("7F3A-9KMP2X")


def item(title: str = "Bänke") -> Item:
    return Item(ItemKind.IDEA, "i", title, {"title": title, "body": ""}, MARK)


def there(title: str, remote_id: str = "10", answers: int = 0) -> Seen:
    shown: Content = {"title": title}
    return seen(
        Remote(ItemKind.IDEA, RemoteId(remote_id), shown, age=remote_id.zfill(6), answers=answers)
    )


def link(sent: str = "Bänke", shown: str = "Bänke", remote_id: str = "10") -> Link:
    return Link(
        SCOPE,
        "idea:i",
        RemoteId(remote_id),
        "",
        {"title": sent, "body": ""},
        there(shown).fingerprint,
        MOMENT,
    )


def case(*copies: Seen, title: str = "Bänke", known: Link | None = None) -> Case:
    return Case(item(title), known, None, copies, {"title": title}, removes=True)


@pytest.mark.parametrize(
    ("given", "action"),
    [
        (case(), Action.CREATE),
        (replace(case(), creates=False), Action.LEAVE),
        (replace(case(), objection="too long"), Action.REFUSED),
        (case(there("Bänke")), Action.LINK),
        (case(there("Bänke!")), Action.CONFLICT),
        (case(there("Bänke"), known=link()), Action.LEAVE),
        (case(there("Bänke"), title="Neu", known=link()), Action.UPDATE),
        (case(there("Redaktion"), known=link()), Action.LEAVE),
        (case(there("Neu"), title="Neu", known=link()), Action.LINK),
        (case(there("Redaktion"), title="Neu", known=link()), Action.CONFLICT),
        (case(known=link()), Action.GONE),
        (case(there("Bänke"), known=replace(link(), dropped=True)), Action.LEAVE),
        (case(there("Bänke"), title="Neu", known=replace(link(), seen="")), Action.CONFLICT),
        (replace(case(there("Bänke"), title="Neu", known=link()), updates=False), Action.LEAVE),
    ],
)
def test_every_row_of_the_table(given: Case, action: Action) -> None:
    assert compare(given).action is action


def test_an_update_names_only_the_fields_that_changed_here() -> None:
    assert compare(case(there("Bänke"), title="Neu", known=link())).changed == ("title",)


def test_of_two_copies_the_older_counts_and_the_younger_goes() -> None:
    old, young = there("Bänke", "10"), there("Bänke", "11")
    assert compare(case(old, young, known=link(remote_id="10"))).surplus == (young,)
    onto_the_younger = compare(case(young, old, known=link(remote_id="11")))
    assert (onto_the_younger.action, onto_the_younger.there) == (Action.LINK, old)
    assert onto_the_younger.surplus == ()


@pytest.mark.parametrize("copy", [there("Bänke", "11", answers=1), there("Anders", "11")])
def test_a_copy_with_answers_or_other_words_is_left_to_a_person(copy: Seen) -> None:
    verdict = compare(case(there("Bänke"), copy, known=link()))
    assert (verdict.action, verdict.surplus) == (Action.CONFLICT, ())


def test_what_was_refused_stays_refused_until_it_is_edited() -> None:
    row = OutboxRow(
        scope=SCOPE,
        key="idea:i",
        kind=ItemKind.IDEA,
        subject="i",
        title="Bänke",
        reference=MARK,
        parent="",
        creates=True,
        content=item().content,
        changed=(),
        expected="",
        happened_at=MOMENT,
        state=OutboxState.REFUSED,
        reason="no",
    )
    assert compare(replace(case(), row=row)).why == "no"
    assert compare(replace(case(title="Kurz"), row=row)).action is Action.CREATE


def test_of_an_id_that_was_given_away_and_our_reference_elsewhere_the_reference_counts() -> None:
    strange = replace(there("Kunstrasen"), unmarked=True)
    verdict = compare(case(strange, known=link()))
    assert (verdict.action, verdict.why) == (Action.CONFLICT, UNMARKED)
    ours = there("Bänke", remote_id="11")
    found = compare(case(strange, ours, known=link()))
    assert (found.action, found.there, found.surplus) == (Action.LINK, ours, ())
    # An editor who took out nothing but the reference has changed nothing that we send.
    assert compare(case(replace(there("Bänke"), unmarked=True), known=link())).why != UNMARKED
