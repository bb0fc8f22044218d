"""A circular as an Excel workbook: figures as numbers, every text held as text."""

import io
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from collab.common.documents.text import plain

from ..imports.report import neutral
from .layout import item_table, masthead
from .reading import Sheet

RED = Font(name="SimSun", size=20, bold=True, color="C01F1F")
BOLD = Font(bold=True)


def write_xlsx(sheet: Sheet) -> bytes:
    """The workbook's bytes."""
    book = Workbook()
    figures: Any = book.active
    figures.title = _("Figures")
    _put(figures, list(masthead(sheet)))
    figures["A1"].font = RED
    for label, words in sheet.facts:
        _put(figures, [label, words])
    for line in sheet.circular.remarks.split("\n"):
        if line:
            _put(figures, [_("Remarks"), line])
    figures.append([])
    _figures(figures, sheet)
    for note in sheet.notes:
        _put(figures, [note])
    if sheet.circular.digest:
        _put(figures, ["SHA-256", sheet.circular.digest])
    _overdue(book.create_sheet(_("Overdue items")), sheet)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _figures(page: Any, sheet: Sheet) -> None:
    rates = [
        _("Due in the period"),
        _("Completed"),
        sheet.headings[0],
        _("Completed on time"),
        sheet.headings[1],
    ]
    _put(page, [_("Rank"), _("Department"), *rates, *sheet.headings[2:]], font=BOLD)
    for line in [*sheet.lines, sheet.total]:
        held = line["figures"]
        due = held["due"]
        shares = [part / due if due else None for part in (held["done"], held["on_time"])]
        place = line["rank"] or ("*" if line["is_small"] and line["id"] else None)
        counts = [cell["count"] for cell in line["cells"][2:]]
        _put(page, [place, line["name"], due, held["done"], shares[0], held["on_time"], shares[1], *counts])
        for column in (5, 7):
            page.cell(page.max_row, column).number_format = "0%"
    _widen(page, [18, 34] + [14] * 11)


def _overdue(page: Any, sheet: Sheet) -> None:
    for at, row in enumerate(item_table(sheet)):
        late = [int(row[-1])] if at else [row[-1]]
        _put(page, [*row[:-1], *late], font=None if at else BOLD)
    page.freeze_panes = "A2"
    _widen(page, [12, 60, 24, 18, 18, 18, 14])


def _put(page: Any, values: list[Any], font: Font | None = None) -> None:
    """Append a row; a text that would start a formula is quoted and never taken for one."""
    page.append([neutral(plain(value)) if isinstance(value, str) else value for value in values])
    for cell in page[page.max_row]:
        if isinstance(cell.value, str):
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if font is not None:
            cell.font = font


def _widen(page: Any, widths: list[int]) -> None:
    for at, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(at)].width = width
