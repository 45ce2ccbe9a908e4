"""Accounts changed under their id, and refused where that would lose what was sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from moderator.domain.platforms import AccountId
from moderator.errors import BadInput, NotFound
from moderator.sync.accounts import AccountDraft, add_account, change_account, list_accounts
from moderator.sync.secret_store import SecretFile

if TYPE_CHECKING:
    from moderator.domain.platforms import Account
    from moderator.operations.desk import Desk

DRAFT = AccountDraft("Stadt", "adhocracy+", "https://stadt.example", "alice", ("1",), {}, "secret")


@pytest.fixture
def secrets(desk: Desk) -> SecretFile:
    return SecretFile(desk.paths.profile / "secrets.json")


@pytest.fixture
def account(desk: Desk, secrets: SecretFile) -> Account:
    return add_account(desk.store, secrets, DRAFT)


def test_another_name_and_place_keep_id_and_password(
    desk: Desk, secrets: SecretFile, account: Account
) -> None:
    draft = replace(DRAFT, name="Rathaus", modules=("2",), password="")
    changed = change_account(desk.store, secrets, account.id, draft)
    assert changed == replace(account, name="Rathaus", modules=("2",))
    assert list_accounts(desk.store) == [changed]
    assert secrets.read(account.id, "password") == "secret"


def test_a_name_that_is_taken_and_another_address_are_refused(
    desk: Desk, secrets: SecretFile, account: Account
) -> None:
    add_account(desk.store, secrets, replace(DRAFT, name="Land"))
    for draft, why in (
        (replace(DRAFT, name="Land"), "already the name of another"),
        (replace(DRAFT, url="https://land.example"), "already the name of another"),
        (replace(DRAFT, name=" "), "needs a name"),
    ):
        with pytest.raises(BadInput, match=why):
            change_account(desk.store, secrets, account.id, draft)
    with pytest.raises(NotFound):
        change_account(desk.store, secrets, AccountId("unknown"), DRAFT)
    assert [each.name for each in list_accounts(desk.store)] == ["Land", "Stadt"]
