"""What an operator does before the platform is of use: a store, a project, a token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderator.errors import BadInput, msg
from moderator.platform_server.shapes import Project, canonical
from moderator.platform_server.storage import records
from moderator.platform_server.storage.access import Holder, make_token
from moderator.platform_server.storage.records import Fresh, Key, Kind, Wish
from moderator.platform_server.storage.shelf import Shelf, file_url

if TYPE_CHECKING:
    from moderator.paths import Paths


def default_database(paths: Paths) -> str:
    """Return the address of the platform's store in a profile."""
    return file_url(paths.profile / "platform.sqlite")


def open_shelf(url: str) -> Shelf:
    """Open the platform's store; see `Shelf.open`."""
    return Shelf.open(url)


def open_project(shelf: Shelf, id_: str, title: str, place: str, language: str) -> str:
    """Open a project; returns its id.

    Raises:
        BadInput: it has no title.
    """
    if not title:
        raise BadInput(msg("The project needs a title."))
    about = Project(title=title, place=place, language=language)
    with shelf.writing() as connection:
        key = Key(Kind.PROJECT, id_, id_)
        records.put(connection, key, Fresh(canonical(about)), Wish())
    return id_


def token_for(shelf: Shelf, name: str, *, writes: bool) -> str:
    """Return a new token.

    Raises:
        BadInput: nobody is named.
    """
    if not name:
        raise BadInput(msg("The token needs a name: who is to use it."))
    with shelf.writing() as connection:
        return make_token(connection, Holder(name[:200], writes))
