"""HTML of other people as lines of plain text."""

from __future__ import annotations

from html.parser import HTMLParser

_BLOCKS = frozenset({"p", "li", "br", "div", "h1", "h2", "h3", "ul", "ol", "blockquote"})
_SILENT = frozenset({"script", "style"})


class _Text(HTMLParser):
    """Collects the text of HTML, one line per block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        if tag == "br":
            self.parts.append("\n")
        self._silent += tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS and tag != "br":
            self.parts.append("\n")
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)


def plain_text(text: str) -> str:
    """Return HTML as lines of plain text, without blank lines, markup and scripts."""
    parser = _Text()
    parser.feed(text)
    parser.close()
    lines = (line.strip() for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)
