"""Reads the command line, runs one command, and turns every error into one clear sentence.

Exit codes: 0 done, 1 unexpected error, 2 wrong usage, 3 bad input or nothing found, 4 needs a
person's decision, 5 network or platform unreachable.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from contextlib import suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING

from moderator.cli.session import NOT_GIVEN, STORE_VARIABLE, Session
from moderator.cli.window import open_
from moderator.errors import ModeratorError, msg

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from moderator.cli.session import OpenWindow

UNEXPECTED = 1
INTERRUPTED = 130


def main(given: Sequence[str], open_window: OpenWindow) -> int:
    """Run one command, or open the window if there is none; returns the exit code.

    Args:
        given: the arguments after the program's name.
        open_window: opens the desktop application.
    """
    _speak_utf8()
    args = _read(given)
    logging.basicConfig(level=logging.DEBUG if args.debug else logging.ERROR, stream=sys.stderr)
    store_url = args.store or os.environ.get(STORE_VARIABLE)
    return _run(args, Session(args.profile, store_url, open_window, args.json))


def _read(given: Sequence[str]) -> argparse.Namespace | SimpleNamespace:
    if not given:
        # Started by its icon: there is nothing to read, and a window need not load what reads.
        return SimpleNamespace(**NOT_GIVEN, run=open_)
    from moderator.cli.reading import read_arguments  # noqa: PLC0415

    return read_arguments(given)


def _run(args: argparse.Namespace | SimpleNamespace, session: Session) -> int:
    try:
        return int(args.run(session, args) or 0)
    except ModeratorError as error:
        if args.debug:
            traceback.print_exc()
        session.remark(" ".join(filter(None, session.w.error(error))))
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # noqa: BLE001  (the last fence before a person)
        if args.debug:
            traceback.print_exc()
        session.remark(session.w(_UNEXPECTED))
        return UNEXPECTED
    finally:
        session.close()


_UNEXPECTED = msg(
    "Something unexpected went wrong; what was saved before is safe. "
    "Run it again with --debug and report what it prints."
)


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
