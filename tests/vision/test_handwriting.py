from __future__ import annotations

import cv2
import numpy as np
import pytest

from moderator.vision.handwriting import (
    can_read_handwriting,
    handwriting_in,
    one_line,
    open_handwriting_reader,
)

installed = pytest.mark.skipif(
    not can_read_handwriting(), reason="the extra “handwriting” is not installed"
)


def test_lines_become_one() -> None:
    assert one_line([("Neue Bänke", 0.99), (" ", 0.9), ("am Bach", 0.8)]) == "Neue Bänke am Bach"
    assert one_line([("Bücher-", 0.9), ("schrank", 0.9)]) == "Bücherschrank"
    assert one_line([("A-", 0.9), ("Team", 0.9)]) == "A- Team"
    assert one_line([("GröBere Räume", 0.9), ("unlesbar", 0.4)]) == "Größere Räume"
    assert one_line([]) == ""


@installed
@pytest.mark.filterwarnings("default")
def test_the_package_reads_a_printed_crop() -> None:
    crop = np.full((340, 300, 3), 248, np.uint8)
    for line, y in (("Obst und", 80), ("Kuchen", 150)):
        pen = cv2.FONT_HERSHEY_SCRIPT_SIMPLEX
        cv2.putText(crop, line, (16, y), pen, 1.5, (70, 35, 25), 2, cv2.LINE_AA)
    reader = open_handwriting_reader()
    content = cv2.imencode(".jpg", crop)[1].tobytes()
    assert handwriting_in(reader, content) == "Obst und Kuchen"
    assert handwriting_in(reader, b"no picture") == ""
    assert reader.read(np.full((340, 300, 3), 248, np.uint8)) == ""
