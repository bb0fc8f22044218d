"""What departments say to a decision or to minutes when they are asked; and what people say to a decision."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..querysets import PositionQuerySet, SaidQuerySet


class Phase(models.TextChoices):
    """What a department was asked for."""

    CONSULTATION = "consultation", _("Consultation")
    COUNTERSIGN = "countersign", _("Countersigning")


class Stance(models.TextChoices):
    """What it answered. Silence is noted only where the rule counts it as no objection."""

    AGREES = "agrees", _("Agrees")
    COMMENTS = "comments", _("Agrees, with comments")
    OBJECTS = "objects", _("Objects")
    SILENT = "silent", _("Did not answer")


class Position(models.Model):
    """One department's answer, due by its party's own instant; no stance means that it is awaited."""

    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="positions")
    phase = models.CharField(_("asked for"), max_length=16, choices=Phase.choices)
    department = models.ForeignKey("org.Department", on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey("matters.Party", null=True, on_delete=models.SET_NULL, related_name="+")
    due_at = models.DateTimeField(_("due"))
    stance = models.CharField(_("position"), max_length=12, choices=Stance.choices, blank=True)
    text = models.TextField(_("in words"), blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField(_("answered"), null=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "phase", "department"], name="one_position_per_phase")
        ]

    def __str__(self) -> str:
        return f"{self.department}: {self.get_stance_display()}"


class Remark(models.Model):
    """A question or an objection in a consent round, or dissent 保留意见 kept with the decision."""

    class Sort(models.TextChoices):
        QUESTION = "question", _("Question")
        OBJECTION = "objection", _("Objection")
        DISSENT = "dissent", _("Dissent")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("remark", "Open")
        ANSWERED = "answered", _("Answered")
        INTEGRATED = "integrated", _("Integrated")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        NOTED = "noted", _("Noted")

    decision = models.ForeignKey("meetings.Decision", on_delete=models.CASCADE, related_name="remarks")
    sort = models.CharField(_("kind"), max_length=12, choices=Sort.choices)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("in words"))
    said_at = models.DateTimeField(_("said"))
    answer = models.TextField(_("answer"), blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(_("settled"), null=True)

    objects = SaidQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_sort_display()}: {self.text[:60]}"
