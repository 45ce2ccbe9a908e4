"""Pages of running text on A4: running head, and a foot that knows how many pages there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from moderator.printing.boxes import points
from moderator.printing.inks import LINE, SOFT, colour
from moderator.printing.text_fit import one_line
from moderator.printing.typefaces import Weight, register_family, typeface

if TYPE_CHECKING:
    from typing import BinaryIO

    from reportlab.platypus import Flowable

    from moderator.i18n import Words

MARGIN = points(22)
TEXT_WIDTH = A4[0] - 2 * MARGIN

_HEAD = A4[1] - points(14)
_FOOT = points(12)
_SIZE = 8.5
_OUTLINE_LEVELS = {"section": 0, "group": 1, "round": 1}


class _NumberedCanvas(Canvas):
    """Draws the feet last, when the number of pages is known."""

    def __init__(self, target: BinaryIO, w: Words) -> None:
        super().__init__(
            target,
            pagesize=A4,
            pageCompression=1,
            invariant=1,
            initialFontName=typeface(Weight.REGULAR).name,  # type: ignore[arg-type]
            lang=w.language.value,
        )
        self._w = w

    def reserve_foot(self) -> None:
        """Leave a place for the foot on the present page."""
        self.doForm(f"foot-{self.getPageNumber()}")

    def save(self) -> None:
        """Fill in the feet and write the file."""
        pages = self.getPageNumber() - 1
        face = typeface(Weight.REGULAR)
        for page in range(1, pages + 1):
            text = self._w("Page {page} of {pages}", page=page, pages=pages)
            self.beginForm(f"foot-{page}")
            self.setFillColor(colour(SOFT))
            self.setFont(face.name, _SIZE)
            self.drawRightString(A4[0] - MARGIN, _FOOT, text)
            self.endForm()
        super().save()


class NumberedDocument(BaseDocTemplate):
    """A document of running text; later pages carry `title` and `kind` in their head."""

    def __init__(self, target: BinaryIO, title: str, kind: str, w: Words) -> None:
        register_family()
        super().__init__(target, title=title, author="", creator="Moderator", invariant=1)
        self._target = target
        self._running_title = title
        self._kind = kind
        self._w = w
        self._entries = 0
        self.addPageTemplates(
            [
                PageTemplate(
                    "first", [_frame(top=20)], onPage=_draw_foot, autoNextPageTemplate="next"
                ),
                PageTemplate("next", [_frame(top=22)], onPage=self._draw_head_and_foot),
            ]
        )

    def write(self, story: list[Flowable]) -> None:
        """Lay out `story` and write the file."""
        self.build(story, canvasmaker=self._canvas)

    def _canvas(self, *_: object, **__: object) -> _NumberedCanvas:
        return _NumberedCanvas(self._target, self._w)

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  (reportlab calls it)
        """List headings in the outline that PDF readers show beside the pages."""
        if isinstance(flowable, Paragraph) and flowable.style.name in _OUTLINE_LEVELS:
            self._entries += 1
            key = f"heading-{self._entries}"
            self.canv.bookmarkPage(key)
            level = _OUTLINE_LEVELS[flowable.style.name]
            self.canv.addOutlineEntry(flowable.getPlainText()[:80], key, level=level)

    def _draw_head_and_foot(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        face = typeface(Weight.REGULAR)
        kind_width = face.width(self._kind) * _SIZE
        canvas.saveState()
        canvas.setFillColor(colour(SOFT))
        canvas.setFont(face.name, _SIZE)
        title = one_line(self._running_title, face, TEXT_WIDTH - kind_width - points(8), _SIZE)
        canvas.drawString(MARGIN, _HEAD, title)
        canvas.drawRightString(A4[0] - MARGIN, _HEAD, self._kind)
        canvas.setStrokeColor(colour(LINE))
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, _HEAD - 5, A4[0] - MARGIN, _HEAD - 5)
        canvas.restoreState()
        _draw_foot(canvas, _)


def _frame(top: float) -> Frame:
    """Return the text area, `top` mm below the upper edge."""
    bottom = points(20)
    height = A4[1] - points(top) - bottom
    return Frame(
        MARGIN,
        bottom,
        TEXT_WIDTH,
        height,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


def _draw_foot(canvas: Canvas, _: BaseDocTemplate) -> None:
    if isinstance(canvas, _NumberedCanvas):
        canvas.reserve_foot()
