"""Takes the demo organisation away: its matters with their histories, its people, its departments."""

from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import ProtectedError, Q

from collab.activity.forgetting import forget_demo_streams
from collab.activity.journal import record
from collab.common.actor import SYSTEM
from collab.matters import search
from collab.matters.models import Label, Matter
from collab.matters.models.matter import class_of, known_kinds
from collab.notifications.models import Notification
from collab.org.models import Department, Person, WorkingCalendar
from feedback.models import IntakeSettings, Pulse
from goals.models import Cycle
from meetings.models import HourlyRate, MeetingSeries, MinutesEdition, MinutesReading
from tasks.models import PlanTemplate

from ..content.departments import HALL, LABELS
from ..events import DEMO_REMOVED
from .organisation import claim_what_demo_people_made


@dataclass(frozen=True)
class Removed:
    """What went, and what had to stay (switched off) because other records name it."""

    matters: int
    people: int
    departments: int
    kept_people: int
    kept_departments: int


@transaction.atomic
def remove_demo() -> Removed:
    """Delete all demo data. Real matters stay; demo people and departments that they name are switched off instead."""
    claim_what_demo_people_made()
    ids = list(Matter.objects.filter(is_demo=True).values_list("pk", flat=True))
    Notification.objects.filter(Q(matter__in=ids) | Q(person__is_demo=True)).delete()
    forget_demo_streams(ids)
    search.forget(ids)
    _delete_readings(ids)
    MinutesEdition.objects.filter(minutes__in=ids).delete()
    _delete_matters()
    IntakeSettings.objects.filter(is_demo=True).delete()
    Cycle.objects.filter(is_demo=True, goals=None).delete()
    MeetingSeries.objects.filter(is_demo=True, meetings=None).delete()
    HourlyRate.objects.filter(set_by__is_demo=True).delete()
    Pulse.objects.filter(rounds=None).delete()
    PlanTemplate.objects.filter(created_by__is_demo=True).delete()
    people, kept_people = _delete_or_switch_off(Person.objects.filter(is_demo=True))
    departments, kept_departments = _delete_or_switch_off(
        Department.objects.filter(extra__demo=True).order_by("-path")
    )
    names = [name for name, _colour in LABELS]
    Label.objects.filter(name__in=names, matters=None).delete()
    WorkingCalendar.objects.filter(name=HALL, departments=None, is_default=False).delete()
    removed = Removed(len(ids), people, departments, kept_people, kept_departments)
    record(DEMO_REMOVED, actor=SYSTEM, matters=removed.matters, people=removed.people)
    return removed


def _delete_readings(ids: list[int]) -> None:
    """Minutes read in under a demo account go with their proposals."""
    demo = Q(read_by__is_demo=True) | Q(department__extra__demo=True) | Q(meeting__in=ids)
    MinutesReading.objects.filter(demo).delete()


def _delete_matters() -> None:
    """Kinds protect what they are parts of, so parts go before wholes, as often as it takes."""
    waiting = {
        model: list(model._base_manager.filter(is_demo=True).order_by("-pk").values_list("pk", flat=True))
        for model in map(class_of, known_kinds())
    }
    while waiting:
        left = {model: held for model, keys in waiting.items() if (held := _delete_free(model, keys))}
        if left == waiting:
            model, keys = next(iter(left.items()))
            held = set(model._base_manager.filter(pk__in=keys[:5]))
            raise ProtectedError("Other records hold on to demo matters.", held)
        waiting = left


def _delete_free(model: type[models.Model], keys: list[int]) -> list[int]:
    """Delete those rows that nothing holds, by halves where not all can go at once; the keys of those that stay."""
    if not keys:
        return []
    try:
        with transaction.atomic():
            model._base_manager.filter(pk__in=keys).delete()
        return []
    except ProtectedError:
        middle = len(keys) // 2
        return _delete_free(model, keys[:middle]) + _delete_free(model, keys[middle:]) if middle else keys


def _delete_or_switch_off(rows: models.QuerySet) -> tuple[int, int]:
    """(deleted, switched off): a row that other records name stays, inactive."""
    keys = list(rows.values_list("pk", flat=True))
    kept = _delete_free(rows.model, keys)
    rows.model._base_manager.filter(pk__in=kept).update(is_active=False)
    return len(keys) - len(kept), len(kept)
