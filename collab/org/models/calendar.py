"""Working calendars as coordinators edit them; the arithmetic is in org.worktime."""

from django.db import models
from django.utils.translation import gettext_lazy as _


def office_week() -> list[list[list[int]]]:
    """Monday to Friday 09:00–12:00 and 13:00–18:00, in minutes of the day."""
    day = [[540, 720], [780, 1080]]
    return [day, day, day, day, day, [], []]


class WorkingCalendar(models.Model):
    """工作日历: weekly hours, a country's published holidays, and days that differ.

    `weekly` holds seven lists (Monday first) of [start, end] minutes of the local day.
    `valid_through` is the last day whose make-up workdays 调休 are known; the State Council
    publishes them each autumn for the following year.
    """

    name = models.CharField(_("name"), max_length=100, unique=True)
    zone = models.CharField(_("time zone"), max_length=64, default="Asia/Shanghai")
    weekly = models.JSONField(_("weekly hours"), default=office_week)
    country = models.CharField(
        _("public holidays of"), max_length=2, blank=True, help_text=_("ISO code, e.g. CN.")
    )
    valid_through = models.DateField(_("valid through"), null=True, blank=True)
    is_default = models.BooleanField(_("default"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_calendar"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CalendarDay(models.Model):
    """One date that differs from the weekly hours and the country's holidays."""

    calendar = models.ForeignKey(WorkingCalendar, on_delete=models.CASCADE, related_name="days")
    date = models.DateField(_("date"))
    is_workday = models.BooleanField(_("worked"), default=False)
    name = models.CharField(_("name"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["calendar", "date"], name="one_entry_per_day")]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.name}"
