"""Meeting series: what is held regularly, by whom, in which zone; its standing agenda, backlog and left-out times."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.models import Visibility
from collab.org.models.person import known_zone

from ..querysets import OfSeriesQuerySet, SeriesQuerySet
from .agenda import Sought
from .meeting import MeetingType

SERIES, SERIES_ITEM, TOPIC = "meeting_series", "series_item", "series_topic"


class Carry(models.TextChoices):
    """What happens to items that an occurrence deferred or never came to."""

    MOVE = "move", _("Move to the next meeting")
    COPY = "copy", _("Copy to the next meeting")
    LEAVE = "leave", _("Leave where they are")


class MeetingSeries(models.Model):
    """A cadence as RFC 5545 rule text, counted from `first_on`.

    `start_time` is local to `zone`, so it holds across clock changes. `next_at` is the next instant of the rule
    for which no meeting exists yet; null where the rule has run out or there is none.
    """

    kind = SERIES

    title = models.CharField(_("title"), max_length=300)
    department = models.ForeignKey(
        "org.Department",
        verbose_name=_("host department"),
        on_delete=models.PROTECT,
        related_name="meeting_series",
    )
    type = models.CharField(
        _("type"), max_length=24, choices=MeetingType.choices, default=MeetingType.COORDINATION
    )
    purpose = models.TextField(_("purpose"), blank=True)
    expected_result = models.TextField(_("expected result"), blank=True)
    rrule = models.CharField(_("recurrence rule"), max_length=300, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, default="Asia/Shanghai", validators=[known_zone])
    first_on = models.DateField(_("first day"), null=True, blank=True)
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
    secretary = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("secretary"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    attendees = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("people invited"), blank=True, related_name="attended_series"
    )
    departments = models.ManyToManyField(
        "org.Department", verbose_name=_("departments invited"), blank=True, related_name="+"
    )
    carry = models.CharField(_("left-over items"), max_length=8, choices=Carry.choices, default=Carry.MOVE)
    visibility = models.CharField(
        _("visible to"), max_length=16, choices=Visibility.choices, default=Visibility.DEPARTMENTS
    )
    is_active = models.BooleanField(_("active"), default=True)
    next_at = models.DateTimeField(_("next time"), null=True, editable=False)
    trouble = models.CharField(_("trouble"), max_length=300, blank=True, editable=False)
    set_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    external_key = models.CharField(max_length=200, null=True, blank=True, unique=True, editable=False)
    extra = models.JSONField(default=dict, blank=True, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting series")
        verbose_name_plural = _("meeting series")
        ordering = ["title", "pk"]
        indexes = [
            models.Index(fields=["department", "title"], name="series_department"),
            models.Index(fields=["next_at"], name="meeting_series_next", condition=models.Q(is_active=True)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def first_at(self) -> datetime:
        """Where the rule begins: the first day at the time of day, on the zone's own clock."""
        assert self.first_on is not None
        return datetime.combine(self.first_on, self.start_time or time(), self.tz)

    @property
    def is_timed(self) -> bool:
        """Whether it says when it meets; one without a rule or a time of day is only a name for meetings."""
        return bool(self.rrule and self.start_time and self.first_on)


class OfSeries(models.Model):
    """A row that belongs to a series; `version` guards each row on its own."""

    series = models.ForeignKey(MeetingSeries, on_delete=models.CASCADE, related_name="%(class)ss")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OfSeriesQuerySet.as_manager()

    class Meta:
        abstract = True


class Wording(OfSeries):
    """What an agenda item will be made from."""

    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("brief"), blank=True)
    sought = models.CharField(
        _("outcome sought"), max_length=16, choices=Sought.choices, default=Sought.DISCUSS
    )
    minutes_allotted = models.PositiveSmallIntegerField(_("minutes allotted"), null=True, blank=True)

    class Meta(OfSeries.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title

    def words(self) -> dict:
        """What the agenda item takes over."""
        return {name: getattr(self, name) for name in ("title", "body", "sought", "minutes_allotted")}


class SeriesItem(Wording):
    """One item of the standing agenda, put on every meeting of the series."""

    kind = SERIES_ITEM

    position = models.PositiveSmallIntegerField(_("order"), default=1)
    presenter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("presenter"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    needs_pre_read = models.BooleanField(_("needs pre-reads"), default=False)

    class Meta(Wording.Meta):
        verbose_name = _("standing agenda item")
        verbose_name_plural = _("standing agenda items")
        ordering = ["position", "pk"]

    def words(self) -> dict:
        """What the agenda item takes over."""
        return super().words() | {
            "presenter": self.presenter,
            "needs_pre_read": self.needs_pre_read,
            "is_standing": True,
        }


class TopicState(models.TextChoices):
    """A topic waits until a meeting takes it up or somebody drops it."""

    WAITING = "waiting", _("Waiting")
    TAKEN = "taken", _("Taken up")
    DROPPED = "dropped", _("Dropped")


class SeriesTopic(Wording):
    """One topic of the backlog, with who brought it and what became of it."""

    kind = TOPIC

    department = models.ForeignKey(
        "org.Department", verbose_name=_("department"), on_delete=models.PROTECT, related_name="+"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(editable=False)
    state = models.CharField(
        _("state"), max_length=8, choices=TopicState.choices, default=TopicState.WAITING, editable=False
    )
    reason = models.TextField(_("reason"), blank=True, editable=False)
    item = models.ForeignKey(
        "meetings.AgendaItem", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta(Wording.Meta):
        verbose_name = _("backlog topic")
        verbose_name_plural = _("backlog topics")
        ordering = ["pk"]


class LeftOut(OfSeries):
    """A time at which the series does not meet although its rule names it: an EXDATE with its reason."""

    at = models.DateTimeField(_("would fall at"))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(OfSeries.Meta):
        verbose_name = _("left-out time")
        verbose_name_plural = _("left-out times")
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["series", "at"], name="left_out_once")]

    def __str__(self) -> str:
        return f"{self.series_id} {self.at:%Y-%m-%d}"
