"""Posts under a hashtag by command, against a fake server on a real socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.answers import FakeAnswer
from tests.fakes.mastodon import FakeMastodon, status, too_many
from tests.fakes.servers import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.command_line import CommandLine


@pytest.fixture
def fake() -> FakeMastodon:
    return FakeMastodon(
        [
            status(3, "Mehr Bänke"),
            status(2, "Zebrastreifen", sensitive=True),
            status(1, "Kino", language="en"),
        ]
    )


@pytest.fixture
def asking(fake: FakeMastodon) -> Iterator[tuple[str, ...]]:
    with serving(fake.handle) as address:
        yield ("--server", address, "--tag", "#markt")


def test_posts_are_listed_and_only_picked_ones_become_ideas(
    moderator: CommandLine, asking: tuple[str, ...]
) -> None:
    workshop = moderator.workshop("Radweg")
    found = moderator.json("hashtag", workshop, *asking)
    assert [each["standing"] for each in found["posts"]] == ["new"] * 3
    assert (found["read"], found["added"], found["more"]) == (3, 0, False)
    assert set(found["left_out"]) == {"reply", "language", "twice", "wordless"}
    picked = found["posts"][1]["id"]
    assert moderator.json("hashtag", workshop, *asking, "--pick", f"{picked},")["added"] == 1
    every = moderator.json("hashtag", workshop, *asking, "--language", "de", "--all")
    assert (every["added"], every["left_out"]["language"]) == (1, 1)
    again = moderator.json("hashtag", workshop, *asking)
    assert [each["standing"] for each in again["posts"]] == ["here", "here", "new"]
    titles = [each["title"] for each in moderator.json("idea", "list", workshop)]
    assert titles == ["Radweg", "Zebrastreifen", "Mehr Bänke"]
    moderator.json("undo", workshop)
    assert len(moderator.json("idea", "list", workshop)) == 2


def test_lines_are_readable(moderator: CommandLine, asking: tuple[str, ...]) -> None:
    workshop = moderator.workshop()
    ran = moderator.run("hashtag", workshop, *asking)
    assert "@ada@mastodon.example  Mehr Bänke\n" in ran.out
    assert "[sensitive] Zebrastreifen" in ran.out
    assert ran.out.endswith("3 posts were read.\n")
    assert moderator.run("hashtag", workshop, *asking, "--all").out.endswith("2 ideas added.\n")


def test_what_cannot_be_is_refused(
    moderator: CommandLine, fake: FakeMastodon, asking: tuple[str, ...]
) -> None:
    workshop = moderator.workshop()
    assert "no post 99" in moderator.refused("hashtag", workshop, *asking, "--pick", "99")
    fake.instead = [FakeAnswer.of_json(422, {"error": "requires an authenticated user"})] * 2
    assert "have an account there" in moderator.refused("hashtag", workshop, *asking, "--all")
    fake.instead = [too_many()]
    assert moderator.run("hashtag", workshop, *asking).code == 5
    assert moderator.json("idea", "list", workshop) == []
