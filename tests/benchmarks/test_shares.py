from __future__ import annotations

import pytest

from benchmarks.findings import Findings
from benchmarks.shares import Share


def test_the_interval_is_that_of_wilson() -> None:
    assert Share(114, 118).interval == pytest.approx((0.9161, 0.9867), abs=1e-3)
    low, high = Share(0, 100).interval
    assert (low, round(high, 3)) == (0.0, 0.037)
    assert Share(0, 0).interval == (0.0, 1.0)


def test_shares_are_judged_or_only_told(capsys: pytest.CaptureFixture[str]) -> None:
    findings = Findings()
    findings.share_at_least("identified", Share(97, 100), 0.97)
    findings.share_at_most("wrong", Share(2, 100), 0.01)
    findings.share_at_most("marked", Share(50, 100), None)
    lines = capsys.readouterr().out.splitlines()
    assert [line.rsplit(maxsplit=1)[-1] for line in lines] == ["kept", "MISSED", "target"]
    assert findings.missed == ["wrong"]
