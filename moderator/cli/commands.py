"""The tree of commands; what each of them does stands in a module of its own."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from moderator import __version__
from moderator.domain.rules import DotColour

if TYPE_CHECKING:
    from moderator.cli.session import Session

_Sub = argparse._SubParsersAction  # noqa: SLF001  (argparse has no public name for it)
"""What `add_subparsers` returns."""


Run = Callable[["Session", argparse.Namespace], "int | None"]


def _later(module: str, function: str) -> Run:
    """Return a function of a command module that is loaded when it is called."""

    def run(session: Session, args: argparse.Namespace) -> int | None:
        commands = import_module(f"moderator.cli.{module}")
        answer: int | None = getattr(commands, function)(session, args)
        return answer

    return run


_PAPERS = (
    "ideas",
    "blank",
    "ballots",
    "coasters",
    "tables",
    "join",
    "results",
    "projects",
    "calibration",
)
"""As `operations.print_jobs.Paper` has them; named here so that a start needs no printing."""


class _Tree:
    """Adds commands that all take the common options."""

    def __init__(
        self, sub: _Sub[argparse.ArgumentParser], options: argparse.ArgumentParser
    ) -> None:
        self._sub = sub
        self._options = options

    def command(self, name: str, run: Run, help_: str) -> argparse.ArgumentParser:
        parser = self._sub.add_parser(name, parents=[self._options], help=help_, description=help_)
        parser.set_defaults(run=run)
        return parser

    def within(self, parser: argparse.ArgumentParser) -> _Tree:
        """Return a tree of commands below one that also does something by itself."""
        return _Tree(parser.add_subparsers(metavar="COMMAND"), self._options)

    def group(self, name: str, help_: str) -> _Tree:
        parser = self._sub.add_parser(name, help=help_, description=help_)
        return _Tree(parser.add_subparsers(required=True, metavar="COMMAND"), self._options)


def build_parser(options: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Return the parser of the whole command line; `args.run(session, args)` runs a command."""
    parser = argparse.ArgumentParser(
        prog="moderator",
        parents=[options],
        description="Facilitate a workshop, on paper and beside it.",
    )
    parser.add_argument("--version", action="version", version=f"moderator {__version__}")
    parser.set_defaults(run=_later("window", "open_"))
    tree = _Tree(parser.add_subparsers(metavar="COMMAND"), options)
    _add_workshops(tree)
    _add_ideas(tree)
    _add_rounds(tree)
    _add_papers(tree)
    _add_photos(tree)
    _add_phones(tree)
    _add_platforms(tree)
    _add_platform_server(tree)
    _add_upkeep(tree)
    return parser


def _add_workshops(tree: _Tree) -> None:
    demo = tree.command(
        "demo", _later("workshops", "demo"), "create the sample evening and open it"
    )
    demo.add_argument("--no-window", action="store_true", help="only create it")
    group = tree.group("workshop", "create, list, show and delete workshops")
    new = group.command("new", _later("workshops", "new"), "create a workshop")
    new.add_argument("title")
    new.add_argument("--place", default=None)
    new.add_argument("--date", default=None, help="YYYY-MM-DD")
    new.add_argument("--lang", choices=["de", "en"], default=None)
    new.add_argument("--rule", default=None, help="dot rule, for example dots=5,per-idea=3")
    new.add_argument("--people", type=int, default=None, help="number of people expected")
    group.command("list", _later("workshops", "list_all"), "list all workshops")
    group.command("show", _later("workshops", "show"), "show one workshop").add_argument("workshop")
    delete = group.command("delete", _later("workshops", "delete"), "delete a workshop for good")
    delete.add_argument("workshop")
    delete.add_argument("--yes", action="store_true", help="really delete it")
    for name, run, help_ in (
        ("undo", _later("workshops", "undo"), "take back the newest step"),
        ("redo", _later("workshops", "redo"), "repeat the step taken back last"),
        ("history", _later("workshops", "history"), "list the newest steps"),
    ):
        tree.command(name, run, help_).add_argument("workshop")


