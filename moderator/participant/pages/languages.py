"""The words of the pages: German, easy German, English.

Easy German is a catalogue of its own beside the German one (`easy.po`). It holds what participants
read; any other sentence stays in ordinary German.
"""

from __future__ import annotations

import gettext
from functools import cache

from moderator.domain.workshops import Language
from moderator.i18n import Words
from moderator.participant.views import PageLanguage
from moderator.paths import resource

EASY_DOMAIN = "easy"

LANGUAGE_NAMES = {
    PageLanguage.GERMAN: "Deutsch",
    PageLanguage.EASY_GERMAN: "Leichte Sprache",
    PageLanguage.ENGLISH: "English",
}
"""Each language under its own name."""

LANGUAGE_TAGS = {
    PageLanguage.GERMAN: "de",
    PageLanguage.EASY_GERMAN: "de-simple",
    PageLanguage.ENGLISH: "en",
}
"""BCP 47 tags; `simple` is a registered variant (IANA language subtag registry, 2015)."""


class PageWords(Words):
    """The words of one page language."""

    def __init__(self, language: PageLanguage) -> None:
        is_english = language is PageLanguage.ENGLISH
        super().__init__(Language.ENGLISH if is_english else Language.GERMAN)
        if language is PageLanguage.EASY_GERMAN:
            easy = gettext.translation(EASY_DOMAIN, resource("locale"), ["de"], fallback=True)
            easy.add_fallback(self._catalogue)
            self._catalogue = easy


@cache
def page_words(language: PageLanguage) -> Words:
    """Return the words of a page language, also for sentences that the server puts into a view."""
    return PageWords(language)
