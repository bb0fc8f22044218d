"""Meeting 会议: when and where departments meet, what for, and who was there."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.models import Kind, Matter
from collab.matters.models.matter import register_kind

from ..querysets import AttendanceQuerySet, MeetingQuerySet
from ..states import MEETING


class MeetingType(models.TextChoices):
    """会议类型."""

    COORDINATION = "coordination", _("Coordination meeting")
    JOINT_CONFERENCE = "joint_conference", _("Joint conference")
    WORKSHOP = "workshop", _("Workshop")
    STAFF_FORUM = "staff_forum", _("Staff forum")
    DECISION = "decision", _("Decision meeting")
    REVIEW = "review", _("Review meeting")


class Meeting(Matter):
    """`department` is the host; `owner` the secretary, who owes the minutes, which are due at `due_at`.

    `occurs_at` is the instant its series' rule named (iCalendar's RECURRENCE-ID), wherever it was moved to since;
    `moved_from` where it stood first; `sequence` counts what those invited were told anew, `timed_sequence` is where
    that stood when its time was last changed: answers given since then hold.
    """

    machine = MEETING

    matter_ptr = models.OneToOneField(
        Matter, parent_link=True, primary_key=True, on_delete=models.CASCADE, related_name="as_meeting"
    )
    series = models.ForeignKey(
        "meetings.MeetingSeries",
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meetings",
    )
    type = models.CharField(
        _("type"), max_length=24, choices=MeetingType.choices, default=MeetingType.COORDINATION
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    occurs_at = models.DateTimeField(_("called for by its series at"), null=True, editable=False)
    moved_from = models.DateTimeField(_("moved from"), null=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    timed_sequence = models.PositiveIntegerField(default=0, editable=False)
    quorum_count = models.PositiveSmallIntegerField(_("quorum: people"), null=True, blank=True)
    quorum_percent = models.PositiveSmallIntegerField(_("quorum: per cent"), null=True, blank=True)
    all_day = models.BooleanField(_("time of day not known"), default=False, editable=False)
    started_at = models.DateTimeField(_("began"), null=True, editable=False)
    finished_at = models.DateTimeField(_("ended"), null=True, editable=False)
    place = models.CharField(_("place"), max_length=300, blank=True)
    link = models.URLField(pgettext_lazy("web address", "link"), max_length=500, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    expected_result = models.TextField(_("expected result"), blank=True)
    override_reason = models.TextField(_("announced without preparation because"), blank=True, editable=False)
    minutes = models.TextField(_("minutes"), blank=True)
    minutes_source = models.CharField(_("source of the minutes"), max_length=300, blank=True, editable=False)

    objects = MeetingQuerySet.as_manager()  # type: ignore[misc]

    @property
    def where(self) -> str:
        """Place and link, as far as they are known."""
        return " · ".join(filter(None, (self.place, self.link))) or "—"

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_later"
            ),
            models.UniqueConstraint(fields=["series", "occurs_at"], name="one_meeting_per_occurrence"),
        ]
        indexes = [models.Index(fields=["starts_at"], name="meeting_starts")]


class Presence(models.TextChoices):
    """How somebody took part."""

    PRESENT = "present", _("Present")
    NON_VOTING = "non_voting", _("Present, non-voting")
    ABSENT = "absent", _("Absent")
    LEAVE = "leave", _("On leave")
    PROXY = "proxy", _("Stood in for someone")


class Attendance(models.Model):
    """One person at one meeting; `name` alone where the minutes name somebody we do not know."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attended",
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    affiliation = models.CharField(pgettext_lazy("affiliation", "from"), max_length=200, blank=True)
    presence = models.CharField(
        _("presence"), max_length=16, choices=Presence.choices, default=Presence.PRESENT
    )
    stands_in_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("stands in for"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    arrived_at = models.DateTimeField(_("arrived"), null=True, editable=False)
    left_at = models.DateTimeField(_("left"), null=True, editable=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="a_person_once_per_meeting"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(name=""),
                name="attendance_names_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.name}: {self.get_presence_display()}"


register_kind(Kind.MEETING, Meeting)
