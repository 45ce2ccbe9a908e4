"""Renders every screen and dialog into a folder: to look at, and to put into the guide.

python -m moderator.ui.screenshots FOLDER [--only NAME]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from moderator.domain.workshops import Language
from moderator.paths import Paths
from moderator.settings import Theme

SIZE = (1280, 800)
BOTH_LANGUAGES = (Language.GERMAN, Language.ENGLISH)
BOTH_THEMES = (Theme.LIGHT, Theme.DARK)


def main(out: Path, only: str = "") -> int:
    """Render all pictures, or those whose name contains `only`, into `out`; returns how many."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Imported here: Qt must not be loaded before its platform is chosen.
    from moderator.ui.scenes.stage import Stage  # noqa: PLC0415

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        stage = Stage(Paths.for_profile(Path(profile)), out, only)
        try:
            for theme in BOTH_THEMES:
                for language in BOTH_LANGUAGES:
                    stage.dress(language, theme)
                    stage.play_all(f"{language.value}-{theme.value}")
            stage.play_sizes()
        finally:
            stage.close()
    return stage.taken


def _read_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m moderator.ui.screenshots")
    parser.add_argument("folder", nargs="?", type=Path, help="where the pictures go")
    parser.add_argument("--out", type=Path, help="the same, as an option")
    parser.add_argument("--only", default="", help="only pictures whose name contains this")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    given = _read_arguments(sys.argv[1:])
    main(given.out or given.folder or Path("screenshots"), given.only)