def _add_ideas(tree: _Tree) -> None:
    group = tree.group("idea", "add, list, change and import ideas")
    add = group.command("add", _later("ideas", "add"), "put an idea on the board")
    add.add_argument("workshop")
    add.add_argument("title")
    for option in ("--body", "--table", "--cluster", "--code"):
        add.add_argument(option, default="")
    add.add_argument("--author", default="", metavar="CODE", help="voting code of the author")
    add.add_argument("--key", default=None, help="your own key: the same key adds only once")
    group.command("list", _later("ideas", "list_all"), "list the ideas on the board").add_argument(
        "workshop"
    )
    search = group.command("search", _later("ideas", "search"), "find ideas by words")
    search.add_argument("workshop")
    search.add_argument("text")
    edit = group.command("edit", _later("ideas", "edit"), "change an idea")
    edit.add_argument("workshop")
    edit.add_argument("idea", help="number or card code")
    for option in ("--title", "--body", "--table", "--cluster"):
        edit.add_argument(option, default=None)
    remove = group.command("remove", _later("ideas", "remove"), "take an idea from the board")
    remove.add_argument("workshop")
    remove.add_argument("idea", help="number or card code")
    bring = group.command(
        "import", _later("ideas", "bring"), "bring ideas from csv, xlsx, json or pb"
    )
    bring.add_argument("workshop")
    bring.add_argument("file", type=Path)


def _add_rounds(tree: _Tree) -> None:
    group = tree.group("round", "prepare, open and close vote rounds")
    new = group.command("new", _later("rounds", "new"), "prepare a round")
    new.add_argument("workshop")
    new.add_argument("title")
    new.add_argument("--rule", default=None, help="dot rule; else that of the workshop")
    opening = group.command("open", _later("rounds", "open_"), "open a round")
    opening.add_argument("round")
    opening.add_argument("--people", type=int, default=None, help="number of voters")
    group.command("close", _later("rounds", "close"), "close a round").add_argument("round")
    rule = group.command("rule", _later("rounds", "change_rule"), "give a round another rule")
    rule.add_argument("round")
    rule.add_argument("rule")
    rule.add_argument("--set-aside", action="store_true", help="set misfitting ballots aside")
    ballot = tree.group("ballot", "personal voting codes")
    make = ballot.command("make", _later("rounds", "make_ballots"), "make voting codes, shown once")
    make.add_argument("workshop")
    make.add_argument("number", type=int)
    make.add_argument("--round", default=None)
    vote = tree.command("vote", _later("rounds", "vote"), "cast or replace a ballot")
    vote.add_argument("round")
    vote.add_argument("dots", nargs="+", metavar="IDEA=N")
    vote.add_argument("--ballot", required=True, metavar="CODE")
    vote.add_argument("--key", default=None, help="your own key: the same key counts only once")
    tally = tree.command("tally", _later("rounds", "tally"), "enter dots counted on paper")
    tally.add_argument("round")
    tally.add_argument("dots", nargs="+", metavar="IDEA=N")
    tally.add_argument("--colour", choices=[each.value for each in DotColour], default="red")
    tally.add_argument("--source", default="", metavar="TEXT", help="who or what counted")
    tree.command("results", _later("rounds", "results"), "the ranking of a round").add_argument(
        "round"
    )


def _add_papers(tree: _Tree) -> None:
    _add_print(tree)
    tree.command("sheets", _later("papers", "sheets"), "the known sheets")
    sheet = tree.group("sheet", "own sheets, and the offset of the printer")
    add = sheet.command("add", _later("papers", "add_sheet"), "add an own sheet")
    add.add_argument("file", type=Path, help="one sheet as JSON, as `sheets --json` writes them")
    remove = sheet.command("remove", _later("papers", "remove_sheet"), "remove an own sheet")
    remove.add_argument("name")
    offset = sheet.command("offset", _later("papers", "set_offset"), "remember an offset")
    offset.add_argument("name")
    offset.add_argument("offset", metavar="X,Y", help="mm to the right and down; 0,0 forgets it")
    report = tree.command("report", _later("papers", "report"), "protocol and exports")
    report.add_argument("workshop")
    report.add_argument(
        "--out", type=Path, required=True, help="pdf, xlsx, csv, md, json, pb, html"
    )


