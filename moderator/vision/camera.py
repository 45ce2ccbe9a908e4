"""Pictures from a camera, one after the other; a film in a file serves as well."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from moderator.errors import NotFound, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Frame = NDArray[np.uint8]
"""A picture: BGR, uint8, shape (height, width, 3)."""

_WIDTH, _HEIGHT = 1280, 720
"""What cameras are asked for, px; a code 30 mm wide can then be read from 60 cm away."""

_MOST_CAMERAS = 4
_TRIES = 3
"""Pictures in a row that may fail to come before the camera is taken to be gone."""

_SYSTEM_CAMERAS = {"win32": cv2.CAP_DSHOW, "darwin": cv2.CAP_AVFOUNDATION, "linux": cv2.CAP_V4L2}
_NAMES = Path("/sys/class/video4linux")
_DEVICES = Path("/dev")


class NoCamera(NotFound):
    """There is no camera that could be opened, and why."""


class FrameSource(Protocol):
    """Where pictures come from."""

    def read(self) -> Frame | None:
        """Return the next picture, waiting for it; None once there are no more."""

    def close(self) -> None:
        """Let the camera go."""


class Camera:
    """An opened camera or film.

    Attributes:
        number: of the camera, from 0; -1 for a film.
    """

    def __init__(self, capture: cv2.VideoCapture, number: int = -1) -> None:
        self._capture = capture
        self.number = number

    def read(self) -> Frame | None:
        """Return the next picture, None if none comes any more."""
        for _ in range(_TRIES if self.number >= 0 else 1):
            came, frame = self._capture.read()
            if came and frame.size:
                return np.asarray(frame, np.uint8)
        return None

    def close(self) -> None:
        """Let the camera go; its light goes out."""
        self._capture.release()


def open_film(file: Path) -> Camera:
    """Open a film, or numbered pictures (`card_%03d.png`), in place of a camera.

    Raises:
        NoCamera: it cannot be opened.
    """
    with _silent():
        capture = cv2.VideoCapture(str(file))
    if not capture.isOpened():
        raise _none_opens()
    return Camera(capture)


def open_camera(first: int = 0) -> Camera:
    """Open the camera with the number `first`, or else the next one that can be opened.

    May take some seconds.

    Raises:
        NoCamera: none is there, none may be used, or other programs use them.
    """
    numbers = camera_numbers()
    if not numbers:
        raise NoCamera(
            msg("No camera was found."),
            msg("Please plug one in and try again; a scanner and the keyboard work as well."),
        )
    after = [number for number in numbers if number >= first]
    before = [number for number in numbers if number < first]
    for number in (*after, *before):
        if (camera := _opened(number)) is not None:
            return camera
    if not any(map(_may_be_used, numbers)):
        raise NoCamera(
            msg("The camera may not be used."),
            msg("Please allow it in the settings of the system, then try again."),
        )
    raise _none_opens()


def _none_opens() -> NoCamera:
    return NoCamera(
        msg("The camera cannot be opened."),
        msg("Please close other programs that use it, then try again."),
    )


def _opened(number: int) -> Camera | None:
    with _silent():
        capture = cv2.VideoCapture(number, _SYSTEM_CAMERAS.get(sys.platform, cv2.CAP_ANY))
        if not capture.isOpened():
            return None
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, _WIDTH)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, _HEIGHT)
        # Else pictures of half a second ago are looked at.
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return Camera(capture, number)


def camera_numbers() -> list[int]:
    """Return the numbers of cameras that may be there; only Linux says which are."""
    if sys.platform != "linux":
        return list(range(_MOST_CAMERAS))
    return sorted(_linux_cameras(_DEVICES.glob("video*")))


def _linux_cameras(devices: Iterable[Path]) -> Iterator[int]:
    for device in devices:
        number = device.name.removeprefix("video")
        # One camera has several devices; those after the first tell of its pictures.
        if number.isdigit() and _note(number, "index") in {"", "0"}:
            yield int(number)


def camera_name(number: int) -> str:
    """Return what the camera calls itself, empty where the system does not tell."""
    return _note(str(number), "name")


def _note(number: str, what: str) -> str:
    try:
        return (_NAMES / f"video{number}" / what).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _may_be_used(number: int) -> bool:
    device = _DEVICES / f"video{number}"
    return sys.platform != "linux" or os.access(device, os.R_OK | os.W_OK)


@contextmanager
def _silent() -> Iterator[None]:
    """Keep the picture library from writing on the console that a camera is not there."""
    log = cv2.utils.logging
    before = log.getLogLevel()
    log.setLogLevel(log.LOG_LEVEL_SILENT)
    try:
        yield
    finally:
        log.setLogLevel(before)
