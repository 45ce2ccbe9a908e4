"""The platform's store: durable, for many at once, and never somebody else's database."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path  # noqa: TC003

import pytest
import requests

from moderator.domain.ids import new_id
from moderator.errors import BadInput, StoreDamaged, Unreachable
from moderator.platform_server.storage.shelf import Shelf, file_url
from tests.fakes.platform_in_process import PlatformInProcess
from tests.fakes.postgresql_server import postgresql_server
from tests.platform_server.conftest import serving


def test_it_is_there_after_a_restart(tmp_path: Path) -> None:
    url = file_url(tmp_path / "platform.sqlite")
    with PlatformInProcess(url) as platform:
        idea = platform.new_idea()
        token = platform.token
        path = f"/api/v1/projects/{platform.project}/ideas/{idea}"
    with PlatformInProcess(url) as again:
        assert json.loads(again.ask("GET", path, token=token).body)["title"] == "Bänke"


def test_other_databases_are_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE ideas (id TEXT)")
    connection.close()
    with pytest.raises(StoreDamaged):
        Shelf.open(file_url(file))


def test_a_store_of_another_version_is_refused(tmp_path: Path) -> None:
    url = file_url(tmp_path / "platform.sqlite")
    shelf = Shelf.open(url)
    with shelf.writing() as connection:
        connection.exec_driver_sql("UPDATE platform_about SET schema = 99")
    shelf.close()
    with pytest.raises(StoreDamaged):
        Shelf.open(url)


def test_addresses_of_nothing_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        Shelf.open("mysql://localhost/x")
    with pytest.raises(BadInput):
        Shelf.open("what is this")
    with pytest.raises(Unreachable):
        Shelf.open(file_url(tmp_path / "no such folder" / "platform.sqlite"))


def _many_at_once(platform: PlatformInProcess, address: str) -> None:
    """Eight senders put the same twenty ideas at the same time, each three times."""
    ideas = [new_id() for _ in range(20)]
    where = f"{address}/api/v1/projects/{platform.project}/ideas"
    headers = {"Authorization": f"Bearer {platform.token}"}

    def send(number: int) -> int:
        idea = ideas[number % 20]
        given = {"title": f"Idee {number % 20}"}
        return requests.put(f"{where}/{idea}", json=given, headers=headers, timeout=30).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(send, range(60)))
    assert sorted(statuses) == [200] * 40 + [201] * 20
    changes = requests.get(f"{address}/api/v1/changes", headers=headers, timeout=30).json()
    found = [each["id"] for each in changes["items"] if each["id"] in ideas]
    assert sorted(found) == sorted(ideas)


def test_many_senders_at_once_make_each_idea_once(served: tuple[PlatformInProcess, str]) -> None:
    _many_at_once(*served)


def test_the_server_ends_with_the_block(tmp_path: Path) -> None:
    with PlatformInProcess(file_url(tmp_path / "platform.sqlite")) as platform:
        with serving(platform) as address:
            assert requests.get(address, timeout=20).status_code == 200
        with pytest.raises(requests.ConnectionError):
            requests.get(address, timeout=20)


@pytest.mark.slow
def test_all_of_it_on_postgresql() -> None:
    with postgresql_server() as url, PlatformInProcess(url) as platform:
        idea = platform.new_idea(card_code="9KMP2X")
        answer = platform.ask("PUT", f"rounds/{new_id()}/counts/{idea}", {"in_favour": 17})
        assert answer.status == 201
        vote = platform.handle(
            "POST",
            f"/ideas/{idea}/vote",
            {"host": "x", "content-type": "application/x-www-form-urlencoded"},
            b"choice=for",
        )
        assert vote.status == 303
        shown = json.loads(platform.ask("GET", "ideas?card=9KMP2X").body)["items"][0]
        assert shown["online"] == {"in_favour": 1, "against": 0}
        assert shown["counts"][0]["in_favour"] == 17
        with serving(platform) as address:
            platform.ask("DELETE", f"ideas/{idea}", if_match='"1"')
            changes = json.loads(platform.ask("GET", "/api/v1/changes").body)["items"]
            assert {each["kind"] for each in changes if each["gone"]} == {"idea", "count"}
            _many_at_once(platform, address)
