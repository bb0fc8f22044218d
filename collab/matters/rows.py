"""How a matter looks in a list or on a board: one plain dict per row, so that drawing asks nothing anew."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collab.common import clock
from collab.common.instants import day_words
from collab.org.selectors import build_calendar, calendar_rows
from collab.org.worktime import Calendar, Unit, describe

from .models import Light, Matter, Priority
from .models.matter import machine_of

TONES = {
    "secondary": "",
    "azure": "waiting",
    "orange": "warn",
    "cyan": "active",
    "blue": "active",
    "red": "bad",
    "indigo": "waiting",
    "purple": "waiting",
    "green": "good",
}
_pages: dict[str, str] = {}


def register_page(kind: str, url_name: str) -> None:
    """The page of a kind, by the name of its route; the route takes the matter's id."""
    _pages[kind] = url_name


def url_of(matter: Matter) -> str:
    """The address of a matter's own page, or its permanent number where its room has no page."""
    try:
        before, after = _around_id(_pages[matter.kind])
    except (KeyError, NoReverseMatch):
        return reverse("matters:detail", args=[matter.number])
    return f"{before}{matter.pk}{after}"


@cache
def _around_id(url_name: str) -> tuple[str, str]:
    """The address of this route before and after the id."""
    before, _zero, after = reverse(url_name, args=[0]).rpartition("0")
    return before, after


def has_page(kind: str) -> bool:
    """Whether matters of this kind have a page of their own."""
    return kind in _pages


class Calendars:
    """Working calendars by department for one page, read in one statement when first asked for."""

    def __init__(self) -> None:
        self._known: dict[int | None, Calendar] | None = None

    def of(self, department: Any) -> Calendar:
        if self._known is None:
            rows = calendar_rows()
            default = next((row for row in rows if row.is_default), None)
            self._known = {None: build_calendar(default)} | {row.pk: build_calendar(row) for row in rows}
        own = department.calendar_id if department is not None else None
        return self._known.get(own) or self._known[None]


def distance_words(now: datetime, at: datetime, calendar: Calendar) -> str:
    """How far `at` is from now in working time: “in 2 working days”, “3 working hours late”."""
    unit, count = describe(abs(calendar.distance(now, at)), calendar)
    if count == 0:
        return _("just now") if at < now else _("due now")
    words = _span(unit, count)
    return _("%(span)s late") % {"span": words} if at < now else _("in %(span)s") % {"span": words}


def _span(unit: Unit, count: int) -> str:
    if unit is Unit.WORKING_DAY:
        words = ngettext("%(n)d working day", "%(n)d working days", count)
    elif unit is Unit.WORKING_HOUR:
        words = ngettext("%(n)d working hour", "%(n)d working hours", count)
    else:
        words = ngettext("%(n)d working minute", "%(n)d working minutes", count)
    return words % {"n": count}


def row_of(
    matter: Matter, calendars: Calendars, now: datetime, actions: Sequence[dict] = ()
) -> dict[str, Any]:
    """What a row or card shows of one matter loaded with_card()."""
    machine = machine_of(matter.kind)
    overdue = bool(matter.due_at and matter.is_open and matter.due_at < now)
    due = matter.due_at
    owner = matter.owner
    return {
        "id": matter.pk,
        "version": matter.version,
        "kind": matter.kind,
        "number": matter.number,
        "title": matter.title,
        "url": url_of(matter),
        "topic": f"matter.{matter.pk}",
        "status": matter.status,
        "status_label": machine.label(matter.status),
        "status_tone": tone_of(matter),
        "light": matter.light,
        "light_label": light_words(matter),
        "blocked": matter.is_blocked and matter.status != "blocked",
        "done_late": matter.done_late,
        "department_name": matter.department.display_name,
        "owner_name": str(owner) if owner else "",
        "owner_initials": owner.initials if owner else "",
        "priority": PRIORITY_CODES[Priority(matter.priority)],
        "priority_label": Priority(matter.priority).label,
        "due_iso": due.isoformat() if due else "",
        "due_text": day_words(due) if due else "",
        "due_relative": distance_words(now, due, calendars.of(matter.department))
        if due and matter.is_open
        else "",
        "overdue": overdue,
        "actions": actions,
    }


def light_words(matter: Matter) -> str:
    """The light's name; a clock that stands still or has not begun is not “no deadline”."""
    if matter.light == Light.NONE and matter.due_at:
        return _("No light")
    return str(LIGHT_WORDS[matter.light])


LIGHT_WORDS = dict(Light.choices)
PRIORITY_CODES = {Priority.NORMAL: "normal", Priority.HIGH: "high", Priority.URGENT: "urgent"}


def tone_of(matter: Matter) -> str:
    """The colour family of a matter's status."""
    state = machine_of(matter.kind).states.get(matter.status)
    return TONES.get(state.tone, "") if state else ""


def rows_of(matters: Iterable[Matter]) -> list[dict[str, Any]]:
    """Rows of many matters with one clock and one reading of the calendars."""
    calendars, now = Calendars(), clock.now()
    return [row_of(matter, calendars, now) for matter in matters]


def live_triggers(topics: Iterable[str]) -> str:
    """The hx-trigger that fetches a part again whenever one of these topics is pinged."""
    return ", ".join(f"{topic.replace('.', '-')} from:body" for topic in dict.fromkeys(topics))
