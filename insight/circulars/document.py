"""A circular as a Word document with the red letterhead 红头 of an official circular."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .layout import fact, figure_table, item_table, masthead, plain
from .reading import Sheet

RED = RGBColor(0xC0, 0x1F, 0x1F)
SONG = "SimSun"


def write_docx(sheet: Sheet) -> bytes:
    """The document's bytes."""
    document = Document()
    _set_up(document)
    _letterhead(document, sheet)
    _line(document, sheet.title, size=18, bold=True, centred=True)
    for label, words in sheet.facts:
        _line(document, fact(label, words))
    if sheet.circular.remarks:
        _heading(document, _("Remarks"))
        for paragraph in plain(sheet.circular.remarks).split("\n"):
            _line(document, paragraph)
    _heading(document, _("Figures by department"))
    _table(document, figure_table(sheet))
    for note in sheet.notes:
        _line(document, note, size=9)
    _heading(document, _("Overdue items"))
    _table(document, item_table(sheet))
    if sheet.circular.digest:
        _line(document, f"SHA-256 {sheet.circular.digest}", size=7)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _set_up(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), SONG)


def _letterhead(document: Any, sheet: Sheet) -> None:
    """The red head, the number, and the red line below them."""
    head, number = masthead(sheet)
    _line(document, head, size=30, bold=True, centred=True, colour=RED)
    paragraph = _line(document, number, size=12, centred=True)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "18", "space": "6", "color": "C01F1F"}.items():
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _line(document: Any, words: str, *, size=11, bold=False, centred=False, colour=None) -> Any:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(plain(words))
    run.font.size, run.bold = Pt(size), bold
    if colour is not None:
        run.font.color.rgb = colour
    return paragraph


def _heading(document: Any, words: str) -> None:
    _line(document, words, size=13, bold=True)


def _table(document: Any, rows: Sequence[Iterable[str]]) -> None:
    cells = [list(row) for row in rows]
    table = document.add_table(rows=len(cells), cols=len(cells[0]))
    table.style = "Table Grid"
    for at, row in enumerate(cells):
        held = table.rows[at].cells
        for place, words in enumerate(row):
            run = held[place].paragraphs[0].add_run(words)
            run.font.size, run.bold = Pt(9), at == 0
