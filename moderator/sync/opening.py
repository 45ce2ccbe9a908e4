"""Everything a run needs, put together from an account and an evening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.domain.platforms import Scope
from moderator.sync.catalogue import connect
from moderator.sync.engine import Engine
from moderator.sync.materials import materials_of

if TYPE_CHECKING:
    from moderator.domain.evenings import Evening
    from moderator.domain.platforms import Account
    from moderator.storage.store import Store
    from moderator.sync.desired import Desired
    from moderator.sync.secret_store import Secrets


@dataclass(frozen=True, slots=True)
class OpenedSync:
    """A run that may begin, and what it wants on the platform."""

    engine: Engine
    desired: Desired


def open_sync(store: Store, secrets: Secrets, account: Account, evening: Evening) -> OpenedSync:
    """Return the engine for one evening on one account; nothing is sent yet.

    Raises:
        BadInput: this kind of platform is not known.
    """
    connector = connect(account, secrets)
    materials = materials_of(store, evening, account, connector.capabilities)
    engine = Engine(store, Scope(account.id, evening.workshop.id), connector, materials)
    return OpenedSync(engine, materials.desired)
