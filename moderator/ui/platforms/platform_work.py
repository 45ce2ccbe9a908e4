"""What the platforms screen has done on the desk's thread, or beside it on a thread of its own.

Functions that talk to a platform say so; they run on a thread of `network_work`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moderator.domain.platforms import Scope
from moderator.ui import operations_on_demand as operations
from moderator.ui import sync_on_demand as sync

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from moderator.domain.ids import WorkshopId
    from moderator.domain.platforms import Account, AccountId, Content, HistoryLine, Item
    from moderator.operations.desk import Desk
    from moderator.operations.pulling import PullSummary
    from moderator.sync.accounts import AccountDraft, SignIn
    from moderator.sync.connectors import Capabilities
    from moderator.sync.decisions import Decision
    from moderator.sync.engine import Progress, Report
    from moderator.sync.opening import OpenedSync
    from moderator.sync.planning import PlanLine
    from moderator.sync.pulling import Pull
    from moderator.sync.standing import Proof
    from moderator.sync.steering import Steering


@dataclass(frozen=True, slots=True)
class KindFacts:
    """A kind of platform, as the window shows it.

    Attributes:
        endings: of the files that can be handed over, for example `.xlsx`.
    """

    key: str
    title: str
    takes: Capabilities
    endings: tuple[str, ...]

    @property
    def signs_in(self) -> bool:
        """Whether the program can talk to it at all; else there is only the file."""
        return self.takes.writes or self.takes.pulls


@dataclass(frozen=True, slots=True)
class Overview:
    """The accounts there are, and the kinds of platforms by their key."""

    accounts: list[Account]
    kinds: Mapping[str, KindFacts]


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan as it is shown.

    Attributes:
        items: what would be sent, by key.
        sent: what was last sent, by key, where the plan sees a difference.
        retriable: keys of what the platform refused, which can be tried again as it is.
    """

    lines: list[PlanLine]
    items: Mapping[str, Item] = field(default_factory=dict)
    sent: Mapping[str, Content] = field(default_factory=dict)
    retriable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SentView:
    """What a run did, and how things stand after it."""

    report: Report
    view: PlanView


@dataclass(frozen=True, slots=True)
class HistoryView:
    """What stands on a platform, and what happened, the newest first."""

    proofs: list[Proof]
    lines: list[HistoryLine]


@dataclass(frozen=True, slots=True)
class PulledThere:
    """What was read from a platform, and with what."""

    opened: OpenedSync
    found: Pull


# ------------------------------------------------------------------------ accounts


def read_overview(desk: Desk) -> Overview:
    """Read accounts and kinds."""
    from moderator.sync.platforms.files import WRITERS  # noqa: PLC0415 (see sync_on_demand)

    kinds = {
        kind.key: KindFacts(
            kind.key, kind.title, kind.capabilities(), WRITERS.get(kind.key, (None, ()))[1]
        )
        for kind in sync.catalogue.KINDS.values()
    }
    return Overview(sync.accounts.list_accounts(desk.store), kinds)


def warning_of_secrets(desk: Desk) -> str:
    """Return what to say where there is no keyring, English message id; empty if there is one."""
    return sync.secret_store.open_secrets(desk.paths).warning


def try_draft(desk: Desk, draft: AccountDraft, known: AccountId | None) -> SignIn:
    """Sign in with what was typed; talks to the platform."""
    return sync.accounts.try_draft(draft, sync.secret_store.open_secrets(desk.paths), known)


def keep_account(desk: Desk, draft: AccountDraft, known: AccountId | None) -> Account:
    """Keep a new account, or change the one that is known; the keyring may ask its owner."""
    secrets = sync.secret_store.open_secrets(desk.paths)
    if known is None:
        return sync.accounts.add_account(desk.store, secrets, draft)
    return sync.accounts.change_account(desk.store, secrets, known, draft)


def remove_account(desk: Desk, account: Account) -> None:
    """Remove an account with its password."""
    secrets = sync.secret_store.open_secrets(desk.paths)
    sync.accounts.remove_account(desk.store, secrets, account)


# ---------------------------------------------------------------------------- sync


def open_sync(desk: Desk, account: Account, workshop_id: WorkshopId) -> OpenedSync:
    """Return what a run needs, with the evening as it is now."""
    evening = operations.evenings.read_evening(desk, workshop_id)
    secrets = sync.secret_store.open_secrets(desk.paths)
    return sync.opening.open_sync(desk.store, secrets, account, evening)


