"""Recording and cancelling absences; delegation never runs in a circle."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, FieldError, Invalid, require

from .. import policies
from ..events import ABSENCE_CANCELLED, ABSENCE_RECORDED, tell
from ..models import Absence, Person, Scope
from ..standing import forget_standing
from .rows import check, locked, write


@transaction.atomic
def record_absence(
    *,
    actor: Actor,
    person: Person,
    starts_at: datetime,
    ends_at: datetime,
    delegate: Person | None = None,
    scope: str = Scope.ALL,
    note: str = "",
) -> Absence:
    """Say who is away from when to when, and who stands in. Overlapping absences and circles are refused."""
    ids = sorted({person.pk, *([delegate.pk] if delegate else [])})
    list(Person.objects.filter(pk__in=ids).order_by("pk").select_for_update())
    require(policies.can_record_absence(actor, person))
    absence = Absence(
        person=person, delegate=delegate, scope=scope, starts_at=starts_at, ends_at=ends_at, note=note.strip()
    )
    _check_shape(absence)
    during = Absence.objects.filter(cancelled_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at)
    if during.filter(person=person).exists():
        raise Conflict(
            _("There is an absence in this time already; cancel it first."), code="overlapping_absence"
        )
    if delegate is not None and _leads_back(during, delegate.pk, person.pk):
        message = _("%(name)s is away then, and delegated back in a circle.") % {"name": delegate}
        raise Conflict(message, code="delegation_circle")
    absence.save(force_insert=True)
    forget_standing(person)
    tell(ABSENCE_RECORDED, actor=actor, **_facts(absence))
    return absence


@transaction.atomic
def cancel_absence(*, absence: Absence, actor: Actor, version: int) -> Absence:
    """Take an absence back; from now on nobody stands in because of it."""
    absence = locked(Absence, absence.pk, version)
    require(policies.can_cancel_absence(actor, absence))
    if absence.cancelled_at:
        raise Conflict(_("This absence was cancelled already."), code="cancelled")
    if absence.ends_at <= clock.now():
        raise Conflict(_("This absence is over."), code="over")
    absence.cancelled_at = clock.now()
    write(absence, ["cancelled_at"])
    tell(
        ABSENCE_CANCELLED, actor=actor, absence=absence.pk, person=absence.person_id, name=str(absence.person)
    )
    return absence


def _facts(absence: Absence) -> dict[str, Any]:
    return {
        "absence": absence.pk,
        "person": absence.person_id,
        "name": str(absence.person),
        "delegate": str(absence.delegate or "—"),
        "delegate_id": absence.delegate_id,
        "scope": absence.scope,
        "starts_at": absence.starts_at.isoformat(),
        "ends_at": absence.ends_at.isoformat(),
    }


def _check_shape(absence: Absence) -> None:
    errors: list[FieldError] = []
    if absence.ends_at <= absence.starts_at:
        errors.append(FieldError("ends_at", "order", _("The end lies after the start.")))
    elif absence.ends_at <= clock.now():
        errors.append(FieldError("ends_at", "past", _("This lies in the past.")))
    if absence.delegate_id == absence.person_id:
        errors.append(FieldError("delegate", "self", _("Nobody stands in for themselves.")))
    elif absence.delegate is not None and not absence.delegate.is_active:
        errors.append(FieldError("delegate", "inactive", _("This account is closed.")))
    if errors:
        raise Invalid(errors)
    check(absence)


def _leads_back(during, delegate_id: int, person_id: int) -> bool:
    """Whether the delegate's own delegations in that time end at the absent person."""
    onward: dict[int, set[int]] = {}
    for absent, delegate in during.exclude(delegate=None).values_list("person_id", "delegate_id"):
        onward.setdefault(absent, set()).add(delegate)
    reached, frontier = {delegate_id}, [delegate_id]
    while frontier:
        frontier = [pk for absent in frontier for pk in onward.get(absent, ()) if pk not in reached]
        reached |= set(frontier)
    return person_id in reached
