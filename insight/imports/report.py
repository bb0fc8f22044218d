"""The report of an import as a CSV file that is safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from collab.common.sheets import neutral

from ..models import ImportRun
from .reasons import words


def report_lines(run: ImportRun, *, only_reported: bool = False) -> Iterator[str]:
    """The file's lines, heading first, with the mark that tells spreadsheets it is UTF-8."""
    yield "\ufeff" + _line([_("Line"), _("Key"), _("Outcome"), _("Reasons")])
    for note in run.notes:
        yield _line(["", "", _("file"), words(note)])
    rows = run.rows.reported() if only_reported else run.rows.all()
    for row in rows.order_by("line").iterator(chunk_size=500):
        yield _line([str(row.line), row.key, row.end, "; ".join(row.reasons)])


def _line(cells: list[str]) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="\r\n").writerow([neutral(str(cell)) for cell in cells])
    return held.getvalue()
