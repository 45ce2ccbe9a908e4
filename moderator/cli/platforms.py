"""Commands about platforms: accounts, sync and pull."""

from __future__ import annotations

import getpass
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from moderator.domain.platforms import ItemKind, OutboxState
from moderator.errors import BadInput, msg
from moderator.operations import evenings, pulling
from moderator.operations.workshops import find_workshop
from moderator.sync import accounts, hand_over
from moderator.sync.accounts import AccountDraft
from moderator.sync.catalogue import KINDS
from moderator.sync.comparing import Action
from moderator.sync.decisions import Decision, decide
from moderator.sync.engine import EVERY_KIND
from moderator.sync.opening import open_sync
from moderator.sync.plan_words import plan_lines
from moderator.sync.pulling import link_pulled, read_pull
from moderator.sync.reasons import told
from moderator.sync.report_words import report_lines
from moderator.sync.secret_store import open_secrets

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from moderator.cli.session import Session
    from moderator.domain.ids import WorkshopId
    from moderator.domain.platforms import Account
    from moderator.i18n import Words
    from moderator.sync.engine import Report
    from moderator.sync.opening import OpenedSync
    from moderator.sync.planning import Plan
    from moderator.sync.secret_store import Secrets

_DECISION = 4
_SENT = frozenset({Action.CREATE, Action.UPDATE, Action.REMOVE})
_NAMES = {
    "ideas": ItemKind.IDEA,
    "pictures": ItemKind.PICTURE,
    "votes": ItemKind.VOTES,
    "voters": ItemKind.VOTERS,
}


def _secrets(session: Session) -> Secrets:
    session.paths.create_profile()
    return open_secrets(session.paths)


def add(session: Session, args: Namespace) -> None:
    """Add an account, or change the one of that name."""
    secrets = _secrets(session)
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
    accounts.remove_account(store, _secrets(session), account)
    session.answer({"removed": account.id}, [_line(account)])


def test(session: Session, args: Namespace) -> None:
    """Sign in, and tell where the account could write."""
    store = session.desk.store
    account = accounts.find_account(store, args.name)
    found = accounts.try_sign_in(store, _secrets(session), account)
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


# ---------------------------------------------------------------- sync


def sync(session: Session, args: Namespace) -> int:
    """Plan, apply, or tell how things stand."""
    workshop = find_workshop(session.desk, args.workshop)
    account = accounts.find_account(session.desk.store, args.name)
    engine = _opened(session, workshop.id, account).engine
    chosen = _chosen(args.only)
    for each in args.decide:
        key, _equals, decision = each.partition("=")
        decide(engine, key, _decision(decision))
    if args.apply:
        return _answer_run(session, engine.apply(chosen))
    if args.status:
        return _answer_run(session, engine.status())
    plan = engine.plan(chosen)
    report = replace(engine.status(), plan=plan)
    session.answer(_report_document(session, report), _plan_told(session.w, account, plan))
    return _DECISION if plan.decisions else 0


def _plan_told(w: Words, account: Account, plan: Plan) -> Iterator[str]:
    """Yield a plan with what it is: for which platform, and that nothing was sent yet."""
    name = w("{name} ({url})", name=account.name, url=account.url)
    yield w("What would be sent to {name}. Nothing was sent yet.", name=name)
    yield from plan_lines(w, plan)
    if any(line.action in _SENT for line in plan.lines):
        yield w("The same command with --apply sends it.")


def _opened(session: Session, workshop_id: WorkshopId, account: Account) -> OpenedSync:
    evening = evenings.read_evening(session.desk, workshop_id)
    return open_sync(session.desk.store, _secrets(session), account, evening)


def _chosen(only: str) -> frozenset[ItemKind]:
    names = [name.strip().lower() for name in only.split(",") if name.strip()]
    unknown = [name for name in names if name not in _NAMES]
    if unknown:
        raise BadInput(
            msg("“{name}” is nothing that can be synced."),
            msg("Known are: {names}."),
            name=unknown[0][:40],
            names=", ".join(_NAMES),
        )
    return frozenset(_NAMES[name] for name in names) or EVERY_KIND


def _decision(text: str) -> Decision:
    try:
        return Decision(text)
    except ValueError as error:
        raise BadInput(
            msg("“{text}” is no decision."),
            msg("Known are: {names}."),
            text=text[:40],
            names=", ".join(Decision),
        ) from error


def _answer_run(session: Session, report: Report) -> int:
    session.answer(_report_document(session, report), report_lines(session.w, report))
    if report.trouble is not None:
        session.remark(" ".join(filter(None, session.w.error(report.trouble))))
        return report.trouble.exit_code
    return _DECISION if report.needs_person else 0


def _report_document(session: Session, report: Report) -> dict[str, Any]:
    w, plan = session.w, report.plan
    return {
        "plan": [
            {
                "action": line.action.value,
                "kind": line.kind.value,
                "subject": line.subject,
                "key": line.key,
                "title": line.title,
                "why": told(line.why, w),
                "url": line.url,
                "ours": line.ours,
                "theirs": line.theirs,
            }
            for line in plan.lines
        ],
        "done": report.there,
        "waiting": report.counts[OutboxState.WAITING],
        "unclear": report.counts[OutboxState.UNCLEAR] + report.counts[OutboxState.SENDING],
        "refused": [
            {"subject": row.subject, "key": row.key, "reason": told(row.reason, w)}
            for row in report.refused
        ],
        "conflicts": plan.needing.get(Action.CONFLICT, 0) + plan.needing.get(Action.GONE, 0),
        "unchanged": plan.unchanged,
        "proven": report.proven,
    }


def pull(session: Session, args: Namespace) -> None:
    """Bring ideas and counts from the platform."""
    workshop = find_workshop(session.desk, args.workshop)
    account = accounts.find_account(session.desk.store, args.name)
    before = _opened(session, workshop.id, account)
    found = read_pull(before.engine, before.desired)
    pulled = [each for each, _remote in found.values()]
    summary = pulling.take_in(session.desk, workshop.id, pulled)
    after = _opened(session, workshop.id, account)
    link_pulled(after.engine, after.desired, found)
    w = session.w
    session.answer(
        {
            "added": summary.added,
            "updated": summary.updated,
            "unchanged": summary.unchanged,
        },
        [
            w.plural("{n} idea added.", "{n} ideas added.", summary.added),
            w.plural(
                "{n} idea brought up to date.", "{n} ideas brought up to date.", summary.updated
            ),
            w.plural("{n} idea as before.", "{n} ideas as before.", summary.unchanged),
        ],
    )