def look(desk: Desk, account: Account, workshop_id: WorkshopId) -> PlanView:
    """Return what a run would do now; talks to the platform, and writes nothing."""
    opened = open_sync(desk, account, workshop_id)
    return _view(opened, opened.engine.plan().lines)


def send(
    desk: Desk,
    account: Account,
    workshop_id: WorkshopId,
    steering: Steering,
    told: Callable[[Progress], None],
) -> SentView:
    """Bring the platform up to date, and prove it; talks to the platform."""
    opened = open_sync(desk, account, workshop_id)
    opened.engine.steering, opened.engine.on_progress = steering, told
    report = opened.engine.apply()
    return SentView(report, _standing(opened, report.plan.lines))


def _standing(opened: OpenedSync, planned: list[PlanLine]) -> PlanView:
    engine = opened.engine
    known = sync.books.Books(engine.store, engine.scope, engine.clock)
    takes = engine.connector.capabilities
    return _view(opened, sync.standing.standing(known, engine.materials.items(), takes, planned))


def _view(opened: OpenedSync, lines: list[PlanLine]) -> PlanView:
    from moderator.sync.comparing import Action  # noqa: PLC0415 (see sync_on_demand)

    engine = opened.engine
    known = sync.books.Books(engine.store, engine.scope, engine.clock)
    quiet = {Action.LEAVE, Action.LINK}
    keys = [line.key for line in lines if line.action not in quiet]
    sent: dict[str, Content] = {}
    for at in range(0, len(keys), sync.books.PAGE):
        page = known.links(keys[at : at + sync.books.PAGE])
        sent |= {key: link.sent for key, link in page.items() if link.sent}
    return PlanView(
        lines=lines,
        items={item.key: item for item in engine.materials.items()},
        sent=sent,
        retriable=frozenset(row.key for row in engine.status().refused),
    )


def decide(
    desk: Desk,
    account: Account,
    workshop_id: WorkshopId,
    keys: Iterable[str],
    decision: Decision,
) -> None:
    """Note a decision about some items; may talk to the platform, and sends nothing."""
    engine = open_sync(desk, account, workshop_id).engine
    for key in keys:
        sync.decisions.decide(engine, key, decision)


def read_pull(desk: Desk, account: Account, workshop_id: WorkshopId) -> PulledThere:
    """Read the ideas of a platform; talks to it, and changes nothing here."""
    opened = open_sync(desk, account, workshop_id)
    return PulledThere(opened, sync.pulling.read_pull(opened.engine, opened.desired))


def take_in(
    desk: Desk, account: Account, workshop_id: WorkshopId, there: PulledThere
) -> PullSummary:
    """Bring what was read onto the board; asks nobody."""
    pulled = [each for each, _remote in there.found.values()]
    summary = operations.pulling.take_in(desk, workshop_id, pulled)
    evening = operations.evenings.read_evening(desk, workshop_id)
    engine = there.opened.engine
    takes = engine.connector.capabilities
    desired = sync.materials.materials_of(desk.store, evening, account, takes).desired
    sync.pulling.link_pulled(engine, desired, there.found)
    return summary


def read_history(desk: Desk, account: Account, workshop_id: WorkshopId) -> HistoryView:
    """Read what stands on the platform and what happened; asks nobody."""
    from moderator.domain.moments import now  # noqa: PLC0415 (with the rest)

    scope = Scope(account.id, workshop_id)
    evening = operations.evenings.read_evening(desk, workshop_id)
    takes = sync.catalogue.kind_named(account.kind).capabilities()
    items = sync.materials.materials_of(desk.store, evening, account, takes).items()
    known = sync.books.Books(desk.store, scope, now)
    return HistoryView(
        proofs=sync.standing.proofs(known, items),
        lines=sync.history.read_history(desk.store, scope, 1000),
    )


def write_file(
    desk: Desk, workshop_id: WorkshopId, kind: str, target: Path, template: str = ""
) -> int:
    """Write the file that a platform of this kind imports; returns the number of ideas.

    Args:
        desk: the desk.
        workshop_id: whose ideas.
        kind: key of the kind of platform.
        target: the file to write; its ending decides the form.
        template: a file whose columns are kept, empty for none.
    """
    evening = operations.evenings.read_evening(desk, workshop_id)
    sync.hand_over.write_file(evening, kind, target, {"template": template} if template else {})
    return len(evening.ideas)
