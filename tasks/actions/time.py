"""Noting, correcting and removing time spent on a task."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, FieldError, Invalid, NotFound, require
from collab.org.models import Person

from ..evidence import events, policies
from ..models import Task, TimeEntry

DAY, LONGEST_NOTE, FURTHEST = 24 * 60, 300, timedelta(days=366 * 5)
STILL_NOTED = ("completed",)


@transaction.atomic
def note_time(*, task: Task, actor: Actor, day: date, minutes: int, note: str = "") -> TimeEntry:
    """Say how long one worked on it on a day."""
    task = _locked(task.pk)
    require(policies.can_hand_in(actor, task))
    note = _checked(actor, day, minutes, note)
    entry = TimeEntry.objects.create(
        task=task, person=actor.person, day=day, minutes=minutes, note=note, entered_at=clock.now()
    )
    task.touch()
    facts = {"day": day.isoformat(), "minutes": minutes, "note": note, "entry": entry.pk}
    record(events.TIME_NOTED, matter=task, actor=actor, **facts)
    return entry


@transaction.atomic
def correct_time(
    *,
    entry: TimeEntry,
    actor: Actor,
    day: date | None = None,
    minutes: int | None = None,
    note: str | None = None,
) -> TimeEntry:
    """Put one's own entry right, until the task is closed."""
    task, row = _own(entry, actor)
    before = {"day": row.day.isoformat(), "minutes": row.minutes, "note": row.note}
    row.day = row.day if day is None else day
    row.minutes = row.minutes if minutes is None else minutes
    row.note = _checked(actor, row.day, row.minutes, row.note if note is None else note, but=row)
    row.save(update_fields=["day", "minutes", "note"])
    task.touch()
    facts = {"day": row.day.isoformat(), "minutes": row.minutes, "note": row.note, "entry": row.pk}
    record(events.TIME_CORRECTED, matter=task, actor=actor, before=before, **facts)
    return row


@transaction.atomic
def remove_time(*, entry: TimeEntry, actor: Actor) -> None:
    """Remove one's own entry, until the task is closed; the history keeps it."""
    task, row = _own(entry, actor)
    facts = {"day": row.day.isoformat(), "minutes": row.minutes, "entry": row.pk}
    row.delete()
    task.touch()
    record(events.TIME_REMOVED, matter=task, actor=actor, **facts)


def _own(entry: TimeEntry, actor: Actor) -> tuple[Task, TimeEntry]:
    task = _locked(entry.task_id)
    row = TimeEntry.objects.filter(pk=entry.pk).first()
    if row is None:
        raise NotFound
    require(policies.is_own(actor, row), _("Time is put right by whoever noted it."))
    return task, row


def _locked(pk: int) -> Task:
    task = Task.objects.lock(pk)
    if not task.is_open and task.status not in STILL_NOTED:
        raise Conflict(_("This task is closed; its time stands."), code="task_closed")
    return task


def _checked(actor: Actor, day: date, minutes: int, note: str, but: TimeEntry | None = None) -> str:
    """The note as it is kept; every field that cannot be taken is named at once."""
    person = Person.objects.select_for_update().get(pk=actor.person_id)
    today = clock.now().astimezone(person.zone).date()
    wrong: list[FieldError] = []
    if day > today:
        wrong.append(
            FieldError(
                "day", "in_the_future", _("Time is noted once it was worked: choose today or a day before.")
            )
        )
    elif day < today - FURTHEST:
        wrong.append(FieldError("day", "too_long_ago", _("Choose a day within the last five years.")))
    if minutes < 1:
        wrong.append(FieldError("minutes", "too_little", _("Note at least one minute.")))
    else:
        others = TimeEntry.objects.filter(person=person, day=day).exclude(pk=but.pk if but else 0)
        spent = others.aggregate(all=Sum("minutes"))["all"] or 0
        if spent + minutes > DAY:
            left = _("A day has 24 hours; %(left)d minutes of that day are left.") % {
                "left": max(DAY - spent, 0)
            }
            wrong.append(FieldError("minutes", "more_than_a_day", left))
    note = " ".join((note or "").split())
    if len(note) > LONGEST_NOTE:
        wrong.append(FieldError("note", "max_length", _("Keep the note under 300 characters.")))
    if wrong:
        raise Invalid(wrong)
    return note
