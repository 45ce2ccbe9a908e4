"""Why a ballot does not fit, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.domain.ballots import Breach
from moderator.errors import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from moderator.domain.ballots import Misfit
    from moderator.domain.ideas import Idea
    from moderator.domain.ids import IdeaId
    from moderator.i18n import Words

_SENTENCES = {
    Breach.TOO_MANY_DOTS: msg("{given} dots are given, there are only {allowed}."),
    Breach.TOO_MANY_AGAINST: msg("{given} dots against are given, there are only {allowed}."),
    Breach.TOO_MANY_ON_OPTION: msg(
        "{given} dots on “{idea}”, at most {allowed} may go on one idea."
    ),
    Breach.TOO_MANY_IN_CLUSTER: msg(
        "{given} dots in the cluster of “{idea}”, at most {allowed} may go there."
    ),
    Breach.OWN_CARD: msg("“{idea}” is this person's own idea."),
    Breach.UNKNOWN_OPTION: msg("One of the ideas is not in this round."),
}


def misfit_sentence(w: Words, misfit: Misfit, ideas: Mapping[IdeaId, Idea]) -> str:
    """Return one sentence for one breach."""
    if misfit.breach is Breach.DOTS_LEFT:
        left = misfit.allowed - misfit.given
        return w.plural(
            "{n} dot is left, all must be used.", "{n} dots are left, all must be used.", left
        )
    idea = ideas.get(misfit.idea_id) if misfit.idea_id else None
    name = f"{idea.number} {idea.title}" if idea else ""
    sentence = _SENTENCES[misfit.breach]
    return w(sentence, given=misfit.given, allowed=misfit.allowed, idea=name)


def misfit_sentences(w: Words, misfits: Iterable[Misfit], ideas: Mapping[IdeaId, Idea]) -> str:
    """Return the sentences for all breaches in one line."""
    return " ".join(misfit_sentence(w, misfit, ideas) for misfit in misfits)
