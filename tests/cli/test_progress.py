from __future__ import annotations

import io

from moderator.cli.progress import EVERY, ProgressLine
from moderator.i18n import words
from moderator.sync.engine import Progress

W = words("en")


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_screen_shows_one_line_that_is_gone_at_the_end() -> None:
    screen = Screen()
    with ProgressLine(W, screen) as line:
        line.tell(Progress(1, 2))
        line.tell(Progress(2, 2))
    shown = [each for each in screen.getvalue().split("\r") if each.strip()]
    assert shown == ["Reading the platform …", "Sending: 1 of 2 …", "Sending: 2 of 2 …"]
    assert screen.getvalue().endswith(f"\r{' ' * len(shown[-1])}\r")


def test_a_log_gets_a_line_now_and_then() -> None:
    log, moment = io.StringIO(), [0.0]
    with ProgressLine(W, log, lambda: moment[0]) as line:
        for number in range(4):
            line.tell(Progress(number, 4))
            moment[0] += EVERY / 2
    assert log.getvalue() == "Sending: 2 of 4 …\n"
