"""Words in German and English for window, phone pages and paper alike.

Message ids are the English sentences. Several languages can be in use at once (a German window
printing an English protocol), so a language is a value (`Words`), never a global setting.
"""

from __future__ import annotations

import gettext
from functools import cache
from typing import TYPE_CHECKING, Protocol

from moderator.domain.dot_budgets import DotBudgetRule
from moderator.domain.languages import Language
from moderator.domain.round_states import RoundState
from moderator.errors import msg
from moderator.paths import resource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from moderator.domain.rules import VoteRule
    from moderator.errors import ModeratorError

DOMAIN = "moderator"


class Words:
    """The words of one language; call it with an English message id and its values."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._catalogue = _catalogue(language)

    def __call__(self, text: str, /, **values: object) -> str:
        """Return `text` in this language with its named places filled."""
        translated = self._catalogue.gettext(text) if text else ""
        return translated.format(**values) if values else translated

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the form of the sentence that fits the number `n`."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **values)

    def error(self, error: ModeratorError) -> tuple[str, str]:
        """Return title and advice of `error`, translated and filled."""
        title, advice = self(error.title), self(error.advice)
        details = {name: self._told(value) for name, value in error.details.items()}
        return title.format(**details), advice.format(**details)

    def _told(self, value: object) -> object:
        """Return what `value` is in this language, for those that know (problems of a file)."""
        in_words = getattr(value, "in_words", None)
        return in_words(self) if callable(in_words) else value

    def date(self, day: date) -> str:
        """Return a day as people write it: 4. Mai 2026."""
        from babel.dates import format_date  # noqa: PLC0415  (75 ms that a start can do without)

        return format_date(day, format="long", locale=self.language.value)

    def moment(self, moment: datetime) -> str:
        """Return an aware moment in local time, to the minute: 04.05.2026, 18:30."""
        from babel.dates import format_date, format_time  # noqa: PLC0415

        local, locale = moment.astimezone(), self.language.value
        day = format_date(local, format="medium", locale=locale)
        return f"{day}, {format_time(local, format='short', tzinfo=local.tzinfo, locale=locale)}"

    def number(self, number: int) -> str:
        """Return a whole number with the language's thousands sign."""
        return (
            f"{number:,}" if self.language is Language.ENGLISH else f"{number:,}".replace(",", ".")
        )

    def formula(self, working: str) -> str:
        """Return a working such as `12/5 = 2.4` with the language's decimal sign."""
        return working if self.language is Language.ENGLISH else working.replace(".", ",")


def _catalogue(language: Language) -> gettext.NullTranslations:
    # `gettext.translation` finds the same file, but loads the names of all locales before.
    file = resource("locale") / language.value / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not file.is_file():
        return gettext.NullTranslations()
    with file.open("rb") as catalogue:
        return gettext.GNUTranslations(catalogue)


@cache
def words(language: Language | str) -> Words:
    """Return the words of `language`."""
    return Words(Language(language))


_BUDGET_SENTENCES = {
    DotBudgetRule.HALF: msg("Half as many dots as ideas, ten at most."),
    DotBudgetRule.THIRD: msg("A third as many dots as ideas."),
    DotBudgetRule.QUARTER: msg("A quarter as many dots as ideas."),
    DotBudgetRule.DISTINCT_RANKS: msg("Enough dots that every idea can end on its own rank."),
    DotBudgetRule.ROOM_TOTAL: msg("On average half a dot per idea and person in the room."),
}


def rule_sentences(
    w: Words, rule: VoteRule, dots: int | None = None, working: str = ""
) -> list[str]:
    """Return the rule as it is said before people dot.

    Args:
        w: the words of the language.
        rule: the rule.
        dots: dots per person once worked out, else None.
        working: how they were worked out.
    """
    lines = [_dots_sentence(w, rule, dots, working), _stacking_sentence(w, rule)]
    if rule.max_dots_per_cluster is not None:
        lines.append(w("At most {n} in one cluster.", n=rule.max_dots_per_cluster))
    if rule.negative_dots:
        lines.append(
            w.plural(
                "{n} dot against an idea.", "Up to {n} dots against ideas.", rule.negative_dots
            )
        )
    lines.append(w("All dots must be used.") if rule.must_use_all else w("Dots may be left over."))
    lines.append(
        w("Dots on the own idea are fine.")
        if rule.own_card_allowed
        else w("No dots on the own idea.")
    )
    if rule.hidden:
        lines.append(w("The result stays hidden until the round is closed."))
    return lines


