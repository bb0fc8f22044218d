"""Parts of a PDF.

Where `PDF_FONT` names a font, what is used of it is embedded, so that the file reads the same everywhere and for good.
Otherwise the face is one that PDF readers bring along, and nothing has to be installed here.
"""

import io
from collections.abc import Sequence
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import HRFlowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from .text import plain

BROUGHT_ALONG = "STSong-Light"
RED = colors.HexColor("#c01f1f")
MARGIN = 1.6 * cm


@cache
def face(path: str) -> str:
    """The name of the face to write in, made known to the writer: of the font at this path, else of the usual one."""
    font = TTFont("embedded", path) if path else UnicodeCIDFont(BROUGHT_ALONG)
    pdfmetrics.registerFont(font)
    return font.fontName


def build(parts: list[Any], *, title: str, size: tuple[float, float], margin: float = MARGIN) -> bytes:
    """The parts as a file, each page with its number at the foot."""
    held = io.BytesIO()
    sides = {f"{side}Margin": margin for side in ("left", "right", "top", "bottom")}
    page = SimpleDocTemplate(held, pagesize=size, title=plain(title), **sides)

    def foot(canvas: Any, page: Any) -> None:
        canvas.setFont(face(settings.PDF_FONT), 8)
        canvas.drawCentredString(size[0] / 2, 0.8 * cm, f"— {page.page} —")

    page.build(parts, onFirstPage=foot, onLaterPages=foot)
    return held.getvalue()


def _style(size: float, **more: Any) -> ParagraphStyle:
    name, font = f"{size}-{sorted(more)}", face(settings.PDF_FONT)
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=size * 1.45, wordWrap="CJK", **more)


def say(words: str, size: float = 10, **more: Any) -> Paragraph:
    """A paragraph."""
    return Paragraph(escape(plain(words)), _style(size, **more))


def centred(words: str, size: float, **more: Any) -> Paragraph:
    """A paragraph in the middle."""
    return say(words, size, alignment=TA_CENTER, **more)


def heading(words: str) -> Paragraph:
    """The name of what follows."""
    return say(words, 13, spaceBefore=10, spaceAfter=5, keepWithNext=1)


def letterhead(head: str, number: str) -> list[Any]:
    """The red head, the number, and the red line below them."""
    return [
        centred(head, 28, textColor=RED, spaceAfter=8),
        centred(number, 12, spaceAfter=4),
        HRFlowable(width="100%", thickness=2, color=RED, spaceAfter=10),
    ]


def grid(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
    """A table whose first row names the columns; widths in centimetres."""
    cells = [[say(words, 8.5) for words in row] for row in rows]
    table = Table(cells, colWidths=[width * cm for width in widths], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.4, colors.HexColor("#999999")),
                ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#f3ece4")),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return table
