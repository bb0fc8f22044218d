"""The ledger as a file to take away; pages and the API hand out the same one."""

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from collab.common import clock
from collab.common.errors import Conflict, Invalid
from collab.common.sheets import TYPES, written

from .ledger import MOST, heads, lines_of


def exported(rows: QuerySet, format: str) -> FileResponse:
    """The ledger of these rows as a file; too many are refused before anything is written."""
    if format not in TYPES:
        raise Invalid.field("format", _("Use one of: %(choices)s.") % {"choices": ", ".join(TYPES)})
    if len(rows.order_by().values_list("pk", flat=True)[: MOST + 1]) > MOST:
        told = _("More than %(most)s tasks pass this filter. Narrow it, or take them in parts.")
        raise Conflict(told % {"most": f"{MOST:,}"}, code="too_many_rows")
    name = f"{_('ledger')}-{timezone.localtime(clock.now()):%Y-%m-%d}.{format}"
    file = written(format, heads(), lines_of(rows))
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[format])
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