def _add_print(tree: _Tree) -> None:
    prints = tree.command("print", _later("papers", "print_"), "cards, tents and posters as PDF")
    prints.add_argument("workshop")
    prints.add_argument("--what", choices=_PAPERS, required=True)
    prints.add_argument("--count", type=int, default=None, help="number of cards, mats or tents")
    prints.add_argument("--sheet", default="", help="name of the sheet, else the usual one")
    prints.add_argument("--start-at", type=int, default=1, metavar="N", help="first label to use")
    prints.add_argument("--offset", default="", metavar="X,Y", help="mm to the right and down")
    prints.add_argument("--paper", default="", metavar="COLOUR", help="colour of the card stock")
    prints.add_argument("--base-url", default="", help="address that phones open")
    prints.add_argument("--wifi", default="", metavar="NAME", help="the room's Wi-Fi")
    prints.add_argument("--wifi-password", default="", metavar="TEXT")
    prints.add_argument(
        "--backs", action="store_true", help="backs of beer mats and voting cards, too"
    )
    prints.add_argument("--round", default=None, help="for voting cards and results")
    prints.add_argument("--idea", action="append", default=[], help="only this idea; repeatable")
    again = prints.add_mutually_exclusive_group()
    again.add_argument("--replace", action="store_true", help="make unused voting codes invalid")
    again.add_argument("--more", action="store_true", help="voting codes besides the former ones")
    prints.add_argument("--out", type=Path, default=None)
    prints.add_argument("--manifest", type=Path, default=None)


def _add_phones(tree: _Tree) -> None:
    serve = tree.command("serve", _later("phones", "serve_phones"), "serve pages to phones")
    serve.add_argument("workshop", nargs="?", default=None, help="else the newest one")
    serve.add_argument("--host", default=None, help="address to listen at, else all")
    serve.add_argument("--port", type=int, default=None, help="else that of last time, 80 or 8080")
    serve.add_argument("--workers", type=int, default=1, metavar="N", help="number of processes")
    serve.add_argument(
        "--name", action="append", default=[], help="another host name that leads here; repeatable"
    )


def _add_platforms(tree: _Tree) -> None:
    group = tree.group("platform", "accounts on a town's platform")
    add = group.command("add", _later("platforms", "add"), "add an account, or change it")
    add.add_argument("name")
    add.add_argument("--kind", required=True, help="see: moderator platform kinds")
    add.add_argument("--url", required=True, help="address of the platform")
    add.add_argument("--user", default="", help="user name or e-mail address of the service user")
    add.add_argument("--module", action="append", default=[], help="where to write; repeatable")
    add.add_argument("--option", action="append", default=[], metavar="NAME=VALUE")
    add.add_argument("--password-stdin", action="store_true", help="read the password from stdin")
    group.command("list", _later("platforms", "list_all"), "list the accounts")
    for name, run, help_ in (
        ("test", "test", "sign in, and list where one could write"),
        ("remove", "remove", "forget an account; what was sent stays there"),
    ):
        group.command(name, _later("platforms", run), help_).add_argument("name")
    group.command("kinds", _later("platforms", "kinds"), "the kinds of platforms")
    file = group.command("file", _later("platforms", "write_file"), "a file for its importer")
    file.add_argument("workshop")
    file.add_argument("kind", help="see: moderator platform kinds")
    file.add_argument("--out", type=Path, required=True)
    file.add_argument("--option", action="append", default=[], metavar="NAME=VALUE")
    sync = tree.command("sync", _later("syncing", "sync"), "bring a platform up to date")
    sync.add_argument("workshop")
    sync.add_argument("name", help="name of the account")
    what = sync.add_mutually_exclusive_group()
    what.add_argument("--plan", action="store_true", help="only tell what would be done (default)")
    what.add_argument("--apply", action="store_true", help="do it")
    what.add_argument("--status", action="store_true", help="how things stand, without network")
    sync.add_argument("--only", default="", metavar="KINDS", help="ideas,pictures,votes,voters")
    sync.add_argument(
        "--decide",
        action="append",
        default=[],
        metavar="KEY=DECISION",
        help="ours, theirs, add, again, retry or drop; repeatable",
    )
    pull = tree.command("pull", _later("syncing", "pull"), "bring ideas and counts from there")
    pull.add_argument("workshop")
    pull.add_argument("name", help="name of the account")
    _add_hashtag(tree)


