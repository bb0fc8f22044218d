"""A circular as PDF. The Chinese face is one every PDF reader brings along, so no font has to be installed here."""

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import HRFlowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from .layout import fact, figure_table, item_table, masthead, plain
from .reading import Sheet

FACE = "STSong-Light"
RED = colors.HexColor("#c01f1f")
MARGIN = 1.6 * cm
FIGURE_WIDTHS = (1.2, 4.4, 3, 3, 1.9, 2.2, 2.4, 2, 2.4, 2.4)
ITEM_WIDTHS = (2, 9.4, 4.2, 3, 2.6, 2.6, 1.9)


def _style(size: float, **more: Any) -> ParagraphStyle:
    name = f"{size}-{sorted(more)}"
    return ParagraphStyle(name, fontName=FACE, fontSize=size, leading=size * 1.45, wordWrap="CJK", **more)


def write_pdf(sheet: Sheet) -> bytes:
    """The document's bytes."""
    pdfmetrics.registerFont(UnicodeCIDFont(FACE))
    held = io.BytesIO()
    page = SimpleDocTemplate(
        held,
        pagesize=landscape(A4),
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=f"{sheet.circular.number} {sheet.title}",
    )
    page.build(
        [*_letterhead(sheet), *_opening(sheet), *_figures(sheet), *_overdue(sheet)],
        onFirstPage=_foot,
        onLaterPages=_foot,
    )
    return held.getvalue()


def _say(words: str, size: float = 10, **more: Any) -> Paragraph:
    return Paragraph(escape(plain(words)), _style(size, **more))


def _letterhead(sheet: Sheet) -> list[Any]:
    head, number = masthead(sheet)
    return [
        _say(head, 28, alignment=TA_CENTER, textColor=RED, spaceAfter=8),
        _say(number, 12, alignment=TA_CENTER, spaceAfter=4),
        HRFlowable(width="100%", thickness=2, color=RED, spaceAfter=10),
        _say(sheet.title, 17, alignment=TA_CENTER, spaceAfter=8),
    ]


def _opening(sheet: Sheet) -> list[Any]:
    found: list[Any] = [_say(fact(label, words)) for label, words in sheet.facts]
    if sheet.circular.remarks:
        found.append(_heading(_("Remarks")))
        found += [_say(line) for line in sheet.circular.remarks.split("\n")]
    return found


def _figures(sheet: Sheet) -> list[Any]:
    found = [_heading(_("Figures by department")), _table(figure_table(sheet), FIGURE_WIDTHS), Spacer(1, 4)]
    return found + [_say(note, 8) for note in sheet.notes]


def _overdue(sheet: Sheet) -> list[Any]:
    found = [_heading(_("Overdue items")), _table(item_table(sheet), ITEM_WIDTHS)]
    if sheet.circular.digest:
        found.append(_say(f"SHA-256 {sheet.circular.digest}", 7, spaceBefore=8))
    return found


def _heading(words: str) -> Paragraph:
    return _say(words, 13, spaceBefore=10, spaceAfter=5)


def _table(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
    cells = [[_say(words, 8.5) for words in row] for row in rows]
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


def _foot(canvas: Any, page: Any) -> None:
    canvas.setFont(FACE, 8)
    canvas.drawCentredString(landscape(A4)[0] / 2, 0.8 * cm, f"— {page.page} —")
