"""A co-department's part 协办 of a task: how far it is, what came of it, and why it was sent back or waived."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from collab.common.errors import TransitionRefused
from collab.deadlines.models import Clock, Deadline
from collab.matters.querysets import HangingQuerySet

from ..states import PART_MACHINE

TASK_PART = "task_part"
WORKED_ON = frozenset({"issued", "accepted", "in_progress", "blocked", "sent_back"})


class CoPartQuerySet(HangingQuerySet):
    """Parts are seen by whoever sees the task."""

    way = "task__"

    def open(self) -> "CoPartQuerySet":
        """Those that still hold up the whole."""
        return self.filter(status__in=[code for code, s in PART_MACHINE.states.items() if s.is_open])

    def with_row(self) -> "CoPartQuerySet":
        """With what a row shows; `original_due_at` is what was agreed first, whatever was granted since."""
        clocks = Deadline.objects.filter(party=OuterRef("party"), clock=Clock.DUE).order_by("pk")
        rows = self.annotate(original_due_at=Subquery(clocks.values("original_due_at")[:1]))
        return rows.select_related("party__department", "submitted_by", "decided_by")


class CoPart(models.Model):
    """The party keeps what is to be done, by when, and the receipt; its own due clock hangs on the same party."""

    kind = TASK_PART

    task = models.ForeignKey("tasks.Task", on_delete=models.CASCADE, related_name="co_parts")
    party = models.OneToOneField("matters.Party", on_delete=models.CASCADE, related_name="co_part")
    status = models.CharField(_("status"), max_length=16, default="open", editable=False)
    result = models.TextField(_("result"), blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("why sent back or waived"), blank=True, editable=False)
    done_late = models.BooleanField(_("submitted late"), default=False, editable=False)
    rework_count = models.PositiveSmallIntegerField(_("times sent back"), default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CoPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("co-department's part")
        verbose_name_plural = _("co-departments' parts")
        ordering = ["pk"]
        indexes = [models.Index(fields=["task", "status"], name="co_part_task")]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.party.department}"

    @property
    def status_label(self) -> str:
        """The status in the reader's language."""
        return str(PART_MACHINE.label(self.status))

    @property
    def is_open(self) -> bool:
        return PART_MACHINE.is_open(self.status)

    def fits(self, step: str) -> bool:
        """Whether the part and its task are in states that allow this step."""
        states = {"edit": WORKED_ON | {"draft"}, "remove": {"draft"}}.get(step, WORKED_ON)
        return self.task.status in states and self.status in PART_MACHINE.steps[step].sources

    def take(self, step: str) -> None:
        """Take a step of the part's machine, or raise TransitionRefused and change nothing."""
        if not self.fits(step):
            allowed = [name for name in PART_MACHINE.steps if self.fits(name)]
            raise TransitionRefused(
                _("The part is “%(part)s” and the task “%(task)s” now; this step does not fit.")
                % {"part": self.status_label, "task": self.task.status_label},
                state=self.status,
                allowed=allowed,
            )
        self.status = PART_MACHINE.steps[step].target or self.status
