"""How a matter looks in a list or on a board: one plain dict per row, so that drawing asks nothing anew."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from collab.common import clock
from collab.common.instants import day_words
from collab.common.memo import remembered
from collab.org.models.department import own_name
from collab.org.models.person import initials_of
from collab.org.selectors import build_calendar, calendar_rows
from collab.org.worktime import Calendar, Unit, describe

from .models import Light, Matter, Priority
from .models.matter import machine_of, number_of

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
    return address(matter.kind, matter.pk, matter.serial)


def address(kind: str, pk: int, serial: int) -> str:
    """The same from a matter's kind, id and serial number."""
    try:
        before, after = around_id(_pages[kind])
    except (KeyError, NoReverseMatch):
        return reverse("matters:detail", args=[number_of(kind, serial)])
    return f"{before}{pk}{after}"


@cache
def around_id(url_name: str, *others: str) -> tuple[str, str]:
    """The address of this route before and after the id, which the route takes before `others`."""
    before, _zero, after = reverse(url_name, args=[0, *others]).partition("/0/")
    return f"{before}/", f"/{after}"


def has_page(kind: str) -> bool:
    """Whether matters of this kind have a page of their own."""
    return kind in _pages


class Calendars:
    """Working calendars by department for one page, read in one statement when first asked for."""

    def __init__(self) -> None:
        self._known: dict[int | None, Calendar] | None = None

    def of(self, department: Any) -> Calendar:
        """A department's calendar, or the default one."""
        return self.by_id(department.calendar_id if department is not None else None)

    def by_id(self, own: int | None) -> Calendar:
        """The calendar with this id, or the default one."""
        if self._known is None:
            rows = calendar_rows()
            default = next((row for row in rows if row.is_default), None)
            self._known = {None: build_calendar(default)} | {row.pk: build_calendar(row) for row in rows}
        return self._known.get(own) or self._known[None]


def distance_words(now: datetime, at: datetime, calendar: Calendar) -> str:
    """How far `at` is from now in working time: “in 2 working days”, “3 working hours late”."""
    unit, count = describe(abs(calendar.distance(now, at)), calendar)
    if count == 0:
        return _("just overdue") if at < now else _("due now")
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


class RowStep(NamedTuple):
    """A step that a row offers: what its button says, where its dialog is, its sign."""

    label: str
    url: str
    icon: str = ""


class Card(NamedTuple):
    """What a row or card shows of one matter, as values: the columns of the database in CARD, in this order."""

    id: int
    version: int
    kind: str
    serial: int
    title: str
    status: str
    light: str
    is_open: bool
    is_blocked: bool
    done_late: bool
    priority: int
    due_at: datetime | None
    department_name: str
    department_name_zh: str
    calendar: int | None
    owner_name: str | None
    owner_handle: str | None
    owner_id: int | None
    created_by_id: int | None

    @property
    def pk(self) -> int:
        return self.id

    @classmethod
    def of(cls, matter: Matter) -> "Card":
        """The same from a matter loaded with_card()."""
        home, owner = matter.department, matter.owner
        own = [getattr(matter, name) for name in CARD[:12]]
        names = [owner.name, owner.username] if owner else [None, None]
        return cls._make(
            [*own, home.name, home.name_zh, home.calendar_id, *names, matter.owner_id, matter.created_by_id]
        )


CARD = (
    *("id", "version", "kind", "serial", "title", "status", "light", "is_open", "is_blocked", "done_late"),
    *("priority", "due_at", "department__name", "department__name_zh", "department__calendar_id"),
    *("owner__name", "owner__username", "owner_id", "created_by_id"),
)


def rows_of(matters: Iterable[Matter | Card]) -> list[dict[str, Any]]:
    """Rows or cards in the reader's language and time zone, as of this minute, in words that can be compared."""
    now = clock.now().replace(second=0, microsecond=0)
    language, zone = get_language(), timezone.get_current_timezone_name()
    cards = [one if isinstance(one, Card) else Card.of(one) for one in matters]
    return [_row(card, now, language, zone).copy() for card in cards]


@remembered(maxsize=2000)
def _row(card: Card, now: datetime, language: str | None, zone: str) -> dict[str, Any]:
    """One row; after a ping everyone who looks at the matter asks for the same one."""
    due = card.due_at
    status_label, status_tone = status_words(card.kind, card.status, language)
    priority, priority_label = priority_words(card.priority, language)
    owner = card.owner_name or card.owner_handle or ""
    return {
        "id": card.id,
        "version": card.version,
        "kind": card.kind,
        "number": number_of(card.kind, card.serial),
        "title": card.title,
        "url": address(card.kind, card.id, card.serial),
        "topic": f"matter.{card.id}",
        "status": card.status,
        "status_label": status_label,
        "status_tone": status_tone,
        "light": card.light,
        "light_label": _light_words(card.light, due is not None, language),
        "finished": not card.is_open,
        "blocked": card.is_blocked and card.status != "blocked",
        "done_late": card.done_late,
        "department_name": own_name(card.department_name, card.department_name_zh, language),
        "owner_name": owner,
        "owner_initials": initials_of(owner) if owner else "",
        "priority": priority,
        "priority_label": priority_label,
        "due_iso": due.isoformat() if due else "",
        "due_text": day_words(due) if due else "",
        "due_relative": distance_words(now, due, Calendars().by_id(card.calendar))
        if due and card.is_open
        else "",
        "overdue": bool(due and card.is_open and due < now),
        "actions": (),
    }


@cache
def status_words(kind: str, status: str, language: str | None) -> tuple[str, str]:
    """A status's name in the active language, which `language` names, and its colour family."""
    machine = machine_of(kind)
    state = machine.states.get(status)
    return str(machine.label(status)), TONES.get(state.tone, "") if state else ""


@cache
def priority_words(priority: int, language: str | None) -> tuple[str, str]:
    """A priority's code and its name in the active language, which `language` names."""
    known = Priority(priority)
    return PRIORITY_CODES[known], str(known.label)


def light_words(matter: Matter) -> str:
    """The light's name; a clock that stands still or has not begun is not “no deadline”."""
    return _light_words(matter.light, matter.due_at is not None, get_language())


@cache
def _light_words(light: str, has_due: bool, language: str | None) -> str:
    return _("No light") if light == Light.NONE and has_due else str(LIGHT_WORDS[light])


LIGHT_WORDS = dict(Light.choices)
PRIORITY_CODES = {Priority.NORMAL: "normal", Priority.HIGH: "high", Priority.URGENT: "urgent"}


def tone_of(matter: Matter) -> str:
    """The colour family of a matter's status."""
    return status_words(matter.kind, matter.status, get_language())[1]


def live_triggers(topics: Iterable[str]) -> str:
    """The hx-trigger that fetches a part again whenever one of these topics is pinged."""
    return ", ".join(f"{topic.replace('.', '-')} from:body" for topic in dict.fromkeys(topics))
