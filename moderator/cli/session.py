"""What every command is handed: the opened desk, the words, and where its answer goes."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from moderator.domain.languages import Language
from moderator.i18n import Words, words
from moderator.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from moderator.domain.ids import WorkshopId
    from moderator.operations.desk import Desk

    OpenWindow = Callable[[Paths, str | None, WorkshopId | None], int]

STORE_VARIABLE = "MODERATOR_STORE"
NOT_GIVEN = {"profile": None, "store": None, "json": False, "debug": False}
"""The options that go with every command, as they are unless they are given."""


@dataclass
class Session:
    """One run of the command line; `profile` is the folder that was asked for, if any."""

    profile: Path | None
    store_url: str | None
    open_window: OpenWindow
    as_json: bool

    @cached_property
    def paths(self) -> Paths:
        """The paths of this run's profile.

        Raises:
            BadInput: the folder that was asked for cannot be found.
        """
        return Paths.for_profile(self.profile)

    @cached_property
    def w(self) -> Words:
        """The words of the person's language."""
        return words(_system_language())

    @cached_property
    def desk(self) -> Desk:
        """The desk, opened at first use.

        Raises:
            StoreError: the store cannot be opened.
        """
        from moderator.operations.desk import open_desk  # noqa: PLC0415  (a window needs no store)

        return open_desk(self.paths, self.store_url)

    def close(self) -> None:
        """Close the desk if it was opened."""
        if "desk" in self.__dict__:
            self.desk.close()

    def answer(self, document: Any, lines: Iterable[str]) -> None:
        """Print `document` as JSON if that was asked for, else `lines`."""
        if self.as_json:
            json.dump(document, sys.stdout, ensure_ascii=False)
            sys.stdout.write("\n")
        else:
            sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()

    def remark(self, sentence: str) -> None:
        """Print a sentence beside the answer."""
        sys.stderr.write(f"{sentence}\n")


def _system_language() -> Language:
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    if not named:
        import locale  # noqa: PLC0415  (most systems name their language above)

        named = locale.getlocale()[0] or ""
    return Language.GERMAN if named.lower().startswith(("de", "german")) else Language.ENGLISH
