"""The interface of docs/platform-api: what each address does with the store."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from moderator.platform_server import showing
from moderator.platform_server.asking import Ask, Reply, cursor
from moderator.platform_server.picture_files import cleaned, name_in
from moderator.platform_server.problems import (
    Problem,
    etag_of,
    gone,
    moved_on,
    must_say_version,
    not_found,
)
from moderator.platform_server.shapes import Count, Idea, Strict, canonical, read_body
from moderator.platform_server.storage import records
from moderator.platform_server.storage.records import Fresh, Key, Kind, Outcome, Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from moderator.platform_server.storage.shelf import Shelf

VERSION = "1.0"
"""Of the contract."""


class Interface:
    """Answers what is asked; any number of threads may use it."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    # -------------------------------------------------------------- reading

    def about(self, ask: Ask) -> Reply:
        """Say what this is, and whom the token belongs to."""
        told = {
            "platform": "Moderator reference platform",
            "contract": VERSION,
            "token": {"name": ask.holder.name, "writes": ask.holder.writes},
        }
        return Reply(data=told)

    def changes(self, ask: Ask) -> Reply:
        """List what changed, the oldest change first; the cursor is good for ever."""
        after, limit = ask.after(), ask.limit()
        with self._shelf.reading() as connection:
            found = records.changes(connection, after, limit)
        place = found[-1].changed if found else after
        items = [showing.change(each) for each in found]
        return Reply(data={"items": items, "cursor": cursor(place), "more": len(found) == limit})

    def projects(self, ask: Ask) -> Reply:
        """List the projects."""
        with self._shelf.reading() as connection:
            found = records.listed(connection, Kind.PROJECT, ask.limit(), ask.after())
        return _page(found, [showing.plain(each) for each in found], ask)

    def listing(self, kind: Kind) -> Callable[[Ask], Reply]:
        """Return what lists records of a kind within a project."""

        def listed(ask: Ask) -> Reply:
            where = {"project": ask.id("project")}
            if kind is Kind.IDEA:
                where |= ask.filters()
            with self._shelf.reading() as connection:
                _live(connection, Kind.PROJECT, where["project"])
                found = records.listed(connection, kind, ask.limit(), ask.after(), **where)
                return _page(found, _shown(connection, kind, found), ask)

        return listed

    def reading(self, kind: Kind) -> Callable[[Ask], Reply]:
        """Return what shows one record of a kind."""

        def shown(ask: Ask) -> Reply:
            with self._shelf.reading() as connection:
                return _reply(connection, _found(connection, _key(kind, ask)))

        return shown

    def picture(self, ask: Ask) -> Reply:
        """Give the bytes of an idea's picture."""
        with self._shelf.reading() as connection:
            record = _found(connection, _key(Kind.PICTURE, ask))
            kept = records.picture(connection, record.key.idea)
        if kept is None:
            raise not_found("")
        media_type, data = kept
        return Reply(raw=data, media_type=media_type, headers=etag_of(record.version))

    # -------------------------------------------------------------- writing

    def putting(self, kind: Kind) -> Callable[[Ask], Reply]:
        """Return what puts a record of a kind."""

        def put(ask: Ask) -> Reply:
            given = read_body(kind, ask.body)
            with self._shelf.writing() as connection:
                key = _key(kind, ask)
                _above(connection, key)
                outcome, record = records.put(connection, key, _fresh(given), ask.wish())
                return _put_reply(connection, outcome, record)

        return put

    def put_picture(self, ask: Ask) -> Reply:
        """Put the picture of an idea; the same bytes under the same name are the same picture."""
        media_type = ask.headers.get("content-type", "").partition(";")[0].strip().lower()
        data = cleaned(ask.body, media_type)
        about = {
            "name": name_in(ask.headers.get("content-disposition", "")),
            "media_type": media_type,
            "sha256": hashlib.sha256(ask.body).hexdigest(),
        }
        fresh = Fresh(msgspec.json.encode(about).decode())
        with self._shelf.writing() as connection:
            key = _key(Kind.PICTURE, ask)
            _above(connection, key)
            outcome, record = records.put(connection, key, fresh, ask.wish())
            if outcome in {Outcome.CREATED, Outcome.CHANGED}:
                records.keep_picture(connection, key.idea, media_type, data)
            return _put_reply(connection, outcome, record)

    def deleting(self, kind: Kind) -> Callable[[Ask], Reply]:
        """Return what deletes a record of a kind, and of an idea what belongs to it."""

        def delete(ask: Ask) -> Reply:
            with self._shelf.writing() as connection:
                outcome, record = records.remove(connection, _key(kind, ask), ask.wish())
            if record is None:
                raise not_found("")
            if outcome in {Outcome.DIFFERS, Outcome.MOVED}:
                raise _refusal(outcome, record)
            return Reply(204)

        return delete


