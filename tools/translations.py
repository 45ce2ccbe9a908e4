"""Sentences of the code -> resources/locale/*/LC_MESSAGES/*.po -> the .mo beside it.

`moderator.po` holds every sentence. `easy.po` beside the German one holds those that participants
read on their phones, in easy German (Leichte Sprache).
"""

from __future__ import annotations

import filecmp
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tools.programs import ROOT, Command, Stop, capture, must
from tools.sentences import MAPPING
from tools.virtualenv import venv_python

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCALE = ROOT / "resources" / "locale"
# What marks a sentence in the code: `msg`, or a call of the Words that are held as `w` or `_w`.
KEYWORDS = ("msg", "w", "_w", "plural:1,2")
# Catalogue -> where its sentences stand.
SOURCES: Mapping[str, tuple[str, ...]] = {
    "moderator": ("moderator", "resources"),
    "easy": ("moderator/participant", "resources/pages"),
}
# Babel's own statistics take a sentence with two empty forms for translated.
_EMPTY_FORM = re.compile(r'^msgstr\[\d\] ""$(?!\n")', re.MULTILINE)


def renew_words(locale: Path) -> str:
    """Bring the code's sentences into every catalogue below `locale` and compile it.

    Returns:
        How much of each catalogue is translated, one line each.

    Raises:
        Stop: a source file or a catalogue cannot be read.
    """
    told = [_renew(domain, locale) for domain in SOURCES if _catalogues(domain, locale)]
    return "\n".join(line for statistics in told for line in statistics)


def _catalogues(domain: str, locale: Path) -> list[Path]:
    return list(locale.glob(f"*/LC_MESSAGES/{domain}.po"))


def _renew(domain: str, locale: Path) -> list[str]:
    babel: Command = [venv_python(), "-m", "babel.messages.frontend"]
    place: Command = ["-D", domain, "-d", locale]
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, f"{domain}.pot")
        _extract(babel, template, SOURCES[domain])
        kept = ["--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"]
        update: Command = [*babel, "-q", "update", *kept, "-i", template, *place]
        must(update, "A catalogue could not be read:")
    done = capture([*babel, "compile", "--statistics", *place])
    if done.returncode:
        raise Stop(f"The translations could not be compiled:\n{done.stderr.strip()}")
    return [line for line in done.stderr.splitlines() if "translated" in line]


def _extract(babel: Command, template: Path, sources: tuple[str, ...]) -> None:
    marks = ["--no-default-keywords", *(part for word in KEYWORDS for part in ("-k", word))]
    # File names without line numbers: a catalogue changes only when a sentence does.
    form = ["--sort-by-file", "--add-location=file", "--project=Moderator"]
    mapping = template.with_suffix(".cfg")
    mapping.write_text(MAPPING, encoding="utf-8")
    extract: Command = [*babel, "-q", "extract", "-F", mapping, *marks, *form]
    extract = [*extract, "-o", template, *sources]
    must(extract, "The sentences could not be gathered:")


def stale_translations() -> str:
    """Return what is wrong with the catalogues: out of date, or not all translated; else nothing.

    Raises:
        Stop: a source file or a catalogue cannot be read.
    """
    if not LOCALE.is_dir():
        return f"{LOCALE} is missing."
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder, "locale")
        shutil.copytree(LOCALE, fresh)
        statistics = renew_words(fresh)
        names = [str(path.relative_to(fresh)) for path in fresh.rglob("*.[mp]o")]
        _same, differing, lacking = filecmp.cmpfiles(LOCALE, fresh, names, shallow=False)
        empty = [n for n in names if _EMPTY_FORM.search((fresh / n).read_text("utf-8", "replace"))]
    if differing or lacking:
        return f"Run `python3 dev.py words`: {', '.join(sorted(differing + lacking))} changes."
    incomplete = [line for line in statistics.splitlines() if "(100%)" not in line]
    return "\n".join(incomplete + [f"{name}: a plural form is empty" for name in empty])
