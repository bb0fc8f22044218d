"""Meeting series: what is held regularly, by whom, in which zone."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.org.models.person import known_zone

from ..querysets import SeriesQuerySet


class MeetingSeries(models.Model):
    """A cadence as RFC 5545 rule text; `start_time` is local to `zone`, so it holds across clock changes."""

    title = models.CharField(_("title"), max_length=300)
    department = models.ForeignKey(
        "org.Department",
        verbose_name=_("host department"),
        on_delete=models.PROTECT,
        related_name="meeting_series",
    )
    rrule = models.CharField(_("recurrence rule"), max_length=300, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, default="Asia/Shanghai", validators=[known_zone])
    start_time = models.TimeField(_("starts at"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=60)
    place = models.CharField(_("place"), max_length=300, blank=True)
    link = models.URLField(pgettext_lazy("web address", "link"), max_length=500, blank=True)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("chair"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="chaired_series",
    )
    is_active = models.BooleanField(_("active"), default=True)
    external_key = models.CharField(max_length=200, null=True, blank=True, unique=True, editable=False)
    extra = models.JSONField(default=dict, blank=True, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting series")
        verbose_name_plural = _("meeting series")
        ordering = ["title", "pk"]
        indexes = [models.Index(fields=["department", "title"], name="series_department")]

    def __str__(self) -> str:
        return self.title

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)
