"""Commands of the reference platform: serve it, open a project, make a token."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from moderator.domain.ids import new_id
from moderator.errors import BadInput, msg
from moderator.platform_server.opening import (
    default_database,
    open_project,
    open_shelf,
    token_for,
)
from moderator.platform_server.serving import Listening, listen, run_platform

if TYPE_CHECKING:
    from argparse import Namespace

    from moderator.cli.session import Session
    from moderator.platform_server.storage.shelf import Shelf

LONGEST = 300


def _shelf(session: Session, args: Namespace) -> Shelf:
    if args.database:
        return open_shelf(args.database)
    session.paths.create_profile()
    return open_shelf(default_database(session.paths))


def serve(session: Session, args: Namespace) -> None:
    """Serve the platform until interrupted."""
    with closing(_shelf(session, args)) as shelf, closing(listen(args.host, args.port)) as opened:
        run_platform(shelf, opened, lambda: _announce(session, opened))


def _announce(session: Session, opened: Listening) -> None:
    session.answer(
        {"url": opened.url, "api": f"{opened.url}/api/v1", "port": opened.port},
        [
            session.w("The platform is at {url}", url=opened.url),
            session.w("Ctrl+C ends it. For a public address put a proxy with TLS in front."),
        ],
    )


def project(session: Session, args: Namespace) -> None:
    """Open a project that ideas can be sent to."""
    title = _line(args.title)
    with closing(_shelf(session, args)) as shelf:
        made = open_project(shelf, new_id(), title, _line(args.place), args.lang)
    session.answer({"id": made, "title": title}, [made])


def token(session: Session, args: Namespace) -> None:
    """Make a bearer token; it is shown only now."""
    name = _line(args.name)
    with closing(_shelf(session, args)) as shelf:
        made = token_for(shelf, name, writes=not args.read_only)
    session.answer({"token": made, "name": name, "writes": not args.read_only}, [made])
    session.remark(session.w("Keep it like a password: it cannot be shown again."))


def _line(text: str) -> str:
    line = " ".join(text.split())
    if len(line) > LONGEST or not line.isprintable():
        raise BadInput(msg("A line of text has at most {most} characters."), most=LONGEST)
    return line
