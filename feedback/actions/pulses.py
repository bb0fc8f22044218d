"""Pulses: a survey asked again by a rule, and what time itself brings about: closing, the next round, reminders."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.activity.models import Activity
from collab.common import clock
from collab.common.actor import SYSTEM, Actor
from collab.common.errors import Conflict, FieldError, Invalid, Refusal, reason_given, require
from collab.matters.actions.links import led_to
from collab.matters.models import Kind
from collab.matters.words import iso
from collab.org import recurrence
from collab.org.selectors import calendar_of

from ..models import Pulse, Survey
from ..surveys import events, policies
from .survey import close_survey, create_survey, open_survey

TRY_AGAIN, LONGEST_OPEN = timedelta(hours=1), 60
COPIED = (
    "title",
    "body",
    "anonymous",
    "questions",
    "everyone",
    "roles",
    "department",
    "visibility",
    "is_demo",
)


@transaction.atomic
def repeat_survey(
    *, survey: Survey, actor: Actor, version: int, rrule: str, first_at: datetime, days_open: int
) -> Survey:
    """Ask the same again by a rule; each round asks whoever belongs to the audience then."""
    survey = Survey.objects.lock(survey.pk, version=version)
    require(policies.can_run(actor, survey))
    survey.move("repeat")
    if survey.pulse_id is not None:
        raise Conflict(_("This survey is repeated already. Stop repeating it first."), code="repeated")
    zone = str(actor.person.zone)
    wrong = recurrence.wrong_rhythm(rrule, zone, lambda: first_at)
    if not 1 <= days_open <= LONGEST_OPEN:
        told = _("A round is open for 1 to 60 working days.")
        wrong.append(FieldError("days_open", "invalid", told))
    if wrong:
        raise Invalid(wrong)
    pulse = Pulse(rrule=rrule, zone=zone, first_at=first_at, days_open=days_open)
    pulse.next_at = _next_of(pulse, clock.now())
    if pulse.next_at is None:
        raise Invalid.field("rrule", _("This rule falls on no day that lies ahead."))
    pulse.save()
    survey.pulse = pulse
    survey.save_changes()
    record(events.PULSE_BEGUN, matter=survey, actor=actor, rule=rrule, next=iso(pulse.next_at))
    return survey


def _next_of(pulse: Pulse, after: datetime) -> datetime | None:
    falls = recurrence.occurrences(pulse.rrule, pulse.first_at, ZoneInfo(pulse.zone), after)
    return next((at for at in falls if at > after), None)


@transaction.atomic
def stop_repeating_survey(*, survey: Survey, actor: Actor, version: int, reason: str) -> Survey:
    """Open no further round; those that were opened go on."""
    survey = Survey.objects.lock(survey.pk, version=version)
    require(policies.can_run(actor, survey))
    survey.move("stop_repeating")
    pulse = Pulse.objects.select_for_update().filter(rounds=survey.pk).first()
    if pulse is None or pulse.next_at is None:
        raise Conflict(_("This survey is not repeated."), code="not_repeated")
    pulse.next_at = None
    pulse.save(update_fields=["next_at"])
    survey.save_changes()
    record(events.PULSE_ENDED, matter=survey, actor=actor, reason=reason_given(reason))
    return survey


def carry_on_surveys(*, now: datetime | None = None) -> int:
    """Close what is due and open the next rounds; how many rounds were opened."""
    now = now or clock.now()
    with clock.told(now):
        for pk in (
            Survey.objects.filter(status="open", due_at__lte=now).order_by("pk").values_list("pk", flat=True)
        ):
            _close_due(pk, now)

    def put_off(pk: int, refusal: Refusal) -> None:
        Pulse.objects.filter(pk=pk).update(trouble=str(refusal)[:300], next_at=now + TRY_AGAIN)

    due = Pulse.objects.filter(next_at__lte=now).order_by("next_at", "pk")
    return recurrence.make_all_due(due, _open_next, put_off, now)


@transaction.atomic
def _close_due(pk: int, now: datetime) -> None:
    """Another worker that was faster leaves nothing to do."""
    survey = Survey.objects.lock(pk)
    if survey.status == "open" and survey.due_at and survey.due_at <= now:
        close_survey(survey=survey, actor=SYSTEM, version=None)


@transaction.atomic
def _open_next(pk: int, now: datetime) -> bool:
    """The next round, a survey of its own that came from the one before, which ends now at the latest."""
    pulse = Pulse.objects.select_for_update().filter(pk=pk, next_at__lte=now).first()
    last = Survey.objects.filter(pulse=pk).order_by("-round").first() if pulse else None
    if pulse is None or last is None:
        return False
    due = calendar_of(last.department).add_days(now, pulse.days_open)
    pulse.next_at, pulse.trouble = _next_of(pulse, now), ""
    pulse.save(update_fields=["next_at", "trouble"])
    if last.status == "draft":
        return False
    if last.status == "open":
        close_survey(survey=last, actor=SYSTEM, version=None)
    _copy_of(last, pulse, due)
    return True


def _copy_of(last: Survey, pulse: Pulse, due: datetime) -> Survey:
    brief: dict[str, Any] = {name: getattr(last, name) for name in COPIED}
    brief |= {"departments": last.departments.all(), "people": last.people.all(), "due_at": due}
    actor = Actor(last.owner, "job") if last.owner and last.owner.is_active else SYSTEM
    survey = create_survey(actor=actor, **brief)
    survey.pulse, survey.round = pulse, last.round + 1
    survey.save_changes()
    led_to(last, survey, actor=actor)
    return open_survey(survey=survey, actor=actor, version=survey.version)


def remind_waiting(*, entries: Sequence[Activity], actor: Actor) -> int:
    """Tell those who have not answered yet that the ladder's reminder is theirs too; once per reminder."""
    told = 0
    for entry in entries:
        if entry.event != "deadline.reminded" or getattr(entry.matter, "kind", "") != Kind.SURVEY:
            continue
        with transaction.atomic():
            survey = Survey.objects.lock(entry.matter_id)  # type: ignore[arg-type]
            known = survey.activities.filter(event="survey.awaited", facts__reminder=entry.pk)
            if survey.status == "open" and survey.due_at and survey.due_at > entry.at and not known.exists():
                due = iso(survey.due_at)
                record(events.SURVEY_AWAITED, matter=survey, actor=actor, due=due, reminder=entry.pk)
                told += 1
    return told
