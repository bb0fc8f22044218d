"""How the API tells of a meeting's preparation."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse

from collab.common.api.rendering import as_json, instant
from collab.matters.api import shapes

from ..models import AgendaItem, Meeting
from ..selectors.clashes import Clash
from ..selectors.preparing import PreRead, quorum_of, time_budget, unprepared


def preparation(row: Meeting) -> dict[str, Any]:
    """Time given out, what the gate lacks, and the quorum."""
    budget = time_budget(row, AgendaItem.objects.filter(meeting=row))
    quorum = quorum_of(row)
    return {
        "minutes_given_out": budget.allotted,
        "length": budget.length,
        "items_without_time": budget.open,
        "missing": [str(words) for words in unprepared(row)] if row.status == "preparing" else [],
        "quorum": quorum
        and {
            "entitled": quorum.entitled,
            "needed": quorum.needed,
            "there": quorum.there,
            "met": quorum.met,
            "counts_presence": quorum.counts_presence,
        },
    }


def pre_read(read: PreRead) -> dict[str, Any]:
    """One file of an item, with who has opened it."""
    return {
        "attachment": read.file.pk,
        "name": read.file.name,
        "opened": list(read.opened),
        "waiting": list(read.waiting),
    }


def clash(row: Clash) -> dict[str, Any]:
    """One thing that stands against the time."""
    return {
        "person": shapes.person(row.person),
        "why": row.why,
        "starts_at": instant(row.starts_at),
        "ends_at": instant(row.ends_at),
        "meeting": row.meeting.number if row.meeting else None,
    }


def answer_rows(rows: Iterable[dict[str, Any]]) -> HttpResponse:
    """A short list that needs no pages."""
    return HttpResponse(as_json({"results": list(rows)}), content_type="application/json")
