"""Accounts on platforms: added, listed, tested, removed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from moderator.domain.ids import new_id
from moderator.domain.moments import now
from moderator.domain.plain_text import clean_line
from moderator.domain.platforms import Account, AccountId
from moderator.errors import BadInput, NotFound, msg
from moderator.storage import accounts, links, outbox
from moderator.storage.store import Task
from moderator.sync.catalogue import PER_SECOND, connect, kind_named
from moderator.sync.guarding import Guarded
from moderator.sync.running import SYNC
from moderator.sync.secret_store import KINDS as SECRET_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderator.storage.store import Store
    from moderator.sync.connectors import Place
    from moderator.sync.secret_store import Secrets

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """What a person says of an account; the password goes to the secrets only."""

    name: str
    kind: str
    url: str
    user: str = ""
    modules: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a test of an account found: how the platform calls us, and where we could write."""

    user: str
    places: tuple[Place, ...]


def clean_address(url: str) -> str:
    """Return an address as it is kept: with https, without a slash at the end.

    Raises:
        BadInput: it is no address of a web page, holds a password, or is not encrypted.
    """
    text = clean_line(url, 400)
    parts = urlsplit(text if "://" in text else f"https://{text}")
    if not parts.hostname or parts.scheme not in {"http", "https"} or "@" in parts.netloc:
        raise BadInput(
            msg("“{url}” is not the address of a platform."),
            msg("It looks like https://beteiligung.example."),
            url=text if "@" not in text else "…",
        )
    if parts.scheme == "http" and parts.hostname not in _HERE:
        raise BadInput(
            msg("The address has to begin with https://."),
            msg("Otherwise others in the network could read the password."),
        )
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", ""))


def add_account(store: Store, secrets: Secrets, draft: AccountDraft) -> Account:
    """Add an account, or change the one with the same name; nothing is sent.

    Raises:
        BadInput: a value cannot be used.
    """
    account = _account_of(draft)
    if not account.name:
        raise BadInput(msg("The account needs a name."))
    with store.reading() as reader:
        known = accounts.named(reader, account.name)
    return _kept(store, secrets, known, account, draft)


def change_account(
    store: Store, secrets: Secrets, account_id: AccountId, draft: AccountDraft
) -> Account:
    """Change an account, also its name; without a password the one that is kept stays.

    Raises:
        BadInput: a value cannot be used, or the name belongs to another account.
        NotFound: there is no such account.
    """
    account = _account_of(draft)
    if not account.name:
        raise BadInput(msg("The account needs a name."))
    with store.reading() as reader:
        known, other = accounts.read(reader, account_id), accounts.named(reader, account.name)
    if known is None:
        raise _unknown(account_id)
    if other is not None and other.id != account_id:
        raise _name_taken(other)
    return _kept(store, secrets, known, account, draft)


def _account_of(draft: AccountDraft) -> Account:
    return Account(
        id=AccountId(new_id()),
        name=clean_line(draft.name),
        kind=kind_named(draft.kind).key,
        url=clean_address(draft.url),
        created_at=now(),
        user=clean_line(draft.user, 200),
        modules=tuple(filter(None, (clean_line(each, 200) for each in draft.modules))),
        options=_clean_options(draft.options),
    )


def _kept(
    store: Store, secrets: Secrets, known: Account | None, account: Account, draft: AccountDraft
) -> Account:
    """Keep `account` in the place of the one that is known, with its password if there is one."""
    if known is not None:
        _refuse_other_place(known, account)
        account = replace(account, id=known.id, created_at=known.created_at)
    if draft.password:
        fresh = dict.fromkeys(SECRET_NAMES, "") | {"password": draft.password}
        secrets.keep(account.id, fresh)
    with store.writing(Task("add_account", SYNC)) as work:
        accounts.save(work, account)
    return account


def _refuse_other_place(known: Account, account: Account) -> None:
    """What was sent is linked to one platform; another address is another account."""
    if (known.kind, known.url) != (account.kind, account.url):
        raise _name_taken(known)


def _name_taken(known: Account) -> BadInput:
    return BadInput(
        msg("“{name}” is already the name of another platform, {url}."),
        msg("Choose another name, or remove that account first."),
        name=known.name,
        url=known.url,
    )


def _clean_options(options: Mapping[str, str]) -> dict[str, str]:
    cleaned = {clean_line(name): clean_line(each, 400) for name, each in options.items()}
    try:
        fine = float(cleaned.get(PER_SECOND, "1") or "1") > 0
    except ValueError:
        fine = False
    if not fine:
        raise BadInput(msg("The number of requests a second has to be more than 0."))
    return cleaned


def list_accounts(store: Store) -> list[Account]:
    """Return all accounts by name."""
    with store.reading() as reader:
        return accounts.list_all(reader)


def find_account(store: Store, name: str) -> Account:
    """Return the account with this name or id.

    Raises:
        NotFound: there is none.
    """
    with store.reading() as reader:
        found = accounts.named(reader, name) or accounts.read(reader, AccountId(name))
    if found is None:
        raise _unknown(name)
    return found


def _unknown(name: str) -> NotFound:
    return NotFound(
        msg("There is no platform “{name}”."),
        msg("See the platforms with: moderator platform list."),
        name=name[:80],
    )


def try_draft(draft: AccountDraft, secrets: Secrets, known: AccountId | None = None) -> SignIn:
    """Sign in with what a person has typed, before any of it is kept.

    Args:
        draft: what was typed; its modules are looked for on the platform, too.
        secrets: where the password of an account that is there already is kept.
        known: that account; its password is taken where none was typed.

    Raises:
        BadInput: a value cannot be used.
        SignInNeeded, Refused, NotArrived, NoClearAnswer, BadServer: it did not work.
    """
    account = _account_of(draft)
    if not account.name:
        account = replace(account, name=urlsplit(account.url).hostname or "")
    password = draft.password or (secrets.read(known, "password") if known else "")
    connector = Guarded(connect(account, _Typed({"password": password})))
    return SignIn(connector.sign_in(), tuple(connector.places()))


class _Typed:
    """Secrets of a trial: tokens that come for it are never kept."""

    warning = ""

    def __init__(self, values: dict[str, str]) -> None:
        self._values = values

    def read(self, _account_id: AccountId, name: str) -> str:
        """Return a secret, empty if there is none."""
        return self._values.get(name, "")

    def keep(self, _account_id: AccountId, values: dict[str, str]) -> None:
        """Remember secrets for the rest of the trial."""
        self._values |= values


def try_sign_in(store: Store, secrets: Secrets, account: Account) -> SignIn:
    """Sign in, ask where we could write, and let a stopped account go on.

    Raises:
        SignInNeeded, Refused, NotArrived, NoClearAnswer, BadServer: it did not work.
    """
    connector = Guarded(connect(account, secrets))
    user = connector.sign_in()
    places = connector.places()
    if account.stopped:
        with store.writing(Task("resume_account", SYNC)) as work:
            accounts.save(work, replace(account, stopped=""))
    return SignIn(user, tuple(places))


def remove_account(store: Store, secrets: Secrets, account: Account) -> None:
    """Remove an account with its password and links; what was sent stays on the platform."""
    with store.writing(Task("remove_account", SYNC)) as work:
        accounts.drop(work, account.id)
        links.drop_of_account(work, account.id)
        outbox.drop_of_account(work, account.id)
    secrets.keep(account.id, dict.fromkeys(SECRET_NAMES, ""))
