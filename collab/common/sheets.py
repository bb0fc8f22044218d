"""Tables for spreadsheets, as CSV and XLSX, safe to open: no cell of ours starts a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils import timezone
from django.utils.translation import gettext as _

from .errors import Invalid

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
IN_MEMORY = 2_000_000
LONGEST_CELL = 32_000
MARK = "\ufeff"
BOLD, INSTANT = 1, 2
SHEETS_BEGIN, DAY = datetime(1899, 12, 30), timedelta(days=1)
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET_BEGINS = (
    f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane xSplit="2" ySplit="1" topLeftCell="C2" activePane="bottomRight" state="frozen"/>'
    "</sheetView></sheetViews><sheetData>"
)
PARTS = {
    "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/></Types>',
    "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">'
    '<sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{LINKS}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'{XML}<styleSheet xmlns="{MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>",
}
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def known_format(format: str) -> str:
    """The format, or Invalid where no such file can be written."""
    if format not in TYPES:
        raise Invalid.field("format", _("Use one of: %(choices)s.") % {"choices": ", ".join(TYPES)})
    return format


def neutral(cell: str) -> str:
    """The cell as text: a leading sign that would start a formula is quoted away."""
    return f"'{cell}" if cell.startswith(STARTS_FORMULA) else cell


def written(format: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """A table as a file, read from its beginning; cells are texts, numbers, instants or None."""
    file: Any = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (whoever sends it closes it)
    (_write_xlsx if format == "xlsx" else _write_csv)(file, heads, rows)
    file.seek(0)
    return file


def _write_csv(file: Any, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    text.write(MARK)
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow([neutral(head) for head in heads])
    lines.writerows([_text(cell) for cell in row] for row in rows)
    text.detach()


def _text(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return timezone.localtime(cell).strftime("%Y-%m-%d %H:%M")
    return neutral(cell) if isinstance(cell, str) else cell


def _write_xlsx(file: Any, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=3) as book:
        for name, text in PARTS.items():
            book.writestr(name, text)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(SHEET_BEGINS.encode())
            first = "".join(_cell(head, BOLD) for head in heads)
            sheet.write(f"<row>{first}</row>".encode())
            for row in rows:
                sheet.write(f"<row>{''.join(map(_cell, row))}</row>".encode())
            sheet.write(b"</sheetData></worksheet>")


def _cell(value: Any, style: int = 0) -> str:
    """Instants in the reader's zone, which a sheet cannot name; texts without what it cannot hold."""
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, datetime):
        local = timezone.localtime(value).replace(tzinfo=None, second=0, microsecond=0)
        return f'<c s="{INSTANT}"><v>{(local - SHEETS_BEGIN) / DAY!r}</v></c>'
    if isinstance(value, int | Decimal):
        return f"<c><v>{value}</v></c>"
    text = escape(neutral(ILLEGAL.sub("", str(value))[:LONGEST_CELL]))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
