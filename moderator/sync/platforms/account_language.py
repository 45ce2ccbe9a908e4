"""In which language a platform is told what no person typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.languages import Language
from moderator.i18n import Words, words

if TYPE_CHECKING:
    from moderator.domain.platforms import Account

LOCALE = "locale"
"""Option of an account: the language of its texts, `de` unless told otherwise."""


def words_of(account: Account) -> Words:
    """Return the words of an account's language; English for one that is not spoken here."""
    code = account.options.get(LOCALE, "de").partition("-")[0].casefold()
    return words(Language(code) if code in set(Language) else Language.ENGLISH)
