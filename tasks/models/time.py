"""Time spent on a task."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import OnTaskQuerySet


class TimeEntry(models.Model):
    """Minutes that one person worked on a task on one day."""

    task = models.ForeignKey("tasks.Task", on_delete=models.CASCADE, related_name="time_entries")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="time_entries"
    )
    day = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    entered_at = models.DateTimeField(editable=False)

    objects = OnTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("time entry")
        verbose_name_plural = _("time entries")
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["person", "day"], name="time_person_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=1440), name="time_within_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.minutes}"
