"""The supervision board through the API: its figures, and one of its lists."""

from typing import Any, ClassVar

from django.http import HttpResponse

from collab.common.api.filters import Filter
from collab.common.api.rendering import as_json, instant
from collab.common.api.summary import Summary
from collab.common.errors import require
from tasks.models import Task

from ..selectors import board, supervision

LISTS = (*board.TABS, "rising", "rung", "extensions")


class SupervisionResource(Summary):
    """Departments by light, the counts of every list, and the rows of the one asked for."""

    filters: ClassVar = {
        "tab": Filter("choices", choices=lambda: list(LISTS), help="One list of the board."),
        "rung": Filter("int", help="With tab=rung: which rung."),
        "department": Filter("int", help="Of one department only."),
    }

    def list(self, request) -> HttpResponse:
        """Figures, and the first rows of one list."""
        require(board.may_supervise(request.user))
        given = {"tab": ["unsigned"]} | self.given()
        tab = given["tab"][0]
        rows = board.open_work(request.user, given.get("department"))
        held = board.supervised(rows)
        body = {
            "departments": [_department(row) for row in supervision.heat_map(rows)],
            "counts": board.counts(held),
            "rungs": board.rungs_fired(held),
            "tab": tab,
            "results": _rows(held, tab, given.get("rung") or 0),
        }
        return HttpResponse(as_json(body), content_type="application/json")


def _department(row: dict[str, Any]) -> dict[str, Any]:
    lights = {cell["code"]: cell["count"] for cell in row["cells"]}
    told = {name: row[name] for name in ("name", "unsigned", "total")}
    return {"department": row["pk"], "lights": lights} | told


def _rows(rows, tab: str, rung: int) -> list[dict[str, Any]]:
    """Rows of one list, with what they stand there for in numbers."""
    if tab == "extensions":
        return [
            {
                "extension": row.pk,
                "version": row.version,
                "matter": row.matter_id,
                "party": row.party_id,
                "number": row.matter.number,
                "title": row.matter.title,
                "reason": row.reason,
                "old_due_at": instant(row.old_due_at),
                "new_due_at": instant(row.new_due_at),
            }
            for row in board.extensions(rows)[: board.SHOWN]
        ]
    if tab == "rising":
        coming = {one.matter_id: one for one in board.rising(rows)}
        tasks = rows.in_bulk(coming)
        return [
            _task(tasks[pk]) | {"next_rung": one.words, "next_at": instant(one.at), "people": one.people}
            for pk, one in coming.items()
            if pk in tasks
        ]
    found = board.climbed(rows, rung) if tab == "rung" else board.TABS[tab].narrow(rows)
    return [_task(task) | {"since": instant(task.since)} for task in found[: board.SHOWN]]


def _task(task: Task) -> dict[str, Any]:
    return {
        "id": task.pk,
        "number": task.number,
        "title": task.title,
        "version": task.version,
        "department": task.department_id,
        "status": task.status,
        "light": task.light,
        "due_at": instant(task.due_at),
    }
