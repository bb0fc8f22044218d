"""Drafting a circular, counting it anew, its remarks, and issuing it; an issued one never changes."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Invalid, NotFound, StaleVersion, TransitionRefused, require
from collab.matters.actions.spine import next_serial
from collab.org.models import Department, Role
from collab.org.policies import can_manage
from collab.org.selectors import officers

from ...models import Circular
from .. import events
from ..counting import count_period
from ..periods import period_around, today
from .signing import send_out

MAX_REMARKS = 20_000


@transaction.atomic
def draft_circular(
    *,
    actor: Actor,
    period: str,
    day: date,
    scope: Department | None = None,
    corrects: Circular | None = None,
) -> Circular:
    """Count the period that holds `day`; a correction speaks of the same period and scope as what it corrects."""
    require(can_manage(actor))
    if corrects is not None:
        if corrects.is_draft:
            raise Invalid.field("corrects", _("Only an issued circular can be corrected."), "not_issued")
        period, day, scope = corrects.period, corrects.first_day, corrects.scope
    first, last = period_around(period, day)
    if first > today():
        raise Invalid.field("day", _("Choose a day of a period that has begun."), "in_the_future")
    circular = Circular.objects.create(
        period=period,
        first_day=first,
        last_day=last,
        scope=scope,
        corrects=corrects,
        figures=count_period(actor.person, first, last, scope),
        taken_at=clock.now(),
        drafted_by=actor.person,
    )
    _record(events.CIRCULAR_DRAFTED, circular, actor, corrects=circular.corrects_id)
    return circular


@transaction.atomic
def retake_circular(*, circular: Circular, actor: Actor, version: int) -> Circular:
    """Count a draft anew, as of now."""
    require(can_manage(actor))
    circular = _draft(circular, version)
    circular.figures = count_period(actor.person, circular.first_day, circular.last_day, circular.scope)
    circular.taken_at = clock.now()
    _save(circular, "figures", "taken_at")
    _record(events.CIRCULAR_RETAKEN, circular, actor)
    return circular


@transaction.atomic
def remark_on_circular(*, circular: Circular, actor: Actor, version: int, remarks: str) -> Circular:
    """Write what the coordinator has to say to the figures."""
    require(can_manage(actor))
    circular = _draft(circular, version)
    if len(remarks) > MAX_REMARKS:
        raise Invalid.field("remarks", _("Keep the remarks under 20,000 characters."), "max_length")
    circular.remarks = remarks.replace("\r\n", "\n").strip()
    _save(circular, "remarks")
    _record(events.CIRCULAR_REMARKED, circular, actor)
    return circular


@transaction.atomic
def issue_circular(*, circular: Circular, actor: Actor, version: int) -> Circular:
    """Give it its number and freeze it as it stands; heads and sponsors of the departments in it are told, and
    each department signs for it.
    """
    require(can_manage(actor))
    circular = _draft(circular, version)
    circular.year = today().year
    circular.serial = next_serial(f"circular {circular.year}")
    circular.state, circular.issued_by, circular.issued_at = (
        Circular.State.ISSUED,
        actor.person,
        clock.now(),
    )
    circular.digest = circular.seal()
    _save(circular, "year", "serial", "state", "issued_by", "issued_at", "digest")
    facts = {name: getattr(circular, name) for name in ("year", "serial", "digest")}
    _record(
        events.CIRCULAR_ISSUED,
        circular,
        actor,
        corrects=circular.corrects_id,
        people=_addressees(circular),
        **facts,
    )
    if notice := send_out(circular, actor):
        _record(events.CIRCULAR_SENT_OUT, circular, actor, matter=notice)
    return circular


@transaction.atomic
def discard_circular(*, circular: Circular, actor: Actor, version: int) -> None:
    """Throw a draft away."""
    require(can_manage(actor))
    circular = _draft(circular, version)
    _record(events.CIRCULAR_DISCARDED, circular, actor)
    circular.delete()


def _addressees(circular: Circular) -> list[int]:
    """Heads and sponsors of every department the circular speaks of."""
    departments = [line["id"] for line in circular.figures["departments"]]
    found = [officers(role, departments) for role in (Role.HEAD, Role.SPONSOR)]
    return sorted({pk for line in found for people in line.values() for pk in people})


def _draft(circular: Circular, version: int) -> Circular:
    row = Circular.objects.select_for_update(of=("self",)).filter(pk=circular.pk).first()
    if row is None:
        raise NotFound
    if not row.is_draft:
        raise TransitionRefused(
            _("An issued circular does not change. Issue another one that corrects it."), state=row.state
        )
    if row.version != version:
        raise StaleVersion(version=row.version)
    return row


def _save(circular: Circular, *names: str) -> None:
    """Write these fields; StaleVersion where somebody was faster."""
    values = {name: getattr(circular, name) for name in names}
    seen = Circular.objects.filter(pk=circular.pk, version=circular.version)
    if not seen.update(**values, version=circular.version + 1):
        raise StaleVersion(version=circular.version)
    circular.version += 1


def _record(event, circular: Circular, actor: Actor, **facts) -> None:
    days = {"first_day": circular.first_day.isoformat(), "last_day": circular.last_day.isoformat()}
    record(event, actor=actor, circular=circular.pk, **days, **facts)