def _add_hashtag(tree: _Tree) -> None:
    tag = tree.command("hashtag", _later("hashtags", "hashtag"), "public posts that become ideas")
    tag.add_argument("workshop")
    tag.add_argument("--server", required=True, metavar="HOST", help="a Mastodon server")
    tag.add_argument("--tag", required=True, help="the hashtag")
    tag.add_argument("--language", default="", metavar="CODE", help="only posts in it, as de")
    tag.add_argument("--limit", type=int, default=200, metavar="N", help="number of posts to read")
    tag.add_argument("--replies", action="store_true", help="answers to other posts, too")
    which = tag.add_mutually_exclusive_group()
    which.add_argument("--pick", default="", metavar="ID,…", help="these become ideas")
    which.add_argument("--all", action="store_true", help="all new ones become ideas")


def _add_platform_server(tree: _Tree) -> None:
    serve = tree.command(
        "platform-server", _later("platform_server", "serve"), "be a town's platform"
    )
    serve.add_argument("--host", default="127.0.0.1", help="address to listen at")
    serve.add_argument("--port", type=int, default=8090)
    _add_database(serve)
    inner = tree.within(serve)
    project = inner.command(
        "project", _later("platform_server", "project"), "open a project that ideas can go to"
    )
    project.add_argument("title")
    project.add_argument("--place", default="")
    project.add_argument("--lang", choices=["de", "en"], default="de")
    token = inner.command(
        "token", _later("platform_server", "token"), "make a bearer token, shown once"
    )
    token.add_argument("name", help="who is to use it")
    token.add_argument("--read-only", action="store_true", help="it may change nothing")
    for parser in (project, token):
        _add_database(parser)


def _add_database(parser: argparse.ArgumentParser) -> None:
    help_ = "sqlite:///FILE or postgresql://…, else a file in the profile"
    parser.add_argument("--database", default=None, metavar="URL", help=help_)


def _add_photos(tree: _Tree) -> None:
    count = tree.command(
        "count", _later("photos", "count"), "read photos of the wall and count dots"
    )
    count.add_argument("workshop")
    count.add_argument("photos", nargs="+", type=Path, metavar="PHOTO")
    count.add_argument("--round", default=None, help="the round; else the one that is open")
    count.add_argument("--save", action="store_true", help="write the sure counts into the round")
    count.add_argument("--doubtful", action="store_true", help="with --save: the doubtful ones too")
    count.add_argument("--overlay", type=Path, default=None, help="draw what was read, as JPEG")
    count.add_argument("--crops", type=Path, default=None, metavar="DIR", help="handwriting as PNG")
    count.add_argument(
        "--base-url", default="", help="address in the codes, if not as printed last"
    )
    count.add_argument("--dot-mm", type=float, default=0.0, help="diameter of the dots")
    count.add_argument("--look", action="store_true", help="only a first look, no dots")


def _add_upkeep(tree: _Tree) -> None:
    backup = tree.command("backup", _later("upkeep", "backup"), "write a copy of the store")
    backup.add_argument("file", type=Path, nargs="?", default=None)
    restore = tree.command(
        "restore", _later("upkeep", "restore"), "put a copy in the place of the store"
    )
    restore.add_argument("file", type=Path)
    tree.command("doctor", _later("upkeep", "doctor"), "look for trouble")
