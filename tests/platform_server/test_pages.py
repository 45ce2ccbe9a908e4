"""What visitors see: marketplace, ideas with both kinds of votes, and cards."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from moderator.domain.codes import new_card_code
from moderator.domain.ids import new_id
from moderator.platform_server.page_routes import VISITORS_IN_TEN_MINUTES

if TYPE_CHECKING:
    from tests.fakes.answers import FakeAnswer
    from tests.fakes.platform_in_process import PlatformInProcess

FORM = "application/x-www-form-urlencoded"
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'"


def page(platform: PlatformInProcess, path: str, language: str = "en", **more: str) -> FakeAnswer:
    head = {"host": "stadt.example", "accept-language": language, "accept": "text/html", **more}
    return platform.handle("GET", path, head, b"")


def text(answer: FakeAnswer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.body.decode()))


def vote(
    platform: PlatformInProcess, idea: str, choice: str, cookie: str = "", **more: str
) -> FakeAnswer:
    head = {"host": "stadt.example", "content-type": FORM, **more}
    head |= {"cookie": cookie} if cookie else {}
    return platform.handle("POST", f"/ideas/{idea}/vote", head, f"choice={choice}".encode())


def online(platform: PlatformInProcess, idea: str) -> tuple[int, int]:
    shown = json.loads(platform.ask("GET", f"ideas/{idea}").body)["online"]
    return shown["in_favour"], shown["against"]


def test_a_vote_counts_once_and_can_be_changed(platform: PlatformInProcess) -> None:
    idea = platform.new_idea()
    first = vote(platform, idea, "for")
    assert (first.status, first.headers["Location"]) == (303, f"/ideas/{idea}#online")
    given = first.headers["Set-Cookie"]
    assert "HttpOnly" in given
    assert "SameSite=lax" in given
    cookie = given.partition(";")[0]
    vote(platform, idea, "for", cookie)
    assert online(platform, idea) == (1, 0)
    assert "Your vote: for." in text(page(platform, f"/ideas/{idea}", cookie=cookie))
    vote(platform, idea, "against", cookie)
    assert online(platform, idea) == (0, 1)
    vote(platform, idea, "none", cookie)
    assert online(platform, idea) == (0, 0)
    vote(platform, idea, "for")
    vote(platform, idea, "against")
    assert online(platform, idea) == (1, 1)


def test_votes_cannot_be_traced_to_a_visitor(platform: PlatformInProcess) -> None:
    ideas = [platform.new_idea(), platform.new_idea()]
    cookie = vote(platform, ideas[0], "for").headers["Set-Cookie"].partition(";")[0]
    vote(platform, ideas[1], "for", cookie)
    with platform.shelf.reading() as connection:
        rows = connection.exec_driver_sql("SELECT visitor FROM platform_votes").all()
        dump = "".join(connection.connection.iterdump())
    assert len({row[0] for row in rows}) == 2
    assert cookie.partition("=")[2] not in dump
    assert "127.0.0.9" not in dump


def test_votes_go_with_their_idea(platform: PlatformInProcess) -> None:
    idea = platform.new_idea()
    vote(platform, idea, "for")
    platform.ask("DELETE", f"ideas/{idea}", if_match='"1"')
    with platform.shelf.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM platform_votes").scalar() == 0
    platform.ask("PUT", f"ideas/{idea}", {"title": "Bänke"}, if_match='"2"')
    assert online(platform, idea) == (0, 0)


def test_many_new_visitors_from_one_address_have_to_wait(platform: PlatformInProcess) -> None:
    idea = platform.new_idea()
    statuses = [vote(platform, idea, "for").status for _ in range(VISITORS_IN_TEN_MINUTES + 2)]
    assert statuses == [303] * VISITORS_IN_TEN_MINUTES + [429] * 2
    refused = vote(platform, idea, "for")
    assert int(refused.headers["Retry-After"]) > 0
    assert online(platform, idea) == (VISITORS_IN_TEN_MINUTES, 0)


def test_votes_from_foreign_pages_do_not_count(platform: PlatformInProcess) -> None:
    idea = platform.new_idea()
    for name, value in (("sec-fetch-site", "cross-site"), ("origin", "https://elsewhere.example")):
        assert vote(platform, idea, "for", **{name: value}).status == 403
    assert vote(platform, idea, "for", origin="null").status == 403
    assert vote(platform, idea, "for", origin="https://stadt.example").status == 303
    assert online(platform, idea) == (1, 0)


@pytest.mark.parametrize("choice", ["", "maybe", "for" * 9000, "%FF"])
def test_other_choices_are_refused(platform: PlatformInProcess, choice: str) -> None:
    idea = platform.new_idea()
    assert vote(platform, idea, choice).status in {400, 413}
    assert vote(platform, new_id(), "for").status == 404
    assert online(platform, idea) == (0, 0)


def test_both_kinds_of_votes_stand_apart(platform: PlatformInProcess) -> None:
    idea, vote_round = platform.new_idea(), new_id()
    given = {"in_favour": 17, "against": 2}
    platform.ask("PUT", f"rounds/{vote_round}/counts/{idea}", given)
    before = text(page(platform, f"/ideas/{idea}"))
    assert "No workshop has voted on it yet." in before
    about = {"title": "Was zuerst?", "held_on": "2026-03-12", "people": 37}
    platform.ask("PUT", f"rounds/{vote_round}", about)
    vote(platform, idea, "for")
    shown = text(page(platform, f"/ideas/{idea}"))
    assert "17 dots , 2 dots against" in shown or "17 dots, 2 dots against" in shown
    assert "March 12, 2026" in shown
    assert "37 people took part" in shown
    assert "1 for, 0 against" in shown


def test_what_people_wrote_stays_text(platform: PlatformInProcess) -> None:
    bad = "<script>alert(1)</script>{{7*7}}\"' onload=x"
    idea = platform.new_idea(title=bad, body=bad, topic=bad)
    plan = new_id()
    platform.ask("PUT", f"plans/{plan}", {"title": bad, "summary": bad, "wanted": [{"what": bad}]})
    for path in (f"/ideas/{idea}", f"/plans/{plan}", f"/projects/{platform.project}", "/"):
        content = page(platform, path).body
        assert b"<script" not in content
        assert b"{{7*7}}" in content or path == "/"


def test_a_plan_leads_only_to_pages_with_tls(platform: PlatformInProcess) -> None:
    for contact in ("javascript:alert(1)", "http://x.example", "https://", 'https://x"y z'):
        given = {"title": "Repair-Café", "contact": contact}
        assert platform.ask("PUT", f"plans/{new_id()}", given).status == 422


def test_a_plan_shows_work_time_resources_and_money(platform: PlatformInProcess) -> None:
    idea, plan = platform.new_idea(), new_id()
    given = {
        "title": "Repair-Café",
        "idea": idea,
        "state": "running",
        "contact": "https://gemeinde.example/kontakt",
        "wanted": [{"what": "Zwei Menschen mit Schraubenzieher", "kind": "people"}],
        "work": [{"what": "Raum klären", "until": "2026-04-30", "done": True}],
        "resources": [{"what": "Werkzeugkoffer", "amount": "3"}],
        "milestones": [{"what": "Erster Termin", "day": "2026-06-06"}],
        "finance": [{"what": "Werkzeug", "cents": 45_050}, {"what": "Spende", "cents": 20_000}],
    }
    given["finance"][1]["income"] = True  # type: ignore[index]
    assert platform.ask("PUT", f"plans/{plan}", given).status == 201
    shown = text(page(platform, f"/plans/{plan}"))
    for words in ("Zwei Menschen", "Raum klären", "Werkzeugkoffer, 3", "June 6, 2026", "€450.50"):
        assert words in shown
    assert "Still missing: €250.50" in shown
    assert "Repair-Café" in text(page(platform, f"/ideas/{idea}"))
    assert "Repair-Café" in text(page(platform, "/"))


def test_a_card_leads_to_its_idea(platform: PlatformInProcess) -> None:
    code = new_card_code()
    early = page(platform, f"/K/{code}")
    assert (early.status, "This card is not here yet." in text(early)) == (404, True)
    idea = platform.new_idea(card_code=code)
    for typed in (code, code.lower(), f"{code[:3]}-{code[3:]}"):
        led = page(platform, f"/K/{typed}")
        assert (led.status, led.headers["Location"]) == (303, f"/ideas/{idea}")
    told = page(platform, f"/K/{code}", accept="application/json")
    assert json.loads(told.body) == {
        "code": code,
        "ideas": [{"id": idea, "title": "Bänke", "url": f"/ideas/{idea}"}],
    }
    platform.new_idea(title="Brunnen", card_code=code)
    several = page(platform, f"/K/{code}")
    assert several.status == 200
    assert "Brunnen" in text(several)
    platform.ask("DELETE", f"ideas/{idea}", if_match='"1"')
    assert page(platform, f"/K/{code}").status == 303


@pytest.mark.parametrize("code", ["777777x", "%00", "..%2f..", "A" * 500, "<b>"])
def test_what_is_no_card_code_is_told(platform: PlatformInProcess, code: str) -> None:
    answer = page(platform, f"/K/{code}")
    assert answer.status == 404
    assert page(platform, f"/K/{code}", accept="application/json").status == 404


def test_nothing_of_a_deleted_project_is_shown(platform: PlatformInProcess) -> None:
    code = new_card_code()
    idea = platform.new_idea(card_code=code)
    platform.ask("DELETE", f"/api/v1/projects/{platform.project}", if_match='"1"')
    for path in (f"/ideas/{idea}", f"/projects/{platform.project}", f"/K/{code}"):
        assert page(platform, path).status == 404
    assert vote(platform, idea, "for").status == 404
    assert platform.ask("GET", "ideas").status == 410


def test_ideas_come_in_pages(platform: PlatformInProcess) -> None:
    for number in range(51):
        platform.new_idea(title=f"Idee {number}")
    first = page(platform, f"/projects/{platform.project}")
    assert "Idee 49" in text(first)
    assert "Idee 50" not in text(first)
    more = re.search(r'href="([^"]+\?after=\d+)"', first.body.decode())
    assert more is not None
    assert "Idee 50" in text(page(platform, more[1]))
    assert page(platform, f"/projects/{platform.project}?after=x%00").status == 200


def test_the_language_is_that_of_the_browser_until_one_is_chosen(
    platform: PlatformInProcess,
) -> None:
    assert b'<html lang="de">' in page(platform, "/", "de-DE,de;q=0.9").body
    assert b'<html lang="en">' in page(platform, "/").body
    chosen = page(platform, "/?language=de")
    assert b'<html lang="de">' in chosen.body
    cookie = chosen.headers["Set-Cookie"].partition(";")[0]
    assert b'<html lang="de">' in page(platform, "/", cookie=cookie).body


def test_every_answer_keeps_foreign_things_out(platform: PlatformInProcess) -> None:
    for path in ("/", "/nowhere", "/api/v1", f"/ideas/{platform.new_idea()}", "/openapi.yaml"):
        headers = page(platform, path).headers
        assert headers["Content-Security-Policy"].startswith(POLICY)
        assert headers["X-Content-Type-Options"] == "nosniff"
    body = page(platform, "/").body.decode()
    assert "<script" not in body
    assert "style=" not in body
    assert not re.search(r'(src|href)="https?:', body)


def test_a_visitor_without_a_vote_gets_no_cookie(platform: PlatformInProcess) -> None:
    for path in ("/", f"/ideas/{platform.new_idea()}"):
        assert "Set-Cookie" not in page(platform, path).headers
