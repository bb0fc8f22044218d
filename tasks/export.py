"""The ledger as a file to take away: a small one at once, a large one by a job; pages and the API hand out the same."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils.translation import gettext as _

from collab.common.errors import Conflict
from collab.common.sheets import known_format, written
from collab.files.makers import Lines, Maker, Told, of_today, register_maker
from collab.files.serving import handed_out

from .ledger import heads, lines_of
from .models import Task

LEDGER = "ledger"
AT_ONCE = 500  # a fifth of a second of a web process; more is for a job
MOST = 200_000


def chosen_ids(rows: QuerySet) -> list[int]:
    """The ids of these rows in their order; more than a file may hold are refused."""
    ids = list(rows.values_list("pk", flat=True)[: MOST + 1])
    if len(ids) > MOST:
        told = _("More than %(most)s tasks pass this filter. Narrow it, or take them in parts.")
        raise Conflict(told % {"most": f"{MOST:,}"}, code="too_many_rows")
    return ids


def asked_of_job(ids: list[int], format: str) -> dict[str, Any]:
    """What a job is asked for (see request_file) to write the ledger of these tasks, in this order."""
    return {
        "maker": LEDGER,
        "question": {"ids": ids},
        "format": format,
        "stem": of_today(_("ledger")),
        "total": len(ids),
    }


def exported(rows: QuerySet, format: str) -> FileResponse:
    """The ledger of these rows, written while the reader waits; larger ones are refused with where to ask."""
    known_format(format)
    ids = list(rows.values_list("pk", flat=True)[: AT_ONCE + 1])
    if len(ids) > AT_ONCE:
        told = _("More than %(most)s tasks pass this filter. Send a POST to have the file written by a job.")
        raise Conflict(told % {"most": f"{AT_ONCE:,}"}, code="too_many_rows")
    file = written(format, heads(), lines_of(ids, Task.objects.all()))
    return handed_out(file, f"{of_today(_('ledger'))}.{format}", format)


def _ledger(owner: Any, question: dict[str, Any], told: Told) -> tuple[Sequence[str], Lines]:
    return heads(), lines_of(question["ids"], Task.objects.visible_to(owner), told)


register_maker(Maker(LEDGER, _ledger))
