"""The ledger as a file to take away: a small one at once, a large one by a job; pages and the API hand out the same."""

from pathlib import Path
from typing import IO

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from collab.common import clock
from collab.common.errors import Conflict, Invalid
from collab.common.sheets import TYPES, written

from .ledger import heads, lines_of
from .models import LedgerExport, Task

AT_ONCE, MOST = 2_000, 200_000


def known_format(format: str) -> str:
    """The format, or Invalid where no such file can be written."""
    if format not in TYPES:
        raise Invalid.field("format", _("Use one of: %(choices)s.") % {"choices": ", ".join(TYPES)})
    return format


def chosen_ids(rows: QuerySet) -> list[int]:
    """The ids of these rows in their order; more than a file may hold are refused."""
    ids = list(rows.values_list("pk", flat=True)[: MOST + 1])
    if len(ids) > MOST:
        told = _("More than %(most)s tasks pass this filter. Narrow it, or take them in parts.")
        raise Conflict(told % {"most": f"{MOST:,}"}, code="too_many_rows")
    return ids


def file_name(format: str) -> str:
    """What the file is called today, in the reader's language."""
    return f"{_('ledger')}-{timezone.localtime(clock.now()):%Y-%m-%d}.{format}"


def exported(rows: QuerySet, format: str) -> FileResponse:
    """The ledger of these rows, written while the reader waits; larger ones are refused with where to ask."""
    known_format(format)
    ids = list(rows.values_list("pk", flat=True)[: AT_ONCE + 1])
    if len(ids) > AT_ONCE:
        told = _("More than %(most)s tasks pass this filter. Send a POST to have the file written by a job.")
        raise Conflict(told % {"most": f"{AT_ONCE:,}"}, code="too_many_rows")
    file = written(format, heads(), lines_of(ids, Task.objects.all()))
    return handed_out(file, file_name(format), format)


def kept(export: LedgerExport) -> FileResponse:
    """The file a job has written, or Conflict while there is none."""
    if not export.is_done:
        raise Conflict(_("The file is not ready."), code="not_ready", state=export.state)
    return handed_out(Path(export.place).open("rb"), export.name, export.format)


def handed_out(file: IO[bytes], name: str, format: str) -> FileResponse:
    """A file as an attachment that no browser guesses about."""
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[format])
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
