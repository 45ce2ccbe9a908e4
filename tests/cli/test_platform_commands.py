"""The commands about platforms, against a fake adhocracy+ on a real socket."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.fakes.adhocracy_plus import FakeAdhocracyPlus
from tests.fakes.answers import FakeAnswer
from tests.fakes.servers import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.command_line import CommandLine


@pytest.fixture
def fake() -> FakeAdhocracyPlus:
    return FakeAdhocracyPlus()


@pytest.fixture
def address(fake: FakeAdhocracyPlus, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    with serving(fake.handle) as url:
        fake.address = url
        yield url


@pytest.fixture
def town(moderator: CommandLine, address: str, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Return the command line with an account on the fake platform."""
    monkeypatch.setattr("sys.stdin", io.StringIO("alice-password\n"))
    ran = moderator.run(
        *("--json", "platform", "add", "Stadt", "--kind", "adhocracy+", "--url", address),
        *("--user", "alice", "--module", "1", "--option", "terms=accepted"),
        *("--option", "per-second=1000", "--password-stdin"),
    )
    assert ran.code == 0
    assert "There is no keyring here" in ran.err
    assert "alice-password" not in ran.out + ran.err
    return moderator


def _evening(moderator: CommandLine) -> str:
    workshop = moderator.workshop("Bänke am Markt", "Zebrastreifen", name="Marktabend")
    opened = moderator.open_round(workshop)
    moderator.json("tally", opened, "1=17", "2=9")
    moderator.json("round", "close", opened)
    return workshop


def test_a_workshop_reaches_the_platform_once(town: CommandLine, fake: FakeAdhocracyPlus) -> None:
    workshop = _evening(town)
    plan = town.json("sync", workshop, "Stadt", "--plan")
    assert [(line["action"], line["kind"]) for line in plan["plan"]] == [
        ("create", "idea"),
        ("create", "idea"),
        ("create", "votes"),
        ("create", "votes"),
    ]
    assert len(fake.ideas) == 4
    done = town.json("sync", workshop, "Stadt", "--apply")
    assert (done["done"], done["waiting"], done["unclear"], done["refused"]) == (4, 0, 0, [])
    assert done["proven"]
    names = {idea.name for pk, idea in fake.ideas.items() if pk > 9}
    assert names == {"Bänke am Markt", "Zebrastreifen"}
    assert ": 17 Punkte." in "".join(each.text for each in fake.comments.values())
    fake.asked.clear()
    again = town.json("sync", workshop, "Stadt", "--apply")
    assert again["proven"]
    assert fake.asked == ["GET /api/modules/1/ideas/"]
    status = town.json("sync", workshop, "Stadt", "--status")
    assert (status["plan"], status["done"]) == ([], 4)
    ids = {f"1/{pk}" for pk in fake.ideas if pk > 9} | {str(pk) for pk in fake.comments}
    assert {each["remote_id"] for each in status["proofs"]} == ids
    urls = [each["url"] for each in status["proofs"] if each["kind"] == "idea"]
    assert len([url for url in urls if url.startswith("http")]) == 2
    assert all(each["at"] and each["title"] for each in status["proofs"])
    lines = town.run("sync", workshop, "Stadt", "--status").out.splitlines()
    # Comments have no address there: their id stands for it.
    assert sorted(line.rpartition(" · ")[2] for line in lines[1:]) == sorted(
        each["url"] or each["remote_id"] for each in status["proofs"]
    )


def test_a_plan_says_for_whom_it_is_what_each_idea_got_and_how_to_send_it(
    town: CommandLine, address: str
) -> None:
    workshop = _evening(town)
    lines = town.run("sync", workshop, "Stadt", "--plan").out.splitlines()
    assert lines[0] == f"What would be sent to Stadt ({address}). Nothing was sent yet."
    assert lines[1] == "New on the platform (4)"
    assert "    Bänke am Markt: 17 dots" in lines
    assert lines[-1] == "The same command with --apply sends it."
    town.run("sync", workshop, "Stadt", "--apply")
    again = town.run("sync", workshop, "Stadt").out.splitlines()
    assert again[1:] == ["Stays as it is (4)", "Everything on the platform is up to date."]


def test_a_plan_says_why_dots_of_an_open_round_are_missing(town: CommandLine) -> None:
    workshop = town.workshop("Bänke am Markt", "Zebrastreifen")
    opened = town.open_round(workshop)
    told = town.run("sync", workshop, "Stadt", "--plan").out
    assert "is still open: its dots are sent once it is closed." in told
    town.json("round", "close", opened)
    assert "is still open" not in town.run("sync", workshop, "Stadt", "--plan").out


def test_what_is_refused_blocks_nothing_and_goes_once_it_is_edited(
    town: CommandLine, fake: FakeAdhocracyPlus
) -> None:
    workshop = town.workshop("x" * 121, "Zebrastreifen")
    ran = town.run("--json", "sync", workshop, "Stadt", "--apply")
    assert ran.code == 4
    assert "120 characters" in ran.out
    assert len(fake.ideas) == 5
    town.json("idea", "edit", workshop, "1", "--title", "Kurz")
    done = town.json("sync", workshop, "Stadt", "--apply")
    assert (done["done"], done["refused"]) == (2, [])