def _dots_sentence(w: Words, rule: VoteRule, dots: int | None, working: str) -> str:
    if rule.budget is DotBudgetRule.FIXED:
        dots = rule.dots
    if dots is None:
        return w(_BUDGET_SENTENCES[rule.budget])
    sentence = w.plural("Everyone has {n} dot.", "Everyone has {n} dots.", dots)
    shown = working and rule.budget is not DotBudgetRule.FIXED
    return f"{sentence[:-1]} ({w.formula(working)} → {dots})." if shown else sentence


def _stacking_sentence(w: Words, rule: VoteRule) -> str:
    most = rule.max_dots_per_option
    if most is None:
        return w("As many as wanted may go on one idea.")
    return w.plural("At most {n} on one idea.", "At most {n} on one idea.", most)


_STATES = {
    RoundState.PREPARED: msg("prepared"),
    RoundState.OPEN: msg("open"),
    RoundState.CLOSED: msg("closed"),
}


def state_word(w: Words, state: RoundState) -> str:
    """Return whether a round is prepared, open or closed, in one word."""
    return w(_STATES[state])


_STEPS = {
    "add_cluster": msg("Add cluster “{title}”"),
    "add_comment": msg("Add a comment"),
    "add_idea": msg("Add idea “{title}”"),
    "add_step": msg("Add agenda step “{title}”"),
    "cast_ballot": msg("Enter a ballot"),
    "change_idea": msg("Change idea “{title}”"),
    "change_phone_door": msg("Change what phones may do"),
    "change_rule": msg("Change the rule of “{title}”"),
    "change_workshop": msg("Change workshop “{title}”"),
    "change_photo_dots": msg("Correct the dots of card {title}"),
    "close_round": msg("Close round “{title}”"),
    "confirm_card": msg("Confirm card {title}"),
    "create_round": msg("Prepare round “{title}”"),
    "decline_offer": msg("Put “{title}” from a phone aside"),
    "drop_place": msg("Put aside what is no card"),
    "enter_count": msg("Enter counted dots in “{title}”"),
    "import_file": msg("Import “{title}”"),
    "import_posts": msg("Import “{title}”"),
    "pull_ideas": msg("Bring ideas from the platform"),
    "issue_cards": msg("Print {number} blank cards"),
    "join_in": msg("Join in on “{title}”"),
    "join_openly": msg("Give a phone a ballot"),
    "keep_picture": msg("Keep a picture"),
    "make_ballots": msg("Make {number} voting codes"),
    "mark_duplicate": msg("Merge idea “{title}”"),
    "name_card": msg("Name card {title} on the photo"),
    "open_round": msg("Open round “{title}”"),
    "read_photos": msg("Read the photo “{title}”"),
    "remove_cluster": msg("Dissolve cluster “{title}”"),
    "remove_idea": msg("Remove idea “{title}”"),
    "remove_round": msg("Remove round “{title}”"),
    "remove_step": msg("Remove agenda step “{title}”"),
    "rename_cluster": msg("Rename cluster “{title}”"),
    "send_idea": msg("Send idea “{title}”"),
    "settle_comment": msg("Decide on a comment"),
    "settle_picture": msg("Decide on a picture"),
    "stay_out": msg("Do not join in on “{title}” any more"),
    "take_offer": msg("Put “{title}” from a phone on the board"),
}
_FINAL_STEPS = {
    "create_workshop": msg("Create workshop “{title}”"),
    "delete_workshop": msg("Delete the workshop"),
    "mark_sample": msg("Make the sample evening"),
}
UNDOABLE = frozenset(_STEPS)
"""Operations that have a name for people; a test holds them against those that can be undone."""


class NamedStep(Protocol):
    """A step of the history: the operation's name and the words that tell it apart."""

    @property
    def operation(self) -> str:
        """The operation's name."""

    @property
    def about(self) -> Mapping[str, str]:
        """For example the title of the idea."""


def step_name(w: Words, step: NamedStep) -> str:
    """Return what a step did, as undo and redo name it."""
    sentence = _STEPS.get(step.operation) or _FINAL_STEPS.get(step.operation, "")
    return w(sentence, **dict(step.about)) if sentence else w("Last step")
