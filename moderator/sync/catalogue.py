"""The kinds of platforms that are known, and how a connector for an account is made."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from moderator.errors import BadInput, msg
from moderator.sync.pace import Pace
from moderator.sync.transport import Transport, new_session

if TYPE_CHECKING:
    from moderator.domain.platforms import Account
    from moderator.sync.connectors import Capabilities, Connector
    from moderator.sync.secret_store import Secrets

_MODULES = "moderator.sync.platforms"
PER_SECOND = "per-second"
"""Option of an account: requests a second, where the operator allows more or fewer than usual."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of platform.

    Attributes:
        key: as accounts and the command line name it.
        title: its own name.
        module: of the connector, loaded when it is needed.
        connector: name of the class there; made with account, transport and secrets.
    """

    key: str
    title: str
    module: str
    connector: str

    def capabilities(self) -> Capabilities:
        """Return what this kind of platform can take."""
        found: Capabilities = self._class().capabilities
        return found

    def connector_for(self, account: Account, transport: Transport, secrets: Secrets) -> Connector:
        """Return a connector for one account."""
        made: Connector = self._class()(account, transport, secrets)
        return made

    def _class(self) -> Any:
        return getattr(import_module(f"{_MODULES}.{self.module}"), self.connector)


KINDS = {
    kind.key: kind
    for kind in (
        Kind("adhocracy+", "adhocracy+", "adhocracy_plus", "AdhocracyPlus"),
        Kind("go-vocal", "Go Vocal (CitizenLab)", "go_vocal", "GoVocal"),
        Kind("go-vocal-v2", "Go Vocal, public API", "go_vocal_v2", "GoVocalV2"),
        Kind("discourse", "Discourse", "discourse", "Discourse"),
        Kind("mein.berlin", "mein.berlin", "mein_berlin", "MeinBerlin"),
        Kind("decidim", "Decidim", "decidim", "Decidim"),
        Kind("openslides", "OpenSlides", "openslides", "OpenSlides"),
        Kind("consul", "CONSUL Democracy", "files_only", "Consul"),
        Kind("projektfabrik", "Digitale Projektfabrik", "projektfabrik", "Projektfabrik"),
    )
}


def kind_named(key: str) -> Kind:
    """Return the kind of platform with this name.

    Raises:
        BadInput: there is none.
    """
    found = KINDS.get(key.strip().lower())
    if found is None:
        raise BadInput(
            msg("There is no kind of platform “{kind}”."),
            msg("Known are: {kinds}."),
            kind=key[:40],
            kinds=", ".join(KINDS),
        )
    return found


def connect(account: Account, secrets: Secrets) -> Connector:
    """Return a connector that speaks with the platform of `account`.

    Raises:
        BadInput: this kind is not known, or takes files only.
    """
    kind = kind_named(account.kind)
    takes = kind.capabilities()
    if not takes.writes and not takes.pulls:
        raise BadInput(
            msg("{kind} takes a file only."),
            msg("Write it with: moderator platform file."),
            kind=kind.title,
        )
    per_second = account.options.get(PER_SECOND, "")
    pace = Pace(float(per_second) if per_second else takes.per_second)
    transport = Transport(account.url, pace, new_session(account.url, max(takes.parallel, 1)))
    return kind.connector_for(account, transport, secrets)
