from __future__ import annotations

import pytest

from moderator.domain.ballots import Breach, Misfit
from moderator.i18n import words
from moderator.ui.voting.misfit_words import misfit_sentence
from tests.ui.samples import ideas

KNOWN = {idea.id: idea for idea in ideas(3)}


@pytest.mark.parametrize("breach", list(Breach))
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_breach_is_one_full_sentence(breach: Breach, language: str) -> None:
    misfit = Misfit(breach, given=4, allowed=5, idea_id=next(iter(KNOWN)))
    sentence = misfit_sentence(words(language), misfit, KNOWN)
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert sentence[0].isupper() or sentence[0].isdigit() or sentence[0] in "„“"


def test_the_idea_is_named() -> None:
    misfit = Misfit(Breach.TOO_MANY_ON_OPTION, 4, 3, next(iter(KNOWN)))
    assert misfit_sentence(words("en"), misfit, KNOWN) == (
        "4 dots on “1 Idee 1”, at most 3 may go on one idea."
    )
