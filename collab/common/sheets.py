"""Tables for spreadsheets, as CSV and XLSX, safe to open: no cell of ours starts a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
IN_MEMORY = 2_000_000
LONGEST_CELL = 32_000
MARK = "\ufeff"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


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
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "C2"
    first = [WriteOnlyCell(sheet, value=_plain(head)) for head in heads]
    for cell in first:
        cell.font = Font(bold=True)
    sheet.append(first)
    for row in rows:
        sheet.append([_plain(cell) for cell in row])
    book.save(file)


def _plain(cell: Any) -> Any:
    """Instants in the reader's zone, which a sheet cannot name; texts without what it cannot hold."""
    if isinstance(cell, datetime):
        return timezone.localtime(cell).replace(tzinfo=None, second=0, microsecond=0)
    if isinstance(cell, str):
        return neutral(ILLEGAL_CHARACTERS_RE.sub("", cell)[:LONGEST_CELL])
    return cell
