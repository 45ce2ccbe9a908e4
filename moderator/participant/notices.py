"""The sentence above a page that tells what has just happened, named in the page's address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.errors import msg
from moderator.participant.views import Notice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderator.i18n import Words

_SAID = {
    "left": msg("The phone is ready for the next person."),
    "idea-waits": msg("Your idea has arrived. The moderator looks at it before all can see it."),
    "idea-shown": msg("Your idea is on the board."),
    "comment-waits": msg("Your comment has arrived. The moderator looks at it first."),
    "comment-shown": msg("Your comment is shown."),
    "joined": msg("Noted: you join in."),
    "stayed-out": msg("Noted: you do not join in."),
    "picture": msg("The photo has arrived at the laptop."),
    "tested": msg("This phone reaches the laptop and can send."),
}


def _left(w: Words, said: str, n: int) -> str:
    if said == "cast":
        return w.plural(
            "Your ballot is saved. {n} dot left.", "Your ballot is saved. {n} dots left.", n
        )
    return w.plural("Saved. {n} dot left.", "Saved. {n} dots left.", n)


def notice_named(w: Words, asked: Mapping[str, str]) -> Notice | None:
    """Return the notice that an address asks for by `said` (and `left`), None for no such name."""
    said = asked.get("said", "")
    if said in _SAID:
        return Notice(w(_SAID[said]))
    left = asked.get("left", "")
    if said in {"cast", "dots"} and left.isascii() and left.isdigit() and len(left) < 5:
        return Notice(_left(w, said, int(left)))
    return None
