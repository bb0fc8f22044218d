"""Tasks on the days they are due, by month or by week, beside the reader's working calendar."""

import calendar as months
import re
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collab.common import clock
from collab.common.errors import Invalid
from collab.matters.rows import light_words, live_triggers, url_of
from collab.org.models import Department
from collab.org.selectors import calendar_of

from ..agenda import ONE, Day, days_between
from ..filters import TaskFilter
from ..models import Task
from .lists import TaskView

IN_MONTH, SHOWN_IN_MONTH = 10, 3
IN_WEEK, SHOWN_IN_WEEK = 40, 15
_MONTH, _WEEK = re.compile(r"(\d{4})-(\d{2})"), re.compile(r"(\d{4})-W(\d{2})")


class TaskCalendar(TaskView):
    """A month or a week of days; each shows a few tasks, folds some, and leads to the list for the rest."""

    template, part, layout = "tasks/calendar.html", "tasks/_calendar.html", "calendar"

    def found(self, chosen: TaskFilter) -> dict[str, Any]:
        tasks = chosen.narrow(Task.objects.visible_to(self.request.user))
        week = "week" in self.request.GET
        anchor = _anchor(self.request.GET, week)
        first, last = _week(anchor) if week else _month(anchor)
        per_day = IN_WEEK if week else IN_MONTH
        days = days_between(tasks, first, last, calendar_of(_home(self.request.user)), per_day)
        today = timezone.localtime(clock.now()).date()
        drawn = [_day(day, anchor, today, week, chosen) for day in days]
        topics = ["me", *(f"matter.{one['id']}" for day in drawn for one in day["due"])]
        return {
            "days": drawn,
            "week": week,
            "weekdays": [date_format(day.on, "D") for day in days[:7]],
            "period": _period(anchor, week),
            "places": _places(anchor, today, week, chosen),
            "triggers": live_triggers(topics),
        }

    def nothing(self) -> dict[str, Any]:
        return {"days": [], "triggers": live_triggers(["me"])}


def _anchor(params: Any, week: bool) -> date:
    """The first day of the month, or the Monday of the week, that the address asks for; else the present one."""
    today = timezone.localtime(clock.now()).date()
    raw = params.get("week" if week else "month", "")
    if not raw:
        return today - timedelta(days=today.weekday()) if week else today.replace(day=1)
    found = (_WEEK if week else _MONTH).fullmatch(raw)
    try:
        if found is None or not 1970 <= int(found[1]) <= 2200:
            raise ValueError(raw)
        year, number = int(found[1]), int(found[2])
        return date.fromisocalendar(year, number, 1) if week else date(year, number, 1)
    except ValueError as error:
        told = _("Write the month as 2026-11 and the week as 2026-W47.")
        raise Invalid.field("week" if week else "month", told) from error


def _month(first: date) -> tuple[date, date]:
    """Whole weeks around the month."""
    last = first.replace(day=months.monthrange(first.year, first.month)[1])
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def _week(monday: date) -> tuple[date, date]:
    return monday, monday + timedelta(days=6)


def _home(person) -> Department | None:
    """The department whose working calendar the reader lives by."""
    return Department.objects.filter(memberships__person=person).order_by("memberships__pk").first()


def _period(anchor: date, week: bool) -> str:
    if not week:
        return date_format(anchor, pgettext("date format of a month", "F Y"))
    form = pgettext("date format of a day of another year", "D j M Y")
    return f"{date_format(anchor, form)} – {date_format(anchor + timedelta(days=6), form)}"


def _places(anchor: date, today: date, week: bool, chosen: TaskFilter) -> dict[str, str]:
    """Where the arrows, today and the other span lead."""
    before = anchor - timedelta(days=7) if week else (anchor - ONE).replace(day=1)
    after = anchor + timedelta(days=7) if week else (anchor + timedelta(days=31)).replace(day=1)
    inside = today if (anchor.year, anchor.month) == (today.year, today.month) else anchor
    middle = anchor + timedelta(days=3)
    return {
        "before": _place(before, week, chosen),
        "after": _place(after, week, chosen),
        "today": _place(today, week, chosen),
        "month": _place(middle, False, chosen),
        "week": _place(inside, True, chosen),
    }


def _place(day: date, week: bool, chosen: TaskFilter) -> str:
    year, number, _weekday = day.isocalendar()
    place = {"week": f"{year}-W{number:02}"} if week else {"month": f"{day.year}-{day.month:02}"}
    return "?" + chosen.query(**place)


def _day(day: Day, anchor: date, today: date, week: bool, chosen: TaskFilter) -> dict[str, Any]:
    shown = SHOWN_IN_WEEK if week else SHOWN_IN_MONTH
    due = [_task(task) for task in day.due]
    span = {"due_after": day.on.isoformat(), "due_before": (day.on + ONE).isoformat()}
    return {
        "on": day.on,
        "label": date_format(day.on, pgettext("date format of a day of this year", "D j M")),
        "number": day.on.day,
        "note": _note(day),
        "off": not day.is_workday,
        "makeup": day.is_makeup,
        "outside": not week and day.on.month != anchor.month,
        "today": day.on == today,
        "due": due,
        "first": due[:shown],
        "folded": due[shown:],
        "count": day.count,
        "beyond": day.count > len(due),
        "url": f"{reverse('tasks:list')}?{chosen.query(**span)}",
        "running": [_task(task) for task in day.running],
        "more_running": day.more_running,
    }


def _note(day: Day) -> str:
    if day.is_makeup:
        return _("Make-up workday")
    if day.is_holiday:
        return _("Holiday")
    return "" if day.is_workday else _("Day off")


def _task(task: Any) -> dict[str, Any]:
    at = timezone.localtime(task.due_at)
    return {
        "id": task.pk,
        "number": task.number,
        "title": task.title,
        "url": url_of(task),
        "light": task.light,
        "light_label": light_words(task),
        "at": f"{at.hour:02}:{at.minute:02}",
        "done": not task.is_open,
    }
