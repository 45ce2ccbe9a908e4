"""Who is voting: the printed voting card. A cookie only spares typing its code again."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from moderator.domain.codes import BallotCode, is_ballot_code, read_ballot_code
from moderator.errors import BadInput, msg
from moderator.operations.phone_voting import knows_voter
from moderator.participant.cookies import BALLOT, DEVICE, TOKEN
from moderator.participant.refusals import CardNeeded, TooManyGuesses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from moderator.participant.guessing import Guessing
    from moderator.participant.site import Site

MOST_KNOWN = 50_000
LONGEST_DEVICE = 64


@dataclass(frozen=True, slots=True)
class Voter:
    """A voter whose code was found among those of this workshop."""

    code: BallotCode

    @property
    def tail(self) -> str:
        """The last three signs, to recognise the card by."""
        return self.code[-3:]


class WrongCode(BadInput):
    """The code is none of this workshop; `token` is to be remembered by the phone."""

    def __init__(self, token: str) -> None:
        self.token = token
        super().__init__(
            msg("This code is not one of this workshop."),
            msg("Please compare it with the voting card: seven signs, no O, I, L or S."),
        )


class KnownVoters:
    """Codes that were found to be right, so that their phones are never slowed down.

    Another program may make codes invalid. So after each of its writes they are looked at again,
    but not as guesses: who holds a code that was right once does not guess.
    """

    def __init__(self, guessing: Guessing) -> None:
        self.guessing = guessing
        self._known: dict[BallotCode, int] = {}
        self._news = 0

    def doubt(self) -> None:
        """Look at every code again."""
        self._news += 1

    def add(self, code: BallotCode) -> Voter:
        """Remember a code that is known to be right."""
        if len(self._known) >= MOST_KNOWN:
            del self._known[next(iter(self._known))]
        self._known[code] = self._news
        return Voter(code)

    async def find(self, site: Site, request: Request, text: str) -> Voter:
        """Return the voter with the code `text`.

        Raises:
            WrongCode: there is none.
            TooManyGuesses: too many were wrong.
        """
        if self._known.get(BallotCode(text)) == self._news:
            return Voter(BallotCode(text))
        code = read_ballot_code(text) if is_ballot_code(text) else None
        if code is not None and code in self._known:
            if self._known[code] == self._news or await _is_right(site, code):
                return self.add(code)
            del self._known[code]
        token = request.cookies.get(TOKEN, "")
        async with self.guessing.looking(address_of(request), token) as guess:
            guess.right = code is not None and await _is_right(site, code)
        if not guess.right or code is None:
            raise WrongCode(self.guessing.token_after(token))
        return self.add(code)


async def _is_right(site: Site, code: BallotCode) -> bool:
    return await site.read(lambda: knows_voter(site.desk, site.workshop_id, code))


def address_of(request: Request) -> str:
    """Return the phone's address; it is kept in memory only, and for a minute."""
    return request.client.host if request.client else ""


async def voter_of(site: Site, request: Request, form: Mapping[str, str] | None = None) -> Voter:
    """Return the voter a request speaks for: named by the form, else by the cookie.

    Raises:
        CardNeeded: there is no code.
        WrongCode: it is none of this workshop.
        TooManyGuesses: too many were wrong.
    """
    named = (form or {}).get("voter", "") or request.cookies.get(BALLOT, "")
    if not named:
        raise CardNeeded
    return await site.voters.find(site, request, named)


async def voter_or_none(
    site: Site, request: Request, form: Mapping[str, str] | None = None
) -> Voter | None:
    """Return the voter a request speaks for, None without a card or with a wrong code."""
    try:
        return await voter_of(site, request, form)
    except (CardNeeded, TooManyGuesses):
        return None
    except WrongCode as error:
        # The phone is to forget it, so that it does not count as a guess with every page.
        request.state.wrong_code = error
        return None


def device_of(request: Request, key: str) -> str:
    """Return what tells this device apart.

    One that has nothing yet is known by the key of what it sends first: where the answer was lost
    on the way, it sends the same again and is still the same.
    """
    named = request.cookies.get(DEVICE, "")
    if 16 <= len(named) <= LONGEST_DEVICE:
        return named
    return blake2b(key.encode("utf-8", "replace"), digest_size=16).hexdigest()
