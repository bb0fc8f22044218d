"""Repeating a task by a rule, changing the series, and making the next task when its time has come."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import SYSTEM, Actor
from collab.common.errors import (
    Conflict,
    FieldError,
    Invalid,
    NotFound,
    Refusal,
    StaleVersion,
    require,
)
from collab.matters.models import PartyRole
from collab.matters.policies import parties_of
from collab.matters.words import iso
from collab.org import recurrence
from collab.org.models import Department, Person
from collab.org.names import name_fact
from collab.org.selectors import calendar_of

from ..models import (
    ChecklistItem,
    DayOff,
    Deliverable,
    Occasion,
    SeriesOccurrence,
    SeriesState,
    Task,
    TaskSeries,
)
from ..recurrence import events, policies, rules
from .drafting import create_task
from .receipt import reason_given

COPIED = (
    "title", "body", "department", "priority", "source", "completion_standard", "report_every_days",
    "estimate_minutes", "visibility", "is_light",
)  # fmt: skip
RULED = ("rrule", "zone", "first_at", "occasion", "lead_days", "due_after_days", "on_day_off")
CHANGEABLE = (*RULED, "title", "body", "completion_standard")
LONGEST_LEAD, TRY_AGAIN = 260, timedelta(hours=1)


@transaction.atomic
def repeat_task(*, task: Task, actor: Actor, version: int, **rule: Any) -> TaskSeries:
    """Have this task handed out again by a rule; it is the pattern, copied as it stands now."""
    task = Task.objects.lock(task.pk, version=version)
    require(policies.can_repeat(actor, task))
    if TaskSeries.objects.filter(pattern=task).exclude(state=SeriesState.ENDED).exists():
        raise Conflict(_("This task is repeated already. Change or end its series."), code="repeated")
    if unknown := rule.keys() - set(RULED):
        raise Invalid.field(sorted(unknown)[0], _("This cannot be edited."))
    people = {party.role: party.person for party in parties_of(task) if party.person_id}
    series = TaskSeries(
        pattern=task,
        last_task=task,
        responsible=people.get(PartyRole.RESPONSIBLE),
        supervisor=people.get(PartyRole.SUPERVISOR) or people.get(PartyRole.GIVER) or actor.person,
        set_up_by=actor.person,
        created_at=clock.now(),
        checklist=list(task.checklist.values_list("text", flat=True)),
        deliverables=list(task.deliverables.values("name", "requires", "is_required")),
        **{name: getattr(task, name) for name in COPIED},
        **{"zone": _zone_of(actor)} | rule,
    )
    _check(series)
    _look_ahead(series)
    series.save()
    series.co_departments.set(
        [p.department_id for p in parties_of(task) if p.role == PartyRole.CO and p.department_id]
    )
    task.touch()
    _note(events.SERIES_SET_UP, series, actor, rule=series.rrule, next=iso(series.next_at))
    return series


@transaction.atomic
def edit_series(*, series: TaskSeries, actor: Actor, version: int, **changes: Any) -> TaskSeries:
    """Change rule and words; tasks already made stay as they are."""
    series = _locked(series, actor, version)
    if unknown := changes.keys() - set(CHANGEABLE):
        raise Invalid.field(sorted(unknown)[0], _("This cannot be edited."))
    before = {name: str(getattr(series, name)) for name in changes if getattr(series, name) != changes[name]}
    for name in before:
        setattr(series, name, changes[name])
    _check(series)
    _look_ahead(series)
    _save(series)
    after = {name: str(changes[name]) for name in before}
    _note(events.SERIES_CHANGED, series, actor, rule=series.rrule, before=before, changes=after)
    return series


@transaction.atomic
def set_series_parties(
    *,
    series: TaskSeries,
    actor: Actor,
    version: int,
    responsible: Person | None,
    supervisor: Person | None,
    co_departments: Iterable[Department],
) -> TaskSeries:
    """Say who takes part in the tasks to come; those already made keep their parties."""
    series, chosen = _locked(series, actor, version), list(co_departments)
    _check_parties(series, [person for person in (responsible, supervisor) if person], chosen)
    before = _parties(series)
    series.responsible, series.supervisor = responsible, supervisor or series.supervisor
    series.co_departments.set(chosen)
    _save(series)
    after = _parties(series)
    changed = {name: after[name] for name in after if after[name] != before[name]}
    old = {name: before[name] for name in changed}
    _note(events.SERIES_PARTIES, series, actor, before=old, changes=changed)
    return series


def _check_parties(series: TaskSeries, people: list[Person], departments: list[Department]) -> None:
    found: list[tuple[str, str, Any]] = []
    if series.department in departments:
        found.append(("co_departments", "lead", _("The lead department is not also a co-department.")))
    if departments and series.is_light:
        told = _("A light task has no co-departments. Hand out a supervised one.")
        found.append(("co_departments", "light_task", told))
    for person in people:
        if not person.is_active:
            field = "responsible" if person is people[0] else "supervisor"
            told = _("%(name)s has left. Choose somebody else.")
            found.append((field, "inactive", told % {"name": person}))
    if found:
        raise Invalid([FieldError(*one) for one in found])


def _parties(series: TaskSeries) -> dict[str, Any]:
    """Who takes part, as the journal keeps it."""
    return {
        "responsible": str(series.responsible or ""),
        "supervisor": str(series.supervisor or ""),
        "co_departments": [name_fact(one) for one in series.co_departments.order_by("pk")],
    }


@transaction.atomic
def pause_series(*, series: TaskSeries, actor: Actor, version: int, reason: str) -> TaskSeries:
    """Make nothing until it is resumed; what falls meanwhile is left out."""
    series = _locked(series, actor, version)
    _require_state(series, SeriesState.ACTIVE)
    series.state = SeriesState.PAUSED
    _save(series)
    _note(events.SERIES_PAUSED, series, actor, reason=reason_given(reason))
    return series


@transaction.atomic
def resume_series(*, series: TaskSeries, actor: Actor, version: int) -> TaskSeries:
    """Go on with the next occurrence that can still be kept."""
    series = _locked(series, actor, version)
    _require_state(series, SeriesState.PAUSED)
    series.state = SeriesState.ACTIVE
    _look_ahead(series)
    _save(series)
    _note(events.SERIES_RESUMED, series, actor, next=iso(series.next_at))
    return series


@transaction.atomic
def end_series(*, series: TaskSeries, actor: Actor, version: int, reason: str) -> TaskSeries:
    """Make no further task; those made go on."""
    series = _locked(series, actor, version)
    series.state, series.next_at, series.wake_at = SeriesState.ENDED, None, None
    _save(series)
    _note(events.SERIES_ENDED, series, actor, reason=reason_given(reason))
    return series


def make_due_occurrences(*, now: datetime | None = None) -> int:
    """Make the next task of every series whose time has come; how many were made."""
    now = now or clock.now()

    def put_off(pk: int, refusal: Refusal) -> None:
        TaskSeries.objects.filter(pk=pk).update(trouble=str(refusal)[:300], wake_at=now + TRY_AGAIN)

    due = TaskSeries.objects.due(now).order_by("wake_at", "pk")
    return recurrence.make_all_due(due, _make_next, put_off, now)


@transaction.atomic
def _make_next(pk: int, now: datetime) -> bool:
    """One task for one occurrence; another worker that is faster leaves nothing to do."""
    series = recurrence.claim(TaskSeries.objects.all(), TaskSeries.objects.due(now), pk)
    if series is None:
        return False
    _look_ahead(series)
    if series.next_at is None or (series.wake_at and series.wake_at > now):
        _save(series)
        return False
    at = series.next_at
    task = _hand_out(series, at)
    SeriesOccurrence.objects.create(series=series, at=at, task=task)
    series.last_task, series.trouble = task, ""
    _look_ahead(series)
    _save(series)
    facts = {"series": series.pk, "pattern": series.pattern.number, "at": iso(at)}
    record(events.OCCURRENCE_MADE, matter=task, actor=SYSTEM, **facts)
    return True


def _hand_out(series: TaskSeries, at: datetime) -> Task:
    """The task of one occurrence with dates, checklist and deliverables of its own."""
    due = _due(series, at)
    task = create_task(
        actor=SYSTEM,
        issue=True,
        responsible=series.responsible,
        supervisor=series.supervisor,
        co_departments=list(series.co_departments.all()),
        start_at=at if at < due else None,
        due_at=due,
        marks={"is_demo": series.pattern.is_demo},
        **{name: getattr(series, name) for name in COPIED},
    )
    ChecklistItem.objects.bulk_create(
        ChecklistItem(task=task, position=place, text=text)
        for place, text in enumerate(series.checklist, start=1)
    )
    Deliverable.objects.bulk_create(Deliverable(task=task, **one) for one in series.deliverables)
    return task


def _look_ahead(series: TaskSeries) -> None:
    """Set the next occurrence that can still be kept, and when its task is to be made."""
    now = clock.now()
    last = series.occurrences.order_by("-at").first() if series.pk else None
    after = last.at if last else None
    falls = recurrence.occurrences(series.rrule, series.first_at, series.tz, max(now, after or now))
    at = next((at for at in falls if (after is None or at > after) and _due(series, at) > now), None)
    series.next_at, series.wake_at = at, None
    if at is not None:
        start = min(at, _due(series, at))
        ahead = series.occasion == Occasion.AHEAD
        lead = (
            calendar_of(series.department).add_days(start, -series.lead_days) if series.lead_days else start
        )
        series.wake_at = lead if ahead else now


def _due(series: TaskSeries, at: datetime) -> datetime:
    calendar = calendar_of(series.department)
    return rules.due_of(at, series.tz, series.due_after_days, series.on_day_off, calendar)


def _zone_of(actor: Actor) -> str:
    return str(actor.person.zone)


def _note(event, series: TaskSeries, actor: Actor, **facts: Any) -> None:
    record(event, matter=series.pattern, actor=actor, series=series.pk, **facts)


def _save(series: TaskSeries) -> None:
    series.version += 1
    series.save()


def _locked(series: TaskSeries, actor: Actor, version: int) -> TaskSeries:
    rows = TaskSeries.objects.select_for_update(of=("self",)).select_related("department", "pattern")
    found = rows.filter(pk=series.pk).first()
    if found is None:
        raise NotFound
    if found.version != version:
        raise StaleVersion(version=found.version)
    require(policies.can_manage(actor, found))
    if found.state == SeriesState.ENDED:
        raise Conflict(_("This series has ended. Repeat the task anew."), code="series_ended")
    return found


def _require_state(series: TaskSeries, state: str) -> None:
    if series.state != state:
        raise Conflict(
            _("This series is “%(state)s”; this step does not fit.")
            % {"state": SeriesState(series.state).label},
            code="wrong_state",
        )


def _check(series: TaskSeries) -> None:
    """Every field that cannot be taken, named at once."""
    wrong: list[FieldError] = []
    if not series.title.strip():
        wrong.append(FieldError("title", "required", _("Give it a title.")))
    wrong += recurrence.wrong_rhythm(series.rrule, series.zone, lambda: series.first_at)
    for name, known in (("occasion", Occasion), ("on_day_off", DayOff)):
        if getattr(series, name) not in known.values:
            wrong.append(FieldError(name, "invalid", _("Choose one of the offered answers.")))
    for name in ("lead_days", "due_after_days"):
        if not 0 <= getattr(series, name) <= LONGEST_LEAD:
            wrong.append(FieldError(name, "invalid", _("Between 0 and 260 working days.")))
    if series.occasion == Occasion.AHEAD and not series.lead_days and not series.due_after_days:
        soon = _(
            "It would be due the moment it is made: give it working days ahead, or days until it is due."
        )
        wrong.append(FieldError("lead_days", "no_time", soon))
    if abs(series.first_at - clock.now()) > timedelta(days=366 * 5):
        wrong.append(FieldError("first_at", "too_far", _("Choose a time within five years.")))
    if wrong:
        raise Invalid(wrong)
