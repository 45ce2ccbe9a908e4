from __future__ import annotations

import pytest

from moderator.domain.platforms import ItemKind
from moderator.errors import BadInput
from moderator.sync.catalogue import KINDS, connect
from moderator.sync.platforms.files import WRITERS
from tests.sync.chaotic_evenings import MemorySecrets
from tests.sync.towns import TOWNS, _account

EXPECTED = {
    "adhocracy+",
    "go-vocal",
    "go-vocal-v2",
    "discourse",
    "mein.berlin",
    "decidim",
    "openslides",
    "consul",
    "projektfabrik",
}


def test_every_kind_is_known_by_its_name() -> None:
    assert set(KINDS) >= EXPECTED
    towns = {name.partition(",")[0] for name in TOWNS}
    assert towns | set(WRITERS) <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_what_a_kind_declares_fits_together(kind: object) -> None:
    takes = KINDS[kind.key].capabilities()  # type: ignore[attr-defined]
    assert takes.votes
    assert takes.updates <= takes.creates
    assert takes.slots <= takes.creates
    assert takes.writes == bool(takes.creates)
    assert takes.writes or takes.pulls or takes.hand_over
    assert ItemKind.IDEA in takes.listed
    assert takes.title_limits[0] <= takes.title_limits[1]


def test_a_kind_that_takes_files_only_says_so() -> None:
    with pytest.raises(BadInput, match="takes a file only"):
        connect(_account("consul", ()), MemorySecrets())


def test_a_connector_is_made_for_every_other_kind() -> None:
    for key in EXPECTED - {"consul"}:
        assert connect(_account(key, ("1",)), MemorySecrets()).capabilities.listed
