"""Setting up cycles."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, NotFound, StaleVersion, require

from .. import policies
from ..events import CYCLE_MOVED_ON, CYCLE_SAVED
from ..models import Cycle

FIRST_YEAR, LAST_YEAR = 1990, 2200
LONGEST_DAYS = 3660


@transaction.atomic
def create_cycle(*, actor: Actor, name: str, length: str, starts_on: date, ends_on: date, **marks) -> Cycle:
    """A new cycle, planned; goals may be drafted for it at once."""
    require(policies.can_set_up_cycles(actor))
    name = _checked(name, length, starts_on, ends_on)
    try:
        with transaction.atomic():
            cycle = Cycle.objects.create(
                name=name, length=length, starts_on=starts_on, ends_on=ends_on, **marks
            )
    except IntegrityError:
        raise Invalid.field("name", _("There is a cycle of this name."), "taken") from None
    record(
        CYCLE_SAVED, actor=actor, cycle=cycle.pk, name=name, starts_on=str(starts_on), ends_on=str(ends_on)
    )
    return cycle


@transaction.atomic
def edit_cycle(
    *, cycle: Cycle, actor: Actor, version: int, name: str, length: str, starts_on: date, ends_on: date
) -> Cycle:
    """Change its name or days. Raises Conflict where the day of a goal agreed on would fall outside."""
    cycle = locked_cycle(cycle, actor, version)
    if cycle.state == "closed":
        raise Conflict(_("A closed cycle stays as it is."), code="cycle_closed")
    name = _checked(name, length, starts_on, ends_on)
    if Cycle.objects.filter(name=name).exclude(pk=cycle.pk).exists():
        raise Invalid.field("name", _("There is a cycle of this name."), "taken")
    days = Q(due_on__lt=starts_on) | Q(due_on__gt=ends_on)
    outside = cycle.goals.filter(days, is_open=True).exclude(status="draft").order_by("serial")[:5]
    if outside:
        text = _("The day of these goals would lie outside: %(goals)s. Propose other days for them first.")
        raise Conflict(text % {"goals": ", ".join(goal.number for goal in outside)}, code="goals_outside")
    changes = {"name": name, "length": length, "starts_on": starts_on, "ends_on": ends_on}
    before = {key: str(getattr(cycle, key)) for key in changes if getattr(cycle, key) != changes[key]}
    for key in before:
        setattr(cycle, key, changes[key])
    _save(cycle)
    days_told = {"starts_on": str(starts_on), "ends_on": str(ends_on)}
    record(CYCLE_SAVED, actor=actor, cycle=cycle.pk, name=name, before=before, **days_told)
    return cycle


@transaction.atomic
def move_cycle_on(*, cycle: Cycle, actor: Actor, version: int, step: str) -> Cycle:
    """Open or close it; it closes when none of its goals is open any more.

    Scoring it concerns every goal under way, so that is an action of its own, which asks for a date: `score_cycle`.
    """
    cycle = locked_cycle(cycle, actor, version)
    if step == "score":
        raise Invalid.field("due_at", _("Say by when owners assess their goals."), "required")
    left = cycle.goals.filter(is_open=True).count() if step == "close" else 0
    if left:
        text = _("%(count)d goals of this cycle are still open. Close, cancel or carry them over first.")
        raise Conflict(text % {"count": left}, code="open_goals")
    return advance(cycle, actor, step)


def advance(cycle: Cycle, actor: Actor, step: str) -> Cycle:
    """Take the step of a locked cycle; part of every action that moves one on."""
    cycle.take(step)
    _save(cycle)
    record(CYCLE_MOVED_ON, actor=actor, cycle=cycle.pk, name=cycle.name, step=step, state=cycle.state)
    return cycle


def locked_cycle(cycle: Cycle, actor: Actor, version: int) -> Cycle:
    """The cycle, locked for change by somebody who may, at the version they looked at."""
    require(policies.can_set_up_cycles(actor))
    row = Cycle.objects.select_for_update().filter(pk=cycle.pk).first()
    if row is None:
        raise NotFound
    if row.version != version:
        raise StaleVersion(version=row.version)
    return row


def _save(cycle: Cycle) -> None:
    cycle.version += 1
    cycle.save()


def _checked(name: str, length: str, starts_on: date, ends_on: date) -> str:
    name = " ".join((name or "").split())
    if not name or len(name) > 100 or "\x00" in name:
        raise Invalid.field("name", _("Give the cycle a name of at most 100 characters."), "required")
    if length not in Cycle.Length.values:
        raise Invalid.field("length", _("Choose one of the offered lengths."))
    for field, day in (("starts_on", starts_on), ("ends_on", ends_on)):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Invalid.field(field, _("Choose a day between 1990 and 2200."), "out_of_range")
    if ends_on < starts_on:
        raise Invalid.field("ends_on", _("A cycle ends on or after the day it begins."), "ends_before_start")
    if (ends_on - starts_on).days > LONGEST_DAYS:
        raise Invalid.field("ends_on", _("A cycle covers ten years at most."), "too_long")
    return name
