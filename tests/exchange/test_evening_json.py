from __future__ import annotations

import io
import json
from dataclasses import replace

from moderator.domain.agenda import Method, Step
from moderator.domain.ids import StepId
from moderator.domain.rounds import RoundState
from moderator.domain.rules import VoteRule
from moderator.exchange.evening_json import evening_document, write_evening_json
from tests.exchange.evenings import WORKSHOP, ballot, cluster, code, evening, idea, vote_round


def test_every_part_of_an_evening_is_there() -> None:
    made = cluster(1, "Grün")
    ideas = [idea(1, "Bänke", cluster_id=made.id, source={"cost": "5"}), idea(2)]
    closed = vote_round(1, rule=VoteRule(dots=3, negative_dots=1))
    votes = {closed: [ballot({ideas[0].id: 2, ideas[1].id: -1}), ballot({}, counted=False)]}
    still_open = vote_round(2, state=RoundState.OPEN, closed_at=None)
    plain = evening(ideas, [made], votes, place="Krone")
    step = Step(StepId("s"), WORKSHOP, 1, "Sammeln", Method.CARD_COLLECTION, minutes=20)
    whole = replace(plain, steps=(step,), rounds=(*plain.rounds, still_open))
    document = evening_document(whole)
    assert document["format"] == "moderator-evening"
    assert document["workshop"]["held_on"] == "2026-05-04"
    assert document["workshop"]["created_at"] == "2026-05-04T18:30:00.000000Z"
    assert document["steps"][0]["method"] == "card_collection"
    assert document["ideas"][0]["cluster"] == "Grün"
    assert document["ideas"][0]["source"] == {"cost": "5"}
    assert (document["ideas"][0]["dots"], document["ideas"][0]["rank"]) == (2, 1)
    first, second = document["rounds"]
    assert first["rule"] == "dots=3,negative=1"
    assert first["results"]["ranking"][1] == {
        "idea": "idea-2", "number": 2, "code": code(2), "title": "Idea 2", "dots": -1, "rank": 2,
        "tied": False, "paper": 0, "phone": 0, "platform": 0, "against": 1,
    }  # fmt: skip
    assert [each["counted"] for each in first["ballots"]] == [True, False]
    assert second["results"] is None
    assert second["ballots"] is None


def test_the_file_is_utf8_and_the_same_each_time() -> None:
    written = []
    for _ in range(2):
        target = io.BytesIO()
        write_evening_json(evening([idea(1, "Bänke 😀")]), target)
        written.append(target.getvalue())
    assert written[0] == written[1]
    assert "Bänke 😀" in written[0].decode()
    assert json.loads(written[0])["ideas"][0]["dots"] is None
