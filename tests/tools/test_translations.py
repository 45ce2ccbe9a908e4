"""Catalogues: new sentences come in, old ones go, and what is missing is told."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tools import translations
from tools.programs import ROOT, Stop

if TYPE_CHECKING:
    from pathlib import Path

    from tools.programs import Command

SOURCE = """
from moderator.errors import msg
TITLE = msg("The card is lost.")
def told(w, n):
    return f"{w('Saved')}: " + w.plural("{n} dot", "{n} dots", n)
"""
TEMPLATE = '<h1>{{ w("Help") }}</h1>{% if n %}{{ plural("{n} card", "{n} cards", n) }}{% endif %}'
HEADER = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
GERMAN = {
    '"The card is lost."\nmsgstr ""': '"The card is lost."\nmsgstr "Die Karte ist weg."',
    '"Saved"\nmsgstr ""': '"Saved"\nmsgstr "Gespeichert"',
    '"{n} dots"\nmsgstr[0] ""\nmsgstr[1] ""': (
        '"{n} dots"\nmsgstr[0] "{n} Punkt"\nmsgstr[1] "{n} Punkte"'
    ),
    '"Help"\nmsgstr ""': '"Help"\nmsgstr "Hilfe"',
    '"{n} cards"\nmsgstr[0] ""\nmsgstr[1] ""': (
        '"{n} cards"\nmsgstr[0] "{n} Karte"\nmsgstr[1] "{n} Karten"'
    ),
}


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the German catalogue of a small program; it holds one sentence nobody says now."""
    (tmp_path / "moderator" / "participant").mkdir(parents=True)
    templates = tmp_path / "resources" / "pages" / "templates"
    templates.mkdir(parents=True)
    (templates / "help.html").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "moderator" / "cards.py").write_text(SOURCE, encoding="utf-8")
    file = tmp_path / "locale" / "de" / "LC_MESSAGES" / "moderator.po"
    file.parent.mkdir(parents=True)
    file.write_text(f'{HEADER}\nmsgid "Gone"\nmsgstr "Weg"\n', encoding="utf-8")

    def must(command: Command, failure: str) -> str:
        done = capture(command)
        if done.returncode:
            raise Stop(f"{failure}\n{done.stderr}")
        return done.stdout

    def capture(command: Command) -> subprocess.CompletedProcess[str]:
        words = [str(part) for part in command]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(
            words, cwd=tmp_path, env=env, capture_output=True, text=True, check=False
        )

    monkeypatch.setattr(translations, "LOCALE", tmp_path / "locale")
    monkeypatch.setattr(translations, "venv_python", lambda: sys.executable)
    monkeypatch.setattr(translations, "must", must)
    monkeypatch.setattr(translations, "capture", capture)
    return file


def translate(file: Path, *sentences: str) -> None:
    text = file.read_text(encoding="utf-8")
    for sentence in sentences:
        assert sentence in text
        text = text.replace(sentence, GERMAN[sentence])
    file.write_text(text, encoding="utf-8")


def test_sentences_of_the_code_come_in_and_others_go(catalogue: Path) -> None:
    translations.renew_words(catalogue.parents[2])
    text = catalogue.read_text(encoding="utf-8")
    for sentence in ("The card is lost.", "Saved", "{n} dot", "{n} dots", "Help", "{n} cards"):
        assert f'"{sentence}"' in text
    assert "Gone" not in text
    assert catalogue.with_suffix(".mo").exists()


def test_the_easy_catalogue_has_only_what_participants_read(catalogue: Path) -> None:
    easy = catalogue.with_name("easy.po")
    easy.write_text(HEADER, encoding="utf-8")
    translations.renew_words(catalogue.parents[2])
    text = easy.read_text(encoding="utf-8")
    assert '"Help"' in text
    assert '"{n} cards"' in text
    assert "The card is lost." not in text
    translate(catalogue, *GERMAN)
    translations.renew_words(catalogue.parents[2])
    assert "easy.po" in translations.stale_translations()


def test_a_complete_catalogue_is_content_with_itself(catalogue: Path) -> None:
    translations.renew_words(catalogue.parents[2])
    translate(catalogue, *GERMAN)
    translations.renew_words(catalogue.parents[2])
    assert translations.stale_translations() == ""


@pytest.mark.parametrize("left_out", GERMAN)
def test_a_sentence_without_translation_is_told(catalogue: Path, left_out: str) -> None:
    translations.renew_words(catalogue.parents[2])
    translate(catalogue, *(sentence for sentence in GERMAN if sentence != left_out))
    translations.renew_words(catalogue.parents[2])
    assert "moderator.po" in translations.stale_translations()


def test_a_forgotten_compilation_is_told(catalogue: Path) -> None:
    translations.renew_words(catalogue.parents[2])
    translate(catalogue, *GERMAN)
    assert "dev.py words" in translations.stale_translations()
    assert "moderator.mo" in translations.stale_translations()


def test_a_catalogue_that_cannot_be_read_ends_with_a_sentence(catalogue: Path) -> None:
    catalogue.write_bytes(b'msgid "x\nmsgstr \xff')
    with pytest.raises(Stop):
        translations.renew_words(catalogue.parents[2])
