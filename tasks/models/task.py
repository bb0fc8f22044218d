"""Task 任务 / supervised item 督办事项: what was handed out, to whom, by when, and how it stands."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from collab.matters.models import Kind, Matter, PartyRole
from collab.matters.models.matter import register_kind
from collab.matters.querysets import MatterQuerySet

from ..states import MACHINE


class Source(models.TextChoices):
    """Where it came from."""

    SELF = "self", _("Own initiative")
    DECISION = "decision", _("Decision")
    INSTRUCTION = "instruction", _("Leader's instruction")
    PLAN = "plan", _("Annual plan")
    FEEDBACK = "feedback", _("Feedback")
    RISK = "risk", _("Risk")
    DRILL = "drill", _("Drill")
    RETROSPECTIVE = "retrospective", _("Retrospective")


class Blockage(models.TextChoices):
    """What kind of thing stands in the way."""

    RESOURCES = "resources", _("Resources")
    TIME = "time", _("Time")
    DIFFICULTY = "difficulty", _("Difficulty")
    DEPENDENCY = "dependency", _("Dependency")
    DEPARTMENT = "department", _("Another department")


def hours_words(minutes: int) -> str:
    """Minutes in hours, in the reader's language."""
    hours = round(minutes / 60, 2)
    return str(
        _("%(hours)s h") % {"hours": formats.number_format(int(hours) if hours.is_integer() else hours)}
    )


class Task(Matter):
    """`department` is the lead department 牵头单位, `owner` the one accountable person.

    A light task has no supervision: issuing accepts it and finishing completes it.
    """

    machine = MACHINE
    chain_parent = "parent"
    own_step_roles = frozenset({PartyRole.CO})
    laid_out: Sequence[Any] = ()  # the parts that a new one began with

    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subtasks",
    )
    is_light = models.BooleanField(_("light"), default=False)
    source = models.CharField(_("source"), max_length=16, choices=Source.choices, default=Source.SELF)
    completion_standard = models.TextField(_("completion standard"), blank=True)
    report_every_days = models.PositiveSmallIntegerField(_("report every (working days)"), default=5)
    start_at = models.DateTimeField(_("planned start"), null=True, blank=True)
    estimate_minutes = models.PositiveIntegerField(_("estimate (minutes of work)"), null=True, blank=True)
    is_milestone = models.BooleanField(_("milestone"), default=False)
    percent = models.PositiveSmallIntegerField(_("done, %"), default=0)
    last_report_at = models.DateTimeField(null=True, editable=False)
    issued_at = models.DateTimeField(_("issued"), null=True, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    result = models.TextField(_("result"), blank=True)
    rework_count = models.PositiveSmallIntegerField(_("times sent back"), default=0, editable=False)
    return_count = models.PositiveSmallIntegerField(_("times returned"), default=0, editable=False)
    return_reason = models.TextField(blank=True, editable=False)
    return_evidence = models.TextField(_("evidence for the return"), blank=True, editable=False)
    return_file = models.ForeignKey(
        "matters.Attachment", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    ruling = models.TextField(_("ruling"), blank=True, editable=False)
    ruled_at = models.DateTimeField(_("ruled"), null=True, editable=False)
    suspended_from = models.CharField(max_length=24, blank=True, editable=False)
    blockage = models.CharField(_("blocked by"), max_length=16, choices=Blockage.choices, blank=True)
    blockage_note = models.TextField(_("what stands in the way"), blank=True)
    blockage_resolver = models.CharField(_("who can resolve it"), max_length=200, blank=True)
    blockage_until = models.DateTimeField(_("needed by"), null=True, blank=True)

    objects = MatterQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")

    @property
    def estimate_words(self) -> str:
        """The estimate in hours, in the reader's language."""
        return hours_words(self.estimate_minutes or 0)

    def take(self, step: str) -> None:
        """Take a step of the machine and keep the blocked flag in line with the state."""
        self.move(step)
        self.is_blocked = self.status == "blocked"

    def finish_at(self, at, submitted_at) -> None:
        """Set what is fixed at completion: when, and whether it was late against the agreed due date."""
        self.closed_at, self.percent = at, 100
        self.done_late = bool(self.due_at and submitted_at > self.due_at)


register_kind(Kind.TASK, Task)
