"""Turns a Word document into the plain lines the reader knows: headings, lists with their numbers, tables."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

DEEPEST_TABLE = 3
_HAN = "〇一二三四五六七八九十"
_COUNTED_IN_HAN = {"chineseCounting", "chineseCountingThousand", "ideographTraditional", "taiwaneseCounting"}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def lines_of(document: Any) -> Iterator[str]:
    """Every paragraph and table row of a document, one a line."""
    return _Writer(document).lines(document.element.body, document, 0)


class _Writer:
    """Walks through a document once and counts its numbered lists as Word does, since their numbers are not text."""

    def __init__(self, document: Any) -> None:
        # Asked one by one they cost 10 ms each.
        self.styles = {style.style_id: style.name or "" for style in document.styles}
        self.formats = _formats(document)
        self.counts: dict[str, dict[int, int]] = {}

    def lines(self, body: Any, parent: Any, depth: int) -> Iterator[str]:
        for part in body:
            if part.tag == qn("w:tbl"):
                yield ""
                yield from self._table(Table(part, parent), depth)
                yield ""
            elif part.tag == qn("w:p"):
                yield self._paragraph(Paragraph(part, parent))

    def _paragraph(self, paragraph: Paragraph) -> str:
        style = self.styles.get(paragraph._p.style or "", "")
        text = paragraph.text.replace("\n", " ").strip()
        if not text:
            return ""
        number = self._number(paragraph._p)
        if style.startswith("Heading") and style[-1:].isdigit():
            return f"{'#' * min(6, int(style[-1]))} {number}{text}"
        if style == "Title":
            return f"# {text}"
        if style.startswith("List") and not number:
            depth = int(style[-1]) - 1 if style[-1:].isdigit() else 0
            return f"{'  ' * depth}- {text}"
        return f"{number}{text}"

    def _number(self, element: Any) -> str:
        """What Word shows before a paragraph of a list; nothing where the paragraph names no list itself."""
        found = element.pPr.numPr if element.pPr is not None else None
        if found is None or found.numId is None or not found.numId.val:
            return ""
        key, level = str(found.numId.val), found.ilvl.val if found.ilvl is not None else 0
        counts = self.counts.setdefault(key, {})
        counts[level] = counts.get(level, 0) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return "  " * level + _shown(self.formats.get((key, level), ("bullet", "")), counts[level])

    def _table(self, table: Table, depth: int) -> Iterator[str]:
        """Each row as a line; a cell that goes on from the row above says the same again. A cell that holds a text of
        its own, as the forms of offices do beside 会议内容, is written out below what stands before it.
        """
        above: dict[int, str] = {}
        for row in table.rows:
            cells: list[str] = []
            column = 0
            for cell in row._tr.tc_lst:
                text = above.get(column, "") if cell.vMerge == "continue" else _words(cell, table)
                above[column] = text
                column += max(1, cell.grid_span)
                cells.append(text)
            last = row._tr.tc_lst[-1] if cells else None
            if last is not None and len(cells) <= 2 and depth < DEEPEST_TABLE and _is_text(last):
                yield ""
                yield f"{cells[0]}：" if len(cells) == 2 else ""
                yield from self.lines(last, _Cell(last, table), depth + 1)
                yield ""
            else:
                yield f"| {' | '.join(cells)} |"


def _is_text(cell: Any) -> bool:
    """Whether a cell holds several paragraphs, or a table."""
    paragraphs = [part for part in cell if part.tag == qn("w:p") and "".join(part.itertext()).strip()]
    return len(paragraphs) > 2 or cell.find(qn("w:tbl")) is not None


def _words(cell: Any, table: Table) -> str:
    return _Cell(cell, table).text.replace("\n", " ").replace("|", "/").strip()


def _shown(form: tuple[str, str], count: int) -> str:
    kind, text = form
    if kind == "bullet" or not text:
        return "- "
    shown = str(count)
    if kind in _COUNTED_IN_HAN and count < 20:
        shown = _HAN[count] if count <= 10 else f"十{_HAN[count - 10]}"
    elif kind == "upperRoman" and count <= len(_ROMAN):
        shown = _ROMAN[count - 1]
    elif kind in ("upperLetter", "lowerLetter") and count <= 26:
        shown = chr(ord("A" if kind == "upperLetter" else "a") + count - 1)
    before, _percent, after = text.partition("%")
    return f"{before}{shown}{after[1:].partition('%')[0]} "


def _formats(document: Any) -> dict[tuple[str, int], tuple[str, str]]:
    """Kind of counting and wording ("%1、") by list and level."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    levels: dict[str, dict[int, tuple[str, str]]] = {}
    for abstract in root.findall(qn("w:abstractNum")):
        levels[abstract.get(qn("w:abstractNumId"))] = {
            int(level.get(qn("w:ilvl"))): (_value(level, "w:numFmt"), _value(level, "w:lvlText"))
            for level in abstract.findall(qn("w:lvl"))
        }
    return {
        (number.get(qn("w:numId")), depth): form
        for number in root.findall(qn("w:num"))
        for depth, form in levels.get(_value(number, "w:abstractNumId"), {}).items()
    }


def _value(element: Any, name: str) -> str:
    found = element.find(qn(name))
    return found.get(qn("w:val")) or "" if found is not None else ""
