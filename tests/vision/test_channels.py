"""What the channels of a pixel say together is what NumPy says."""

from __future__ import annotations

import numpy as np
import pytest

from moderator.vision.channels import at_spots, chroma_of, least_of, mean_of, span_of

_PICTURE = np.random.default_rng(1).normal(0, 1, (5, 7, 3)).astype(np.float32)


def test_channels_say_what_numpy_says() -> None:
    assert mean_of(_PICTURE) == pytest.approx(_PICTURE.mean(axis=2), abs=1e-6)
    assert least_of(_PICTURE) == pytest.approx(_PICTURE.min(axis=2))
    assert span_of(_PICTURE) == pytest.approx(np.ptp(_PICTURE, axis=2), abs=1e-6)
    assert chroma_of(_PICTURE) == pytest.approx(np.hypot(_PICTURE[..., 1], _PICTURE[..., 2]))


def test_a_part_of_a_picture_will_do() -> None:
    part = _PICTURE[1:4, 2:6]
    assert mean_of(part) == pytest.approx(part.mean(axis=2), abs=1e-6)
    assert at_spots(part, np.array([0, 5])) == pytest.approx(part.reshape(-1, 3)[[0, 5]])
