"""The records behind one figure of a follow-through report, counted anew for the reader who opens it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from collab.common.errors import NotFound
from collab.matters.models import Matter, Party
from meetings.models import Attendance, Decision, Meeting
from tasks.models import Task

from . import cost
from .counting import AGES, DECISIONS, INVITED, MEETINGS, WORK, Line, Report
from .facts import NOWHERE, Presence
from .words import HOURS, LABELS

SHOWN = 200
KINDS: dict[str, type[Matter]] = (
    dict.fromkeys(MEETINGS, Meeting)
    | dict.fromkeys(DECISIONS, Decision)
    | dict.fromkeys((*WORK, *AGES), Task)
)


@dataclass(frozen=True)
class Records:
    """`ids` are matters of `model`, or, where that is None, rows of who was invited or came."""

    figure: str
    line: Line
    ids: Sequence[int]
    model: type[Matter] | None

    def matters(self) -> list[Matter]:
        """The first of the matters, the oldest first."""
        assert self.model is not None
        return list(
            self.model.objects.with_card().filter(pk__in=self.ids[:SHOWN]).order_by("created_at", "pk")
        )

    def people(self) -> list[dict[str, Any]]:
        """Who was invited or came to which meeting, with the minutes they spent there."""
        if self.figure in INVITED:
            asked = Party.objects.select_related("person", "department", "matter")
            return [
                {"who": row.person or row.department, "meeting": row.matter, "row": None, "minutes": None}
                for row in asked.filter(pk__in=self.ids[:SHOWN]).order_by("matter_id", "pk")
            ]
        came: QuerySet = Attendance.objects.select_related("person", "stands_in_for", "meeting")
        return [
            {
                "who": row.person or row.name,
                "meeting": row.meeting,
                "row": row,
                "minutes": minutes_of(row),
            }
            for row in came.filter(pk__in=self.ids[:SHOWN]).order_by("meeting_id", "pk")
        ]


def minutes_of(row: Attendance) -> int:
    """Minutes one person spent at a meeting."""
    one = Presence(row.pk, NOWHERE, row.presence, row.arrived_at, row.left_at)
    return cost.minutes_at(vars(row.meeting), one)


def records_of(report: Report, figure: str, key: int | None, seats: bool) -> Records:
    """Of one line, by its key, or of all together; `seats` says that it is a line of the attendance by department."""
    if figure not in LABELS:
        raise NotFound
    lines = report.attendance if seats else report.lines
    line = report.total if key is None else next((one for one in lines if one.key == key), None)
    if line is None:
        raise NotFound
    names = ("present", "proxy") if figure == HOURS else (figure,)
    ids = [pk for name in names for pk in line.figures[name]]
    return Records(figure, line, ids, KINDS.get(figure))
