"""Parts of a Word document: the page, the red letterhead 红头 of an official document, lines and tables."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .text import plain

RED = RGBColor(0xC0, 0x1F, 0x1F)
SONG = "SimSun"


def new_document() -> Any:
    """An empty A4 document in a Latin and a Chinese face."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), SONG)
    return document


def bytes_of(document: Any) -> bytes:
    """The document as a file."""
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def letterhead(document: Any, head: str, number: str) -> None:
    """The red head, the number, and the red line below them."""
    line(document, head, size=30, bold=True, centred=True, colour=RED)
    paragraph = line(document, number, size=12, centred=True)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "18", "space": "6", "color": "C01F1F"}.items():
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def line(document: Any, words: str, *, size=11, bold=False, centred=False, colour=None) -> Any:
    """A paragraph."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(plain(words))
    run.font.size, run.bold = Pt(size), bold
    if colour is not None:
        run.font.color.rgb = colour
    return paragraph


def heading(document: Any, words: str) -> None:
    """The name of what follows."""
    line(document, words, size=13, bold=True)


def grid(document: Any, rows: Sequence[Iterable[str]], widths: Sequence[float] = ()) -> None:
    """A table whose first row names the columns; `widths` in centimetres, all the same where there are none."""
    cells = [list(row) for row in rows]
    table = document.add_table(rows=len(cells), cols=len(cells[0]))
    table.style = "Table Grid"
    table.autofit = not widths
    for column, width in zip(table.columns, widths, strict=False):
        column.width = Cm(width)
    for at, row in enumerate(cells):
        held = table.rows[at].cells
        for place, words in enumerate(row):
            if widths:
                held[place].width = Cm(widths[place])
            run = held[place].paragraphs[0].add_run(plain(words))
            run.font.size, run.bold = Pt(9), at == 0
