"""Series of recurring tasks: what is handed out again and again, and by which rule."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from collab.matters.models import Priority, Visibility
from collab.org.models.person import known_zone
from collab.org.standing import standing_of

from .task import Source


class Occasion(models.TextChoices):
    """When the next task of a series is made."""

    AHEAD = "ahead", _("A number of working days ahead")
    DONE = "done", _("When the one before is completed")


class DayOff(models.TextChoices):
    """What happens to a due date that falls on a day off."""

    AS_IS = "as_is", _("Leave it")
    NEXT = "next", _("The next working day")
    PREVIOUS = "previous", _("The working day before")


class SeriesState(models.TextChoices):
    """A paused series makes nothing; an ended one never again."""

    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")


class TaskSeriesQuerySet(models.QuerySet):
    """Series by who may see them and by what is due."""

    def visible_to(self, person) -> "TaskSeriesQuerySet":
        """Whoever takes part; where it is not kept to its parties also its department and the coordinators."""
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        standing = standing_of(person)
        if standing.is_superuser:
            return self
        people = standing.person_ids
        named = Q(set_up_by__in=people) | Q(responsible__in=people) | Q(supervisor__in=people)
        shared = Q(visibility=Visibility.DEPARTMENTS)
        if not standing.is_coordinator:
            shared &= Q(department__in=standing.department_ids)
        return self.filter(named | shared | Q(visibility=Visibility.ORGANISATION))

    def due(self, now: datetime) -> "TaskSeriesQuerySet":
        """Those whose next task is to be made."""
        over = Q(last_task=None) | Q(last_task__is_open=False)
        return self.filter(Q(wake_at__lte=now) & (Q(occasion=Occasion.AHEAD) | over), state="active")


class TaskSeries(models.Model):
    """`first_at` is where the rule begins; it falls at that time of day in `zone`, across clock changes."""

    pattern = models.ForeignKey("tasks.Task", on_delete=models.CASCADE, related_name="series_of")
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("description"), blank=True)
    department = models.ForeignKey(
        "org.Department", verbose_name=_("lead department"), on_delete=models.PROTECT, related_name="+"
    )
    co_departments = models.ManyToManyField("org.Department", blank=True, related_name="+")
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    set_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    priority = models.SmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.NORMAL)
    source = models.CharField(_("source"), max_length=16, choices=Source.choices, default=Source.SELF)
    completion_standard = models.TextField(_("completion standard"), blank=True)
    report_every_days = models.PositiveSmallIntegerField(default=5)
    estimate_minutes = models.PositiveIntegerField(null=True, blank=True)
    visibility = models.CharField(
        _("visible to"), max_length=16, choices=Visibility.choices, default=Visibility.DEPARTMENTS
    )
    is_light = models.BooleanField(_("light"), default=False)
    checklist = models.JSONField(default=list, blank=True)
    deliverables = models.JSONField(default=list, blank=True)
    rrule = models.CharField(_("recurrence rule"), max_length=300)
    zone = models.CharField(_("time zone"), max_length=64, validators=[known_zone])
    first_at = models.DateTimeField(_("first time"))
    occasion = models.CharField(
        _("next task is made"), max_length=8, choices=Occasion.choices, default=Occasion.AHEAD
    )
    lead_days = models.PositiveSmallIntegerField(_("working days ahead"), default=5)
    due_after_days = models.PositiveSmallIntegerField(_("due after (working days)"), default=0)
    on_day_off = models.CharField(
        _("due on a day off"), max_length=8, choices=DayOff.choices, default=DayOff.NEXT
    )
    state = models.CharField(
        _("state"), max_length=8, choices=SeriesState.choices, default=SeriesState.ACTIVE
    )
    next_at = models.DateTimeField(_("next time"), null=True, editable=False)
    wake_at = models.DateTimeField(null=True, editable=False)
    last_task = models.ForeignKey(
        "tasks.Task", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    trouble = models.CharField(_("trouble"), max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TaskSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("task series")
        verbose_name_plural = _("task series")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["wake_at"], name="series_wakes", condition=models.Q(state="active"))]

    def __str__(self) -> str:
        return self.title

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


class SeriesOccurrence(models.Model):
    """That the task of one occurrence was made: once, whatever crashes."""

    series = models.ForeignKey(TaskSeries, on_delete=models.CASCADE, related_name="occurrences")
    at = models.DateTimeField(_("falls at"))
    task = models.OneToOneField("tasks.Task", on_delete=models.CASCADE, related_name="occurrence")

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["series", "at"], name="one_task_per_series_and_occurrence")
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.at:%Y-%m-%d}"
