"""Refusals of the phone server: what a phone is told when its request cannot be granted."""

from __future__ import annotations

from http import HTTPStatus
from typing import ClassVar

from moderator.errors import ModeratorError, NeedsDecision, NotFound, StoreError, msg


class Refusal(ModeratorError):
    """A request that was understood and is not granted; `status` is the HTTP status of it.

    Attributes:
        retry_after: seconds after which the same request may be sent again, None for never.
    """

    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY
    retry_after: int | None = None


class NotUnderstood(Refusal):
    """The request itself is damaged."""

    status = HTTPStatus.BAD_REQUEST


class CardNeeded(Refusal):
    """Only a voter may do this, and nobody knows who this is."""

    status = HTTPStatus.FORBIDDEN

    def __init__(self) -> None:
        super().__init__(
            msg("A voting card is needed for this."),
            msg("Scan the voting card or type its code, then send it again."),
        )


class ForeignPage(Refusal):
    """The form was not on a page of this server."""

    status = HTTPStatus.FORBIDDEN

    def __init__(self) -> None:
        super().__init__(
            msg("This came from another website and was not accepted."),
            msg("Open the page of the workshop and try again there."),
        )


class WrongHost(Refusal):
    """The request was meant for another name than ours."""

    status = HTTPStatus.MISDIRECTED_REQUEST

    def __init__(self) -> None:
        super().__init__(
            msg("The workshop is not at this address."),
            msg("Scan the code on the poster or on the screen again."),
        )


class NoSuchPage(Refusal):
    """There is nothing at this address."""

    status = HTTPStatus.NOT_FOUND

    def __init__(self) -> None:
        super().__init__(
            msg("There is nothing at this address."),
            msg("Scan the code on the card again, or go to the first page."),
        )


class NotThisWay(Refusal):
    """The address exists, but not with this method."""

    status = HTTPStatus.METHOD_NOT_ALLOWED

    def __init__(self) -> None:
        super().__init__(
            msg("This address cannot be used in this way."), msg("Go to the first page.")
        )


class WrongContentType(Refusal):
    """The body is of a kind that no form of ours sends."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE

    def __init__(self) -> None:
        super().__init__(msg("This was not sent by a form of the workshop's pages."))


class TooLarge(Refusal):
    """The body is larger than anything a form of ours sends."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE

    def __init__(self, limit: int) -> None:
        super().__init__(
            msg("This is too large: {limit} kB fit."),
            msg("Please send a smaller picture or a shorter text."),
            limit=limit // 1000,
        )


class TooManyGuesses(Refusal):
    """Too many wrong codes from one phone, or from phones that nobody knows."""

    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, seconds: float) -> None:
        self.retry_after = max(1, round(seconds))
        super().__init__(
            msg("Too many wrong codes."),
            msg("Please wait {seconds} seconds, then compare the code with the card."),
            seconds=self.retry_after,
        )


class Busy(Refusal):
    """More is waiting to be written than the laptop can take at the moment."""

    status = HTTPStatus.SERVICE_UNAVAILABLE

    def __init__(self, seconds: int = 2) -> None:
        self.retry_after = seconds
        super().__init__(
            msg("The laptop is busy at the moment."),
            msg("Nothing was saved yet. Please try again in a few seconds."),
        )


class Unexpected(Refusal):
    """A fault of the program."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self) -> None:
        super().__init__(
            msg("Something went wrong in the laptop."),
            msg("What was saved before is safe. Please try again."),
        )


def status_of(error: ModeratorError) -> int:
    """Return the HTTP status of an expected error."""
    if isinstance(error, Refusal):
        return error.status
    if isinstance(error, NotFound):
        return HTTPStatus.NOT_FOUND
    if isinstance(error, NeedsDecision):
        return HTTPStatus.CONFLICT
    if isinstance(error, StoreError):
        return HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.UNPROCESSABLE_ENTITY


def retry_after(error: ModeratorError) -> int | None:
    """Return after how many seconds the request may be sent again, None for never."""
    if isinstance(error, Refusal):
        return error.retry_after
    return 5 if isinstance(error, StoreError) else None
