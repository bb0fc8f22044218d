"""What a matter's page shows of its clocks: when it is due in working time, who was and will be told."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from collab.activity.models import Activity
from collab.common import clock
from collab.common.actor import Actor
from collab.matters.models import Light, Matter
from collab.matters.rows import LIGHT_WORDS, Calendars, day_words, distance_words
from collab.org.models import Person
from collab.org.worktime import Calendar

from . import policies
from .models import WHOLE, Clock, Deadline, Extension, ExtensionStep, State
from .models.ladder import Target
from .selectors import LadderStep, timeline
from .words import clock_word, rung_words

TARGETS = dict(Target.choices)


def when_of(matter: Matter, calendars: Calendars) -> dict[str, Any]:
    """Due and original due with their working-time distance, and the receipts still running."""
    now, calendar = clock.now(), calendars.of(matter.department)
    clocks = list(
        Deadline.objects.filter(matter_id=matter.pk).select_related("party__person", "party__department")
    )
    whole = [row for row in clocks if row.clock in WHOLE and row.party_id is None]
    due = next((row for row in whole if row.state != State.CANCELLED), None)
    receipts = [row for row in clocks if row.clock == Clock.RECEIPT and row.is_running]
    return {
        "due_at": matter.due_at,
        "due_text": day_words(matter.due_at) if matter.due_at else "",
        "due_relative": distance_words(now, matter.due_at, calendar)
        if matter.due_at and matter.is_open
        else "",
        "overdue": bool(matter.due_at and matter.is_open and matter.due_at < now),
        "original": matter.original_due_at if matter.original_due_at != matter.due_at else None,
        "paused": due is not None and due.state == State.PAUSED,
        "unknown_after": calendar.valid_through
        if matter.due_at and not calendar.covers(matter.due_at)
        else None,
        "override": due if due and due.override_until and due.override_until > now else None,
        "receipts": [
            {
                "who": str(row.party.person or row.party.department) if row.party else "",
                "due_at": row.due_at,
                "relative": distance_words(now, row.due_at, calendar),
                "overdue": row.due_at < now,
            }
            for row in receipts
        ],
    }


def rungs_of(matter: Matter, calendars: Calendars) -> list[dict[str, Any]]:
    """The ladder as a timeline: what fired, what fires next, what comes later."""
    deadlines = list(Deadline.objects.filter(matter_id=matter.pk).order_by("pk"))
    if not deadlines:
        return []
    now, calendar = clock.now(), calendars.of(matter.department)
    steps = timeline(deadlines, calendar)
    names = _names({pk for step in steps for pk in step.people})
    upcoming = min((step.at for step in steps if step.fired_at is None and step.at >= now), default=None)
    merged: dict[tuple, dict[str, Any]] = {}
    for step in steps:
        awaited = step.deadline.awaited(matter.kind)
        key = (
            awaited,
            step.rung.offset,
            step.rung.unit,
            step.fired_at or step.at,
            bool(step.fired_at),
        )
        row = merged.setdefault(key, _rung_row(step, awaited, now, calendar, upcoming))
        row["who"] += [name for name in _told(step, names) if name not in row["who"]]
    return [row | {"who": ", ".join(row["who"])} for row in merged.values()]


def _rung_row(
    step: LadderStep, awaited: str, now: datetime, calendar: Calendar, upcoming: datetime | None
) -> dict[str, Any]:
    at = step.fired_at or step.at
    when = rung_words([step.rung.offset, step.rung.unit])
    return {
        "label": _("%(clock)s: %(when)s") % {"clock": clock_word(awaited), "when": when},
        "at_iso": at.isoformat(),
        "at_text": day_words(at),
        "state": "fired" if step.fired_at else "next" if step.at == upcoming else "planned",
        "relative": "" if step.fired_at else distance_words(now, at, calendar),
        "who": [],
    }


def _told(step: LadderStep, names: dict[int, str]) -> list[str]:
    """The people a rung told, or whom it will tell."""
    told = [names[pk] for pk in step.people if pk in names]
    return told or [str(TARGETS.get(target, target)) for target in step.rung.targets]


def _names(ids: set[int]) -> dict[int, str]:
    return {person.pk: str(person) for person in Person.objects.filter(pk__in=ids)} if ids else {}


def lights_of(matter: Matter) -> list[dict[str, Any]]:
    """How the light turned, oldest first."""
    rows = Activity.objects.filter(
        matter_id=matter.pk, event__in=["deadline.light_changed", "deadline.light_overridden"]
    ).order_by("pk")
    return [
        {
            "light": row.facts.get("light", Light.NONE),
            "light_label": LIGHT_WORDS.get(row.facts.get("light"), ""),
            "at": row.at,
            "by_hand": row.event == "deadline.light_overridden",
        }
        for row in rows
    ]


STEP_TONES = {"waiting": "waiting", "approved": "good", "refused": "bad"}


def step_words(step: ExtensionStep) -> dict[str, Any]:
    """One step of the line of approval: which office, how it stands, who decided and what they said."""
    office = step.get_office_display()
    return {
        "office": _("%(office)s, %(place)s") % {"office": office, "place": step.department.display_name}
        if step.department
        else office,
        "state": step.get_state_display(),
        "tone": STEP_TONES.get(step.state, ""),
        "by": str(step.decided_by) if step.decided_by else "",
        "note": step.note,
    }


def extensions_of(matter: Matter, person) -> list[dict[str, Any]]:
    """Requests for more time, newest first, with what this person may do about them."""
    rows = Extension.objects.filter(matter_id=matter.pk)
    rows = rows.select_related("requested_by", "decided_by", "party__department")
    actor, found = Actor(person, "page"), []
    for row in rows.prefetch_related("steps__decided_by", "steps__department"):
        row.matter = matter
        pending = row.state == Extension.State.PENDING and matter.is_open
        own = row.requested_by_id == person.pk
        found.append(
            {
                "pk": row.pk,
                "row": row,
                "part_of": str(row.party.department) if row.party else "",
                "state": row.get_state_display(),
                "tone": {"pending": "waiting", "approved": "good", "rejected": "bad"}.get(row.state, ""),
                "steps": [step_words(step) for step in row.steps.all()],
                "may_decide": pending and policies.can_decide_extension(actor, row),
                "may_withdraw": pending and own,
            }
        )
    return found
