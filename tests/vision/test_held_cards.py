from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from moderator.vision import camera
from moderator.vision.camera import NoCamera, open_camera, open_film
from moderator.vision.held_cards import NOTHING_HELD, Held, HeldCards, HeldLook, HeldSteadily
from tests.vision.painted_walls import Hung, Wall, codes, issued, photo_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from moderator.domain.codes import CardCode
    from moderator.vision.camera import Frame, FrameSource

CODES = codes(3)


def frame_of(code: CardCode, blur_px: float = 1.0, px_per_mm: float = 2.6) -> Frame:
    """Return the picture of a camera that a card is held into."""
    wall = Wall([Hung(code)], px_per_mm=px_per_mm, columns=1, blur_px=blur_px, board=(80, 80, 85))
    return photo_of(wall).pixels


def pictures(source: FrameSource) -> Iterator[Frame]:
    while (frame := source.read()) is not None:
        yield frame


def test_a_card_is_read_or_told_by_likeness() -> None:
    with HeldCards(issued(codes(60))) as cards:
        sharp = cards.look(frame_of(CODES[0]))
        assert (sharp.held, sharp.code, sharp.compared) == (Held.CARD, CODES[0], False)
        assert all(0 < x < 1 and 0 < y < 1 for x, y in sharp.corners)
        blurred = cards.look(frame_of(CODES[1], blur_px=1.4, px_per_mm=1.8))
        assert (blurred.code, blurred.compared) == (CODES[1], True)
        large = np.asarray(cv2.resize(frame_of(CODES[0]), None, fx=5, fy=5), np.uint8)
        assert cards.look(large).code == CODES[0]


def test_a_card_of_another_evening_is_never_accepted() -> None:
    with HeldCards(issued(codes(60, first=500))) as cards:
        assert cards.look(frame_of(CODES[0])).held is Held.FOREIGN
        for blur in (1.4, 1.7, 2.0, 2.4):
            look = cards.look(frame_of(CODES[1], blur_px=blur, px_per_mm=2.0))
            assert look.code is None
        grey = np.full((360, 640, 3), 130, np.uint8)
        assert cards.look(grey) == NOTHING_HELD


def test_a_card_is_told_once_while_it_is_held() -> None:
    steadily = HeldSteadily()
    first, second = CODES[:2]
    read = {code: HeldLook(Held.CARD, code) for code in (first, second)}
    likely = HeldLook(Held.CARD, first, compared=True)
    assert [steadily.take(read[first]) for _ in range(4)] == [None, first, None, None]
    # One picture with another card, or none, is no change.
    assert steadily.take(read[second]) is None
    assert [steadily.take(read[first]) for _ in range(3)] == [None] * 3
    assert [steadily.take(read[second]) for _ in range(2)] == [None, second]
    assert [steadily.take(likely) for _ in range(3)] == [None, None, first]
    steadily.again()
    assert steadily.take(likely) == first
    for _ in range(8):
        assert steadily.take(NOTHING_HELD) is None
    assert [steadily.take(read[first]) for _ in range(2)] == [None, first]


def test_a_film_is_looked_at_like_a_camera(tmp_path: Path) -> None:
    file = tmp_path / "held.avi"
    frame = frame_of(CODES[2])
    size = frame.shape[1], frame.shape[0]
    film = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"MJPG"), 10, size)
    for _ in range(3):
        film.write(frame)
    film.release()
    source = open_film(file)
    with HeldCards(issued(CODES)) as cards:
        assert [cards.look(each).code for each in pictures(source)] == [CODES[2]] * 3
    source.close()
    for number in range(2):
        cv2.imwrite(str(tmp_path / f"card_{number}.png"), frame)
    assert len(list(pictures(open_film(tmp_path / "card_%d.png")))) == 2
    with pytest.raises(NoCamera):
        open_film(tmp_path / "nothing.avi")


def test_without_a_camera_the_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(camera, "_DEVICES", tmp_path)
    monkeypatch.setattr(camera, "_NAMES", tmp_path / "names")
    with pytest.raises(NoCamera, match="No camera was found"):
        open_camera()
    for number in (7, 8):
        (tmp_path / f"video{number}").write_bytes(b"no device")
    notes = tmp_path / "names" / "video8"
    notes.mkdir(parents=True)
    (notes / "index").write_text("1\n")
    assert camera.camera_numbers() == [7]
    with pytest.raises(NoCamera, match="cannot be opened"):
        open_camera(5)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(NoCamera, match="may not be used"):
        open_camera()
    assert capfd.readouterr().err == ""
