"""Conditions on tasks that the filter bar and the API share, so that one name means one thing at both."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from collab.common import clock
from collab.deadlines.models import Clock, Deadline, Extension
from collab.matters.models import Party, PartyRole

from .models import Task

SUPERVISING = (PartyRole.SUPERVISOR, PartyRole.GIVER)
UNBEGUN = ("draft", "suspended")


def with_co_department(ids: Iterable[int]) -> Q:
    """One of these departments works along."""
    return Q(Exists(Party.objects.filter(matter=OuterRef("pk"), role=PartyRole.CO, department__in=ids)))


def supervised_by(person_id: int) -> Q:
    """This person supervises it or handed it out."""
    rows = Party.objects.filter(matter=OuterRef("pk"), role__in=SUPERVISING, person=person_id)
    return Q(Exists(rows))


def part_of_person(person_id: int, roles: Iterable[str]) -> Q:
    """This person takes part in one of these roles."""
    return Q(Exists(Party.objects.filter(matter=OuterRef("pk"), person=person_id, role__in=roles)))


def unsigned(missed: bool) -> Q:
    """A receipt is awaited; `missed`: its time has passed."""
    receipts = Deadline.objects.running().filter(matter=OuterRef("pk"), clock=Clock.RECEIPT)
    return Q(Exists(receipts.filter(due_at__lt=clock.now()) if missed else receipts))


def extended(wanted: bool) -> Q:
    """Its due date was moved by an approved extension."""
    granted = Extension.objects.of_the_whole().filter(state=Extension.State.APPROVED)
    held = Q(Exists(granted.filter(matter=OuterRef("pk"))))
    return held if wanted else ~held


def late(wanted: bool) -> Q:
    """Overdue now, or finished late."""
    held = Q(done_late=True) | Q(is_open=True, due_at__lt=clock.now(), due_at__isnull=False)
    return (
        held
        if wanted
        else Q(done_late=False) & (Q(is_open=False) | Q(due_at=None) | Q(due_at__gte=clock.now()))
    )


def stale(days: int) -> Q:
    """Open and handed out, and nothing was reported on it for so many days."""
    rows = Task.objects.filter(pk=OuterRef("pk"), is_open=True).exclude(status__in=UNBEGUN)
    heard = Coalesce("last_report_at", "issued_at")
    return Q(Exists(rows.alias(heard_at=heard).filter(heard_at__lt=clock.now() - timedelta(days=days))))


def due_in(word: str, now: datetime) -> Q:
    """Due as the bar's word says."""
    if word == "none":
        return Q(due_at=None)
    if word == "overdue":
        return Q(is_open=True, due_at__lt=now)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    days = {"today": 1, "week": 7, "month": 30}[word]
    return Q(due_at__gte=midnight, due_at__lt=midnight + timedelta(days=days))
