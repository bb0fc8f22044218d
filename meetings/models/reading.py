"""Minutes read in from elsewhere, and what was found in them: proposals until a person confirms them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..querysets import FindingQuerySet, ReadingQuerySet
from .meeting import Presence


class ReadingState(models.TextChoices):
    """Whether a person has looked at it."""

    PENDING = "pending", _("To review")
    CONFIRMED = "confirmed", _("Taken over")
    DISMISSED = "dismissed", _("Dismissed")


class MinutesReading(models.Model):
    """One meeting as read from a source; `sha256` of its text keeps it from being read in twice.

    The fields before `parsed` can be corrected until the meeting is created; `parsed` stays as it was read.
    """

    source_name = models.CharField(_("source"), max_length=300)
    source_sha256 = models.CharField(max_length=64, db_index=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    line = models.PositiveIntegerField(_("line"), default=1)
    department = models.ForeignKey(
        "org.Department",
        verbose_name=_("host department"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="minutes_readings",
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    start = models.TimeField(_("from"), null=True, blank=True)
    end = models.TimeField(_("to"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    is_register = models.BooleanField(_("register of actions"), default=False, editable=False)
    language = models.CharField(_("language"), max_length=10, blank=True)
    raw = models.TextField(_("text"))
    parsed = models.JSONField(default=dict, editable=False)
    doubts = models.JSONField(default=list, editable=False)
    state = models.CharField(
        _("state"), max_length=16, choices=ReadingState.choices, default=ReadingState.PENDING
    )
    meeting = models.ForeignKey(
        "meetings.Meeting", null=True, editable=False, on_delete=models.PROTECT, related_name="readings"
    )
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    read_at = models.DateTimeField(_("read in"), editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading of minutes")
        verbose_name_plural = _("readings of minutes")
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["state", "-held_on"], name="reading_state")]

    def __str__(self) -> str:
        return f"{self.source_name}:{self.line} {self.title}"

    @property
    def is_live(self) -> bool:
        """Whether it was read from minutes that are being written here, and not from a text from elsewhere."""
        return hasattr(self, "document")


class FindingKind(models.TextChoices):
    """What was found."""

    PERSON = "person", _("Person")
    ITEM = "item", _("Agenda item")
    DECISION = "decision", _("Decision")
    ACTION = "action", _("Action item")
    LEFT_OVER = "left_over", _("Left over from before")
    NOTE = "note", pgettext_lazy("in minutes", "Note")


class FindingState(models.TextChoices):
    """Whether a person has confirmed it."""

    PENDING = "pending", _("To review")
    CONFIRMED = "confirmed", _("Taken over")
    DISMISSED = "dismissed", _("Dismissed")


class Finding(models.Model):
    """One thing found in minutes, with the line it was read from.

    Where it is doubtful who is meant, there are `candidates` and no `person`. `held_on` is the meeting of an
    entry in a register of actions; `outcome` is an item's state or an action's status.
    """

    reading = models.ForeignKey(MinutesReading, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(_("kind"), max_length=16, choices=FindingKind.choices)
    position = models.PositiveIntegerField(default=0)
    text = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("text"), blank=True)
    item = models.ForeignKey(
        "self",
        verbose_name=_("agenda item"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="parts",
    )
    part = models.CharField(max_length=16, blank=True)
    presence = models.CharField(_("presence"), max_length=16, choices=Presence.choices, blank=True)
    outcome = models.CharField(_("outcome"), max_length=24, blank=True)
    owners = models.JSONField(_("named in the text"), default=list)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsible"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    candidates = models.JSONField(default=list)
    department = models.ForeignKey(
        "org.Department",
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    held_on = models.DateField(_("from the meeting of"), null=True, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    due_text = models.CharField(max_length=200, blank=True)
    line = models.PositiveIntegerField(_("line"), default=0)
    confidence = models.FloatField(_("confidence"), default=0)
    state = models.CharField(
        _("state"), max_length=16, choices=FindingState.choices, default=FindingState.PENDING
    )
    matter = models.ForeignKey(
        "matters.Matter", null=True, editable=False, on_delete=models.PROTECT, related_name="found_as"
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, editable=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["reading", "position", "pk"]
        indexes = [models.Index(fields=["reading", "kind", "position"], name="finding_order")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"
