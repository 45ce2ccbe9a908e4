"""Scenes of the platforms screen; no platform is asked for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from moderator.domain.moments import now
from moderator.domain.platforms import HistoryLine, Item, ItemKind, RemoteId, Scope
from moderator.operations.evenings import read_evening
from moderator.sync.accounts import (
    AccountDraft,
    SignIn,
    add_account,
    list_accounts,
    remove_account,
)
from moderator.sync.catalogue import kind_named
from moderator.sync.comparing import Action
from moderator.sync.connectors import Place
from moderator.sync.materials import materials_of
from moderator.sync.planning import PlanLine
from moderator.sync.secret_store import SecretFile
from moderator.sync.standing import Proof
from moderator.ui.main_window import PLATFORMS
from moderator.ui.platforms.account_assistant import PLACE, SIGN_IN, AccountAssistant
from moderator.ui.platforms.plan_groups import PlanGroup
from moderator.ui.platforms.platform_work import HistoryView, PlanView
from moderator.ui.platforms.platforms_panel import HISTORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from moderator.domain.platforms import Account, Content
    from moderator.ui.platforms.platform_tasks import PlatformTasks
    from moderator.ui.scenes.stage import Stage

_URL = "https://beteiligung.lindenau.example"
_REASONS = {
    Action.CREATE: "It is not there yet.",
    Action.UPDATE: "It was changed here.",
    Action.CONFLICT: "It was changed here and there.",
    Action.GONE: "It was deleted on the platform.",
    Action.REFUSED: "The title has more than 120 characters there. Please shorten it.",
    Action.LEAVE: "Nothing to do.",
}
_ACTIONS = (Action.CONFLICT, Action.UPDATE, Action.REFUSED, Action.GONE, Action.LEAVE)
"""What befalls the first ideas; everything else is new."""


def platforms_empty(stage: Stage) -> None:
    """No platform yet."""
    desk = stage.props.desk
    for account in list_accounts(desk.store):
        remove_account(desk.store, _secrets(stage), account)
    _show(stage)


def platforms_kind(stage: Stage) -> QWidget | None:
    """The first step of the assistant."""
    _show(stage)
    return stage.window.platforms.tasks.accounts.ask_for_new()


def platforms_sign_in(stage: Stage) -> QWidget | None:
    """The second step, with an address that is none."""
    assistant = _assistant(stage)
    assistant.sign_in.address.setText("lindenau")
    assistant.sign_in.user.setText("projektbuero@lindenau.example")
    assistant.submit()
    stage.settle(0.4)
    assistant.sign_in.address.setText(_URL)
    return assistant


def platforms_place(stage: Stage) -> QWidget | None:
    """The last step."""
    assistant = _assistant(stage)
    assistant.pages.setCurrentIndex(PLACE)
    found = SignIn(
        "projektbuero",
        (
            Place("12", "Ideen sammeln", "Marktplatz Lindenau"),
            Place("14", "Abstimmen", "Marktplatz Lindenau", takes_ideas=False),
            Place("31", "Bürgerbeteiligungsverfahren Ortskern", "Fördermittelantragsstellung"),
        ),
    )
    assistant.choose_place(found)
    return assistant


def platforms_file(stage: Stage) -> QWidget | None:
    """The file for an importer with a template."""
    return _show(stage).files.ask_for_file("go-vocal")


def platforms_not_asked(stage: Stage) -> None:
    """An account, and nothing asked yet."""
    _with_account(stage)


def platforms_plan(stage: Stage) -> None:
    """What would be sent."""
    tasks = _with_account(stage)
    view = _plan(stage)
    tasks.panel.plan.show_view(view)
    stage.settle()
    tasks.panel.plan.list.choose(_key_of(view, Action.CREATE))
    tasks.panel.show_state(busy=False)


def platforms_conflict(stage: Stage) -> None:
    """Something changed here and there."""
    platforms_plan(stage)
    tasks = stage.window.platforms.tasks
    tasks.panel.plan.show_view(_plan(stage), PlanGroup.PERSON)


def platforms_refused(stage: Stage) -> None:
    """Something the platform does not take."""
    platforms_plan(stage)
    tasks = stage.window.platforms.tasks
    tasks.panel.plan.show_view(_plan(stage), PlanGroup.REFUSED)


def platforms_running(stage: Stage) -> None:
    """A run under way."""
    platforms_plan(stage)
    panel = stage.window.platforms.tasks.panel
    panel.run.begin("Reading the platform …", can_pause=True)
    panel.run.go_to(23, 57)
    panel.show_state(busy=True)


def platforms_history(stage: Stage) -> None:
    """What stands there."""
    tasks = _with_account(stage)
    tasks.panel.tabs.setCurrentIndex(HISTORY)
    stage.settle()
    tasks.panel.history.show_history(_history(stage))


def _secrets(stage: Stage) -> SecretFile:
    return SecretFile(stage.props.desk.paths.profile / "secrets.json")


def _show(stage: Stage) -> PlatformTasks:
    window = stage.window
    window.open_workshop(stage.props.sample)
    window.show_place(PLATFORMS)
    window.platforms.tasks.forget()
    window.platforms.tasks.refresh()
    stage.settle()
    return window.platforms.tasks


def _account(stage: Stage) -> Account:
    desk = stage.props.desk
    draft = AccountDraft("Stadt Lindenau", "adhocracy+", _URL, "projektbuero", ("12",))
    return add_account(desk.store, _secrets(stage), draft)


def _with_account(stage: Stage) -> PlatformTasks:
    _account(stage)
    return _show(stage)


def _assistant(stage: Stage) -> AccountAssistant:
    _show(stage)
    assistant = stage.window.platforms.tasks.accounts.ask_for_new()
    if assistant is None:
        raise AssertionError
    stage.settle()
    assistant.submit()
    assistant.pages.setCurrentIndex(SIGN_IN)
    return assistant


def _items(stage: Stage) -> list[Item]:
    desk, account = stage.props.desk, _account(stage)
    evening = read_evening(desk, stage.props.sample.id)
    takes = kind_named(account.kind).capabilities()
    return list(materials_of(desk.store, evening, account, takes).items())


def _plan(stage: Stage) -> PlanView:
    items = _items(stage)
    actions = [*_ACTIONS, *[Action.CREATE] * len(items)]
    lines = [_line(*each) for each in zip(items, actions, strict=False)]
    sent: dict[str, Content] = {
        item.key: {**item.content, "title": f"{item.title} (Entwurf)"} for item in items[:2]
    }
    return PlanView(lines, {item.key: item for item in items}, sent, frozenset({items[2].key}))


def _line(item: Item, action: Action) -> PlanLine:
    theirs: Content = {}
    if action is Action.CONFLICT:
        theirs = {**item.content, "title": f"{item.title} – von der Redaktion gekürzt"}
    made = PlanLine(
        action,
        item.kind,
        item.subject,
        item.title,
        _REASONS[action],
        theirs=theirs,
        counted=item.counted,
    )
    there = action in {Action.CONFLICT, Action.UPDATE, Action.LEAVE}
    return replace(made, url=f"{_URL}/ideas/2026-{item.subject[:5]}/") if there else made


def _key_of(view: PlanView, action: Action) -> str:
    line = next(line for line in view.lines if line.action is action)
    return f"{line.action}/{line.key}"


def _history(stage: Stage) -> HistoryView:
    account, items, moment = _account(stage), _items(stage), now().replace(hour=18, minute=31)
    scope = Scope(account.id, stage.props.sample.id)
    proofs = [
        Proof(
            item.key,
            item.kind,
            item.title,
            RemoteId(f"12/{place + 100}"),
            f"{_URL}/ideas/2026-{place + 100:05}/",
            moment,
        )
        for place, item in enumerate(items)
    ]
    lines = [HistoryLine(scope, moment, each.key, each.title, "sent") for each in items]
    refused = HistoryLine(scope, moment, items[2].key, items[2].title, "refused")
    earlier = moment - timedelta(days=2, hours=1)
    ideas = [each for each in items if each.kind is ItemKind.IDEA][:3]
    found = [
        HistoryLine(scope, earlier, each.key, each.title, "found there and linked")
        for each in ideas
    ]
    return HistoryView(proofs, [refused, *lines, *found])


PLATFORM_PLAYS: tuple[Callable[[Stage], QWidget | None], ...] = (
    platforms_empty,
    platforms_kind,
    platforms_sign_in,
    platforms_place,
    platforms_not_asked,
    platforms_plan,
    platforms_conflict,
    platforms_refused,
    platforms_running,
    platforms_history,
    platforms_file,
)
