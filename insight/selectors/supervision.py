"""What coordinators look at: departments by light, the unsigned, the overdue, the escalated."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Max

from collab.common import clock
from collab.deadlines.models import Clock, Deadline, Firing
from collab.matters.models import Kind, Light, Matter
from collab.matters.querysets import audience
from collab.matters.rows import rows_of
from collab.org.models import Department
from collab.org.standing import standing_of

LIST = 20
STRONGEST = 45
LIGHTS = (Light.RED, Light.ORANGE, Light.YELLOW, Light.GREEN, Light.NONE)


def heat_map(person) -> list[dict[str, Any]]:
    """Open tasks of each department by light, with those unsigned beyond their time; the reddest first."""
    counts: dict[int, dict[str, int]] = {}
    open_tasks = Matter.objects.visible_to(person).open().filter(kind=Kind.TASK)
    for row in open_tasks.order_by().values("department_id", "light").annotate(n=Count("pk")):
        counts.setdefault(row["department_id"], {})[row["light"]] = row["n"]
    for department_id, n in (
        _unsigned(person).values_list("matter__department_id").annotate(n=Count("matter", distinct=True))
    ):
        counts.setdefault(department_id, {})["unsigned"] = n
    names = {row.pk: row.display_name for row in Department.objects.filter(pk__in=counts)}
    rows = [_line(pk, names.get(pk, ""), held) for pk, held in counts.items()]
    return sorted(rows, key=lambda row: [-cell["count"] for cell in row["cells"]] + [row["name"]])


def _line(pk: int, name: str, held: dict[str, int]) -> dict[str, Any]:
    total = sum(held.get(light, 0) for light in LIGHTS)
    cells = [
        {
            "code": light.value,
            "count": held.get(light, 0),
            "strength": round(STRONGEST * held.get(light, 0) / total) if total else 0,
            "query": f"department={pk}&light={light.value}",
        }
        for light in LIGHTS
    ]
    return {"pk": pk, "name": name, "cells": cells, "unsigned": held.get("unsigned", 0), "total": total}


def _unsigned(person):
    missed = Deadline.objects.missed(clock.now()).filter(clock=Clock.RECEIPT)
    return missed.visible_to(person).order_by()


def unsigned(person) -> list[dict[str, Any]]:
    """Matters whose time to sign has passed, longest waiting first."""
    ids = list(_unsigned(person).order_by("due_at").values_list("matter_id", flat=True)[:LIST])
    return _in_order(ids)


def overdue(person) -> list[dict[str, Any]]:
    """Open tasks past their due instant, longest first."""
    rows = Matter.objects.visible_to(person).overdue(clock.now()).filter(kind=Kind.TASK).with_card()
    return rows_of(rows.order_by("due_at", "pk")[:LIST])


def escalated(person) -> list[dict[str, Any]]:
    """Open matters whose ladder told somebody above the assignee, latest first."""
    above = Firing.objects.filter(rung__offset__gt=0, deadline__state="running")
    above = above.filter(audience(standing_of(person), "deadline__matter__"), deadline__matter__is_open=True)
    latest = above.values("deadline__matter_id").annotate(at=Max("fired_at")).order_by("-at")[:LIST]
    return _in_order([row["deadline__matter_id"] for row in latest])


def _in_order(ids: Sequence[int]) -> list[dict[str, Any]]:
    wanted = list(dict.fromkeys(ids))
    rows = {row["id"]: row for row in rows_of(Matter.objects.with_card().filter(pk__in=wanted))}
    return [rows[pk] for pk in wanted if pk in rows]


def department_work(person, department: Department) -> dict[str, Any]:
    """One department's open tasks by light, and the most pressing of them."""
    rows = Matter.objects.visible_to(person).open().filter(kind=Kind.TASK, department=department)
    counts = dict(rows.order_by().values_list("light").annotate(n=Count("pk")))
    words = dict(Light.choices)
    lights = [{"code": light.value, "label": words[light], "count": counts.get(light, 0)} for light in LIGHTS]
    return {
        "lights": [light for light in lights if light["count"]],
        "total": sum(counts.values()),
        "rows": rows_of(rows.with_card().order_by("due_at", "pk")[:LIST]),
    }
