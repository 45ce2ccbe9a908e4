"""The languages that Moderator speaks and writes."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """Languages of window, phone pages and paper."""

    GERMAN = "de"
    ENGLISH = "en"