def _key(kind: Kind, ask: Ask) -> Key:
    project = ask.id("project")
    match kind:
        case Kind.PROJECT:
            return Key(kind, project, project)
        case Kind.PICTURE:
            return Key(kind, ask.id("id"), project, ask.id("id"))
        case Kind.COUNT:
            return Key(kind, f"{ask.id('id')}/{ask.id('idea')}", project, ask.id("idea"))
        case _:
            return Key(kind, ask.id("id"), project)


def _live(connection: Connection, kind: Kind, id_: str) -> Record:
    """Return a record that has to be there.

    Raises:
        Problem: 404, 410.
    """
    found = records.read(connection, kind, id_)
    if found is None:
        raise not_found(f"There is no {kind} {id_}.")
    if found.gone:
        raise gone(found.version)
    return found


def _above(connection: Connection, key: Key) -> None:
    """Check that what a record belongs to is there.

    A round need not be: counts may come before the round is described.

    Raises:
        Problem: 404.
    """
    above = [] if key.kind is Kind.PROJECT else [(Kind.PROJECT, key.project)]
    above += [(Kind.IDEA, key.idea)] if key.idea else []
    for kind, id_ in above:
        found = records.read(connection, kind, id_)
        if found is None or found.gone or found.key.project != key.project:
            raise not_found(f"There is no {kind} {id_}.")


def _found(connection: Connection, key: Key) -> Record:
    if key.kind is not Kind.PROJECT:
        _live(connection, Kind.PROJECT, key.project)
    found = _live(connection, key.kind, key.id)
    if found.key.project != key.project:
        raise not_found("")
    return found


def _fresh(given: Strict) -> Fresh:
    content = canonical(given)
    if isinstance(given, Idea):
        return Fresh(content, given.reference, given.card_code)
    return Fresh(content, given.reference if isinstance(given, Count) else "")


def _shown(connection: Connection, kind: Kind, found: list[Record]) -> list[dict[str, object]]:
    if kind is Kind.IDEA:
        return showing.ideas(connection, found)
    if kind is Kind.PICTURE:
        return [showing.picture(each) for each in found]
    return [showing.plain(each) for each in found]


def _page(found: list[Record], items: list[dict[str, object]], ask: Ask) -> Reply:
    full = len(found) == ask.limit()
    return Reply(data={"items": items, "next": cursor(found[-1].born) if full else None})


def _reply(connection: Connection, record: Record, status: int = 200) -> Reply:
    data = _shown(connection, record.key.kind, [record])[0]
    return Reply(status, data, etag_of(record.version))


def _put_reply(connection: Connection, outcome: Outcome, record: Record) -> Reply:
    if outcome is Outcome.CREATED:
        return _reply(connection, record, 201)
    if outcome in {Outcome.CHANGED, Outcome.SAME}:
        return _reply(connection, record)
    raise _refusal(outcome, record)


def _refusal(outcome: Outcome, record: Record) -> Problem:
    match outcome:
        case Outcome.GONE:
            return gone(record.version)
        case Outcome.DIFFERS:
            return must_say_version(record.version)
        case Outcome.MOVED:
            return moved_on(record.version)
        case _:
            return Problem(409, "elsewhere", "This id is taken in another project.")
