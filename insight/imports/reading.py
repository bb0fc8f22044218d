"""Turns the bytes of a CSV file or a workbook into a heading and numbered rows of text, whatever their habits."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from .reasons import FileRefused, Issue, issue

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_BLANK_RUN = 2_000
DELIMITERS = (",", ";", "\t")
MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


@dataclass
class Row:
    """One row: the line it begins on, its cells, and what was wrong with its shape."""

    line: int
    cells: list[str]
    issues: list[Issue] = field(default_factory=list)


@dataclass
class Table:
    """A heading, the rows below it, and what holds for the whole file."""

    headers: list[str]
    rows: list[Row]
    notes: list[Issue] = field(default_factory=list)


def read_table(content: bytes) -> Table:
    """The table in the file, or FileRefused."""
    if len(content) > MAX_BYTES:
        raise FileRefused(issue("too_large", limit=MAX_BYTES // 1024 // 1024))
    raw = _workbook_rows(content) if content.startswith(b"PK\x03\x04") else _csv_rows(content)
    table = _table(raw)
    if not table.rows:
        raise FileRefused(issue("no_rows"))
    return table


def _table(raw: Iterator[Row]) -> Table:
    first = next((row for row in raw if _filled(row)), None)
    if first is None:
        raise FileRefused(issue("empty_file"))
    while first.cells and not first.cells[-1].strip():
        first.cells.pop()
    if len(first.cells) > MAX_COLUMNS:
        raise FileRefused(issue("too_many_columns", limit=MAX_COLUMNS))
    table = Table([], [])
    for cell in first.cells:
        name = " ".join(cell.replace("\x00", "").split()) or f"#{len(table.headers) + 1}"
        if name in table.headers:
            table.notes.append(issue("duplicate_column", column=name))
            name = f"{name} #{len(table.headers) + 1}"
        table.headers.append(name)
    blanks = 0
    for row in raw:
        blanks = 0 if _filled(row) else blanks + 1
        if blanks > MAX_BLANK_RUN:
            table.notes.append(issue("blank_tail", line=row.line))
            break
        if not blanks:
            table.rows.append(_shaped(row, table.headers))
        if len(table.rows) > MAX_ROWS:
            raise FileRefused(issue("too_many_rows", limit=MAX_ROWS))
    return table


def _filled(row: Row) -> bool:
    return any(cell.strip() for cell in row.cells)


def _shaped(row: Row, headers: list[str]) -> Row:
    """Exactly one cell per heading (surplus ones stay behind them) and no null characters."""
    wanted, found = len(headers), len(row.cells)
    if found < wanted:
        row.issues.append(issue("too_few_cells", found=found, wanted=wanted))
        row.cells += [""] * (wanted - found)
    while len(row.cells) > wanted and not row.cells[-1].strip():
        row.cells.pop()
    if len(row.cells) > wanted:
        row.issues.append(issue("too_many_cells", found=len(row.cells), wanted=wanted))
    for at, cell in enumerate(row.cells):
        if "\x00" in cell:
            row.cells[at] = cell.replace("\x00", "")
            row.issues.append(issue("null_characters", column=headers[at] if at < wanted else f"#{at + 1}"))
    return row


def _decoded(content: bytes) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decode(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(content, "gb18030")


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise FileRefused(issue("encoding")) from None


def _csv_rows(content: bytes) -> Iterator[Row]:
    text = _decoded(content)
    heading = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            yield Row(line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileRefused(issue("broken_csv", line=line, detail=str(error))) from None


def _workbook_rows(content: bytes) -> Iterator[Row]:
    """Rows of the first sheet; what a formula gave last is its value. The sheet's own idea of its size is not trusted."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                raise FileRefused(issue("too_large", limit=MAX_UNPACKED // 1024 // 1024))
        values, formulas = (_sheet(content, data_only) for data_only in (True, False))
        for number, (seen, meant) in enumerate(zip(values, formulas, strict=False), start=1):
            yield _workbook_row(number, seen, meant)
    except FileRefused:
        raise
    except Exception:
        raise FileRefused(issue("broken_xlsx")) from None


def _sheet(content: bytes, data_only: bool) -> Iterable[tuple]:
    from openpyxl import load_workbook  # 15 MB that a process without imports does without

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=data_only)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    return sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1)


def _workbook_row(number: int, seen: tuple, meant: tuple) -> Row:
    row = Row(number, [_text(value) for value in seen])
    while row.cells and not row.cells[-1]:
        row.cells.pop()
    for at, value in enumerate(meant):
        if isinstance(value, str) and value.startswith("=") and at < len(seen) and seen[at] is None:
            row.issues.append(issue("formula_without_value", column=f"#{at + 1}"))
    return row


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
