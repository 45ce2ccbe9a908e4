from __future__ import annotations

from dataclasses import replace

from moderator.domain.codes import CardCode
from moderator.domain.rules import DotColour
from moderator.vision.merging import merge_readings
from moderator.vision.readings import CardReading, Dot, Doubt, PhotoFacts, UnreadPlace, WallReading

CORNERS = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))


def card(code: str, reds: int, scale: float = 2.0, *doubts: Doubt) -> CardReading:
    dot = Dot(1, 1, 5, DotColour.RED, in_field=True, confidence=1, card_mm=(1, 1), diameter_mm=12)
    return CardReading(
        CardCode(code), "a6-code", CORNERS, CORNERS, scale, (dot,) * reds, 0.9, 1.0, doubts
    )


def reading(name: str, *cards: CardReading, unseen: tuple[str, ...] = ()) -> WallReading:
    return WallReading(
        photos=(PhotoFacts(name, 4000, 3000, 2.0, 3.0),),
        cards=cards,
        unread=(UnreadPlace(CORNERS),),
        unseen=tuple(CardCode(code) for code in unseen),
        other_readings=(),
        dot_mm=12.0,
        seconds={"find": 1.0, "all": 2.0},
    )


def test_each_card_comes_from_the_photo_that_shows_it_best() -> None:
    merged = merge_readings(
        [
            reading("one", card("A", 2, 1.5), card("B", 1, 2.0, Doubt.HEAPED_DOTS), unseen=("C",)),
            reading("two", card("A", 2, 2.5), card("B", 1, 1.0), card("C", 3), unseen=()),
        ]
    )
    assert [(each.code, each.photo, each.px_per_mm) for each in merged.cards] == [
        ("A", 1, 2.5),
        ("B", 1, 1.0),
        ("C", 1, 2.0),
    ]
    assert merged.unseen == ()
    assert [place.photo for place in merged.unread] == [0, 1]
    assert len(merged.other_readings) == 2
    assert merged.seconds["all"] == 4.0
    assert not any(each.needs_review for each in merged.cards)


def test_photos_that_disagree_make_a_card_doubtful() -> None:
    merged = merge_readings([reading("one", card("A", 2)), reading("two", card("A", 3, 1.0))])
    assert merged.cards[0].doubts == (Doubt.PHOTOS_DISAGREE,)
    assert dict(merged.cards[0].counts) == {DotColour.RED: 2}


def test_one_photo_stays_as_it_is() -> None:
    alone = reading("one", card("A", 2), unseen=("B",))
    merged = merge_readings([alone])
    assert replace(merged, cards=alone.cards) == alone
