"""Reads the arguments after the program's name."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from moderator.cli.session import NOT_GIVEN
from moderator.cli.window import open_

if TYPE_CHECKING:
    from collections.abc import Sequence


def read_arguments(given: Sequence[str]) -> argparse.Namespace:
    """Return the options and, as `run`, the command; options alone open the window.

    Raises:
        SystemExit: the arguments cannot be used, or help was asked for.
    """
    options = _options()
    args, more = options.parse_known_args(given, _unless_given())
    if not more:
        args.run = open_
        return args
    # Imported here: a start of the window, which has no command, does not wait for all of them.
    from moderator.cli.commands import build_parser  # noqa: PLC0415

    return build_parser(options).parse_args(given, _unless_given())


def _unless_given() -> argparse.Namespace:
    return argparse.Namespace(**NOT_GIVEN)


def _options() -> argparse.ArgumentParser:
    """Return the options that stand before or after every command."""
    options = argparse.ArgumentParser(prog="moderator", add_help=False)
    suppressed = argparse.SUPPRESS
    options.add_argument("--profile", type=Path, metavar="DIR", default=suppressed)
    options.add_argument("--store", metavar="URL", default=suppressed)
    options.add_argument("--json", action="store_true", default=suppressed)
    options.add_argument("--debug", action="store_true", default=suppressed)
    return options
