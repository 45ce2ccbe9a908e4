"""What the interface answers when it cannot do what was asked: problem details (RFC 9457)."""

from __future__ import annotations

from moderator.errors import ModeratorError


class Problem(ModeratorError):
    """A refusal that programs can read.

    Attributes:
        status: of the HTTP answer.
        name: last part of the problem's type, stable.
        title: the same sentence for every problem of this type, English.
        detail: what it is about this time.
        errors: what is wrong where, by JSON pointer.
        headers: more headers of the answer.
    """

    def __init__(
        self,
        status: int,
        name: str,
        title: str,
        detail: str = "",
        *,
        errors: list[dict[str, str]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(title, detail)
        self.status = status
        self.name = name
        self.detail = detail
        self.errors = errors or []
        self.headers = headers or {}

    def document(self) -> dict[str, object]:
        """Return the problem as RFC 9457 has it."""
        about: dict[str, object] = {
            "type": f"urn:platform-api:problem:{self.name}",
            "title": self.title,
            "status": self.status,
        }
        if self.detail:
            about["detail"] = self.detail
        if self.errors:
            about["errors"] = self.errors
        return about


def not_found(what: str) -> Problem:
    """Return that something was never there."""
    return Problem(404, "not-found", "There is nothing at this address.", what)


def gone(version: int) -> Problem:
    """Return that something was deleted; the version is that of its gravestone."""
    return Problem(
        410,
        "gone",
        "It was deleted.",
        "To bring it back, send it with If-Match and the ETag of this answer.",
        headers=etag_of(version),
    )


def must_say_version(version: int) -> Problem:
    """Return that something else stands there, and nothing was said about replacing it."""
    return Problem(
        428,
        "precondition-required",
        "Something else stands there already.",
        "Read it, and send If-Match with its ETag to replace it.",
        headers=etag_of(version),
    )


def moved_on(version: int) -> Problem:
    """Return that what stands there is not what the sender wants to replace."""
    return Problem(
        412,
        "precondition-failed",
        "It has changed since it was read.",
        headers=etag_of(version) if version else None,
    )


def bad_request(detail: str) -> Problem:
    """Return that the request cannot be understood."""
    return Problem(400, "bad-request", "The request cannot be understood.", detail)


def etag_of(version: int) -> dict[str, str]:
    """Return the header that names a version."""
    return {"ETag": f'"{version}"'}
