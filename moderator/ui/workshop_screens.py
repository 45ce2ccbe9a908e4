"""The screens of an open workshop.

They are more code than everything a start shows, so the window loads and builds them once the store
is open, or when they are needed earlier.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from moderator.ui.capture_screen import CaptureScreen
from moderator.ui.phones_screen import PhonesScreen
from moderator.ui.photos_screen import PhotosScreen
from moderator.ui.platforms_screen import PlatformsScreen
from moderator.ui.results_screen import ResultsScreen
from moderator.ui.vote_screen import VoteScreen

if TYPE_CHECKING:
    from moderator.ui.background import Background
    from moderator.ui.look import Look
    from moderator.ui.phones.server_process import ServerProcess


class WorkshopScreens(NamedTuple):
    """The screens in the order of the navigation; photos are reached from Capture and Vote."""

    capture: CaptureScreen
    vote: VoteScreen
    results: ResultsScreen
    phones: PhonesScreen
    platforms: PlatformsScreen
    photos: PhotosScreen


def build_screens(look: Look, background: Background, server: ServerProcess) -> WorkshopScreens:
    """Return new screens that show no workshop yet."""
    return WorkshopScreens(
        CaptureScreen(look, background),
        VoteScreen(look, background),
        ResultsScreen(look, background),
        PhonesScreen(look, background, server),
        PlatformsScreen(look, background),
        PhotosScreen(look, background),
    )
