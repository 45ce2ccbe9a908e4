"""Public posts under a hashtag: read politely, bounded, and as plain text."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any

import pytest

from moderator.errors import BadInput, ModeratorError
from moderator.sync import hashtags
from moderator.sync.answers import BadServer, NoClearAnswer, NotArrived
from moderator.sync.hashtags import Harvest, HashtagWish, LeftOut, hashtag_wish, read_hashtag
from moderator.sync.pace import Pace
from moderator.sync.platforms.html_text import plain_text
from moderator.sync.transport import Transport, new_session
from tests.fakes.answers import FakeAnswer
from tests.fakes.mastodon import FakeMastodon, status, too_many
from tests.fakes.servers import serving
from tests.sync.test_bad_servers import raw_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    import requests


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with new_session() as made:
        yield made


def many(number: int) -> FakeMastodon:
    return FakeMastodon([status(n, f"Idee Nummer {n}") for n in range(number)])


class Reader:
    """Reads from a fake server over a real socket."""

    def __init__(self, session: requests.Session) -> None:
        self._session = session

    def __call__(self, fake: FakeMastodon, tag: str = "markt", **more: Any) -> Harvest:
        wish = {each: more.pop(each) for each in ("language", "most", "replies") if each in more}
        with serving(fake.handle) as address:
            transport = Transport(address, Pace(0), self._session)
            return read_hashtag(hashtag_wish(address, tag, **wish), transport=transport, **more)


@pytest.fixture
def read(session: requests.Session) -> Reader:
    return Reader(session)


def texts(harvest: Harvest) -> list[str]:
    return [each.text for each in harvest.posts]


# ---------------------------------------------------------------- reading


def test_pages_are_read_to_the_end_without_account_and_elsewhere(read: Reader) -> None:
    fake = many(95)
    told: list[int] = []
    harvest = read(fake, told=told.append)
    assert (len(harvest.posts), harvest.read, harvest.more) == (95, 95, False)
    assert texts(harvest)[0] == "Idee Nummer 94"
    assert told == [40, 80, 95, 95]
    path = "GET /api/v1/timelines/tag/markt?limit=40"
    assert fake.asked == [
        path,
        *(f"{path}&max_id={103_000_000 + each}" for each in (55, 15, 0)),
    ]
    assert not [head for head in fake.heads if {"Authorization", "Cookie"} & set(head)]


def test_no_more_is_asked_for_than_is_wanted(read: Reader) -> None:
    fake = many(95)
    harvest = read(fake, most=50)
    assert (harvest.read, harvest.more, len(fake.asked)) == (50, True, 2)
    assert read(many(3), most=2).more


def test_pages_follow_by_number_where_no_link_is_given(read: Reader) -> None:
    fake = many(60)
    fake.links = False
    assert len(read(fake).posts) == 60
    assert len(fake.asked) == 2


def test_a_post_is_told_as_plain_text_with_its_credit(read: Reader) -> None:
    content = (
        "Mehr Bänke &amp; Schatten<br>am <span>Markt</span></p><p>siehe "
        '<a href="https://a.example/lang"><span class="invisible">https://</span>'
        '<span class="ellipsis">a.example/</span><span class="invisible">lang</span></a> '
        '<a class="hashtag" href="https://x.example">#<span>Markt</span></a>'
        "<script>alert(1)</script>"
    )
    (post,) = read(FakeMastodon([status(7, content, spoiler_text="Politik", sensitive=True)])).posts
    assert post.text == "Mehr Bänke & Schatten\nam Markt\nsiehe https://a.example/lang #Markt"
    assert (post.author, post.handle) == ("Ada", "ada@mastodon.example")
    assert post.url == "https://mastodon.example/@ada/7"
    assert post.posted_at.isoformat() == "2026-03-01T20:07:00+00:00"
    assert (post.warning, post.sensitive, post.language) == ("Politik", True, "de")
    assert {"private.jpg", "About me", "12"} & set(repr(post).split("'")) == set()


def test_answers_other_languages_copies_and_what_is_no_text_are_left_out(read: Reader) -> None:
    passed_on = status(1, "Das Original", uri="https://x.example/1")
    posts = [
        status(9, "Idee"),
        status(8, "Antwort", in_reply_to_id="5"),
        status(7, "Idea", language="en-GB"),
        status(6, "Ohne Sprache", language=None),
        status(5, "Das Original", uri="https://x.example/1"),
        status(4, "", reblog=passed_on),
        status(3, "🙂 🙂"),
        status(2, "Nur für Freunde", visibility="private"),
        {"id": "1", "content": None},
    ]
    harvest = read(FakeMastodon(posts), language="de")
    assert texts(harvest) == ["Idee", "Ohne Sprache", "Das Original"]
    assert harvest.left_out == {
        LeftOut.REPLY: 1,
        LeftOut.LANGUAGE: 1,
        LeftOut.TWICE: 1,
        LeftOut.WORDLESS: 3,
    }
    assert "Antwort" in texts(read(FakeMastodon(posts), replies=True))


def test_people_of_other_servers_keep_their_home(read: Reader) -> None:
    posts = [status(1, "Idee", acct="bo@fern.example", url="javascript:alert(1)", uri="x:1")]
    (post,) = read(FakeMastodon(posts)).posts
    assert (post.handle, post.url) == ("bo@fern.example", "")


# ---------------------------------------------------------------- bad servers


@pytest.mark.parametrize("code", [401, 403, 422])
def test_a_server_for_its_own_people_says_so(read: Reader, code: int) -> None:
    fake = many(1)
    fake.instead = [FakeAnswer.of_json(code, {"error": "requires an authenticated user"})]
    with pytest.raises(BadInput, match="only to people who have an account there"):
        read(fake)


def test_a_pause_that_is_asked_for_is_told_in_minutes(read: Reader) -> None:
    fake = many(90)
    fake.instead = [too_many()]
    with pytest.raises(NotArrived) as raised:
        read(fake)
    assert raised.value.details["minutes"] == 4
    fake.instead = [None, too_many()]
    harvest = read(fake)
    assert (len(harvest.posts), harvest.more) == (40, True)
    assert isinstance(harvest.trouble, NotArrived)


@pytest.mark.parametrize(
    ("answer", "meaning", "sentence"),
    [
        (FakeAnswer.page(200, "Welcome"), NoClearAnswer, "web page"),
        (FakeAnswer.page(404, "Not found"), BadInput, "like a Mastodon server"),
        (FakeAnswer.of_json(200, {"posts": []}), BadInput, "like a Mastodon server"),
        (FakeAnswer.of_json(200, [1, 2]), None, ""),
        (FakeAnswer.page(502, "Bad gateway"), NoClearAnswer, "Please try again."),
        (FakeAnswer.page(503, "Busy"), NotArrived, "Please try again later."),
        (FakeAnswer(302, {"Location": "https://b.example/"}, b""), BadServer, "b.example"),
    ],
)
def test_servers_that_answer_otherwise_are_told_in_a_sentence(
    read: Reader, answer: FakeAnswer, meaning: type[ModeratorError] | None, sentence: str
) -> None:
    fake = many(1)
    fake.instead = [answer]
    if meaning is None:
        assert read(fake).left_out == {LeftOut.WORDLESS: 2}
        return
    with pytest.raises(meaning) as raised:
        read(fake)
    assert sentence in f"{raised.value} {raised.value.advice}"
    assert len(fake.asked) == 1


def test_without_a_network_nothing_is_promised_to_be_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with pytest.raises(NotArrived, match="cannot be reached") as raised:
        read_hashtag(hashtag_wish(address, "markt"))
    assert raised.value.advice == "Please try again as soon as there is a network."


def test_signs_that_steer_terminals_and_reading_direction_are_taken_out(read: Reader) -> None:
    text = "Bänke\x1b[31m rot \u202eabc \ud83d"
    body = json.dumps([status(1, text, spoiler_text="\x07Politik")]).encode()
    fake = many(0)
    fake.instead = [FakeAnswer(200, {"Content-Type": "application/json"}, body)]
    (post,) = read(fake).posts
    assert (post.text, post.warning) == ("Bänke[31m rot abc ?", "Politik")


def test_a_hashtag_that_nobody_used_is_an_empty_list(read: Reader) -> None:
    fake = many(0)
    assert read(fake).posts == ()
    fake.instead = [FakeAnswer.of_json(404, {"error": "Record not found"})]
    assert read(fake).posts == ()


def test_pages_without_end_end(read: Reader) -> None:
    fake = many(40)
    fake.endless = True
    harvest = read(fake, most=200)
    assert (len(harvest.posts), harvest.read, len(fake.asked)) == (40, 200, 5)


def test_an_answer_of_gigabytes_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashtags, "LARGEST_PAGE", 2_000_000)
    sent = 0

    def speak(connection: socket.socket) -> None:
        nonlocal sent
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
        connection.sendall(head + b"Content-Length: 2000000000\r\n\r\n[")
        while True:
            connection.sendall(b" " * 65_536)
            sent += 65_536

    with raw_server(speak) as address, pytest.raises(BadServer, match="larger than 2 MB"):
        read_hashtag(hashtag_wish(address, "markt"))
    assert sent < 50_000_000


def test_a_reading_ends_when_it_is_stopped(read: Reader) -> None:
    fake = many(95)
    harvest = read(fake, stopped=lambda: True)
    assert (harvest.read, harvest.more, len(fake.asked)) == (40, True, 1)


# ---------------------------------------------------------------- wishes


def test_what_people_type_becomes_a_wish() -> None:
    wish = hashtag_wish(" Mastodon.example ", " #Ideen_2026 ", "de-AT", 5)
    assert wish == HashtagWish("https://Mastodon.example", "Ideen_2026", "de", 5)
    pasted = hashtag_wish("https://mastodon.example/tags/M%C3%A4rkte", "")
    assert (pasted.server, pasted.tag) == ("https://mastodon.example", "Märkte")


@pytest.mark.parametrize(
    ("server", "tag", "most"),
    [
        ("", "markt", 10),
        ("http://mastodon.example", "markt", 10),
        ("https://me:pw@mastodon.example", "markt", 10),
        ("mastodon.example", "", 10),
        ("mastodon.example", "zwei Wörter", 10),
        ("mastodon.example", "../../admin", 10),
        ("mastodon.example", "2026", 10),
        ("mastodon.example", "markt", 0),
        ("mastodon.example", "markt", 1001),
    ],
)
def test_what_cannot_be_read_is_refused_before_anybody_is_asked(
    server: str, tag: str, most: int
) -> None:
    with pytest.raises(BadInput):
        hashtag_wish(server, tag, most=most)


def test_html_becomes_lines() -> None:
    assert plain_text("<p>a<br>b<br/>c</p><p></p><ul><li>d</li><li>e</li></ul>") == "a\nb\nc\nd\ne"
    assert plain_text("1 &lt; 2 &amp; <b>3") == "1 < 2 & 3"
