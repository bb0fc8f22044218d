"""Setting up cycles."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common.actor import Actor
from collab.common.errors import Invalid, require

from .. import policies
from ..events import CYCLE_SAVED
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
