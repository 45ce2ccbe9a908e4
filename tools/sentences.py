"""Finds the sentences in Python sources, for Babel; those in templates are Jinja2's to find.

Babel's own reader passes over f"…" before Python 3.12; a sentence said there would stay English.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import BinaryIO, TypeAlias

    Found: TypeAlias = tuple[int, str, tuple[str | None, ...], list[str]]

MAPPING = """
[extractors]
sentences = tools.sentences:find_sentences
[sentences: **.py]
[jinja2: **/templates/**.html]
"""
"""Tells Babel which files are read by what; the content of its `-F` file."""


def find_sentences(
    file: BinaryIO, keywords: Collection[str], _comment_tags: object, options: dict[str, Any]
) -> Iterator[Found]:
    """Yield line, name, texts and comments of every call of one of `keywords`, as Babel asks.

    A text that is not written out at the call is None.

    Raises:
        SyntaxError: the file is not Python.
    """
    del options
    calls = [node for node in ast.walk(ast.parse(file.read())) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda each: (each.lineno, each.col_offset)):
        name = _called(call.func)
        if name in keywords and call.args:
            yield call.lineno, name, tuple(_text(part) for part in call.args), []


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _text(part: ast.expr) -> str | None:
    if isinstance(part, ast.Constant) and isinstance(part.value, str):
        return part.value
    return None
