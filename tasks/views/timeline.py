"""The timeline of a filtered list of tasks, and the bars that plans draw as well."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from collab.common import clock
from collab.matters.rows import Calendars, light_words, live_triggers, url_of

from ..dependencies import node_of, ties_of
from ..filters import TaskFilter
from ..models import BaselineItem, Dependency, PlanItem, Task
from ..plans.selectors import latest_dates, reckoned
from ..scheduling import Placed, Tie
from ..timeline import ZOOM_WORDS, ZOOMS, Bar, drawn
from .lists import TaskView

ROWS = 100


def zoom_of(request: HttpRequest) -> str:
    """Weeks, months or quarters; months where the address says nothing known."""
    asked = request.GET.get("zoom", "")
    return asked if asked in ZOOMS else "month"


def zooms(request: HttpRequest) -> list[dict[str, Any]]:
    """The same page at each zoom."""
    chosen, params = zoom_of(request), request.GET.copy()
    found = []
    for code, label in ZOOM_WORDS.items():
        params["zoom"] = code
        found.append({"label": label, "url": f"?{params.urlencode()}", "active": code == chosen})
    return found


def bars_of(
    tasks: Iterable[Task],
    seen: set[int],
    placed: Mapping[int, Placed],
    bases: Mapping[int, BaselineItem],
    calendars: Calendars,
) -> list[Bar]:
    """Rows of these tasks; those outside `seen` are neutral placeholders without dates."""
    found = []
    for task in tasks:
        if task.pk not in seen:
            found.append(Bar(task.pk, title=_("Something not shared with you"), hidden=True))
            continue
        node, place, base = node_of(task, calendars), placed.get(task.pk), bases.get(task.pk)
        day = node.calendar.day_minutes or 480
        found.append(
            Bar(
                task.pk,
                number=task.number,
                title=task.title,
                url=url_of(task),
                owner=str(task.owner or task.department),
                status=task.status_label,
                light=task.light,
                light_label=light_words(task),
                start=node.start,
                end=task.closed_at if not task.is_open and task.closed_at else task.due_at,
                base=(None if task.is_milestone else base.start_at, base.due_at) if base else (None, None),
                percent=task.percent,
                milestone=task.is_milestone,
                placed=place,
                slack_days=round(place.slack / day, 1) if place else None,
            )
        )
    return found


def ties_among(tasks: Sequence[Task], calendars: Calendars) -> list[Tie]:
    """Dependencies between these tasks."""
    rows = Dependency.objects.among([task.pk for task in tasks])
    return ties_of(rows, [node_of(task, calendars) for task in tasks])


class TaskTimeline(TaskView):
    """A hundred bars at a time behind the same filter bar; what is critical is reckoned in each task's plan."""

    template, part, layout = "tasks/timeline.html", "tasks/_timeline.html", "timeline"

    def found(self, chosen: TaskFilter) -> dict[str, Any]:
        tasks = chosen.narrow(Task.objects.visible_to(self.request.user).with_card())
        page = chosen.sorting.page(tasks, self.request.GET.get("cursor", ""), ROWS)
        calendars, ids = Calendars(), [task.pk for task in page.rows]
        plans = PlanItem.objects.filter(task__in=ids).values_list("plan_id", flat=True).distinct()
        bars = bars_of(page.rows, set(ids), reckoned(plans, calendars), latest_dates(ids), calendars)
        zoom = zoom_of(self.request)
        return {
            "gantt": drawn(bars, ties_among(page.rows, calendars), zoom, clock.now()),
            "zooms": zooms(self.request),
            "triggers": live_triggers(["me", *(f"matter.{pk}" for pk in ids)]),
            "previous": "?" + chosen.query(cursor=page.previous, zoom=zoom) if page.previous else "",
            "next": "?" + chosen.query(cursor=page.next, zoom=zoom) if page.next else "",
        }

    def nothing(self) -> dict[str, Any]:
        return {"gantt": None, "zooms": zooms(self.request), "triggers": live_triggers(["me"])}
