from __future__ import annotations

from uuid import UUID

from moderator.domain.ids import new_id


def test_ids_are_unique_and_later_ones_sort_later() -> None:
    ids = [new_id() for _ in range(20_000)]
    assert ids == sorted(set(ids))


def test_ids_are_uuids_of_version_seven() -> None:
    made = UUID(new_id())
    assert made.version == 7
    assert str(made) == str(made).lower()