def test_what_the_platform_refuses_when_it_is_sent_is_told_with_its_reason_and_the_choices(
    town: CommandLine, fake: FakeAdhocracyPlus, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = town.workshop("Bänke")
    town.json("sync", workshop, "Stadt", "--plan")
    refusal = FakeAnswer.of_json(400, {"name": ["Not like this."]})
    handle = fake._of_ideas
    monkeypatch.setattr(
        fake,
        "_of_ideas",
        lambda method, *more: refusal if method == "POST" else handle(method, *more),
    )
    ran = town.run("sync", workshop, "Stadt", "--apply")
    assert ran.code == 4
    assert "Refused, needs a look (1)" in ran.out
    assert "idea: Bänke – The platform refused it (status 400). name: Not like this." in ran.out
    status = town.run("sync", workshop, "Stadt", "--status")
    assert "Not like this." in status.out
    key = next(word for word in status.out.split() if word.startswith("idea:0"))
    monkeypatch.setattr(fake, "_of_ideas", handle)
    town.json("sync", workshop, "Stadt", "--apply", "--decide", f"{key}=retry")
    assert [idea.name for pk, idea in fake.ideas.items() if pk > 9] == ["Bänke"]


def test_a_conflict_is_shown_with_both_sides_and_decided(
    town: CommandLine, fake: FakeAdhocracyPlus
) -> None:
    workshop = town.workshop("Bänke")
    town.json("sync", workshop, "Stadt", "--apply")
    fake.ideas[10].name = "Bänke (Redaktion)"
    town.json("idea", "edit", workshop, "1", "--title", "Bänke mit Lehne")
    ran = town.run("sync", workshop, "Stadt", "--apply")
    assert ran.code == 4
    assert "Bänke (Redaktion)" in ran.out
    assert "Bänke mit Lehne" in ran.out
    assert fake.ideas[10].name == "Bänke (Redaktion)"
    key = next(word for word in ran.out.split() if word.startswith("idea:0"))
    town.json("sync", workshop, "Stadt", "--apply", "--decide", f"{key}=ours")
    assert fake.ideas[10].name == "Bänke mit Lehne"


def test_an_idea_that_was_deleted_there_blocks_nothing(
    town: CommandLine, fake: FakeAdhocracyPlus
) -> None:
    workshop = _evening(town)
    town.json("sync", workshop, "Stadt", "--apply")
    fake.delete_idea(10)
    town.json("idea", "add", workshop, "Noch eine")
    ran = town.run("--json", "sync", workshop, "Stadt", "--apply")
    assert ran.code == 4
    assert [idea.name for pk, idea in fake.ideas.items() if pk > 11] == ["Noch eine"]
    (line,) = [line for line in json.loads(ran.out)["plan"] if line["action"] == "gone"]
    town.json("sync", workshop, "Stadt", "--apply", "--decide", f"{line['key']}=again")
    assert len([pk for pk in fake.ideas if pk > 9]) == 3


def test_ideas_are_pulled_once_and_votes_go_back_to_them(
    town: CommandLine, fake: FakeAdhocracyPlus
) -> None:
    workshop = town.workshop()
    assert town.json("pull", workshop, "Stadt") == {"added": 1, "updated": 0, "unchanged": 0}
    assert town.json("pull", workshop, "Stadt") == {"added": 0, "updated": 0, "unchanged": 1}
    (idea,) = town.json("idea", "list", workshop)
    assert (idea["title"], idea["origin"]) == ("Plant a community orchard", "platform")
    town.json("idea", "add", workshop, "Noch eine")
    opened = town.open_round(workshop)
    town.json("tally", opened, "1=5")
    town.json("round", "close", opened)
    before = fake.ideas[1].description
    town.json("sync", workshop, "Stadt", "--apply")
    assert fake.ideas[1].description == before
    assert [c.object_pk for c in fake.comments.values()] == [1]


def test_an_unreachable_platform_keeps_the_work(town: CommandLine, fake: FakeAdhocracyPlus) -> None:
    workshop = town.workshop("Bänke")
    ran = town.run(
        "--json",
        "platform",
        "add",
        "Weg",
        "--kind",
        "adhocracy+",
        "--url",
        "http://127.0.0.1:9",
        "--user",
        "x",
        "--module",
        "1",
    )
    assert ran.code == 0
    ran = town.run("sync", workshop, "Weg", "--plan")
    assert ran.code in {4, 5}
    assert ran.err.count("\n") == 1


def test_a_test_tells_where_one_could_write(town: CommandLine, fake: FakeAdhocracyPlus) -> None:
    found = town.json("platform", "test", "Stadt")
    assert found["user"] == "alice"
    assert {"1", "4"} <= {place["module"] for place in found["places"]}
    fake.listed = False
    assert town.json("platform", "test", "Stadt")["places"] == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--kind", "facebook", "--url", "https://a.example"), "no kind of platform"),
        (("--kind", "adhocracy+", "--url", "http://stadt.example"), "https"),
        (("--kind", "adhocracy+", "--url", "https://me:pw@stadt.example"), "not the address"),
        (("--kind", "adhocracy+", "--url", "https://a.example", "--option", "x"), "name=value"),
    ],
)
def test_accounts_that_cannot_work_are_refused(
    moderator: CommandLine, words: tuple[str, ...], sentence: str
) -> None:
    assert sentence in moderator.refused("platform", "add", "Stadt", *words)


def test_kinds_and_lists_are_told(town: CommandLine) -> None:
    kinds = {kind["kind"]: kind for kind in town.json("platform", "kinds")}
    assert "idea" in kinds["adhocracy+"]["creates"]
    (account,) = town.json("platform", "list")
    assert (account["name"], account["modules"]) == ("Stadt", ["1"])
    town.json("platform", "remove", "Stadt")
    assert town.json("platform", "list") == []
    assert "alice-password" not in "".join(
        each.read_text(errors="replace") for each in town.paths.profile.iterdir() if each.is_file()
    )
