"""A PDF canvas whose pages go to the file as soon as they are finished.

reportlab keeps every page until the end; for thousands of cards that is memory that grows with the
count. Here a finished page leaves only its place in the file behind. Forms must be defined before
the first page that uses them. The output has no timestamps: same input, same bytes.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfdoc import (
    PDFCrossReferenceTable,
    PDFDocument,
    PDFIndirectObject,
    PDFObject,
    PDFObjectReference,
    PDFResourceDictionary,
    PDFTrailer,
)
from reportlab.pdfgen.canvas import Canvas

from moderator.printing.reading_order import reads_from_right
from moderator.printing.text_fit import LEADING
from moderator.printing.text_operators import TextWriter
from moderator.printing.typefaces import Weight, typeface

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from moderator.printing.text_fit import FittedText
    from moderator.printing.typefaces import Typeface

_HEADER = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"

_COMPRESSION = 4
"""Level of zlib for pages: half the time of the usual 6 for a tenth more bytes."""


class _PageContent(PDFObject):
    """The compressed operators of one page."""

    __RefOnly__ = 1

    def __init__(self, operators: str) -> None:
        self._operators = operators

    def format(self, _document: PDFDocument) -> bytes:
        data = zlib.compress(self._operators.encode("latin-1"), _COMPRESSION)
        head = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(data)
        return head + data + b"\nendstream\n"


class _StreamedDocument(PDFDocument):
    Pages: Any
    Catalog: Any

    def __init__(self, target: BinaryIO, language: str) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=(1, 4), lang=language)
        self._target = target
        self._offset = 0
        self._resources: dict[tuple[str, ...], PDFObjectReference] = {}
        self._write(_HEADER)

    def _reference(self, thing: object, name: str | None = None) -> PDFObjectReference:
        """Register `thing`, if it is new, and return what stands for it elsewhere."""
        reference: PDFObjectReference = self.Reference(thing, name)  # type: ignore[no-untyped-call]
        return reference

    def _write(self, data: bytes) -> int:
        """Write `data` and return where it begins, in bytes."""
        begin = self._offset
        self._target.write(data)
        self._offset += len(data)
        return begin

    def _write_object(self, name: str) -> None:
        written = PDFIndirectObject(name, self.idToObject[name]).format(self)
        self.idToOffset[name] = self._write(written)
        self.idToObject[name] = PDFObjectReference(name)

    def addPage(self, page: Any) -> None:  # noqa: N802  (reportlab calls it)
        """Write `page` and its content, keep only a reference."""
        name = self.thisPageName()
        page.Contents = _PageContent(page.stream)
        page.Trans = None  # else every page would name an empty transition
        special = page._colorsUsed or page._shadingUsed  # noqa: SLF001  (reportlab's names)
        if not (page.ExtGState or special):
            page.Resources = self._shared_resources(page.XObjects)
        self.Pages.addPage(self._reference(page, name))
        self.pageCounter += 1
        self.inObject = None
        self._write_object(name)
        self._write_object(_name_of(page.Contents))

    def _shared_resources(self, forms: Any) -> PDFObjectReference:
        """Return the resources of a page with text and `forms`; pages alike share them."""
        key = tuple(forms.dict) if forms else ()
        if key not in self._resources:
            resources: Any = PDFResourceDictionary(XObject=forms or {})
            resources.basicFonts()
            resources.allProcs()
            self._resources[key] = self._reference(resources)
        return self._resources[key]

    def format(self) -> bytes:
        """Write everything that is left (fonts, forms, page tree) and return the end of file.

        Formatting an object may register further ones, so the count is looked at again each time.
        """
        self._reference(self.Catalog)
        self._reference(self.info)
        number = 0
        while (number := number + 1) in self.numberToId:
            name = self.numberToId[number]
            if name not in self.idToOffset:
                self._write_object(name)
        return self._end_of_file()

    def _end_of_file(self) -> bytes:
        names = [self.numberToId[number] for number in range(1, len(self.numberToId) + 1)]
        table = PDFCrossReferenceTable()
        table.addsection(0, names)
        trailer = PDFTrailer(
            startxref=self._write(table.format(self)),
            Size=len(names) + 1,
            Root=self._reference(self.Catalog),
            Info=self._reference(self.info),
            ID=self.ID(),
        )
        return bytes(trailer.format(self))


def _name_of(thing: PDFObject) -> str:
    return str(getattr(thing, "name", None) or getattr(thing, "__InternalName__"))  # noqa: B009


class StreamedCanvas(Canvas):
    """A reportlab canvas that writes each page to `target` when it is shown."""

    _code: list[str]

    def __init__(
        self, target: BinaryIO, pagesize: tuple[float, float], language: str, title: str
    ) -> None:
        # Every PDF page starts in the canvas's first font; with the bundled one no page names a
        # font that is not embedded.
        super().__init__(
            target,
            pagesize=pagesize,
            pageCompression=1,
            invariant=1,
            initialFontName=typeface(Weight.REGULAR).name,  # type: ignore[arg-type]
        )
        self._doc = _StreamedDocument(target, language)
        self._writers: dict[str, TextWriter] = {}
        self.setTitle(title)
        self.setAuthor("")
        self.setSubject("")
        self.setCreator("Moderator")

    def put(self, operators: str) -> None:
        """Add ready-made PDF operators to the present page."""
        self._code.append(operators)

    def text_operators(
        self, face: Typeface, size: float, x: float, y: float, lines: Sequence[str]
    ) -> str:
        """Return the operators that write drawable `lines`, the first from `x`, `y` (pt).

        They do what the canvas's own text objects do, in a fraction of the time.
        """
        return self._writer(face).operators(size, x, y, lines)

    def block_operators(
        self, face: Typeface, block: FittedText, left: float, width: float, y: float
    ) -> str:
        """Return the operators that write a block of text into a column, all in pt.

        Lines begin at `left`, those of text that reads from right at the column's other side.
        """
        lines, size = block.lines, block.size
        if not reads_from_right(" ".join(lines)):
            return self._writer(face).operators(size, left, y, lines, from_right=False)
        return " ".join(
            self._writer(face).operators(
                size,
                left + width - face.width(line) * size,
                y - count * size * LEADING,
                [line],
                from_right=True,
            )
            for count, line in enumerate(lines)
        )

    def _writer(self, face: Typeface) -> TextWriter:
        if face.name not in self._writers:
            self._writers[face.name] = TextWriter(face, self._doc)
        return self._writers[face.name]
