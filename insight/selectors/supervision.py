"""Departments by light: the heat map of the supervision board, and one department's work."""

from typing import Any

from django.db.models import Count

from collab.matters.models import Kind, Light, Matter
from collab.matters.querysets import MatterQuerySet
from collab.matters.rows import rows_of
from collab.org.models import Department

from .board import unsigned_late

LIST = 20
STRONGEST = 45
LIGHTS = (Light.RED, Light.ORANGE, Light.YELLOW, Light.GREEN, Light.NONE)


def heat_map(rows: MatterQuerySet) -> list[dict[str, Any]]:
    """Open tasks of each department by light, with those unsigned beyond their time; the reddest first."""
    counts: dict[int, dict[str, int]] = {}
    for pk, light, n in rows.order_by().values_list("department_id", "light").annotate(n=Count("pk")):
        counts.setdefault(pk, {})[light] = n
    late = unsigned_late(rows).order_by().values_list("department_id").annotate(n=Count("pk"))
    for pk, n in late:
        counts.setdefault(pk, {})["unsigned"] = n
    names = {row.pk: row.display_name for row in Department.objects.filter(pk__in=counts)}
    lines = [_line(pk, names.get(pk, ""), held) for pk, held in counts.items()]
    return sorted(lines, key=lambda row: [-cell["count"] for cell in row["cells"]] + [row["name"]])


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
