"""The ledger as a dense table and on paper."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from collab.common import clock
from collab.common.instants import day_words
from collab.matters.models import Light
from collab.matters.rows import Calendars, light_words, live_triggers, tone_of, url_of
from collab.matters.views.lists import beside
from collab.org.models import Department

from ..filters import TaskFilter
from ..ledger import COLUMNS, Entry, entries_of, with_ledger
from ..models import Source, Task
from .lists import TaskView

PAGE, ON_PAPER = 100, 500
GROUPS = {"department": "department_id", "source": "source"}


class TaskLedger(TaskView):
    """A row per task with everything a supervision office asks about it; sorted by its columns, or in groups."""

    template, part, layout = "tasks/ledger.html", "tasks/_ledger.html", "ledger"

    def found(self, chosen: TaskFilter) -> dict[str, Any]:
        rows = chosen.narrow(Task.objects.visible_to(self.request.user))
        grouping = GROUPS.get(chosen.cleaned_data["group"], "")
        order = replace(chosen.sorting, group=grouping)
        paper = "print" in self.request.GET
        cursor = self.request.GET.get("cursor", "")
        page = order.page(with_ledger(chosen.placed(rows)), cursor, ON_PAPER if paper else PAGE)
        entries = entries_of(page.rows, Calendars())
        bodies = _grouped(entries, grouping, rows) if grouping else [{"rows": list(map(_row, entries))}]
        topics = ["me", *(f"matter.{task.pk}" for task in page.rows)]
        return {
            "heads": [_head(column, chosen) for column in COLUMNS],
            "bodies": bodies if entries else [],
            "paper": paper,
            "printed_at": clock.now(),
            "triggers": live_triggers(topics),
            "export_query": chosen.query(),
            **beside(page, chosen),
        }

    def nothing(self) -> dict[str, Any]:
        return {"heads": [], "bodies": [], "triggers": live_triggers(["me"])}


def _head(column: Any, chosen: TaskFilter) -> dict[str, Any]:
    """A column's heading, the address that sorts by it, and which way it is sorted now."""
    present = chosen.data.get("order", "") or "due"
    turned = f"-{column.order}" if present == column.order else column.order
    sorted_now = {column.order: "ascending", f"-{column.order}": "descending"} if column.order else {}
    return {
        "name": column.name,
        "label": column.label,
        "url": "?" + chosen.query(order=turned) if column.order else "",
        "sort": sorted_now.get(present, "none") if column.order else "",
    }


def _row(entry: Entry) -> dict[str, Any]:
    task = entry.task
    return {
        "id": task.pk,
        "version": task.version,
        "number": task.number,
        "topic": f"matter.{task.pk}",
        "url": url_of(task),
        "light": task.light,
        "light_label": light_words(task),
        "status_label": task.status_label,
        "status_tone": tone_of(task),
        "over": entry.days is not None and entry.days < 0,
        "cells": tuple((column.name, *_words(column.cell(entry))) for column in COLUMNS),
    }


def _words(cell: Any) -> tuple[str, str]:
    """What a cell shows, and what it says in full."""
    if isinstance(cell, datetime):
        return timezone.localtime(cell).strftime("%Y-%m-%d"), day_words(cell)
    return ("" if cell is None else str(cell)), ""


def _grouped(entries: list[Entry], column: str, rows: Any) -> list[dict[str, Any]]:
    """The page's entries under their groups, each with how many there are in all and how many are red."""
    held: dict[Any, list[dict[str, Any]]] = {}
    for entry in entries:
        held.setdefault(getattr(entry.task, column), []).append(_row(entry))
    counts = {
        row[column]: row
        for row in rows.filter(**{f"{column}__in": held})
        .order_by()
        .values(column)
        .annotate(count=Count("pk"), red=Count("pk", filter=Q(light=Light.RED)))
    }
    names = _names(entries, column)
    return [
        {"name": names[key], "rows": shown, **{name: counts[key][name] for name in ("count", "red")}}
        for key, shown in held.items()
        if key in counts
    ]


def _names(entries: list[Entry], column: str) -> dict[Any, str]:
    if column == "source":
        return {value: str(label) for value, label in Source.choices}
    found: dict[Any, Department] = {entry.task.department_id: entry.task.department for entry in entries}
    return {pk: department.display_name for pk, department in found.items()}
