"""Commands about platforms: accounts, kinds, and the file for an importer."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Any

from moderator.errors import BadInput, msg
from moderator.operations import evenings
from moderator.operations.workshops import find_workshop
from moderator.sync import accounts, hand_over
from moderator.sync.accounts import AccountDraft
from moderator.sync.catalogue import KINDS
from moderator.sync.secret_store import open_secrets

if TYPE_CHECKING:
    from argparse import Namespace

    from moderator.cli.session import Session
    from moderator.domain.platforms import Account
    from moderator.sync.secret_store import Secrets


def secrets_of(session: Session) -> Secrets:
    """Return where passwords are kept; the profile is made if need be."""
    session.paths.create_profile()
    return open_secrets(session.paths)


def add(session: Session, args: Namespace) -> None:
    """Add an account, or change the one of that name."""
    secrets = secrets_of(session)
    draft = AccountDraft(
        name=args.name,
        kind=args.kind,
        url=args.url,
        user=args.user,
        modules=tuple(args.module),
        options=_options(args.option),
        password=_password(session, args),
    )
    account = accounts.add_account(session.desk.store, secrets, draft)
    if draft.password and secrets.warning:
        session.remark(session.w(secrets.warning))
    session.answer(_document(account), [_line(account)])


def _options(given: list[str]) -> dict[str, str]:
    options = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals or not name:
            raise BadInput(msg("“{text}” is not an option; write name=value."), text=each[:60])
        options[name] = value
    return options


def _password(session: Session, args: Namespace) -> str:
    if args.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if args.user and sys.stdin.isatty() and not session.as_json:
        return getpass.getpass(session.w("Password: "), stream=sys.stderr)
    return ""


def _document(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "name": account.name,
        "kind": account.kind,
        "url": account.url,
        "user": account.user,
        "modules": list(account.modules),
        "options": dict(account.options),
        "stopped": bool(account.stopped),
    }


def _line(account: Account) -> str:
    modules = ", ".join(account.modules)
    return f"{account.name}  {account.kind}  {account.url}  {modules}".rstrip()


def list_all(session: Session, _args: Namespace) -> None:
    """List all accounts."""
    found = accounts.list_accounts(session.desk.store)
    session.answer([_document(each) for each in found], map(_line, found))


def remove(session: Session, args: Namespace) -> None:
    """Remove an account with its password; what was sent stays on the platform."""
    store = session.desk.store
    account = accounts.find_account(store, args.name)
    accounts.remove_account(store, secrets_of(session), account)
    session.answer({"removed": account.id}, [_line(account)])


def test(session: Session, args: Namespace) -> None:
    """Sign in, and tell where the account could write."""
    store = session.desk.store
    account = accounts.find_account(store, args.name)
    found = accounts.try_sign_in(store, secrets_of(session), account)
    places = [
        {
            "module": each.module,
            "title": each.title,
            "project": each.project,
            "takes_ideas": each.takes_ideas,
        }
        for each in found.places
    ]
    w = session.w
    lines = [w("Signed in as {user}.", user=found.user)]
    lines += [f"{each.module:>8}  {each.project}: {each.title}" for each in found.places]
    if not found.places:
        lines.append(w("The platform lists no places to write to; type the module yourself."))
    session.answer({"ok": True, "user": found.user, "places": places}, lines)


def kinds(session: Session, _args: Namespace) -> None:
    """List the kinds of platforms and what they can take."""
    documents, lines, w = [], [], session.w
    for kind in KINDS.values():
        takes = kind.capabilities()
        documents.append(
            {
                "kind": kind.key,
                "title": kind.title,
                "creates": sorted(takes.creates),
                "updates": sorted(takes.updates),
                "votes": w(takes.votes),
                "pulls": takes.pulls,
                "writes": takes.writes,
                "hand_over": list(takes.hand_over),
                "needs": list(takes.needs),
                "title_limits": list(takes.title_limits),
                "hints": [w(hint) for hint in takes.hints],
            }
        )
        lines += [
            f"{kind.key}: {kind.title}",
            *(f"    {w(e)}" for e in (takes.votes, *takes.hints)),
        ]
    session.answer(documents, lines)


def write_file(session: Session, args: Namespace) -> None:
    """Write the file that a platform imports."""
    workshop = find_workshop(session.desk, args.workshop)
    evening = evenings.read_evening(session.desk, workshop.id)
    hand_over.write_file(evening, args.kind, args.out, _options(args.option))
    session.answer({"file": str(args.out), "ideas": len(evening.ideas)}, [str(args.out)])
