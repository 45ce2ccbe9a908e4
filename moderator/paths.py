"""Where things live: a profile folder per person, and the resources that come along."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from moderator.errors import BadInput, msg

PROFILE_VARIABLE = "MODERATOR_PROFILE"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders and files of one profile; nothing is created before it is needed."""

    profile: Path

    @classmethod
    def for_profile(cls, profile: Path | None = None) -> Paths:
        """Return the paths of `profile`, else of MODERATOR_PROFILE, else of the system's place.

        Raises:
            BadInput: it stands in the home of nobody, or in a folder that was deleted.
        """
        if profile is None and (named := os.environ.get(PROFILE_VARIABLE)):
            profile = Path(named)
        profile = profile or _system_profile()
        try:
            return cls(profile.expanduser().absolute())
        except (RuntimeError, OSError) as error:
            raise BadInput(
                msg("The folder {folder} cannot be found."),
                msg("Choose another folder with --profile."),
                folder=profile,
            ) from error

    @property
    def store_file(self) -> Path:
        """The SQLite store."""
        return self.profile / "moderator.sqlite"

    @property
    def settings_file(self) -> Path:
        """The settings."""
        return self.profile / "settings.json"

    @property
    def sheets_file(self) -> Path:
        """The user's own sheets to print on."""
        return self.profile / "sheets.json"

    @property
    def logs(self) -> Path:
        """The folder of log files."""
        return self.profile / "logs"

    @property
    def backups(self) -> Path:
        """The folder of backups."""
        return self.profile / "backups"

    def create_profile(self) -> None:
        """Make the profile folder, readable by its owner only.

        Raises:
            BadInput: it cannot be made.
        """
        try:
            self.profile.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(
                msg("The folder {folder} cannot be made: {reason}."),
                msg("Choose another folder with --profile."),
                folder=self.profile,
                reason=error.strerror or error,
            ) from error


def _system_profile() -> Path:
    # Imported here: every start with --profile would pay for it otherwise.
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("Moderator", appauthor=False)


def resource(*parts: str) -> Path:
    """Return the path of a bundled resource, for example `resource("fonts", "LICENSE")`."""
    return _resources().joinpath(*parts)


def _resources() -> Path:
    package = Path(__file__).resolve().parent
    bundled = Path(getattr(sys, "_MEIPASS", package)) / "_resources"
    return bundled if bundled.is_dir() else package.parent / "resources"
