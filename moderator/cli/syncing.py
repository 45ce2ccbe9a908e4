"""Commands that bring a workshop and a platform together: sync and pull."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from moderator.cli.platforms import secrets_of
from moderator.cli.progress import ProgressLine
from moderator.domain.moments import moment_text
from moderator.domain.platforms import ItemKind, OutboxState
from moderator.errors import BadInput, msg
from moderator.operations import evenings, pulling
from moderator.operations.workshops import find_workshop
from moderator.sync import accounts
from moderator.sync.books import Books
from moderator.sync.comparing import Action
from moderator.sync.decisions import Decision, decide
from moderator.sync.engine import EVERY_KIND
from moderator.sync.opening import open_sync
from moderator.sync.plan_words import LONGEST_LIST, plan_lines
from moderator.sync.pulling import link_pulled, read_pull
from moderator.sync.reasons import told
from moderator.sync.report_words import proof_line, report_lines
from moderator.sync.standing import proofs

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from moderator.cli.session import Session
    from moderator.domain.ids import WorkshopId
    from moderator.domain.platforms import Account
    from moderator.i18n import Words
    from moderator.sync.desired import Desired
    from moderator.sync.engine import Engine, Report
    from moderator.sync.opening import OpenedSync
    from moderator.sync.planning import Plan
    from moderator.sync.standing import Proof

_DECISION = 4
_SENT = frozenset({Action.CREATE, Action.UPDATE, Action.REMOVE})
_NAMES = {
    "ideas": ItemKind.IDEA,
    "pictures": ItemKind.PICTURE,
    "votes": ItemKind.VOTES,
    "voters": ItemKind.VOTERS,
}


def sync(session: Session, args: Namespace) -> int:
    """Plan, apply, or tell how things stand."""
    workshop = find_workshop(session.desk, args.workshop)
    account = accounts.find_account(session.desk.store, args.name)
    opened = _opened(session, workshop.id, account)
    engine = opened.engine
    chosen = _chosen(args.only)
    for each in args.decide:
        key, _equals, decision = each.partition("=")
        decide(engine, key, _decision(decision))
    if args.apply:
        with ProgressLine(session.w) as line:
            engine.on_progress = line.tell
            report = engine.apply(chosen)
        return _answer_run(session, report)
    if args.status:
        return _answer_status(session, engine)
    plan = engine.plan(chosen)
    report = replace(engine.status(), plan=plan)
    told_of = _plan_told(session.w, account, plan, opened.desired)
    session.answer(_report_document(session, report), told_of)
    return _DECISION if plan.decisions else 0


def _plan_told(w: Words, account: Account, plan: Plan, desired: Desired) -> Iterator[str]:
    """Yield a plan with what it is: for which platform, and that nothing was sent yet."""
    name = w("{name} ({url})", name=account.name, url=account.url)
    yield w("What would be sent to {name}. Nothing was sent yet.", name=name)
    yield from plan_lines(w, plan)
    for title in desired.open_rounds:
        yield w(
            "The round “{title}” is still open: its dots are sent once it is closed.", title=title
        )
    if any(line.action in _SENT for line in plan.lines):
        yield w("The same command with --apply sends it.")


def _opened(session: Session, workshop_id: WorkshopId, account: Account) -> OpenedSync:
    evening = evenings.read_evening(session.desk, workshop_id)
    return open_sync(session.desk.store, secrets_of(session), account, evening)


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


def _answer_status(session: Session, engine: Engine) -> int:
    """Tell how things stand by what was noted here, with the proof of each item."""
    report = engine.status()
    books = Books(engine.store, engine.scope, engine.clock)
    found = proofs(books, engine.materials.items())
    document = _report_document(session, report) | {"proofs": [_proof(each) for each in found]}
    session.answer(document, _status_told(session.w, report, found))
    return _DECISION if report.needs_person else 0


def _proof(proof: Proof) -> dict[str, str]:
    return {
        "key": proof.key,
        "kind": proof.kind.value,
        "title": proof.title,
        "remote_id": proof.remote_id,
        "url": proof.url,
        "at": moment_text(proof.at),
    }


def _status_told(w: Words, report: Report, found: list[Proof]) -> Iterator[str]:
    yield from report_lines(w, report)
    yield from (f"    {proof_line(w, each)}" for each in islice(found, LONGEST_LIST))
    rest = len(found) - LONGEST_LIST
    if rest > 0:
        yield "    " + w.plural("… and {n} more", "… and {n} more", rest)


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
